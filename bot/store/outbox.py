"""Messages that wait for their moment, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.nudge import Fate
from bot.store.tables import outbox

NUDGE = "nudge"
"""The method of a row that is rendered when it is sent, not before."""
EMPTIED = "emptied:"
"""How the key of a row begins that takes an erased person's words out of a group, where they still stand."""
GONE = "gone"
"""The method of a row that was on its way to a group when its person was erased: nothing else is left."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when a message that goes first counts as ready, so that nothing has waited for longer."""
KEPT = timedelta(days=7)
"""How long a delivered reply stays. Nudges stay as long as their person: the plan looks back at them."""

# Written out instead of bound: a partial index serves only a query that names its states.
WAITING: ColumnElement[str] = literal_column(f"'{Fate.WAITING.value}'")
SENDING: ColumnElement[str] = literal_column(f"'{Fate.SENDING.value}'")
_waiting = outbox.c.state == WAITING
_open = outbox.c.state.in_((WAITING, SENDING))


@dataclass(frozen=True, slots=True)
class Entry:
    """A message on its way out."""

    chat: int
    method: str
    args: Mapping[str, Any]
    due: datetime
    key: str | None = None
    person: int | None = None
    """Whose data it holds: erased with them. None: nobody's."""
    needs: str = ""
    """The key of an earlier row whose message id this one needs; empty: none."""
    interview: int = 0
    forget: bool = False
    """Whether the row is deleted once it has ended, sent or not."""
    first: bool = False
    """Whether it goes before everything that waits, in its chat and elsewhere."""


@dataclass(frozen=True, slots=True)
class Row:
    """A message that may go now."""

    id: int
    chat: int
    method: str
    args: Mapping[str, Any]
    due: datetime
    key: str | None
    person: int | None
    needs: str
    attempts: int
    uncertain: int
    interview: int
    forget: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """How one attempt to send ended."""

    id: int
    state: Fate
    why: str = ""
    ready: datetime | None = None
    """When to try again; only for what is waiting again."""
    result: int | None = None
    """Telegram's id of the message."""
    uncertain: bool = False
    """Whether it may have arrived all the same."""
    extra: Mapping[str, Any] = field(default_factory=dict)


async def add(conn: AsyncConnection, entries: Sequence[Entry], now: datetime) -> None:
    """Puts messages in line, in this order. A row's number is its place: what goes first gets the lowest."""
    if rows := [_fresh(e, now) for e in entries if not e.first]:
        await conn.execute(outbox.insert(), rows)
    if first := [_fresh(e, now) | {"ready": LONG_AGO} for e in entries if e.first]:
        lowest = min(0, (await conn.execute(select(func.min(outbox.c.id)))).scalar() or 0)
        places = range(lowest - len(first), lowest)
        await conn.execute(outbox.insert(), [{"id": id_} | row for id_, row in zip(places, first)])


async def behind(conn: AsyncConnection, chats: Sequence[int]) -> dict[int, int]:
    """How many messages that could go by now wait for each of these chats; those with none are left out."""
    ready = and_(_open, outbox.c.chat.in_(chats), outbox.c.method != NUDGE)
    query = select(outbox.c.chat, func.count()).where(ready).group_by(outbox.c.chat)
    return {row[0]: row[1] for row in await conn.execute(query)}


