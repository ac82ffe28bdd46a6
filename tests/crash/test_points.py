"""The process ends at every named point, under load, on both databases."""

from __future__ import annotations

import asyncio
import random
import signal
from pathlib import Path

import pytest

from bot.failpoints import POINTS
from bot.sandbox import Sandbox
from tests.conftest import FIGURES
from tests.crash.crowd import Crowd
from tests.crash.nursery import Nursery
from tests.crash.process import stop
from tests.crash.toll import SEED, Run, under_load

SHAPING = ("migrating", "migrated")
"""A database is brought into shape once in its life."""
AT_START = ("recovering", "deriving", "derived")
AT_STOP = ("stopping", "stopped")
SPECIAL = {"answered": "answered@20", "failed": "changed=raise@2,failed"}
"""Answers come to the first questions of a start, too; and a turn does not fail by itself."""


async def _dies(run: Run, point: str) -> None:
    """One life that ends at this point."""
    passing = 1 if point in (*SHAPING, *AT_START, *AT_STOP) else run.chance.randint(3, 6)
    async with run.life(SPECIAL.get(point, f"{point}@{passing}")) as life:
        if point in AT_STOP:
            await run.polls(life)
            life.send_signal(signal.SIGTERM)
        async with asyncio.timeout(20):
            assert await life.wait() == 9, f"the process did not end at «{point}»"


@pytest.mark.timeout(300)
async def test_the_process_may_end_at_any_point_and_loses_and_doubles_nothing(
    births: Nursery, database: str, tmp_path: Path
) -> None:
    async with under_load(births, database, tmp_path) as run:
        for point in sorted(set(POINTS) - set(SHAPING), key=lambda _: run.chance.random()):
            await _dies(run, point)
        toll = await run.toll()

    FIGURES.append(f"{len(POINTS) - len(SHAPING)} points on {database.partition('+')[0]} {toll}")
    toll.judge()


async def test_the_process_may_end_while_the_database_is_brought_into_shape(
    births: Nursery, database: str, tmp_path: Path
) -> None:
    async with Sandbox() as sandbox:
        sandbox.world.group()
        chance = random.Random(SEED)
        run = Run(sandbox, Crowd(sandbox, chance), births, database, tmp_path, chance)
        for point in SHAPING:
            await _dies(run, point)

        async with run.life() as life:
            await run.polls(life)
            assert await stop(life) == 0
