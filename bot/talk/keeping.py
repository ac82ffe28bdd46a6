"""The table of contents of what people keep for themselves; `bot.routes` takes it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import (
    applications,
    applied,
    applying,
    checklist,
    closing,
    filling,
    goal,
    notes,
    picking,
    progress,
    sticking,
)

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "notes": notes.notes,
    "applied": applied.applied,
    "progress": progress.progress,
    "goal": goal.goal,
}

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "notes.begin": filling.begin,
    "notes.pick": filling.pick,
    "notes.closed": closing.again,
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
    "goal.ask": goal.ask,
    "goal.pick": goal.pick,
    "applied.ask": applied.ask,
    "applied.show": applied.show,
    "applied.undo": applied.undo,
    "applications.list": applications.listed,
    "applications.about": applications.about,
    "applications.no": applications.turned_down,
    "applications.met": applications.met,
    "applying.stop": applying.stop,
    "applying.start": applying.start,
    "applying.show": applying.show,
    "progress.show": progress.progress,
    "progress.look": progress.look,
    "sticking.begin": sticking.begin,
    "sticking.pick": sticking.pick,
    "sticking.show": sticking.show,
    "sticking.no": sticking.leave,
}

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    "notes.answer": filling.answered,
    "notes.which": filling.which,
    "notes.list": picking.note,
    "notes.part": notes.part,
    "notes.sure": notes.sure,
    "checklist": picking.item,
    "goal.number": goal.answered,
    "applied.what": applied.answered,
    "sticking": sticking.said,
}