async def claim(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Marks rows as being sent, before anything leaves the house."""
    if ids:
        await conn.execute(_CLAIM, {"ids": ids})


async def unclaim(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Makes claims undone after which nothing left the house."""
    if ids:
        claimed = and_(outbox.c.id.in_(ids), outbox.c.state == SENDING)
        values = {"state": Fate.WAITING.value, "attempts": outbox.c.attempts - 1}
        await conn.execute(update(outbox).where(claimed).values(values))


async def finish(
    conn: AsyncConnection, endings: Sequence[Ending], now: datetime, forgotten: Sequence[int] = ()
) -> None:
    """Writes down how attempts ended. What was delivered gives its words up: they are in the chat now.

    `forgotten`: rows that are deleted if this is their end.
    """
    if not endings:
        return
    rows = [
        {
            "id_": e.id,
            "state_": e.state.value,
            "why_": e.why,
            "ready_": e.ready or now,
            "result_": e.result,
            "uncertain_": int(e.uncertain),
            "ended_": now if e.state.ended else None,
            "over_": e.state.ended,
        }
        for e in endings
    ]
    await conn.execute(_FINISH, rows)
    if over := [e.id for e in endings if e.state.ended and e.id in forgotten]:
        await conn.execute(delete(outbox).where(outbox.c.id.in_(over)))


async def spare(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Takes back the attempts that were counted: they failed by no fault of these messages."""
    if ids:
        values = {"attempts": outbox.c.attempts - 1}
        await conn.execute(update(outbox).where(outbox.c.id.in_(ids)).values(values))


async def replaced(conn: AsyncConnection, fresh: Mapping[str, int]) -> None:
    """Messages that had to be sent anew: where the number of the old one was lost, it is the new one's."""
    for key, number in fresh.items():
        lost = and_(outbox.c.key == key, outbox.c.result.is_(None), ~_open)
        await conn.execute(update(outbox).where(lost).values(result=number))


async def reword(conn: AsyncConnection, id_: int, method: str, args: Mapping[str, Any]) -> None:
    """Puts another call into a row that Telegram refused, unless its person was erased meanwhile."""
    there = and_(outbox.c.id == id_, outbox.c.method != GONE)
    await conn.execute(update(outbox).where(there).values(method=method, args=dict(args)))


async def recover(conn: AsyncConnection, now: datetime, calm: timedelta, twice: int = 2) -> int:
    """After a crash: what was being sent may have arrived. Once more, and never a third time.

    Whatever may have arrived rests for `calm`: a process that is killed again and again must not be killed
    in the middle of the one attempt that is left.
    """
    sending = outbox.c.state == Fate.SENDING.value
    over = {"state": Fate.UNCERTAIN.value, "why": "stopped twice while sending", "ended_at": now}
    doubted = and_(sending, outbox.c.uncertain >= twice - 1)
    await conn.execute(delete(outbox).where(and_(doubted, outbox.c.forget)))
    await conn.execute(update(outbox).where(doubted).values(over))
    again = {
        "state": Fate.WAITING.value,
        "uncertain": outbox.c.uncertain + 1,
        "why": "stopped while sending",
    }
    found = (await conn.execute(update(outbox).where(sending).values(again))).rowcount
    doubtful = and_(_waiting, outbox.c.uncertain > 0, outbox.c.ready < now + calm)
    await conn.execute(update(outbox).where(doubtful).values(ready=now + calm))
    return found


async def results(conn: AsyncConnection, keys: Sequence[str]) -> dict[str, tuple[Fate, int | None]]:
    """What became of the rows with these keys, and their message ids."""
    if not keys:
        return {}
    query = select(outbox.c.key, outbox.c.state, outbox.c.result).where(outbox.c.key.in_(keys))
    return {row.key: (Fate(row.state), row.result) for row in await conn.execute(query)}


async def in_flight(conn: AsyncConnection) -> int:
    """How many messages are being sent."""
    query = select(func.count()).where(outbox.c.state == Fate.SENDING.value)
    return int((await conn.execute(query)).scalar_one())


async def unreachable(conn: AsyncConnection, people: Sequence[int], now: datetime, why: str) -> None:
    """Nothing that waits for these people can be delivered."""
    if people:
        values = {"state": Fate.UNREACHABLE.value, "ended_at": now, "why": why}
        theirs = and_(outbox.c.chat.in_(people), _open, _waiting)
        await conn.execute(delete(outbox).where(and_(theirs, outbox.c.forget)))
        await conn.execute(update(outbox).where(theirs).values(values))


async def counts(conn: AsyncConnection) -> dict[str, int]:
    """How many messages are in each state."""
    query = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
    return {row.state: row.number for row in await conn.execute(query)}


async def forget(conn: AsyncConnection, now: datetime) -> None:
    """Deletes replies that ended long ago. Keyed rows stay: others may still need what became of them.

    So does what stands in a group about a person: it is taken back there if they want to be forgotten.
    """
    in_group, nobodys = outbox.c.chat < 0, outbox.c.person.is_(None)
    spent = or_(and_(nobodys, or_(in_group, outbox.c.key.is_(None))), and_(~in_group, outbox.c.key.is_(None)))
    await conn.execute(delete(outbox).where(and_(~_open, spent, outbox.c.ended_at < now - KEPT)))


def _fresh(entry: Entry, now: datetime) -> dict[str, Any]:
    """The columns of a message that nobody has tried to send yet."""
    return {
        "key": entry.key or None,
        "person": entry.person,
        "chat": entry.chat,
        "method": entry.method,
        "args": dict(entry.args),
        "due": entry.due,
        "ready": entry.due,
        "state": Fate.WAITING.value,
        "attempts": 0,
        "uncertain": 0,
        "needs": entry.needs,
        "interview": entry.interview,
        "forget": entry.forget,
        "why": "",
        "created_at": now,
    }


# --- statements ------------------------------------------------------------------------------------
# Made once: making one takes longer than running it.


def _finish() -> Update:
    spoken = and_(bindparam("over_", type_=Boolean), outbox.c.method != NUDGE)
    return (
        update(outbox)
        .where(outbox.c.id == bindparam("id_"))
        .values(
            state=bindparam("state_"),
            why=bindparam("why_"),
            ready=bindparam("ready_"),
            result=func.coalesce(bindparam("result_"), outbox.c.result),
            uncertain=outbox.c.uncertain + bindparam("uncertain_"),
            ended_at=bindparam("ended_"),
            args=case((spoken, literal({}, JSON)), else_=outbox.c.args),
        )
    )


_these = outbox.c.id.in_(bindparam("ids", expanding=True))
_CLAIM = update(outbox).where(_these).values(state=Fate.SENDING.value, attempts=outbox.c.attempts + 1)
_FINISH = _finish()
