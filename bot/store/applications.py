"""What people applied for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.application import Application
from bot.store.engine import insert
from bot.store.tables import applications


async def of(conn: AsyncConnection, people: Sequence[int]) -> dict[int, tuple[Application, ...]]:
    """The applications of each of these people, in the order in which they were told."""
    query = select(applications).where(applications.c.person.in_(people)).order_by(applications.c.id)
    found: dict[int, list[Application]] = defaultdict(list)
    for row in await conn.execute(query):
        found[row.person].append(Application(**row._mapping))
    return {person: tuple(theirs) for person, theirs in found.items()}


async def add(conn: AsyncConnection, new: Sequence[Application]) -> None:
    """Writes new applications. One that is there already stays: the same turn was taken before."""
    if new:
        await conn.execute(insert(conn, applications).on_conflict_do_nothing(), [asdict(a) for a in new])


async def drop(conn: AsyncConnection, gone: Sequence[tuple[int, int]]) -> None:
    """Deletes applications, each named with its person."""
    if gone:
        each = [and_(applications.c.person == person, applications.c.id == id_) for person, id_ in gone]
        await conn.execute(delete(applications).where(or_(*each)))
