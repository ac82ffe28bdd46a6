"""Updates as Telegram gave them, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import insert
from bot.store.tables import inbox

End = Literal["done", "ignored", "quarantined"]
"""How a turn may end. An operator may also end one that is in quarantine as «dropped»."""
KEPT = timedelta(days=7)
"""How long a dealt-with update stays: well past the two days in which Telegram may bring it again."""
KEPT_ASIDE = timedelta(days=30)
"""How long an update in quarantine keeps its words, where no operator looks."""

_waiting = inbox.c.state == literal_column("'waiting'")  # written out, as the index has it


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update on its way in. `update_id` None: it had none that could be read."""

    update_id: int | None
    chat: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """An update that waits for its turn."""

    id: int
    chat: int
    body: bytes
    received_at: datetime
    attempts: int
    """How many turns have begun for it, this one included."""


async def add(
    conn: AsyncConnection, arrivals: Sequence[Arrival], now: datetime, state: str = "waiting"
) -> None:
    """Stores what came. An update that is known already changes nothing."""
    if arrivals:
        rows = [
            {
                "update_id": a.update_id,
                "chat": a.chat,
                "body": a.body,
                "received_at": now,
                "ready": now,
                "state": state,
                "attempts": 0,
                "why": "",
            }
            for a in arrivals
        ]
        await conn.execute(insert(conn, inbox).on_conflict_do_nothing(index_elements=["update_id"]), rows)


async def take(
    conn: AsyncConnection, now: datetime, most: int, first: Mapping[int, int] | None = None
) -> list[Row]:
    """The oldest waiting update of each chat, at most `most`; each counts as attempted from now on.

    `first`: chat → an update that is taken instead of the oldest, though others wait before it.

    One that was attempted before comes alone: if it stops the process again, only it is counted.
    One that was not is taken whatever the clock says: it may have been put back since.
    """
    urgent = list((first or {}).values())
    query = _TAKE_FIRST if urgent else _TAKE
    values = {"now": now, "most": most} | ({"chats": list(first or {}), "urgent": urgent} if urgent else {})
    rows = [Row(*row) for row in await conn.execute(query, values)]
    rows = [row for row in rows if row.attempts > 1][:1] or rows
    if rows:
        await conn.execute(_ATTEMPT, {"ids": [row.id for row in rows]})
    return rows


async def behind(conn: AsyncConnection, after: int, before: datetime, most: int) -> list[Row]:
    """Updates that came before this moment and wait behind others of their chat, from this number on."""
    number = inbox.c.id + 0  # by the index of what waits, not along a week of what was dealt with
    query = (
        select(inbox)
        .where(and_(_waiting, number > after, inbox.c.received_at <= before, inbox.c.attempts == 0))
        .where(inbox.c.id.not_in(_heads()))
        .order_by(number)
        .limit(most)
    )
    return [Row(r.id, r.chat, r.body, r.received_at, r.attempts) for r in await conn.execute(query)]


async def recover(conn: AsyncConnection, now: datetime, rests: Sequence[timedelta]) -> int:
    """After a start: updates whose turn was cut off alone rest before they are tried again.

    Such an update may be what stops the process; others go first meanwhile. And if it was chance, a process
    that is stopped again and again shortly after its start must not use up the attempts of whoever is first.
    `rests`: before the third attempt, the fourth and so on. Returns how many are under suspicion.
    """
    suspects = 0
    for number, rest in enumerate(rests, 2):
        cut_off = and_(_waiting, inbox.c.attempts == number, inbox.c.ready < now + rest)
        suspects += (await conn.execute(update(inbox).where(cut_off).values(ready=now + rest))).rowcount
    return suspects


