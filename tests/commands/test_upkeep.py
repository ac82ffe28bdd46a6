"""Looking after the database while the real bot is under load, and when it is not there."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
import pytest_asyncio
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli import main
from bot.sandbox import Sandbox
from bot.store.hold import hold_on
from tests.conftest import EVERYTHING, FIGURES
from tests.crash.crowd import Crowd
from tests.crash.process import running, stop

LOAD = 20.0


def _url(store: AsyncEngine) -> str:
    return store.url.render_as_string(hide_password=False)


async def _types(url: str, *words: str) -> tuple[int, str]:
    """Types a command, with no settings but the address of the database. Returns exit code and words."""

    def typed() -> Result:
        environment = {"BOUNCEBACK_DATABASE_URL": url}
        return CliRunner().invoke(main, list(words), env=environment, catch_exceptions=False)

    told = await asyncio.to_thread(typed)
    return told.exit_code, told.output


async def test_migrate_says_what_it_would_do_and_then_what_it_did(
    empty_store: AsyncEngine,
) -> None:
    url = _url(empty_store)

    assert (await _types(url, "migrate", "--check"))[0] == 1
    code, told = await _types(url, "migrate")
    assert (code, told.splitlines()[0]) == (0, "Applied 0001: The first tables.")
    assert await _types(url, "migrate") == (0, "The database is as this version needs it.\n")
    assert await _types(url, "migrate", "--check") == (0, "The database is as this version needs it.\n")


async def test_whoever_only_asks_makes_no_file(tmp_path: Path) -> None:
    code, _ = await _types(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", "migrate", "--check")

    assert code == 1
    assert not list(tmp_path.glob("*"))  # noqa: ASYNC240


async def test_migrate_and_restore_are_refused_while_a_process_works_with_the_database(
    store: AsyncEngine, tmp_path: Path
) -> None:
    hold = hold_on(_url(store))
    await hold.take()
    try:
        code, told = await _types(_url(store), "migrate")
        assert (code, "nother bounceback process" in told) == (75, True)
        if store.dialect.name == "sqlite":
            assert (await _types(_url(store), "backup", str(tmp_path / "copy.db")))[0] == 0
            assert (await _types(_url(store), "restore", str(tmp_path / "copy.db")))[0] == 75
    finally:
        await hold.let_go()


async def test_a_database_of_the_future_is_refused(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    code, told = await _types(_url(store), "migrate")

    assert (code, told.splitlines()[0][:48]) == (1, "The database was written by a later version of B")


async def test_a_server_that_is_not_there_is_told_in_a_line() -> None:
    code, told = await _types("postgresql+asyncpg://nobody@127.0.0.1:1/nothing", "migrate")

    assert (code, len(told.splitlines())) == (75, 1)


async def test_what_was_backed_up_comes_back(store: AsyncEngine, tmp_path: Path) -> None:
    alarm = "INSERT INTO alarms VALUES ('{}', '2026-11-23 10:00:00+00')"
    async with store.begin() as conn:
        await conn.execute(text(alarm.format("first")))
    if store.dialect.name == "postgresql" and shutil.which("pg_dump") is None:
        assert not EVERYTHING, "CI needs PostgreSQL's own programs"
        pytest.skip("PostgreSQL's own programs are not here")
    code, told = await _types(_url(store), "backup", str(tmp_path / "copy"))
    assert (code, told[:5]) == (0, "Wrote")
    assert (await _types(_url(store), "backup", str(tmp_path / "copy")))[0] == 73
    async with store.begin() as conn:
        await conn.execute(text(alarm.format("second")))
    await store.dispose()

    code, told = await _types(_url(store), "restore", str(tmp_path / "copy"))
    if store.dialect.name == "postgresql":  # its own program does it, and we say how it is called
        assert code == 1
        given = os.environ | {"BOUNCEBACK_DATABASE_URL": _url(store)}
        process = await asyncio.create_subprocess_shell(told.partition("Type: ")[2], env=given)
        assert await process.wait() == 0
    else:
        assert code == 0

    async with store.begin() as conn:
        assert (await conn.execute(text("SELECT name FROM alarms"))).scalars().all() == ["first"]


async def test_without_its_program_a_copy_of_postgresql_is_refused_with_what_to_type(
    store: AsyncEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.dialect.name != "postgresql":
        pytest.skip("a file needs no program")
    monkeypatch.setattr("bot.store.dump.shutil.which", lambda _: None)
    url = store.url.set(password="hush").render_as_string(hide_password=False)

    code, told = await _types(url, "backup", str(tmp_path / "copy"))

    assert code == 1
    assert "type: pg_dump --format=custom" in told
    assert "hush" not in told


# --- under load --------------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def crowd() -> AsyncIterator[Crowd]:
    """Four hundred people who write until they are told to stop."""
    async with Sandbox() as sandbox:
        sandbox.world.group()
        crowd = Crowd(sandbox, random.Random(20261123))
        crowd.gather()
        writing = asyncio.create_task(crowd.live(LOAD))
        yield crowd
        crowd.writing = False
        await writing


def _acknowledged(sandbox: Sandbox) -> set[int]:
    """The updates that the pretend Telegram was told it may forget."""
    updates = sandbox.world.updates
    return set(range(updates._next - updates.total, updates._next - len(updates)))


async def _goes_on(sandbox: Sandbox, than: int) -> None:
    """Waits until ten more have been acknowledged."""
    async with asyncio.timeout(30):
        while len(_acknowledged(sandbox)) < than + 10:  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)


async def _backs_up(database: str, file: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "backup", str(file), env={"BOUNCEBACK_DATABASE_URL": database}
    )
    assert await process.wait() == 0


async def test_a_copy_taken_under_load_is_sound_and_holds_all_that_was_acknowledged_before(
    crowd: Crowd, tmp_path: Path
) -> None:
    database = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    async with running(crowd.sandbox, tmp_path, database=database) as process:
        taken: list[tuple[Path, set[int], float]] = []
        for number in range(2):
            await _goes_on(crowd.sandbox, than=len(taken[-1][1]) if taken else 0)
            acknowledged = _acknowledged(crowd.sandbox)
            began = monotonic()
            await _backs_up(database, tmp_path / f"{number}.db")
            taken.append((tmp_path / f"{number}.db", acknowledged, monotonic() - began))
        crowd.writing = False
        assert await crowd.until_all_are_answered(60) == set()
        assert await stop(process) == 0

    for file, acknowledged, _ in taken:
        with closing(sqlite3.connect(file)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            known = {number for (number,) in conn.execute("SELECT update_id FROM inbox")}
        assert acknowledged <= known
    assert len(taken[-1][1]) > len(taken[0][1]) > 0
    slowest = max(seconds for *_, seconds in taken)
    FIGURES.append(
        f"2 backups at {LOAD:.0f} updates/s: {len(taken[-1][1])} acknowledged, slowest {slowest:.1f} s"
    )
