"""Brings a database to the shape that this code expects, or refuses to touch it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.revision import NewerDatabase

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_201_926
"""Any number, the same in every process: PostgreSQL lets one of them migrate at a time."""


async def migrate(store: AsyncEngine) -> None:
    """Applies what is missing. NewerDatabase: this code is too old for it; nothing was changed."""
    async with store.connect() as conn:
        # Off before BEGIN: a batch migration drops and renames tables, and child rows must not cascade away.
        await conn.run_sync(_foreign_keys, on=False)
        try:
            await conn.run_sync(_upgrade)
            await conn.commit()
        finally:
            await conn.rollback()
            await conn.run_sync(_foreign_keys, on=True)


def _foreign_keys(conn: Connection, *, on: bool) -> None:
    """SQLite ignores this inside a transaction, so it goes to the driver before one begins."""
    if conn.dialect.name == "sqlite":
        conn.connection.cursor().execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _upgrade(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = conn
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = MigrationContext.configure(conn).get_current_revision()
    if current is not None and current not in known:
        raise NewerDatabase(current)
    command.upgrade(config, "head")
    if conn.dialect.name == "sqlite" and conn.execute(text("PRAGMA foreign_key_check")).first():
        raise RuntimeError("a migration left rows without their parent; nothing was changed")
