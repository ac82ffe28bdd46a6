"""A bot that speaks too fast is told how long to wait, and may then go on."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import telegram
from telegram.error import RetryAfter

from bot.sandbox import Clock, Flood, Sandbox
from tests.sandbox.conftest import MONDAY


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """With Telegram's limits."""
    async with Sandbox(clock=Clock(MONDAY, ticks=lambda: 0.0), flood=Flood()) as opened:
        yield opened


def test_one_person_gets_a_few_at_once_and_then_one_a_second() -> None:
    flood = Flood()

    waits = [flood.wait(42, 0.0) for _ in range(6)] + [flood.wait(42, at) for at in (1.0, 1.0, 2.0)]

    assert waits == [0, 0, 0, 0, 0, 1, 0, 1, 0]


def test_a_group_gets_twenty_a_minute() -> None:
    flood = Flood(overall=1000)

    waits = [flood.wait(-5, n / 10) for n in range(21)]

    assert waits == [0] * 20 + [58]
    assert flood.wait(-5, 59.9) == 1
    assert flood.wait(-5, 60.0) == 0
    assert flood.wait(-6, 2.0) == 0


def test_all_together_get_thirty_a_second() -> None:
    flood = Flood()

    waits = [flood.wait(chat, 0.0) for chat in range(1, 32)]

    assert waits == [0] * 30 + [1]
    assert flood.wait(31, 1.0) == 0


def test_what_is_refused_does_not_count() -> None:
    flood = Flood(person_burst=1)
    flood.wait(42, 0.0)

    for _ in range(50):
        assert flood.wait(42, 0.5) == 1

    assert flood.wait(42, 1.0) == 0


async def test_the_bot_is_told_how_long_to_wait(sandbox: Sandbox, bot: telegram.Bot) -> None:
    sandbox.world.say(42, "/start")
    for _ in range(5):
        await bot.send_message(42, "Hello")

    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(42, "Hello")

    assert refusal.value._retry_after == timedelta(seconds=1)
    assert len(sandbox.world.ledger.rejected(429)) == 1
    await sandbox.turn(timedelta(seconds=1))
    await bot.send_message(42, "Hello")
    assert len(sandbox.world.ledger.deliveries) == 6


async def test_answering_a_press_is_not_speaking(sandbox: Sandbox, bot: telegram.Bot) -> None:
    for _ in range(40):
        press = sandbox.world.press_stale(42, 1, "x")
        await bot.answer_callback_query(press.id)

    assert sandbox.world.ledger.rejected(429) == []
