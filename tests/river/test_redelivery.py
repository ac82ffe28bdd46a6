"""However often Telegram brings what people did, it comes to the same."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.store import inbox
from tests.river.conftest import Fresh
from tests.river.machine import Life
from tests.river.mistakes import without_dedupe
from tests.river.redelivery import Rows, replayed, script

SEEDS = {"sqlite": 20, "postgresql": 2}
SCRIPTS = 2


async def _once_and_again(fresh: Fresh, kind: type[Life]) -> list[tuple[Rows, Rows]]:
    """What it comes to when each update is brought once, and when it is brought again and again."""
    found = []
    for number in range(SCRIPTS):
        chunks = await asyncio.to_thread(script, kind, random.Random(number))
        async with fresh() as url:
            once = await replayed(url, chunks)
            seeds = SEEDS[url.partition("+")[0]]
        for seed in range(number, seeds, SCRIPTS):
            async with fresh() as url:
                found.append((once, await replayed(url, chunks, random.Random(seed))))
    return found


@pytest.mark.timeout(120)
async def test_updates_that_come_again_and_again_leave_every_table_as_if_they_had_come_once(
    fresh: Fresh, kind: type[Life]
) -> None:
    runs = await _once_and_again(fresh, kind)

    assert all(len(once["inbox"]) > 8 and len(once["outbox"]) > 12 for once, _ in runs)
    for once, again in runs:
        assert again == once


async def test_without_knowing_what_has_come_the_tables_would_differ(
    fresh: Fresh, kind: type[Life], monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = (await asyncio.to_thread(script, kind, random.Random(0)))[:4]
    async with fresh() as url:
        once = await replayed(url, chunks)
    monkeypatch.setattr(inbox, "add", without_dedupe)

    async with fresh() as url:
        again = await replayed(url, chunks, random.Random(0))

    assert again["outbox"] != once["outbox"]
