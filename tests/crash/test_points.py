"""The process ends at every named point, under load, on both databases."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from bot.failpoints import POINTS
from tests.conftest import FIGURES
from tests.crash.nursery import Nursery
from tests.crash.toll import Run, under_load

AT_START = ("migrating", "migrated", "recovering")
AT_STOP = ("stopping", "stopped")
SPECIAL = {"answered": "answered@20", "failed": "changed=raise@2,failed"}
"""Answers come to the first questions of a start, too; and a turn does not fail by itself."""


async def _dies(run: Run, point: str) -> None:
    """One life that ends at this point."""
    passing = 1 if point in (*AT_START, *AT_STOP) else run.chance.randint(3, 6)
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
        for point in sorted(POINTS, key=lambda _: run.chance.random()):
            await _dies(run, point)
        toll = await run.toll()

    FIGURES.append(f"{len(POINTS)} points on {database.partition('+')[0]} {toll}")
    toll.judge()
