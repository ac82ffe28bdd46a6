"""Kills at random moments, under load, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import FIGURES
from tests.crash.nursery import Nursery
from tests.crash.toll import under_load

KILLS = {"sqlite": 30, "postgresql": 10}


@pytest.mark.timeout(600)
async def test_kills_lose_nothing_and_double_nothing(births: Nursery, database: str, tmp_path: Path) -> None:
    kind = database.partition("+")[0]
    async with under_load(births, database, tmp_path) as run:
        await run.kill_at_random(KILLS[kind])
        toll = await run.toll()

    FIGURES.append(f"{KILLS[kind]} kills on {kind} {toll}")
    toll.judge()
