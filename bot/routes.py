"""The table of contents: which event goes to which function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from bot.domain.decision import Decision
from bot.domain.event import (
    Blocked,
    Command,
    Edited,
    Event,
    Ignored,
    Invited,
    Number,
    Personal,
    Press,
    Returned,
    Said,
    Thing,
)
from bot.domain.facts import Facts
from bot.talk import doors
from bot.talk.choices import GONE

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {}
"""What a person can type in the private chat, after the slash."""

DESK_COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {}
"""What an advisor can type in the advisors' group."""

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {}
"""What the buttons of the private chat do."""

DESK_BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {}
"""What the buttons in the advisors' group do; they do nothing anywhere else."""

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {}
"""Who reads the answer to a question. Empty words ask the question once more."""

PUBLIC_COMMANDS: Mapping[str, tuple[tuple[str, str], ...]] = {"private": (), "desk": ()}
"""The menus that Telegram shows: for each scope a command and the id of its description, in order."""

ACTIONS: frozenset[str] = frozenset({*BUTTONS, *DESK_BUTTONS})
"""Everything a button may do."""


def decide(facts: Facts, event: Event) -> Decision:
    """What one event brings about."""
    if isinstance(event, Ignored):
        return Decision()
    if event.origin.private:
        return _private(facts, event)
    if event.origin.chat == facts.desk:
        return _desk(facts, event)
    return doors.elsewhere(facts, event)


def _private(facts: Facts, event: Personal) -> Decision:
    return _answer(facts, event)


def _answer(facts: Facts, event: Personal) -> Decision:  # noqa: PLR0911 one answer for each kind of event
    match event:
        case Command():
            return COMMANDS.get(event.name, doors.unknown_command)(facts, event)
        case Press():
            return BUTTONS[event.action](facts, event) if event.action in BUTTONS else GONE
        case Said():
            return _said(facts, event)
        case Number():
            return doors.stray_number(facts, event)
        case Thing() | Invited():
            return Decision()
        case Edited():
            return doors.edited(facts, event)
        case Blocked():
            return doors.blocked(facts, event)
        case Returned():
            return doors.returned(facts, event)
        case _:
            assert_never(event)


def _said(facts: Facts, said: Said) -> Decision:
    if facts.question is not None and facts.question.name in QUESTIONS:
        return QUESTIONS[facts.question.name](facts, said)
    return Decision()


def _desk(_: Facts, event: Personal) -> Decision:
    return GONE if isinstance(event, Press) else Decision()
