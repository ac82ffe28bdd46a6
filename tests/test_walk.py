"""Every button from every command leads to words that can be said: no dead end, nothing over its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from bot import content, routes
from bot.domain import change as d
from bot.domain.callback import How, State
from bot.domain.decision import Button, Decision, Edit, Message
from bot.domain.event import Command, Event, Press
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Outcome
from bot.domain.library import Library
from bot.domain.text import length
from tests.cast import ACME, BAKERY, CALL, DESK, LOST, MONDAY, SAM, facts, origin
from tests.talk.shelf import SHELF

DEPTH = 6

STAGES: dict[str, dict[str, Any]] = {
    "nothing yet": {},
    "one ahead, one waiting": {"interviews": (ACME, BAKERY)},
    "a no": {"interviews": (LOST, BAKERY)},
    "an offer": {"interviews": (replace(LOST, outcome=Outcome.OFFER), BAKERY)},
    "asked for a call": {"interviews": (ACME,), "requests": (replace(CALL, card=77),)},
    "an advisor has it": {
        "requests": (replace(CALL, card=77, state=State.CLAIMED, advisor=9, advisor_name="Alex"),)
    },
    "resting after the card": {
        "interviews": (ACME,),
        "person": replace(SAM, crisis_at=MONDAY - timedelta(days=1)),
    },
    "no advisors": {"interviews": (ACME,), "desk": None, "numbers": False},
}


@lru_cache(maxsize=1)
def library() -> Library:
    return content.load(Path(__file__).parents[1] / "content", actions=routes.ACTIONS, ids_used=routes.TEXTS)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", sorted(routes.COMMANDS))
def test_every_button_after_every_command_leads_somewhere(stage: str, name: str) -> None:
    known = facts(library=library(), **STAGES[stage])

    _walk(known, Command(origin(), name), DEPTH, (f"/{name}",), set())


@pytest.mark.parametrize("name", ["guide", "emails", "next"])
@pytest.mark.parametrize("stage", ["nothing yet", "one ahead, one waiting", "a no", "an offer"])
def test_every_kind_of_page_and_message_leads_somewhere(stage: str, name: str) -> None:
    known = facts(library=SHELF, **STAGES[stage])

    _walk(known, Command(origin(), name), DEPTH, (f"/{name}",), set())


def test_every_page_is_reached_from_the_guide_by_its_buttons() -> None:
    seen = set[str]()

    _walk(facts(library=SHELF), Command(origin(), "guide"), DEPTH, ("/guide",), seen)

    grouped = {page for pages in SHELF.groups.values() for page in pages}
    read = {page for page in grouped if f"guide.show:0:0:{page}" in seen}
    assert read == grouped & set(SHELF.ids("guidance"))


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("state", State)
def test_every_button_of_a_card_leads_somewhere(state: State, how: How) -> None:
    number = "+442079460018" if how is How.PHONE else ""
    request = replace(CALL, card=77, state=state, how=how, number=number, advisor=42, advisor_name="Alex")
    known = facts(library=library(), person=replace(SAM, id=0), requests=(request,))

    for action in routes.DESK_BUTTONS:
        _walk(
            known,
            Press(origin(chat=DESK, private=False, message=77), "q", action, CALL.id),
            2,
            (action,),
            set(),
        )


BROWSING = ("guide.", "why.", "emails.list", "emails.show")
"""Looking something up changes nothing: it counts as no step, and is walked through once."""

FROM_A_PAGE = 2
"""How many steps are taken from a page or a message that was looked up."""


def _walk(before: Facts, event: Event, depth: int, path: tuple[str, ...], seen: set[str]) -> None:
    made = routes.decide(before, event)
    assert made.messages or made.toast, f"{path}: no answer"
    for words in _rendered(before, made):
        assert words.strip(), path
    after = _applied(before, made)
    if not depth:
        return
    for button in _shown(made):
        assert len(button.data.encode()) <= 64, (path, button)
        label = before.library.label(button.label, "en-GB", button.values)
        assert 0 < len(label) <= 64, (path, label)
        browsing = button.action.startswith(BROWSING)
        if browsing and button.data in seen:
            continue
        seen.add(button.data)
        where = event.origin if isinstance(event, Command | Press) else origin()
        pressed = Press(where, "q", button.action, button.id, button.version, button.extra)
        _walk(after, pressed, min(depth, FROM_A_PAGE) if browsing else depth - 1, (*path, label), seen)


def _rendered(known: Facts, made: Decision) -> Iterator[str]:
    for out in made.messages:
        if isinstance(out, Message | Edit):
            wording = out.wording if isinstance(out, Message) else None
            nth = known.turn if wording is None else wording
            html = known.library.text(out.say, known.person.language, out.values, turn=nth)
            assert length(html) <= 4096, out.say
            yield html
    if made.toast:
        words = known.library.label(made.toast.say, known.person.language, made.toast.values)
        assert len(words) <= 200, made.toast.say
        yield words


def _shown(made: Decision) -> list[Button]:
    """The buttons that whoever pressed will see under the last messages."""
    return [
        b
        for out in made.messages
        if isinstance(out, Message) and out.chat == SAM.id
        for r in out.buttons
        for b in r
    ]


def _applied(known: Facts, made: Decision) -> Facts:  # noqa: C901, PLR0912 one line for each kind of change
    """The facts after a decision, as the store would have them."""
    known = replace(known, turn=known.turn + 1)
    for change in made.changes:
        match change:
            case d.KeepPerson(person):
                known = replace(known, person=person)
            case d.AddInterview(interview):
                known = replace(known, interviews=(*known.interviews, interview))
            case d.KeepInterview(interview):
                new = replace(interview, version=interview.version + 1)
                rest = tuple(i for i in known.interviews if i.id != new.id)
                known = replace(known, interviews=(*rest, new))
            case d.DropInterview(id_):
                known = replace(known, interviews=tuple(i for i in known.interviews if i.id != id_))
            case d.Ask(question):
                known = replace(known, question=question)
            case d.Settle():
                known = replace(known, question=None)
            case d.SetMark(name, interview):
                known = replace(known, marks=(*known.marks, Mark(name, interview, known.now)))
            case d.ClearMark(name, interview):
                kept = tuple(m for m in known.marks if (m.name, m.interview) != (name, interview))
                known = replace(known, marks=kept)
            case d.AddRequest(request):
                known = replace(known, requests=(*known.requests, request))
            case d.MoveRequest(request):
                others = tuple(r for r in known.requests if r.id != request.id)
                known = replace(known, requests=(*others, request))
            case d.Erase():
                known = facts(library=known.library, desk=known.desk)
            case d.SkipNudge() | d.UnskipNudge():
                pass
    return known
