"""Being stopped, in whatever state: the real process, a real signal."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest_asyncio

from bot.failpoints import VARIABLE
from bot.sandbox import Fault, Sandbox
from tests.crash.process import BOT, running, stop

SAM = 42


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        sandbox.world.group()
        sandbox.world.person(SAM, "Sam")
        yield sandbox


async def _asked(sandbox: Sandbox, method: str, times: int = 1) -> None:
    """Waits until the bot has called this method."""
    async with asyncio.timeout(20):
        while sandbox.world.ledger.calls[method] < times:  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.01)


def _switches(pid: int) -> str:
    """How often the main thread of a process has been put to sleep or woken up."""
    lines = Path(f"/proc/{pid}/task/{pid}/status").read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if "ctxt_switches" in line)


async def _stands_still(pid: int) -> None:
    """Waits until a process has not looked up for a second: its loop wakes up more often than that."""
    still, last = 0, ""
    async with asyncio.timeout(20):
        while still < 10:
            await asyncio.sleep(0.15)
            now = _switches(pid)
            still, last = (still + 1 if now == last else 0), now


def _log(folder: Path) -> str:
    return (folder / "log.jsonl").read_text(encoding="utf-8")


async def test_while_another_process_holds_the_database(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, tmp_path) as process:
        await _asked(sandbox, "getUpdates")
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            sandbox.world.say(SAM, "/start")
            await asyncio.sleep(0.5)

            assert await stop(process, seconds=8.0) == 0


async def test_while_a_message_hangs_on_the_wire(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.faults.add(Fault("hang", "sendMessage", seconds=60, times=3))
    async with running(sandbox, tmp_path) as process:
        sandbox.world.say(SAM, "/start")
        await _asked(sandbox, "sendMessage")

        assert await stop(process, seconds=8.0) == 0


async def test_while_telegram_has_not_answered_once(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.faults.add(Fault("status", "getMe", code=502, times=1000))
    async with running(sandbox, tmp_path) as process:
        await _asked(sandbox, "getMe")

        assert await stop(process, seconds=8.0) == 0


async def test_while_a_station_hangs_for_ever(sandbox: Sandbox, tmp_path: Path) -> None:
    hanging = ("env", f"{VARIABLE}=decided=hang", *BOT)
    async with running(sandbox, tmp_path, hanging) as process:
        sandbox.world.say(SAM, "/start")
        await _stands_still(process.pid)

        assert await stop(process, seconds=8.0) == 0

    assert "stopped in the middle of something" in _log(tmp_path)
    async with running(sandbox, tmp_path) as process:
        await sandbox.until(lambda: len(sandbox.world.ledger.delivered(SAM)) > 0, seconds=60)
        assert await stop(process) == 0


async def test_a_lock_that_lasts_longer_than_we_wait_puts_no_update_aside(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with running(sandbox, tmp_path) as process:
        await _asked(sandbox, "getUpdates")
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            sandbox.world.say(SAM, "/start")
            await asyncio.sleep(5)
        await _asked(sandbox, "sendMessage")
        assert await stop(process, seconds=8.0) == 0

    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        assert database.execute("SELECT state, attempts FROM inbox").fetchall() == [("done", 1)]


async def test_a_database_from_the_future_is_refused_in_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    async with running(sandbox, tmp_path) as process:
        await _asked(sandbox, "getUpdates")
        await stop(process)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = len(_log(tmp_path).splitlines())

    async with running(sandbox, tmp_path) as process, asyncio.timeout(10):
        assert await process.wait() == 1

    (line,) = _log(tmp_path).splitlines()[before:]
    assert "later version" in json.loads(line)["event"]
