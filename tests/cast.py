"""The people and moments that tests of talk speak about, and short ways to say what happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

from bot import content
from bot.domain.action import Action
from bot.domain.application import Application
from bot.domain.callback import How, Request
from bot.domain.change import (
    AddAction,
    AddApplication,
    AddInterview,
    AddNote,
    Ask,
    Change,
    ClearMark,
    DropApplication,
    DropInterview,
    DropNote,
    KeepAction,
    KeepInterview,
    KeepNote,
    KeepPerson,
    SetMark,
    Settle,
)
from bot.domain.decision import Button, Decision, Message, Strip
from bot.domain.event import Command, Origin, Press, Said, Thing
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Interview, Outcome, Promise
from bot.domain.note import Note
from bot.domain.person import Person
from bot.domain.text import unmarked

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""Ten in the morning in London, in winter: the person's clock shows UTC."""

DESK = -1001
"""The advisors' group."""

SAM = Person(id=42, first_name="Sam", welcomed=True, created_at=MONDAY, seen_at=MONDAY)

ACME = Interview(
    id=7,
    person=SAM.id,
    role="Data analyst",
    employer="Acme",
    day=date(2026, 11, 24),
    clock=time(14, 0),
    promise=Promise.DATE,
    decision_day=date(2026, 12, 1),
    logged_at=MONDAY,
)
"""Tomorrow at two; they will decide by Tuesday 1 December."""

BAKERY = Interview(
    id=8,
    person=SAM.id,
    role="Baker",
    employer="Crumbs",
    day=date(2026, 11, 19),
    clock=time(9, 30),
    promise=Promise.NONE,
    logged_at=MONDAY,
)
"""Last Thursday; they did not say when."""

LOST = replace(ACME, id=9, outcome=Outcome.REJECTED, outcome_at=MONDAY)
"""Acme has said no."""

CALL = Request(
    id=5,
    person=SAM.id,
    first_name="Sam",
    about="A second no",
    suits="morning",
    how=How.MESSAGE,
    asked_at=MONDAY,
)

LIBRARY = content.load(Path(__file__).parent.parent / "content")
"""The words that people really read."""


def facts(**changes: Any) -> Facts:
    """Sam on Monday, with nothing logged; name what is different."""
    base = Facts(now=MONDAY, library=LIBRARY, person=SAM, turn=1, desk=DESK, numbers=True)
    return replace(base, **changes)


def origin(**changes: Any) -> Origin:
    """Sam's private chat."""
    base = Origin(chat=SAM.id, private=True, sender=SAM.id, first_name="Sam", at=MONDAY, message=100)
    return replace(base, **changes)


def said(words: str, **changes: Any) -> Said:
    """Sam writes something."""
    return Said(origin(**changes), words)


def command(line: str, **changes: Any) -> Command:
    """Sam writes «/log Baker at Acme»."""
    name, _, words = line.removeprefix("/").partition(" ")
    return Command(origin(**changes), name, words)


def press(action: str, id_: int = 0, version: int = 0, extra: str = "", **changes: Any) -> Press:
    """Sam presses a button."""
    return Press(origin(**changes), "query-1", action, id_, version, extra)


def thing(kind: str, **changes: Any) -> Thing:
    """Sam sends a sticker."""
    return Thing(origin(**changes), kind)


def says(decision: Decision) -> list[str]:
    """The ids of the texts a decision sends, in order."""
    return [message.say for message in decision.messages if isinstance(message, Message)]


def strips(decision: Decision) -> list[int]:
    """The messages whose buttons it takes away."""
    return [out.message for out in decision.messages if isinstance(out, Strip)]


def buttons(decision: Decision) -> list[Button]:
    """Every button it shows, in order."""
    shown = [message for message in decision.messages if isinstance(message, Message)]
    return [button for message in shown for row in message.buttons for button in row]


def labels(decision: Decision) -> list[str]:
    """The label ids of every button it shows, in order."""
    return [button.label for button in buttons(decision)]


