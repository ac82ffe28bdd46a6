"""Every event has an answer, every button a place to go, and a command takes six lines to add."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot import routes
from bot.domain.change import AddInterview, Ask, KeepPerson, Settle
from bot.domain.decision import Decision, Leave, Message
from bot.domain.event import Blocked, Command, Edited, Event, Ignored, Invited, Number, Returned
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import named
from tests.cast import (
    ACME,
    BAKERY,
    CALL,
    DESK,
    SAM,
    after,
    buttons,
    command,
    facts,
    only,
    origin,
    press,
    said,
    says,
    thing,
)

ROOT = Path(__file__).parents[1]
STRINGS = {
    name: words
    for file in (ROOT / "content/strings/en-GB").glob("*.yaml")
    for name, words in yaml.safe_load(file.read_text(encoding="utf-8")).items()
}
NAMED = yaml.safe_load((ROOT / "content/buttons.yaml").read_text(encoding="utf-8"))


def test_a_new_command_takes_six_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def wave(facts: Facts, _: Command) -> Decision:
        return Decision((Message(facts.person.id, "start.hello"),))

    monkeypatch.setitem(routes.COMMANDS, "wave", wave)

    assert says(routes.decide(facts(), command("/wave"))) == ["start.hello"]


@pytest.mark.parametrize(
    "event",
    [
        command("/help"),
        command("/nonsense"),
        said("hm"),
        said(""),
        press("pause.open"),
        press("nobody.knows"),
        Number(origin(), "447700900123", own=True),
        thing("sticker"),
        Edited(origin(), "Tuesday, not Monday"),
    ],
)
def test_everything_a_person_does_is_answered(event: Event) -> None:
    decision = routes.decide(facts(), event)

    assert decision.messages or decision.toast


WHAT = Question("result.what")


@pytest.mark.parametrize(
    ("words", "heard"),
    [("what happens next?", "next."), ("can someone call me", "advisor."), ("show my interviews", "list.")],
)
def test_a_clear_wish_is_heard_in_the_middle_of_another_question(words: str, heard: str) -> None:
    decision = routes.decide(facts(question=WHAT), said(words))

    assert says(decision)[0].startswith(heard)
    assert any(isinstance(change, Ask | Settle) for change in decision.changes)


def test_a_wish_in_the_middle_leaves_what_was_told_so_far() -> None:
    half = Question("log", draft={"id": "1", "role": "Baker", "employer": "Crumbs"})

    decision = routes.decide(facts(question=half), said("show my interviews"))

    assert says(decision)[0].startswith("list.")
    assert not decision.changes


def _shown_back() -> Facts:
    """Somebody who has told all of an interview, and is asked whether it is right."""
    told = routes.decide(
        facts(), command("/log Baker at Crumbs, yesterday 10am, they said I'd hear on friday")
    )
    return facts(question=only(told, Ask).question)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("what are my rights to feedback then", "feedback-rights"),
        ("they turned me down because I'm pregnant", "discrimination"),
        ("do you know how to stop replaying it", "stop-replaying"),
    ],
)
def test_an_interview_that_waits_for_a_yes_stands_in_nobodys_way(words: str, offered: str) -> None:
    decision = routes.decide(_shown_back(), said(words))

    assert offered in (*says(decision), *(button.extra for button in buttons(decision)))
    assert not any(isinstance(change, Ask | Settle) for change in decision.changes)


def test_after_words_on_something_else_a_yes_still_saves_the_interview() -> None:
    world = _shown_back()
    beside = routes.decide(world, said("what are my rights to feedback then"))

    saved = routes.decide(after(world, beside), said("yes"))

    assert only(saved, AddInterview).interview.employer == "Crumbs"


def test_low_words_beside_a_question_are_answered_once() -> None:
    decision = routes.decide(_shown_back(), said("I feel awful about it"))

    assert says(decision).count("feeling-low") == 1
    assert "safety.low" not in says(decision)


@pytest.mark.parametrize(
    ("asked", "words"),
    [("result.what", "purple monkey"), ("advisor.suits", "tomorrow morning"), ("advisor.suits", "yes")],
)
def test_words_that_ask_for_nothing_clear_are_asked_for_again(asked: str, words: str) -> None:
    decision = routes.decide(facts(question=Question(asked)), said(words))

    assert "again" in says(decision)[0]


def test_what_is_not_for_us_does_nothing() -> None:
    assert routes.decide(facts(), Ignored("a bot")) == Decision()


def test_people_who_leave_and_return_are_remembered() -> None:
    assert routes.decide(facts(), Blocked(origin())).changes == (
        KeepPerson(replace(SAM, unreachable="blocked")),
    )
    gone = facts(person=replace(SAM, unreachable="blocked"))
    assert routes.decide(gone, Returned(origin())).changes == (KeepPerson(SAM),)


def test_a_command_in_the_middle_of_a_question_is_a_command_and_the_question_stays() -> None:
    decision = routes.decide(facts(question=Question("log", draft={"id": "16"})), command("/support"))

    assert says(decision) == ["support.card"]
    assert not decision.changes


def test_a_question_that_no_one_reads_any_more_does_not_trap_anybody() -> None:
    decision = routes.decide(facts(question=Question("from.an.older.release")), said("hello"))

    assert decision.messages


def test_another_group_is_told_what_this_is_and_left() -> None:
    where = origin(chat=-500, private=False)

    for event in (Invited(where), Command(where, "delete"), Command(where, "queue")):
        decision = routes.decide(facts(), event)
        assert says(decision) == ["routes.not-for-groups"]
        assert decision.messages[-1] == Leave(-500)
        assert not decision.changes


def test_without_a_desk_every_group_is_left() -> None:
    decision = routes.decide(facts(desk=None), Invited(origin(chat=DESK, private=False)))

    assert Leave(DESK) in decision.messages


def test_desk_buttons_do_nothing_outside_the_desk() -> None:
    for action in routes.DESK_BUTTONS:
        decision = routes.decide(facts(requests=(CALL,)), press(action, CALL.id, CALL.version))
        assert decision.toast is not None
        assert decision.toast.say == "toast.gone"
        assert not decision.changes


def test_personal_buttons_and_commands_do_nothing_in_the_desk() -> None:
    where = origin(chat=DESK, private=False)
    nobody = facts(person=replace(SAM, id=0), requests=(CALL,))

    for action in routes.BUTTONS:
        found = press(action, CALL.id)
        assert not routes.decide(nobody, replace(found, origin=where)).changes
    for name in routes.COMMANDS:
        assert not routes.decide(nobody, Command(where, name)).changes


@pytest.mark.parametrize("action", sorted(routes.BUTTONS))
def test_a_button_of_something_that_is_not_theirs_changes_nothing_and_is_answered(action: str) -> None:
    theirs = facts(interviews=(ACME, BAKERY), requests=(CALL,))

    for extra in ("", "nonsense", "offer", "0"):
        decision = routes.decide(theirs, press(action, 99_999, 3, extra))
        changed = [change for change in decision.changes if "99999" in repr(change)]
        assert not [change for change in changed if not isinstance(change, Ask)]


def test_every_named_button_does_something_we_know_and_has_words() -> None:
    assert {button["does"] for button in NAMED.values()} <= routes.ACTIONS
    assert not [name for name in NAMED if f"button.{name}" not in STRINGS]


def test_every_text_that_the_code_names_is_written() -> None:
    content = {file.stem for file in (ROOT / "content").rglob("*.md")} | STRINGS.keys()

    assert not sorted(routes.TEXTS - content)
    assert len(named.ids()) > 100


def test_every_button_fits_and_its_label_can_be_read() -> None:
    for action in routes.ACTIONS:
        assert len(f"{action}:{2**53}:999:{'x' * 8}".encode()) <= 64
    for name, words in STRINGS.items():
        if name.startswith("button."):
            assert len(words) <= 28, name


def test_the_menus_offer_what_there_is() -> None:
    private = [name for name, _ in routes.PUBLIC_COMMANDS["private"]]
    desk = [name for name, _ in routes.PUBLIC_COMMANDS["desk"]]

    assert set(private) <= routes.COMMANDS.keys()
    assert set(desk) <= routes.DESK_COMMANDS.keys()
    for scope in routes.PUBLIC_COMMANDS.values():
        assert all(words in STRINGS for _, words in scope)


def test_every_action_of_a_button_in_the_code_is_in_the_tables() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot/talk").glob("*.py"))
    pressed = set(re.findall(r'Button\(\s*f?"[^"]+",\s*"([a-z.-]+)"', sources))

    assert pressed
    assert pressed <= routes.ACTIONS
