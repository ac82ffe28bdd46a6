"""Kills of the real process under load, judged by what the pretend Telegram counted."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.sandbox import Sandbox
from tests.conftest import FIGURES
from tests.crash.crowd import Crowd
from tests.crash.process import BOT, FORGETFUL, running, stop

KILLS = 30
SLOTS = 2
"""How many messages are on the wire at once, at the rate of `running` and the sandbox's few milliseconds."""
LOAD = 25.0
SEED = 20261123


@dataclass
class Toll:
    """What a run came to, counted at the receiver and in the database afterwards."""

    unanswered: int
    copies: Counter[tuple[int, str]]
    interviews: Counter[str]
    told_saved: set[str]
    updates: int
    seconds: float
    quarantined: int

    @property
    def duplicates(self) -> int:
        return sum(number - 1 for number in self.copies.values())


async def _run(folder: Path, kills: int, command: tuple[str, ...], patience: float = 60.0) -> Toll:
    """Lets a crowd write while the process is killed again and again, then lets it finish."""
    chance = random.Random(SEED)
    loop = asyncio.get_running_loop()
    async with Sandbox() as sandbox:
        crowd = Crowd(sandbox)
        crowd.gather()
        sandbox.world.group()
        writing = asyncio.create_task(crowd.live(LOAD))
        began = loop.time()
        for _ in range(kills):
            async with running(sandbox, folder, command) as process:
                await _polls(sandbox, process)
                await asyncio.sleep(chance.uniform(0.05, 1.0))
        seconds = loop.time() - began
        crowd.writing = False
        await writing
        updates = crowd.lines + crowd.presses
        async with running(sandbox, folder, command) as process:
            left = await crowd.until_all_are_answered(patience)
            assert await stop(process) == 0
        interviews, quarantined = await _kept(folder)
        copies = crowd.copies()
        return Toll(len(left), copies, interviews, _told_saved(copies), updates, seconds, quarantined)


async def _polls(sandbox: Sandbox, process: asyncio.subprocess.Process) -> None:
    """Waits until the process has begun to receive."""
    calls = sandbox.world.ledger.calls
    asked = calls["getUpdates"]
    while calls["getUpdates"] == asked:  # noqa: ASYNC110 - another process makes the call
        assert process.returncode is None, "the process ended by itself"
        await asyncio.sleep(0.01)


async def _kept(folder: Path) -> tuple[Counter[str], int]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    async with engine.connect() as conn:
        roles = Counter((await conn.execute(text("SELECT role FROM interviews"))).scalars())
        aside = "SELECT count(*) FROM inbox WHERE state = 'quarantined'"
        quarantined = (await conn.execute(text(aside))).scalar_one()
    await engine.dispose()
    return roles, quarantined


def _told_saved(copies: Counter[tuple[int, str]]) -> set[str]:
    return {
        found[0] for _, said in copies if said.startswith("Saved") and (found := re.search(r"Role\d+x", said))
    }


@pytest.mark.timeout(400)
async def test_thirty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    toll = await _run(tmp_path, KILLS, BOT)

    FIGURES.append(
        f"{KILLS} kills in {toll.seconds:.0f} s: {toll.updates} updates, "
        f"{sum(toll.interviews.values())} interviews, {toll.duplicates} second copies, {toll.unanswered} lost"
    )
    assert toll.updates / toll.seconds >= 20, "the load was too light to mean anything"
    assert toll.unanswered == 0, "an acknowledged update was lost"
    assert toll.quarantined == 0
    assert max(toll.interviews.values()) == 1, "an effect happened twice"
    assert toll.told_saved <= set(toll.interviews), "somebody was told «saved» and it was not"
    assert max(toll.copies.values()) <= 2, "a message came three times"
    assert toll.duplicates <= KILLS * SLOTS, "more second copies than were on the wire"


@pytest.mark.timeout(200)
async def test_without_recovery_the_same_run_does_lose(tmp_path: Path) -> None:
    toll = await _run(tmp_path, KILLS // 2, FORGETFUL, patience=6.0)

    assert toll.unanswered > 0, "the crash test could not fail"


@pytest.mark.timeout(400)
async def test_thirty_polite_stops_end_within_eight_seconds_and_double_nothing(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    async with Sandbox() as sandbox:
        crowd = Crowd(sandbox)
        crowd.gather()
        sandbox.world.group()
        writing = asyncio.create_task(crowd.live(LOAD))
        for _ in range(KILLS):
            async with running(sandbox, tmp_path) as process:
                await _polls(sandbox, process)
                await asyncio.sleep(chance.uniform(0.0, 0.8))
                assert await stop(process, seconds=8.0) == 0
        crowd.writing = False
        await writing
        async with running(sandbox, tmp_path) as process:
            assert await crowd.until_all_are_answered(60) == []
            assert await stop(process) == 0

        assert max(crowd.copies().values()) == 1
    interviews, quarantined = await _kept(tmp_path)
    assert max(interviews.values()) == 1
    assert quarantined == 0
