"""One script of updates, brought once or again and again, and all that the database holds afterwards."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi.outcome import Outcome, Sent
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.receive.polling import Poller
from bot.sandbox import ADVISORS
from bot.store.facts import House
from bot.store.sealed import Seal
from bot.store.tables import metadata
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.cast import LIBRARY
from tests.fakes import Clock
from tests.river.machine import LINES, SEEKERS, Life
from tests.river.river import FAST, NEWCOMER, opened

Update = Mapping[str, Any]
Chunk = Sequence[Update]
"""What comes before the bot has time for any of it."""
Rows = Mapping[str, list[tuple[object, ...]]]

STEPS = 8
NUMBERS = {
    "sqlite": "UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM inbox) WHERE name = 'inbox'",
    "postgresql": "SELECT setval(pg_get_serial_sequence('inbox', 'id'), (SELECT max(id) FROM inbox))",
}
"""How the number that comes next is the one after the last again."""


def script(kind: type[Life], chance: random.Random) -> list[Chunk]:
    """What people and advisors once did, in the order in which it was stored."""
    life = kind()
    life.begin(seed=chance.randrange(2**32))
    try:
        for _ in range(STEPS):
            _act(life, chance)
            life.work(times=2)
        life._finish()
        stored = [row[0] for row in life._ask("SELECT update_id FROM inbox ORDER BY id")]
        updates = [life.telegram.given[number] for number in stored]
    finally:
        life.teardown()
    chunks: list[Chunk] = []
    while updates:
        size = chance.randint(1, 4)
        chunks.append(updates[:size])
        updates = updates[size:]
    return chunks


def _act(life: Life, chance: random.Random) -> None:
    who, place = chance.choice(SEEKERS), chance.randrange(5)
    match chance.randrange(7):
        case 0 | 1:
            life.say(who=who, line=chance.choice(LINES))
        case 2 | 3:
            life.log_and_confirm(who=who)
        case 4:
            life.press(who=who, place=place, button=chance.randrange(5))
        case 5:
            life.press_at_the_desk(who=7, place=place, button=0)
        case _:
            life.edit(who=who, place=place)


@dataclass
class Replay:
    """One process that is brought a script."""

    store: AsyncEngine
    copies: random.Random | None
    """What decides how often each update comes, and when. None: once."""
    clock: Clock = field(default_factory=Clock)
    _coming: list[Update] = field(default_factory=list)
    _old: list[Update] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        house = House(LIBRARY, ADVISORS, Seal(), NEWCOMER)
        self._poller = Poller(self.store, self, self.clock.now, lambda: None)
        self._turns = Turns(
            self.store, house, Presses(self), self.clock.now, lambda: None, "bounceback_sandbox_bot"
        )
        ticks = itertools.count(step=60).__next__
        pace = Pace(FAST)
        self._deliveries = Deliveries(self.store, house, self, self.clock.now, pace, 1000 * FAST, ticks)

    async def play(self, chunks: Sequence[Chunk]) -> None:
        """Brings all of it, each part only when the bot has nothing left to do."""
        for chunk in chunks:
            for poll in self._polls(chunk):
                await self._bring(poll)
            self._old += chunk
            await self._turns.batch()
            await self._bring(self._again())
            while await self._turns.batch():
                pass
            await self._deliver()
            self.clock.turn(timedelta(hours=9))

    async def _deliver(self) -> None:
        while await self._deliveries.step() == 0.0 or not self._deliveries.idle:
            await self._deliveries.finish(1.0)

    async def updates(self, offset: int, seconds: int, wanted: Sequence[str]) -> list[Update]:
        return self._coming

    async def call(self, method: str, args: Mapping[str, Any], files: object = None) -> Outcome:
        number = self._numbers[args["chat_id"]] = self._numbers.get(args["chat_id"], 500) + 1
        return Sent({"message_id": number, "chat": {"id": args["chat_id"]}})

    async def answer(self, query: str, text: str = "", *, alert: bool = False) -> bool:
        return True

    async def _bring(self, poll: Chunk) -> None:
        if poll:
            self._coming = list(poll)
            await self._poller.poll()
            await _reuse_numbers(self.store)

    def _polls(self, chunk: Chunk) -> list[Chunk]:
        """The first copies in their order, and among them others of these and of what came before."""
        if self.copies is None:
            return [chunk]
        cut = self.copies.randint(0, len(chunk))
        return [[*part, *self._more(part)] for part in (chunk[:cut], chunk[cut:]) if part]

    def _more(self, part: Chunk) -> Chunk:
        """Further copies of these and of what came before."""
        assert self.copies
        more = [update for update in part for _ in range(self.copies.randint(0, 2))]
        more += self._again()
        self.copies.shuffle(more)
        return more

    def _again(self) -> Chunk:
        return self.copies.sample(self._old, min(2, len(self._old))) if self.copies else []


async def _reuse_numbers(store: AsyncEngine) -> None:
    """A database uses up a number for each copy that it leaves out; then all others would differ."""
    async with store.begin() as conn:
        await conn.execute(text(NUMBERS[store.dialect.name]))


async def replayed(url: str, chunks: Sequence[Chunk], copies: random.Random | None = None) -> Rows:
    """Every row of every table of a fresh database, when the script is over."""
    store = opened(url)
    try:
        await Replay(store, copies).play(chunks)
        async with store.begin() as conn:
            names = await conn.run_sync(lambda sync: inspect(sync).get_table_names())
            assert set(metadata.tables) <= set(names)
            found = {name: (await conn.execute(text(f"SELECT * FROM {name}"))).all() for name in names}
    finally:
        await store.dispose()
    return {name: sorted((tuple(row) for row in rows), key=repr) for name, rows in found.items()}
