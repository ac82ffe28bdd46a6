"""The table of contents of what people keep for themselves; `bot.routes` takes it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import checklist, filling, notes, sticking

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "notes": notes.notes,
}

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "notes.begin": filling.begin,
    "notes.pick": filling.pick,
    "notes.list": notes.notes,
    "notes.menu": notes.menu,
    "notes.open": notes.open_,
    "notes.show": notes.show,
    "notes.change": notes.change,
    "notes.drop": notes.drop,
    "notes.drop-really": notes.drop_really,
    "notes.keep": notes.keep,
    "checklist.open": checklist.open_,
    "checklist.tick": checklist.tick,
    "checklist.again": checklist.again,
    "sticking.begin": sticking.begin,
    "sticking.pick": sticking.pick,
}

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    "notes.answer": filling.answered,
    "notes.which": filling.which,
    "notes.list": notes.listed,
    "notes.part": notes.part,
    "checklist": checklist.said,
    "sticking": sticking.said,
}
