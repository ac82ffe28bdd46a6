"""A long queue is sent as fast as is allowed, and never faster, by the strict limits of the sandbox."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from datetime import timedelta
from heapq import heappop, heappush
from itertools import count, pairwise
from math import ceil
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import content
from bot.botapi.client import Telegram
from bot.botapi.outcome import Later, Outcome, Sent, Uncertain
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.sandbox import Flood, Sandbox
from bot.settings import CONTENT
from bot.store import outbox
from bot.store.engine import open_store
from bot.store.facts import House
from bot.store.migrate import migrate
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from tests.cast import MONDAY
from tests.conftest import FIGURES
from tests.fakes import Clock

LIBRARY = content.load(CONTENT)
GROUP = -1001
RATE = 25.0
A_SECOND = timedelta(seconds=1)
GRAIN = 0.2
"""Seconds: what happens on the wire happens at these moments only, or there would be too many of them."""


class StrictLine:
    """Telegram as strict as it says it is, a moment away, in time that passes only when it is let pass."""

    def __init__(self, clock: Clock, seed: int = 7) -> None:
        self.clock = clock
        self.flood = Flood()
        self.left: list[float] = []
        self.got: list[int] = []
        self.floods = 0
        self.away = False
        self.asked: list[float] = []
        self.copies: dict[object, int] = {}
        self._chance = random.Random(seed)
        self._count = count()
        self._coming: list[tuple[float, int, asyncio.Future[None]]] = []

    def seconds(self) -> float:
        return (self.clock.now() - MONDAY) / timedelta(seconds=1)

    async def call(self, method: str, args: Mapping[str, object], files: object = None) -> Outcome:
        if method == "getMe":
            self.asked.append(self.seconds())
            return Uncertain("server-502") if self.away else Sent({"id": 1})
        self.left.append(self.seconds())
        self.copies[args["text"]] = self.copies.get(args["text"], 0) + 1
        await self._passes(self._chance.uniform(0.05, 0.2))
        if self.away:
            return Uncertain("server-502")
        chat = args["chat_id"]
        assert isinstance(chat, int)
        if seconds := self.flood.wait(chat, self.seconds()):
            self.floods += 1
            return Later(seconds, "flood")
        self.got.append(chat)
        await self._passes(self._chance.uniform(0.05, 0.3))
        return Sent({"message_id": len(self.got)})

    async def _passes(self, seconds: float) -> None:
        until = asyncio.get_running_loop().create_future()
        at = ceil((self.seconds() + seconds) / GRAIN) * GRAIN
        heappush(self._coming, (at, next(self._count), until))
        await until

    def let_pass(self, most: float) -> None:
        """Lets so much time go by, and happen what happens until then."""
        self.clock.turn(timedelta(seconds=most + 1e-6))
        while self._coming and self._coming[0][0] <= self.seconds():
            heappop(self._coming)[2].set_result(None)


def _most_within(moments: list[float], seconds: float) -> int:
    """The most that any stretch of so many seconds holds."""
    most, first = 0, 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def _deliveries(store: AsyncEngine, line: StrictLine) -> Deliveries:
    house = House(LIBRARY, GROUP, Seal())
    return Deliveries(store, house, line, line.clock.now, Pace(RATE), RATE, line.seconds)


async def _quick_store() -> AsyncEngine:
    """One that touches no disk: what takes long here is not what is asked about."""
    store = open_store("sqlite+aiosqlite:///:memory:")
    await migrate(store)
    return store


async def _fill(store: AsyncEngine, chats: list[int]) -> None:
    long_ago = MONDAY - timedelta(days=1)
    entries = [
        Entry(
            chat, "sendMessage", {"chat_id": chat, "text": str(number)}, long_ago + timedelta(seconds=number)
        )
        for number, chat in enumerate(chats)
    ]
    async with store.begin() as conn:
        await outbox.add(conn, entries, MONDAY)


async def _live(deliveries: Deliveries, line: StrictLine, until: float) -> None:
    """Until nothing waits, or so many seconds have passed on the line's clock."""
    while line.seconds() < until:
        rest = await deliveries.step()
        for _ in range(3):
            await asyncio.sleep(0)
        if deliveries.changed.is_set():
            deliveries.changed.clear()
            continue
        if rest is None and deliveries.idle and not deliveries.breaker.open:
            return
        line.let_pass(max(GRAIN, min(30.0, 30.0 if rest is None else rest)) if deliveries.idle else GRAIN)
        for _ in range(3):
            await asyncio.sleep(0)


async def test_ten_thousand_messages_to_two_thousand_chats_meet_no_flood_wait() -> None:
    store = await _quick_store()
    line = StrictLine(Clock())
    chats = [1 + number % 1_999 for number in range(9_900)] + [GROUP] * 100
    random.Random(3).shuffle(chats)
    await _fill(store, chats)

    await _live(_deliveries(store, line), line, until=3_600)
    await store.dispose()

    took, most = line.seconds(), _most_within(line.left, 1.0)
    FIGURES.append(f"drain: 10,000 messages in {took:.0f} s, {line.floods} × 429, at most {most} in a second")
    assert (len(line.got), line.floods) == (10_000, 0)
    assert most <= RATE
    assert took < 1.2 * 10_000 / RATE
    assert all(first <= then for first, then in pairwise(line.left))


async def test_a_day_without_telegram_costs_no_message_and_no_third_copy() -> None:
    store = await _quick_store()
    line = StrictLine(Clock())
    deliveries = _deliveries(store, line)
    await _fill(store, list(range(1, 301)))
    line.away = True

    await _live(deliveries, line, until=86_400)
    tried = len(line.left)
    line.away = False
    back = line.seconds()
    await _live(deliveries, line, until=back + 600)
    await store.dispose()

    assert tried < 10
    assert len(line.asked) > 3_000
    assert min(moment for moment in line.left if moment >= back) - back <= 30
    assert sorted(set(line.got)) == list(range(1, 301))
    assert max(line.copies.values()) <= 2
    assert line.floods == 0
    assert _most_within(line.left, 1.0) <= RATE


@pytest.mark.parametrize("rate", [200.0])
async def test_over_real_connections_the_set_rate_is_reached_and_kept(tmp_path: Path, rate: float) -> None:
    store = open_store(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    await migrate(store)
    strict = Flood(overall=int(rate * 1.2))
    async with Sandbox(flood=strict) as sandbox:
        for number in range(1, 151):
            sandbox.world.say(sandbox.world.person(number), "hello")
        await _fill(store, [1 + number % 150 for number in range(300)])
        telegram = Telegram(sandbox.token, sandbox.url)
        deliveries = Deliveries(store, House(LIBRARY, None, Seal()), telegram, Clock().now, Pace(rate), rate)
        async with asyncio.timeout(30):
            while (rest := await deliveries.step()) is not None or not deliveries.idle:
                deliveries.changed.clear()
                async with asyncio.timeout(1):
                    await asyncio.sleep(0 if rest == 0.0 else min(rest or 0.002, 0.002))
        await telegram.aclose()
        delivered = [one.at.timestamp() for one in sandbox.world.ledger.deliveries]
        refused = sandbox.world.rejections()
    await store.dispose()

    took = delivered[-1] - delivered[0]
    FIGURES.append(f"drain over HTTP: {len(delivered)} messages in {took:.1f} s, set rate {rate:.0f}/s")
    assert (len(delivered), refused) == (300, [])
    assert _most_within(delivered, 1.0) <= 1.2 * rate
