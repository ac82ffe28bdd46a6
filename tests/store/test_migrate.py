from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import interviews, people
from bot.store import migrate as migrations
from bot.store.migrate import migrate
from bot.store.tables import metadata
from bot.store.unfit import NewerDatabase
from tests.cast import BAKERY, MONDAY, SAM


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


# --- a second step, on a database with people in it ------------------------------------------------

NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9001", "{head}"


def upgrade():
    with op.batch_alter_table("people", recreate="{recreate}") as people:
        people.add_column(sa.Column("shoe_size", sa.Integer()))
    {then}
"""


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the migrations, as a copy that may grow."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "_FOLDER", folder)
    return folder / "versions"


def _next_step(steps: Path, store: AsyncEngine, then: str = "") -> None:
    recreate = "always" if store.dialect.name == "sqlite" else "never"
    head = max(step.name for step in steps.glob("0*.py"))[:4]
    step = NEXT.format(recreate=recreate, head=head, then=then)
    (steps / "9001_next.py").write_text(step, encoding="utf-8")


async def _with_sam(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await interviews.add(conn, [BAKERY])
        await interviews.mark(conn, [(SAM.id, "thanked", BAKERY.id)], MONDAY)


async def test_what_hangs_on_a_person_outlives_a_migration_that_makes_their_table_anew(
    store: AsyncEngine, steps: Path
) -> None:
    await _with_sam(store)
    _next_step(steps, store)

    await migrate(store)

    async with store.begin() as conn:
        assert (await interviews.of(conn, [SAM.id]))[SAM.id][0].employer == BAKERY.employer
        assert (await interviews.marks_of(conn, [SAM.id]))[SAM.id]
        assert (await conn.execute(text("SELECT shoe_size FROM people"))).scalars().all() == [None]
        await people.erase(conn, [SAM.id])  # and children still go with their parent
        assert await interviews.of(conn, [SAM.id]) == {}


async def test_a_migration_that_breaks_off_changes_nothing_and_can_be_taken_again(
    store: AsyncEngine, steps: Path
) -> None:
    await _with_sam(store)
    _next_step(steps, store, then="raise RuntimeError('the power went')")
    with pytest.raises(RuntimeError):
        await migrate(store)

    async with store.connect() as conn:
        assert await conn.run_sync(_differences) == []
    _next_step(steps, store)
    await migrate(store)

    async with store.begin() as conn:
        assert (await conn.execute(text("SELECT shoe_size FROM people"))).scalars().all() == [None]
        assert await interviews.of(conn, [SAM.id])


async def test_a_migration_that_leaves_orphans_is_taken_back(store: AsyncEngine, steps: Path) -> None:
    await _with_sam(store)
    _next_step(steps, store, then="op.execute('DELETE FROM people')")

    if store.dialect.name == "sqlite":
        with pytest.raises(RuntimeError, match="parent"):
            await migrate(store)
    else:  # here the database itself takes the children along, as it is told to
        await migrate(store)

    async with store.begin() as conn:
        assert len(await people.of(conn, [SAM.id])) == len(await interviews.of(conn, [SAM.id]))
