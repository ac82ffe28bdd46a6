"""One person who floods the bot takes no other person's time: over HTTP, with the real bot in here."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

import pytest

from bot.commands.trial import rehearsal
from bot.sandbox import Sandbox
from tests.cast import LIBRARY
from tests.conftest import FIGURES

MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""
FLOOD = 1000
PEOPLE = 12
"""How many others write while it lasts, one after the other, each once."""
ROUNDS = 3
"""One of them must keep it: other programs may take this machine's time, but hardly three times in a row."""
PATIENCE = 1.0
"""Seconds by which their reply may come later than without the flood."""


async def _reply(sandbox: Sandbox, who: int) -> float:
    """How many seconds this person waits for the answer to one line."""
    began = time.monotonic()
    sandbox.world.say(who, "/help")
    assert await sandbox.until(lambda: bool(sandbox.world.ledger.delivered(who)), 20), f"{who} hears nothing"
    return time.monotonic() - began


async def _replies(sandbox: Sandbox, first: int) -> list[float]:
    waits = []
    for number in range(PEOPLE):
        waits.append(asyncio.create_task(_reply(sandbox, first + number)))
        await asyncio.sleep(0.15)  # they write while the flood is being stored, handled and answered
    return list(await asyncio.gather(*waits))


@pytest.fixture
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps databases in memory if possible: what is measured is who comes when, not this machine's disk."""
    if MEMORY.is_dir():
        monkeypatch.setattr(tempfile, "tempdir", str(MEMORY))


async def _round() -> tuple[list[float], list[float]]:
    """How long people wait without the flood, and during it."""
    async with rehearsal(LIBRARY) as (sandbox, _):
        calm = await _replies(sandbox, first=1000)
        for number in range(FLOOD):
            sandbox.world.say(42, f"hello {number}")
        busy = await _replies(sandbox, first=2000)
        assert sandbox.world.rejections() == []
    return calm, busy


@pytest.mark.usefixtures("no_disk")
async def test_a_thousand_messages_of_one_person_hold_up_nobody_else() -> None:
    for _ in range(ROUNDS):
        calm, busy = await _round()
        FIGURES.append(
            f"a reply while another sends {FLOOD} messages: {max(busy):.2f} s at most "
            f"(half within {median(busy):.2f} s); without: {max(calm):.2f} s ({median(calm):.2f} s)"
        )
        if max(busy) <= max(calm) + PATIENCE:
            return
    raise AssertionError(FIGURES[-ROUNDS:])
