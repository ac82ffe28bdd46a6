from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.migrate import NewerDatabase, migrate
from bot.store.tables import metadata


def _differences(conn: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(conn), metadata))


async def test_the_migrations_make_exactly_the_tables_that_the_code_names(store: AsyncEngine) -> None:
    async with store.connect() as conn:
        assert await conn.run_sync(_differences) == []


async def test_migrating_twice_changes_nothing(store: AsyncEngine) -> None:
    await migrate(store)

    async with store.connect() as conn:
        assert await conn.run_sync(_differences) == []


async def test_a_database_from_the_future_is_refused(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase):
        await migrate(store)


async def test_rows_must_have_their_parents_again_after_migrating(store: AsyncEngine) -> None:
    orphan = text("INSERT INTO marks (person, interview, name, at) VALUES (1, 0, 'x', '2026-11-23 10:00:00')")

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with store.begin() as conn:
            await conn.execute(orphan)
