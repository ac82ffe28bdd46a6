"""SIGTERM again and again, under load."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.crash.nursery import Nursery
from tests.crash.process import stop
from tests.crash.toll import under_load

STOPS = 30


@pytest.mark.timeout(600)
async def test_polite_stops_end_within_eight_seconds_and_double_nothing(
    births: Nursery, tmp_path: Path
) -> None:
    async with under_load(births, f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", tmp_path) as run:
        for _ in range(STOPS):
            async with run.life() as life:
                await run.polls(life)
                await asyncio.sleep(run.chance.uniform(0.0, 0.8))
                assert await stop(life, seconds=8.0) == 0
        toll = await run.toll()

    toll.judge()
    assert toll.duplicates == 0
