"""Which shape a database has, found out without loading the tools that change it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

NEWEST = max(path.name[:4] for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))
"""The revision that this code expects; its file begins with it."""


async def ensure(store: AsyncEngine) -> None:
    """Migrates, if anything is missing. NewerDatabase: this code is too old for it; nothing was changed."""
    async with store.connect() as conn:
        current = await conn.run_sync(_current)
    if current != NEWEST:
        from bot.store.migrate import migrate  # noqa: PLC0415 - a quarter of a second, once in a version's life

        await migrate(store)


def _current(conn: Connection) -> str | None:
    """None: it has none yet."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    found: str | None = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
