"""Makes decisions true: the changes of a whole batch of turns, a few statements for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import change as d
from bot.store import (
    actions,
    applications,
    chats,
    erasures,
    interviews,
    notes,
    nudges,
    people,
    questions,
    requests,
    snoozes,
)
from bot.store.sealed import Seal

_Kind = TypeVar("_Kind")


class Refused(Exception):
    """A row is no longer as the handler saw it: the turn is to be taken again with fresh facts."""


class _Sorted:
    """The changes of all turns by their kind, each beside the person whose turn it was."""

    def __init__(self, turns: Sequence[tuple[int, Sequence[d.Change]]]) -> None:
        self.left: dict[type[Any], list[tuple[int, Any]]] = defaultdict(list)
        for person, changes in turns:
            for change in changes:
                self.left[type(change)].append((person, change))

    def take(self, kind: type[_Kind]) -> list[tuple[int, _Kind]]:
        """All of one kind, in order."""
        return self.left.pop(kind, [])


async def apply(
    conn: AsyncConnection, turns: Sequence[tuple[int, Sequence[d.Change]]], now: datetime, seal: Seal
) -> None:
    """Writes the changes of (person, changes) turns. Refused: nothing of the transaction may be kept."""
    changes = _Sorted(turns)
    for _, move in changes.take(d.MoveRequest):
        if not await requests.move(conn, move, seal):
            raise Refused(f"request {move.request.id}")
    await people.keep(conn, [change.person for _, change in changes.take(d.KeepPerson)])
    await _jobs(conn, changes)
    await _writings(conn, changes)
    await interviews.unmark(conn, [(p, c.name, c.interview) for p, c in changes.take(d.ClearMark)])
    await interviews.mark(conn, [(p, c.name, c.interview) for p, c in changes.take(d.SetMark)], now)
    await questions.settle(conn, [person for person, _ in changes.take(d.Settle)])
    await questions.ask(conn, [(person, c.question) for person, c in changes.take(d.Ask)], seal)
    await questions.show(conn, [(person, change.screen) for person, change in changes.take(d.Show)])
    await _nudges(conn, changes, now)
    await requests.add(conn, [change.request for _, change in changes.take(d.AddRequest)], seal)
    for _, group in changes.take(d.MoveChat):
        await chats.move(conn, group.old, group.new)
    await erasures.erase(conn, [person for person, _ in changes.take(d.Erase)], now)
    if changes.left:
        raise TypeError(f"nobody writes {', '.join(kind.__name__ for kind in changes.left)}")


async def _jobs(conn: AsyncConnection, changes: _Sorted) -> None:
    dropped = [change.id for _, change in changes.take(d.DropInterview)]
    await interviews.add(conn, [change.interview for _, change in changes.take(d.AddInterview)])
    await interviews.keep(conn, [change.interview for _, change in changes.take(d.KeepInterview)])
    await interviews.drop(conn, dropped)
    await notes.let_go(conn, dropped)
    await actions.let_go(conn, dropped)
    await applications.add(conn, [change.application for _, change in changes.take(d.AddApplication)])
    await applications.drop(conn, [(person, c.id) for person, c in changes.take(d.DropApplication)])


async def _writings(conn: AsyncConnection, changes: _Sorted) -> None:
    await notes.add(conn, [change.note for _, change in changes.take(d.AddNote)])
    await notes.keep(conn, [change.note for _, change in changes.take(d.KeepNote)])
    await notes.drop(conn, [(person, change.id) for person, change in changes.take(d.DropNote)])
    await actions.add(conn, [change.action for _, change in changes.take(d.AddAction)])
    await actions.keep(conn, [change.action for _, change in changes.take(d.KeepAction)])


async def _nudges(conn: AsyncConnection, changes: _Sorted, now: datetime) -> None:
    put_off = [(person, change.snooze) for person, change in changes.take(d.SnoozeNudge)]
    await snoozes.drop(conn, [(person, change.key) for person, change in changes.take(d.UnsnoozeNudge)])
    await snoozes.keep(conn, put_off)
    await nudges.unskip(conn, [change.key for _, change in changes.take(d.UnskipNudge)])
    skipped = [change.key for _, change in changes.take(d.SkipNudge)]
    await nudges.skip(conn, [*skipped, *(snooze.key for _, snooze in put_off)], now)
    await nudges.merge(conn, [change.key for _, change in changes.take(d.MergeNudge)], now)
