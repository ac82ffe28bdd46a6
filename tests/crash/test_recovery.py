"""What the crash tests would show of a bot that forgets what a dead process was sending."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.nursery import Nursery
from tests.crash.toll import under_load


@pytest.mark.timeout(200)
async def test_without_recovery_the_same_run_does_lose(births: Nursery, tmp_path: Path) -> None:
    births.forgetful = True
    async with under_load(births, f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", tmp_path) as run:
        await run.kill_at_random(10)
        toll = await run.toll(patience=6.0)

    assert toll.lost, "the crash test could not fail"
