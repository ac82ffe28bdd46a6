"""The three stations in one process's memory, which can be lost at any step; the database stays."""

from __future__ import annotations

import asyncio
import functools
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import cast

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import opening
from bot.botapi.outcome import PollFailed
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.receive.polling import Poller
from bot.sandbox import ADVISORS
from bot.store.engine import open_store
from bot.store.facts import House
from bot.store.sealed import Seal
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.cast import LIBRARY, SAM
from tests.fakes import Clock
from tests.river.telegram import Telegram

NEWCOMER = replace(SAM, id=0, first_name="", welcomed=False)
FAST = 1000.0


@functools.cache
def opened(url: str) -> AsyncEngine:
    """Knows statements once they have been put together, and no rows: lives may share it."""
    return open_store(url)


class Mortal:
    """A store that may be lost before a transaction, before its commit, and after it; or away for a while."""

    def __init__(self, engine: AsyncEngine, telegram: Telegram) -> None:
        self._engine = engine
        self._telegram = telegram
        self.dialect = engine.dialect
        self.connect = engine.connect

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        self._telegram.fuse.burn()
        kept = self._telegram.is_away() and self._telegram.chance.random() < 0.5
        if self._telegram.was_away and not kept:
            raise ConnectionResetError("before anything was asked")
        async with self._engine.begin() as conn:
            yield conn
            await self._excuse()
            self._telegram.fuse.burn()
        self._telegram.fuse.burn()
        if kept:
            raise ConnectionResetError("when all was kept")

    async def _excuse(self) -> None:
        """For stations whose commits say no to nobody."""


class Turning(Mortal):
    """The store of turns: what is on the wire when one says no may still arrive."""

    async def _excuse(self) -> None:
        flying = "SELECT id FROM outbox WHERE state = 'sending' AND method = 'nudge'"
        self._telegram.excused |= {row[0] for row in await self._telegram.ask(flying)}


class River:
    """One life of the bot."""

    def __init__(self, url: str, telegram: Telegram, clock: Clock) -> None:
        self._engine = opened(url)
        event.listen(self._engine.sync_engine, "before_cursor_execute", self._burn)
        self._telegram = telegram
        store = cast(AsyncEngine, Mortal(self._engine, telegram))
        turning = cast(AsyncEngine, Turning(self._engine, telegram))
        house = House(LIBRARY, ADVISORS, Seal(), NEWCOMER)
        ticks = itertools.count(step=60).__next__
        self.deliveries = Deliveries(store, house, telegram, clock.now, Pace(FAST), 1000 * FAST, ticks)
        self.presses = Presses(telegram)
        name = "bounceback_sandbox_bot"
        self.turns = Turns(turning, house, self.presses, clock.now, lambda: None, name)
        self.poller = Poller(store, telegram, clock.now, lambda: None)
        self._beginnings = [
            lambda: opening.follow(store, house),
            self.turns.recover,
            self.deliveries.recover,
        ]

    async def start(self) -> None:
        """What a process does before anything else, until it succeeds."""
        while self._beginnings:
            if await _ran(self._beginnings[0]):
                self._beginnings.pop(0)

    async def one_by_one(self) -> None:
        """Each station once."""
        for work in (self.poller.poll, self.turns.batch, self.deliveries.step):
            await _ran(work)
        await self._landing()

    async def all_at_once(self) -> None:
        """The stations beside one another, as in the process."""
        async with asyncio.TaskGroup() as group:
            for work in (self.poller.poll, self.turns.batch, self.deliveries.step):
                group.create_task(_ran(work))
        await self._landing()

    async def stop(self) -> None:
        """In good order: nothing new is begun, and what is on the wire lands."""
        await self._landing()
        await self.presses.finish()
        while not await _ran(lambda: self.deliveries.finish(1.0)):
            pass

    async def lose(self) -> None:
        """The memory is gone, and with it every transaction that was open."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        event.remove(self._engine.sync_engine, "before_cursor_execute", self._burn)
        await self._engine.dispose()

    async def _landing(self) -> None:
        while flying := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(flying)
        if self._telegram.fuse.through:
            self._telegram.fuse.burn()

    def _burn(self, *statement: object) -> None:
        if not str(statement[2]).startswith("BEGIN"):
            self._telegram.fuse.burn()


async def _ran(work: Callable[[], Awaitable[object]]) -> bool:
    """Whether it went well. What every loop of the process takes in its stride is no more than that."""
    try:
        await work()
    except (PollFailed, ConnectionResetError):
        return False
    return True


async def in_this_thread(_: object, work: Callable[..., object], *args: object, **named: object) -> object:
    """What `aiosqlite.Connection._execute` may be: waking a thread takes longer than the statement."""
    await asyncio.sleep(0)
    return work(*args, **named)
