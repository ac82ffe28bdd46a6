"""What a database remembers of the program that works on it, and of no person."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import insert
from bot.store.tables import known


async def of(conn: AsyncConnection) -> dict[str, str]:
    """All of it, by name."""
    return {row.name: row.value for row in await conn.execute(select(known))}


async def keep(conn: AsyncConnection, name: str, value: str) -> None:
    """Writes one thing down, over what was there before."""
    fresh = insert(conn, known).values(name=name, value=value)
    await conn.execute(fresh.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def drop(conn: AsyncConnection, name: str) -> None:
    """Forgets one thing."""
    await conn.execute(delete(known).where(known.c.name == name))