def follow(decision: Decision, label: str) -> Press:
    """Sam presses the button with this label id."""
    found = next(button for button in buttons(decision) if button.label == label)
    return press(found.action, found.id, found.version, found.extra)


A = TypeVar("A", bound=Change)


def only(decision: Decision, kind: type[A]) -> A:
    """The one change of a kind; fails unless there is exactly one."""
    found = [change for change in decision.changes if isinstance(change, kind)]
    assert len(found) == 1, f"{kind.__name__}: {found}"
    return found[0]


def words(world: Facts, decision: Decision) -> str:
    """Everything a decision says, as a person reads it, with every button in brackets."""
    language, lines = world.person.language, list[str]()
    for message in decision.messages:
        if isinstance(message, Message):
            nth = world.turn if message.wording is None else message.wording
            lines.append(unmarked(world.library.text(message.say, language, message.values, turn=nth)))
            shown = [button for row in message.buttons for button in row]
            assert all(len(button.data.encode()) <= 64 for button in shown)
            lines += [f"[{world.library.label(button.label, language, button.values)}]" for button in shown]
    if decision.toast:
        lines.append(f"({world.library.label(decision.toast.say, language, decision.toast.values)})")
    return "\n".join(lines)


def after(world: Facts, decision: Decision) -> Facts:
    """The world one turn later, with the changes of a decision made."""
    world = replace(world, turn=world.turn + 1)
    for change in decision.changes:
        world = _changed(world, change)
    return world


def _changed(world: Facts, change: Change) -> Facts:
    match change:
        case KeepPerson(person):
            return replace(world, person=person)
        case AddInterview() | KeepInterview() | DropInterview():
            return replace(world, interviews=_logged(world, change))
        case AddNote() | KeepNote() | DropNote():
            return replace(world, notes=_rewritten(world, change))
        case AddAction() | KeepAction():
            return replace(world, actions=_planned(world, change))
        case AddApplication() | DropApplication():
            return replace(world, applications=_applied(world, change))
        case Ask(question):
            return replace(world, question=question)
        case Settle():
            return replace(world, question=None)
        case SetMark(name, interview_id):
            return replace(world, marks=(*world.marks, Mark(name, interview_id, world.now)))
        case ClearMark(name, interview_id):
            kept = tuple(m for m in world.marks if (m.name, m.interview) != (name, interview_id))
            return replace(world, marks=kept)
    message = f"this world cannot make {type(change).__name__} come true"
    raise NotImplementedError(message)


def _logged(world: Facts, change: AddInterview | KeepInterview | DropInterview) -> tuple[Interview, ...]:
    match change:
        case AddInterview(interview):
            return (*world.interviews, interview)
        case KeepInterview(interview):
            grown = replace(interview, version=interview.version + 1)
            return tuple(grown if i.id == grown.id else i for i in world.interviews)
        case DropInterview(id_):
            return tuple(i for i in world.interviews if i.id != id_)


def _rewritten(world: Facts, change: AddNote | KeepNote | DropNote) -> tuple[Note, ...]:
    match change:
        case AddNote(note):
            return (*world.notes, note)
        case KeepNote(note):
            grown = replace(note, version=note.version + 1)
            return tuple(grown if n.id == note.id else n for n in world.notes)
        case DropNote(id_):
            return tuple(n for n in world.notes if n.id != id_)


def _planned(world: Facts, change: AddAction | KeepAction) -> tuple[Action, ...]:
    if isinstance(change, AddAction):
        return (*world.actions, change.action)
    kept = replace(change.action, version=change.action.version + 1)
    return tuple(kept if action.id == kept.id else action for action in world.actions)


def _applied(world: Facts, change: AddApplication | DropApplication) -> tuple[Application, ...]:
    if isinstance(change, AddApplication):
        return (*world.applications, change.application)
    return tuple(a for a in world.applications if a.id != change.id)
