"""Nudges: outbox rows whose moment lies ahead, kept in step with what the journeys plan."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import plan
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Nudge, Told
from bot.store.outbox import NUDGE, Entry, Row, add
from bot.store.tables import outbox

log = logging.getLogger(__name__)

_waiting = outbox.c.state == Fate.WAITING.value


async def expecting(conn: AsyncConnection) -> list[int]:
    """The people for whom nudges wait."""
    query = select(outbox.c.person).where(and_(_waiting, outbox.c.method == NUDGE)).distinct()
    return [person for (person,) in await conn.execute(query)]


async def told(conn: AsyncConnection, people: Sequence[int]) -> dict[int, tuple[Told, ...]]:
    """The nudges of each of these people, ended and waiting."""
    found: dict[int, list[Told]] = defaultdict(list)
    for r in await conn.execute(_TOLD, {"people": people}):
        found[r.person].append(Told(r.key, Fate(r.state), r.due, r.ended_at, r.interview))
    return {person: tuple(theirs) for person, theirs in found.items()}


async def reconcile(conn: AsyncConnection, planned: Mapping[int, Sequence[Nudge]], now: datetime) -> None:
    """Makes these people's waiting nudges the planned ones, touching only what differs."""
    known = {row.key: row for row in await conn.execute(_TOLD, {"people": list(planned)})}
    wanted = {nudge.key: nudge for nudges in planned.values() for nudge in nudges}
    gone = [r.id for r in known.values() if r.state == Fate.WAITING.value and r.key not in wanted]
    await _call_off(conn, gone, now)
    await add(conn, [entry(nudge) for key, nudge in wanted.items() if key not in known], now)
    moved = [
        {"id_": known[n.key].id, "due_": n.due}
        for n in wanted.values()
        if n.key in known and _changed(known[n.key], n)
    ]
    if moved:
        values: dict[str, Any] = {
            "due": bindparam("due_"),
            "ready": bindparam("due_"),
            "state": Fate.WAITING.value,
            "ended_at": None,
            "why": "",
        }
        await conn.execute(update(outbox).where(outbox.c.id == bindparam("id_")).values(values), moved)


async def derive(conn: AsyncConnection, known: Mapping[int, Facts], now: datetime) -> None:
    """The same from what is known of them. Who cannot be planned for is told of, and keeps what waits."""
    planned = {}
    for id_, mine in known.items():
        try:
            planned[id_] = plan.plan(mine)
        except Exception:  # one person's odd facts must not hold up everybody's messages
            log.exception("nudges cannot be planned", extra={"chat": id_})
    if planned:
        await reconcile(conn, planned, now)


async def skip(conn: AsyncConnection, keys: Sequence[str], now: datetime) -> None:
    """These nudges will not be sent."""
    if keys:
        values = {"state": Fate.SKIPPED.value, "ended_at": now, "why": "skipped by the person"}
        await conn.execute(update(outbox).where(and_(outbox.c.key.in_(keys), _waiting)).values(values))


async def merge(conn: AsyncConnection, keys: Sequence[str], now: datetime) -> None:
    """These nudges have been told of together with another one."""
    if keys:
        values = {"state": Fate.MERGED.value, "ended_at": now, "why": "told of with another"}
        await conn.execute(update(outbox).where(and_(outbox.c.key.in_(keys), _waiting)).values(values))


async def unskip(conn: AsyncConnection, keys: Sequence[str]) -> None:
    """They may come after all."""
    if keys:
        skipped = and_(outbox.c.key.in_(keys), outbox.c.state == Fate.SKIPPED.value)
        values = {"state": Fate.WAITING.value, "ended_at": None, "why": ""}
        await conn.execute(update(outbox).where(skipped).values(values))


def entry(nudge: Nudge) -> Entry:
    """The row of a nudge: no words, only which one it is."""
    args = {"journey": nudge.journey, "step": nudge.step, "say": nudge.say, "request": nudge.request}
    return Entry(
        chat=nudge.person,
        method=NUDGE,
        args=args,
        due=nudge.due,
        key=nudge.key,
        person=nudge.person,
        interview=nudge.interview,
    )


def nudge(row: Row) -> Nudge:
    """The nudge that a row stands for."""
    return Nudge(
        key=row.key or "",
        person=row.chat,
        journey=row.args["journey"],
        step=row.args["step"],
        say=row.args["say"],
        due=row.due,
        interview=row.interview,
        request=row.args["request"],
    )


_COLUMNS = ("id", "person", "key", "state", "due", "ready", "attempts", "ended_at", "interview")
_TOLD = (
    select(*(outbox.c[name] for name in _COLUMNS))
    .where(and_(outbox.c.person.in_(bindparam("people", expanding=True)), outbox.c.method == NUDGE))
    .order_by(outbox.c.id)
)


def _changed(row: Any, wanted: Nudge) -> bool:
    if row.state == Fate.WAITING.value:
        # What was held back by a pause or by quiet hours is looked at again: what held it may have gone.
        return bool(row.due != wanted.due or (row.ready > row.due and row.attempts == 0))
    return Fate(row.state).may_return


async def _call_off(conn: AsyncConnection, ids: Sequence[int], now: datetime) -> None:
    if ids:
        values = {"state": Fate.CANCELLED.value, "ended_at": now, "why": "no longer planned"}
        await conn.execute(update(outbox).where(outbox.c.id.in_(ids)).values(values))
