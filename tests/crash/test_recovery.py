"""What the crash tests would show of a bot that forgets what a dead process was sending."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.nursery import Nursery
from tests.crash.toll import under_load

FEW = 3
"""So many left behind, and one of them has not arrived."""


@pytest.mark.timeout(300)
async def test_without_recovery_the_same_run_does_lose(births: Nursery, tmp_path: Path) -> None:
    births.forgetful = True
    async with under_load(births, f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", tmp_path) as run:
        for _ in range(5):  # now and then hardly anything is on its way when a process dies
            await run.kill_at_random(10)
            if _still_sending(tmp_path / "bot.db") >= FEW:
                break
        toll = await run.toll(patience=6.0)

    assert toll.lost, "the crash test could not fail"


def _still_sending(file: Path) -> int:
    """How many messages a dead process has left as being sent."""
    with closing(sqlite3.connect(file)) as database:
        (count,) = database.execute("SELECT COUNT(*) FROM outbox WHERE state = 'sending'").fetchone()
    return int(count)
