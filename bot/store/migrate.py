"""Brings a database to the shape that this code expects, or refuses to touch it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.failpoints import failpoint
from bot.store.unfit import NewerDatabase

__all__ = ["NewerDatabase", "migrate"]

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_201_926
"""Any number, the same in every process: PostgreSQL lets one of them migrate at a time."""


@dataclass(frozen=True, slots=True)
class Step:
    """One migration."""

    revision: str
    what: str
    """Its first line."""


async def migrate(store: AsyncEngine) -> list[Step]:
    """Applies what is missing, and returns it. NewerDatabase: this code is too old; nothing was changed."""
    async with _patient(store) as conn:
        # Off before BEGIN: a batch migration drops and renames tables, and child rows must not cascade away.
        await conn.run_sync(_foreign_keys, on=False)
        try:
            steps = await conn.run_sync(_upgrade)
            failpoint("migrating")
            await conn.commit()
            failpoint("migrated")
        finally:
            await conn.rollback()
            await conn.run_sync(_foreign_keys, on=True)
    return steps


async def missing(store: AsyncEngine) -> list[Step]:
    """What `migrate` would apply, in order. NewerDatabase: as there."""
    async with store.connect() as conn:
        return await conn.run_sync(_missing)


def steps_from(revision: str | None) -> list[Step]:
    """What is missing in a database of this revision; None: an empty one. NewerDatabase: it is not known."""
    scripts = ScriptDirectory(str(_FOLDER))
    known = [Step(found.revision, found.doc) for found in scripts.walk_revisions()][::-1]
    names = [step.revision for step in known]
    if revision is None:
        return known
    if revision not in names:
        raise NewerDatabase(
            f"the database was written by a later version of Bounceback (revision {revision}). "
            "Nothing was changed. Run that version, or restore a backup of this one."
        )
    return known[names.index(revision) + 1 :]


@asynccontextmanager
async def _patient(store: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A line on which a statement may take as long as it takes: a table may be large."""
    if store.dialect.name == "sqlite":
        async with store.connect() as conn:
            yield conn
        return
    engine = create_async_engine(
        store.url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": 10}
    )
    try:
        async with engine.connect() as conn:
            yield conn
    finally:
        await engine.dispose()


def _foreign_keys(conn: Connection, *, on: bool) -> None:
    """SQLite ignores this inside a transaction, so it goes to the driver before one begins."""
    if conn.dialect.name == "sqlite":
        conn.connection.cursor().execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _upgrade(conn: Connection) -> list[Step]:
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    steps = _missing(conn)
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = conn
    if steps:
        command.upgrade(config, "head")
    if steps and conn.dialect.name == "sqlite" and conn.execute(text("PRAGMA foreign_key_check")).first():
        raise RuntimeError("a migration left rows without their parent; nothing was changed")
    return steps


def _missing(conn: Connection) -> list[Step]:
    return steps_from(MigrationContext.configure(conn).get_current_revision())