async def give_back(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Takes back the attempt that was counted: it failed by no fault of these updates."""
    if ids:
        taken = and_(inbox.c.id.in_(ids), _waiting)
        await conn.execute(update(inbox).where(taken).values(attempts=inbox.c.attempts - 1))


async def end(conn: AsyncConnection, ids: Sequence[int], end: End, now: datetime, why: str = "") -> None:
    """Writes down how updates ended. What was dealt with gives its words up; nobody needs them any more."""
    if ids:
        statement = _PUT_ASIDE if end == "quarantined" else _END
        await conn.execute(statement, {"ids": ids, "end": end, "now": now, "reason": why})


async def later(conn: AsyncConnection, id_: int, ready: datetime, why: str) -> None:
    """Puts a turn that failed off until `ready`."""
    await conn.execute(update(inbox).where(inbox.c.id == id_).values(ready=ready, why=why))


async def next_ready(conn: AsyncConnection) -> datetime | None:
    """When the next update that is first in its chat may be taken. None: none waits."""
    found: datetime | None = (await conn.execute(_NEXT_READY)).scalar()
    return found


async def counts(conn: AsyncConnection) -> dict[str, int]:
    """How many updates are in each state."""
    query = select(inbox.c.state, func.count().label("number")).group_by(inbox.c.state)
    return {row.state: row.number for row in await conn.execute(query)}


async def forget(conn: AsyncConnection, now: datetime) -> None:
    """Deletes updates that were dealt with long ago, and those in quarantine that nobody has looked at."""
    old = and_(inbox.c.state.in_(("done", "ignored", "dropped")), inbox.c.ended_at < now - KEPT)
    await conn.execute(delete(inbox).where(old))
    aside = and_(inbox.c.state == literal_column("'quarantined'"), inbox.c.received_at < now - KEPT_ASIDE)
    await conn.execute(delete(inbox).where(aside))


async def erase(conn: AsyncConnection, chats: Sequence[int]) -> None:
    """Empties what a person sent and we dealt with, so that nothing tells whose it was.

    The bare ids of the updates stay, or a redelivery would bring them back.

    What still waits came after their wish to be forgotten: it is heard as a stranger's.
    """
    if chats:
        over = and_(inbox.c.chat.in_(chats), ~_waiting)
        await conn.execute(update(inbox).where(over).values(body=b"", why="", chat=0))


async def void(conn: AsyncConnection, chat: int, until: datetime) -> None:
    """Ends and empties what a chat had sent by a moment, whatever has become of it. The bare ids stay."""
    theirs = and_(inbox.c.chat == chat, inbox.c.received_at <= until)
    gone = {"state": "dropped", "ended_at": until, "body": b"", "why": "", "chat": 0}
    await conn.execute(update(inbox).where(theirs).values(gone))


def _heads() -> ScalarSelect[int]:
    """The oldest waiting update of each chat."""
    return select(func.min(inbox.c.id)).where(_waiting).group_by(inbox.c.chat).scalar_subquery()


# Made once: making a statement takes longer than running it.
_these = inbox.c.id.in_(bindparam("ids", expanding=True))
_turns = inbox.c.id.in_(_heads())
_may = or_(inbox.c.ready <= bindparam("now"), inbox.c.attempts == 0)
_waits_behind = inbox.c.chat.not_in(bindparam("chats", expanding=True))
_goes_first = and_(_waiting, inbox.c.id.in_(bindparam("urgent", expanding=True)))


def _take(turns: ColumnElement[bool]) -> Select[Any]:
    began = (inbox.c.attempts + 1).label("attempts")
    columns = (inbox.c.id, inbox.c.chat, inbox.c.body, inbox.c.received_at, began)
    return select(*columns).where(and_(turns, _may)).order_by(inbox.c.id).limit(bindparam("most"))


_TAKE = _take(_turns)
_TAKE_FIRST = _take(or_(and_(_turns, _waits_behind), _goes_first))
_ATTEMPT = update(inbox).where(_these).values(attempts=inbox.c.attempts + 1)
_PUT_ASIDE = (
    update(inbox)
    .where(_these)
    .values(state=bindparam("end"), ended_at=bindparam("now"), why=bindparam("reason"))
)
_END = _PUT_ASIDE.values(body=b"")
_NEXT_READY = select(func.min(inbox.c.ready)).where(_turns)
