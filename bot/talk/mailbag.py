"""/emails: every ready message by what somebody wants to do, those that fit them now first."""

from __future__ import annotations

from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import choices, emails, letters, menus, stages
from bot.talk.choices import GONE
from bot.talk.letters import FITTING, GROUPS

_FIRST = 2
"""How many fitting messages stand above the groups."""


def emails_(facts: Facts, event: Command) -> Decision:
    """«/emails», alone or with the name of a message."""
    kind = called(facts, event.words)
    named = choices.press(Said(event.origin, event.words), _letter(facts, kind)) if kind else None
    return emails.show(facts, named) if named else top(facts)


def listed(facts: Facts, event: Press) -> Decision:
    """The button that lists the ready messages; extra: one of the groups."""
    return _group(facts, event.extra) if event.extra else top(facts)


def top(facts: Facts, _: Command | Press | None = None) -> Decision:
    """What fits now, and the groups of all the others."""
    groups = [
        Button(f"button.emails-{name}", "emails.list", extra=name) for name in GROUPS if _in(facts, name)
    ]
    fitting = _fitting(facts)
    say = "emails.list" if fitting else "emails.list-plain"
    rows = (*choices.rows(*fitting), *choices.rows(*groups, across=2))
    shown = Decision((Message(facts.person.id, say, buttons=rows),))
    return menus.stays(facts, Button("", "emails.list"), shown)


def called(facts: Facts, words: str) -> str:
    """The kind of message whose title the words are; empty: none has that title."""
    kinds = (kind for group in GROUPS for kind in _in(facts, group))
    for kind in kinds:
        if any(
            choices.alike(words, name)
            for name in (letters.title(facts, kind), letters.on_button(facts, kind))
        ):
            return kind
    return ""


def _group(facts: Facts, name: str) -> Decision:
    kinds = _in(facts, name)
    if not kinds:
        return GONE
    buttons = choices.rows(*(_letter(facts, kind) for kind in kinds))
    titles = "\n".join(f"{nth}. {letters.title(facts, kind)}" for nth, kind in enumerate(kinds, 1))
    message = Message(facts.person.id, f"emails.group.{name}", {"letters": titles}, buttons)
    return menus.stays(facts, Button("", "emails.list", extra=name), Decision((message,)))


def _fitting(facts: Facts) -> list[Button]:
    """What may be wanted for the interviews as they stand; each kind once."""
    found: dict[str, Button] = {}
    for stage, interview in stages.standing(facts):
        for kind in FITTING.get(stage, ()):
            if letters.exists(facts, kind) and not _done(facts, kind, interview.id):
                found.setdefault(kind, _letter(facts, kind, interview.id))
    return list(found.values())[:_FIRST]


def _done(facts: Facts, kind: str, id_: int) -> bool:
    """Whether it has been sent; a chase and a wish for feedback can be sent twice."""
    mark = {"chase": "chased-again", "ask-for-feedback": "asked-feedback-again"}
    return facts.mark(mark.get(kind, letters.LETTERS[kind].sent), id_) is not None


def _in(facts: Facts, group: str) -> list[str]:
    return [kind for kind in GROUPS.get(group, ()) if letters.exists(facts, kind)]


def _letter(facts: Facts, kind: str, about: int = 0) -> Button:
    title = {"what": letters.on_button(facts, kind)}
    return Button("button.letter", "emails.show", about, extra=kind, values=title)
