"""What the real process does with a database that it must not work with, or cannot for a while."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.life import Life
from bot.opening import keep, opened
from bot.sandbox import Sandbox
from bot.store.unfit import Taken
from tests.crash.crowd import HEAR
from tests.crash.process import running, stop
from tests.mounts import resize, small_disk

SAM = 42
PATIENT = 20.0
"""Seconds that a start may take where other tests share the machine; alone it is refused after one or two."""


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        sandbox.world.group()
        sandbox.world.person(SAM, "Sam")
        yield sandbox


async def _refused(sandbox: Sandbox, folder: Path, database: str = "") -> tuple[int, str]:
    """Starts the process, which has to end by itself. Returns its exit code and the one thing it said."""
    log = folder / "log.jsonl"
    before = len(log.read_text().splitlines()) if log.exists() else 0
    async with running(sandbox, folder, database=database) as process, asyncio.timeout(PATIENT):
        code = await process.wait()
    (line,) = log.read_text(encoding="utf-8").splitlines()[before:]
    told = json.loads(line)
    assert told["level"] == "critical"
    return code, told["event"]


async def _hears(sandbox: Sandbox, words: str, seconds: float = 20) -> None:
    """Waits for the bot to say this to Sam."""
    said = sandbox.world.messages
    assert await sandbox.until(
        lambda: any(m.author.is_bot and words in m.text for m in said(SAM)), seconds
    ), [m.text for m in said(SAM)]


async def test_a_damaged_database_is_refused_with_the_way_out_and_left_as_it_is(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "bot.db").write_bytes(b"Dear diary" * 1000)

    code, told = await _refused(sandbox, tmp_path)

    assert (code, "bounceback restore FILE" in told) == (74, True)
    assert (tmp_path / "bot.db").read_bytes() == b"Dear diary" * 1000
    assert sandbox.world.ledger.calls == {}


async def test_a_folder_that_cannot_be_written_is_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")

    code, told = await _refused(sandbox, tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'data' / 'bot.db'}")

    assert (code, "cannot be written" in told) == (73, True)


async def test_a_second_process_is_refused_while_the_first_lives_and_not_after_its_death(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    database = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    async with running(sandbox, tmp_path, database=database) as process:
        sandbox.world.say(SAM, "/start")
        await _hears(sandbox, "Sam")

        code, told = await _refused(sandbox, tmp_path / "second", database)

        assert (code, "another bounceback process" in told) == (75, True)
        process.kill()
        await process.wait()
    sandbox.world.say(SAM, "/privacy")
    before = len(sandbox.world.messages(SAM))
    async with running(sandbox, tmp_path, database=database) as process:
        assert await sandbox.until(lambda: len(sandbox.world.messages(SAM)) > before, 20)
        assert await stop(process) == 0


async def test_a_full_disk_loses_nothing_and_is_survived_without_a_restart(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        database = f"sqlite+aiosqlite:///{disk / 'bot.db'}"
        async with running(sandbox, tmp_path, database=database) as process:
            sandbox.world.say(SAM, "/start")
            await _hears(sandbox, "Sam")
            _fill(disk / "ballast")
            for number in range(3):
                sandbox.world.say(SAM, f"/log Role{number}x at Firm{number}, tomorrow 2pm, {HEAR}")
            await _failed(tmp_path, 2)
            assert len(sandbox.world.updates) == 3, "an update was acknowledged and not stored"

            resize(disk, "8m")

            await _hears(sandbox, "Role2x", seconds=35)
            assert process.returncode is None
            assert await stop(process) == 0
        with closing(sqlite3.connect(disk / "bot.db")) as found:
            ends = found.execute("SELECT state, count(*) FROM inbox GROUP BY state").fetchall()
            assert ends == [("done", 4)]
            assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


async def _failed(folder: Path, times: int) -> None:
    """Waits until storing has failed so often."""
    log = folder / "log.jsonl"
    async with asyncio.timeout(20):
        while log.read_text().count("receive failed") < times:  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)


# --- what hangs on time and on the server ------------------------------------------------------------


async def test_a_database_that_comes_up_later_is_waited_for() -> None:
    tries = 0

    async def opens() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise ConnectionRefusedError

    assert await opened(Life(), opens)
    assert tries == 3


async def test_a_database_that_never_comes_up_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.opening.PATIENCE", 0.1)
    life = Life()

    async def opens() -> None:
        raise ConnectionRefusedError

    assert not await opened(life, opens)
    assert life.exit == 75


async def test_whoever_is_stopped_while_waiting_for_the_database_ends_at_once_and_well() -> None:
    life = Life()

    async def opens() -> None:
        asyncio.get_running_loop().call_soon(life.stop)
        raise ConnectionRefusedError

    async with asyncio.timeout(2):
        assert not await opened(life, opens)
    assert life.exit == 0


async def test_whoever_lost_the_database_to_another_process_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.opening.RENEW_EVERY", 0.01)
    life = Life()

    class Lost:
        async def take(self) -> None: ...

        async def renew(self) -> None:
            raise Taken("another bounceback process works on it.")

        async def let_go(self) -> None: ...

    async with asyncio.timeout(2):
        await keep(life, Lost())
    assert life.exit == 75
