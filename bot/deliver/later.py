"""What gets its words only when it is sent, and whether it goes at all: decided at the last moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from bot import papers
from bot.botapi import render
from bot.domain import by_step, etiquette, retention, unasked
from bot.domain.decision import Message
from bot.domain.facts import Facts
from bot.domain.nudge import Fate
from bot.papers import Everything, Paper
from bot.store import nudges
from bot.store.outbox import GONE, NUDGE, Ending, Row


@dataclass(frozen=True, slots=True)
class Parcel:
    """A row with the words it carries, ready to go."""

    row: Row
    method: str
    args: dict[str, object]
    paper: Paper | None = None
    """The file that goes with it. None: there is none."""

    @property
    def field(self) -> str:
        """The argument that the file is."""
        return "photo" if self.paper and self.paper.picture else "document"


def worded(row: Row, mine: Facts | None, everything: Everything) -> Parcel | Ending:
    """What goes out, from the facts as they are now, or how it ended instead. None: the person is gone."""
    if mine is None:
        arrived = row.method == GONE and row.uncertain
        return Ending(row.id, Fate.UNCERTAIN if arrived else Fate.CANCELLED, "the person is gone")
    return KINDS[row.method](row, mine, everything)


def wants_everything(row: Row) -> bool:
    """Whether every row of the person is needed for it."""
    return row.method == render.FILE and row.args["kind"] in papers.WANT_EVERYTHING


def _nudge(row: Row, mine: Facts, _: Everything) -> Parcel | Ending:
    nudge = nudges.nudge(row)
    match etiquette.judge(nudge, mine):
        case etiquette.Send(others):
            return _said(row, unasked.message(mine, by_step.in_todays_words(nudge, mine), others), mine)
        case etiquette.Wait(until, why):
            return Ending(row.id, Fate.WAITING, why, ready=until)
        case etiquette.Drop(fate, why):
            return Ending(row.id, fate, why)
        case other:
            assert_never(other)


def _notice(row: Row, mine: Facts, _: Everything) -> Parcel | Ending:
    """That everything goes; not to somebody who has come back meanwhile."""
    message = retention.notice(mine)
    return _said(row, message, mine) if message else Ending(row.id, Fate.CANCELLED, "no longer silent")


def _file(row: Row, mine: Facts, everything: Everything) -> Parcel | Ending:
    paper = papers.KINDS[row.args["kind"]](mine, everything, row.args["about"])
    if paper is None:
        return Ending(row.id, Fate.CANCELLED, "there is nothing to send")
    who = mine.person
    caption = mine.library.text(paper.say, who.language, paper.values, nation=who.nation)
    call = render.file(row.chat, caption, paper.buttons, mine.library, who.language, picture=paper.picture)
    return Parcel(row, call.method, dict(call.args), paper)


def _said(row: Row, message: Message, mine: Facts) -> Parcel:
    call = render.call(message, mine.library, mine.person.language, nation=mine.person.nation)
    return Parcel(row, call.method, dict(call.args))


KINDS: Mapping[str, Callable[[Row, Facts, Everything], Parcel | Ending]] = {
    NUDGE: _nudge,
    render.NOTICE: _notice,
    render.FILE: _file,
    GONE: lambda row, *_: Ending(row.id, Fate.CANCELLED, "the person is gone"),
}
"""What stands in the place of a method → who gives it its words."""
