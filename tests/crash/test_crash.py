"""Kills of the real process under load, judged by what the pretend Telegram counted."""

from __future__ import annotations

import asyncio
import json
import random
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
LOAD = 22.0
"""Updates a second, at least: presses come on top."""
SEED = 20261123


@dataclass
class Toll:
    """What a run came to, counted at the receiver and in the database afterwards."""

    lost: set[str]
    copies: Counter[tuple[int, str]]
    interviews: Counter[str]
    pressed: set[str]
    updates: int
    seconds: float
    states: Counter[str]
    in_flight: int
    """How many messages were on the wire when the process was killed, as the next one found them."""

    @property
    def duplicates(self) -> int:
        return sum(number - 1 for number in self.copies.values())


async def _run(folder: Path, kills: int, command: tuple[str, ...], patience: float = 180.0) -> Toll:
    """Lets a crowd write while the process is killed again and again, then lets it finish."""
    chance = random.Random(SEED)
    loop = asyncio.get_running_loop()
    async with Sandbox() as sandbox:
        sandbox.world.group()
        crowd = Crowd(sandbox, random.Random(SEED))
        crowd.gather()
        writing = asyncio.create_task(crowd.live(LOAD))
        began = loop.time()
        for _ in range(kills):
            async with running(sandbox, folder, command) as process:
                await _polls(sandbox, process)
                await asyncio.sleep(chance.uniform(0.0, 1.0))
        seconds = loop.time() - began
        crowd.writing = False
        await writing
        async with running(sandbox, folder, command) as process:
            lost = await crowd.until_all_are_answered(patience)
            assert await stop(process) == 0
        interviews, states = await _kept(folder)
        return Toll(
            lost,
            crowd.copies(),
            interviews,
            crowd.pressed,
            crowd.updates,
            seconds,
            states,
            _in_flight(folder),
        )


async def _polls(sandbox: Sandbox, process: asyncio.subprocess.Process) -> None:
    """Waits until the process has begun to receive."""
    calls = sandbox.world.ledger.calls
    asked = calls["getUpdates"]
    while calls["getUpdates"] == asked:
        assert process.returncode is None, "the process ended by itself"
        await asyncio.sleep(0.01)


async def _kept(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """The roles of all interviews, and the states of all updates."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    async with engine.connect() as conn:
        roles = Counter((await conn.execute(text("SELECT role FROM interviews"))).scalars())
        states = Counter((await conn.execute(text("SELECT state FROM inbox"))).scalars())
    await engine.dispose()
    return roles, states


def _in_flight(folder: Path) -> int:
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    return sum(line["rows"] for line in lines if line["event"] == "messages may have a second copy")


@pytest.mark.timeout(600)
async def test_thirty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    toll = await _run(tmp_path, KILLS, BOT)

    FIGURES.append(
        f"{KILLS} kills in {toll.seconds:.0f} s: {toll.updates} updates, {toll.in_flight} in flight, "
        f"{toll.duplicates} second copies, {len(toll.lost)} lost, {toll.interviews.total()} effects"
    )
    assert toll.updates / toll.seconds >= 20, "the load was too light to mean anything"
    assert set(toll.states) == {"done"}, "an update was put aside, or never taken"
    assert toll.lost == set(), "an acknowledged update was lost"
    assert toll.interviews == Counter(toll.pressed), "an effect happened twice, or not at all"
    assert max(toll.copies.values()) <= 2, "a message came three times"
    assert toll.duplicates <= toll.in_flight, "more second copies than were on the wire"


@pytest.mark.timeout(200)
async def test_without_recovery_the_same_run_does_lose(tmp_path: Path) -> None:
    toll = await _run(tmp_path, KILLS // 3, FORGETFUL, patience=8.0)

    assert toll.lost, "the crash test could not fail"


@pytest.mark.timeout(600)
async def test_thirty_polite_stops_end_within_eight_seconds_and_double_nothing(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    async with Sandbox() as sandbox:
        sandbox.world.group()
        crowd = Crowd(sandbox, random.Random(SEED))
        crowd.gather()
        writing = asyncio.create_task(crowd.live(LOAD))
        for _ in range(KILLS):
            async with running(sandbox, tmp_path) as process:
                await _polls(sandbox, process)
                await asyncio.sleep(chance.uniform(0.0, 0.8))
                assert await stop(process, seconds=8.0) == 0
        crowd.writing = False
        await writing
        async with running(sandbox, tmp_path) as process:
            assert await crowd.until_all_are_answered(180) == set()
            assert await stop(process) == 0

        assert max(crowd.copies().values()) == 1
        pressed = crowd.pressed
    interviews, states = await _kept(tmp_path)
    assert interviews == Counter(pressed)
    assert set(states) == {"done"}
