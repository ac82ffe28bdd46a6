"""Nudges that people put off, each for the last time that they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.nudge import Snooze
from bot.store.engine import insert
from bot.store.tables import snoozes

KEPT = timedelta(days=30)
"""How long after its moment a wish is remembered: as long as its message may be put off once more."""


async def of(conn: AsyncConnection, people: Sequence[int]) -> dict[int, tuple[Snooze, ...]]:
    """What each of these people put off."""
    found: dict[int, list[Snooze]] = defaultdict(list)
    for row in await conn.execute(_OF, {"people": people}):
        found[row.person].append(Snooze(row.key, row.times, row.until))
    return {person: tuple(theirs) for person, theirs in found.items()}


async def keep(conn: AsyncConnection, wished: Sequence[tuple[int, Snooze]]) -> None:
    """Puts nudges off for (person, snooze); an earlier wish about the same one gives way."""
    if wished:
        rows = [{"person": p, "key": s.key, "times": s.times, "until": s.until} for p, s in wished]
        statement = insert(conn, snoozes)
        values = {"times": statement.excluded.times, "until": statement.excluded.until}
        await conn.execute(
            statement.on_conflict_do_update(index_elements=["person", "key"], set_=values), rows
        )


async def drop(conn: AsyncConnection, undone: Sequence[tuple[int, str]]) -> None:
    """Takes (person, key) back."""
    if undone:
        each = [and_(snoozes.c.person == person, snoozes.c.key == key) for person, key in undone]
        await conn.execute(delete(snoozes).where(or_(*each)))


async def forget(conn: AsyncConnection, now: datetime) -> None:
    """Those whose moment is long over."""
    await conn.execute(delete(snoozes).where(snoozes.c.until < now - KEPT))


_people: BindParameter[Any] = bindparam("people", expanding=True)
_OF = select(snoozes).where(snoozes.c.person.in_(_people)).order_by(snoozes.c.until, snoozes.c.key)
