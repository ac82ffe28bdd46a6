"""A backup that is put back brings nobody back who has been erased since it was taken."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli import main
from bot.store import erasures, inbox, people
from bot.store.inbox import Arrival
from tests.cast import SAM

DAY = timedelta(days=1)
NOW = datetime.now(UTC) - DAY
KIM = replace(SAM, id=43, first_name="Kim")


def _url(store: AsyncEngine) -> str:
    return store.url.render_as_string(hide_password=False)


async def _types(url: str, *words: str) -> tuple[int, str]:
    environment = {"BOUNCEBACK_DATABASE_URL": url}
    told = await asyncio.to_thread(CliRunner().invoke, main, list(words), env=environment)
    return told.exit_code, told.output


async def _meet(store: AsyncEngine, now: datetime = NOW) -> None:
    """Sam and Kim are known, and something of Sam's still waits to be read."""
    async with store.begin() as conn:
        await people.meet(conn, [SAM, KIM], now)
        await inbox.add(conn, [Arrival(1, SAM.id, b'{"canary": 1}')], now)


async def _erase(store: AsyncEngine, at: datetime) -> None:
    async with store.begin() as conn:
        await erasures.erase(conn, [SAM.id], at)


async def _known(store: AsyncEngine) -> list[int]:
    async with store.begin() as conn:
        return await people.after(conn, 0, 100)


async def _restore(store: AsyncEngine, copy: Path, *more: str) -> str:
    """As an operator does it: by our command, or by what it says to type."""
    url = _url(store)
    await store.dispose()
    for kept in copy.parent.glob("test.db.2*"):
        kept.unlink()
    code, told = await _types(url, "restore", str(copy), *more)
    if store.dialect.name == "sqlite":
        assert code == 0, told
        return told
    given = os.environ | {"BOUNCEBACK_DATABASE_URL": url}
    typed = told.partition("Type: ")[2]
    process = await asyncio.create_subprocess_shell(typed, env=given, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode()


async def test_an_older_backup_brings_nobody_back_who_was_erased_since(
    store: AsyncEngine, tmp_path: Path
) -> None:
    await _meet(store)
    assert (await _types(_url(store), "backup", str(tmp_path / "copy")))[0] == 0
    await _erase(store, NOW + timedelta(hours=1))

    for _ in range(2):
        told = await _restore(store, tmp_path / "copy")

        assert "1 people" in told
        assert await _known(store) == [KIM.id]
        async with store.begin() as conn:
            assert await inbox.take(conn, NOW + DAY, 10) == []
            assert list(await erasures.listed(conn)) == [SAM.id]
    assert not list(tmp_path.glob("*.erased"))  # noqa: ASYNC240


async def test_who_has_come_back_since_keeps_what_is_theirs_since_then(
    store: AsyncEngine, tmp_path: Path
) -> None:
    await _meet(store)
    await _erase(store, NOW + timedelta(hours=1))
    async with store.begin() as conn:
        await people.meet(conn, [SAM], NOW + timedelta(hours=2))
    assert (await _types(_url(store), "backup", str(tmp_path / "copy")))[0] == 0

    await _restore(store, tmp_path / "copy")

    assert await _known(store) == [SAM.id, KIM.id]


async def test_the_list_holds_a_number_and_a_moment_and_only_while_a_backup_may_live(
    store: AsyncEngine,
) -> None:
    await _meet(store)
    await _erase(store, NOW)

    for later, left in ((erasures.BACKUPS_LIVE, [SAM.id]), (erasures.BACKUPS_LIVE + DAY, [])):
        async with store.begin() as conn:
            await erasures.forget(conn, NOW + later)
            assert list(await erasures.listed(conn)) == left


async def test_a_backup_that_should_be_gone_by_now_is_taken_only_on_purpose(
    sqlite: AsyncEngine, tmp_path: Path
) -> None:
    await _meet(sqlite, NOW - erasures.BACKUPS_LIVE)
    assert (await _types(_url(sqlite), "backup", str(tmp_path / "copy")))[0] == 0
    await sqlite.dispose()

    code, told = await _types(_url(sqlite), "restore", str(tmp_path / "copy"))

    assert (code, "more than 30 days" in told) == (1, True)
    await _restore(sqlite, tmp_path / "copy", "--older")


@pytest.mark.parametrize("there", ["nothing", "damage"])
async def test_where_no_list_can_be_had_the_operator_is_told(
    sqlite: AsyncEngine, tmp_path: Path, there: str
) -> None:
    await _meet(sqlite)
    assert (await _types(_url(sqlite), "backup", str(tmp_path / "copy")))[0] == 0
    await sqlite.dispose()
    path = tmp_path / "test.db"
    path.unlink() if there == "nothing" else path.write_bytes(b"SQLite format 3\0" + b"x" * 9000)

    assert "Whoever it was is back" in await _restore(sqlite, tmp_path / "copy")


async def test_a_backup_of_an_earlier_version_is_brought_up_to_date_to_be_cleaned(
    sqlite: AsyncEngine, tmp_path: Path
) -> None:
    await _meet(sqlite)
    await _types(_url(sqlite), "backup", str(tmp_path / "copy"))
    with closing(sqlite3.connect(tmp_path / "copy")) as conn, conn:
        conn.execute("DROP TABLE erasures")
        conn.execute("DROP TABLE known")
        conn.execute("ALTER TABLE questions DROP COLUMN shown")
        conn.execute("UPDATE alembic_version SET version_num = '0009'")
    await _erase(sqlite, NOW + timedelta(hours=1))

    await _restore(sqlite, tmp_path / "copy")

    assert await _known(sqlite) == [KIM.id]
    assert b"canary" not in (tmp_path / "test.db").read_bytes()
