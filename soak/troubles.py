"""What can go wrong with a bot that runs: on the wire, with its database, with the process itself."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.sandbox import Fault
from tests.crash.nursery import Life
from tests.crash.process import Patience, stop
from tests.crash.toll import Run

ON_THE_WIRE = ("refuse", "lose_reply", "half_reply", "not_json", "status", "flood", "delay", "hang")


class Troubles:
    """One trouble after another, at random, until the time is over."""

    def __init__(self, run: Run, seed: int) -> None:
        self.met: Counter[str] = Counter()
        """How often each kind struck."""
        self._run = run
        self._chance = random.Random(seed)
        database = self._lock if run.database.startswith("sqlite") else self._cut_off
        self._others: list[Callable[[Life], Awaitable[None]]] = [self._freeze, database]

    async def strike(self, minutes: float) -> None:
        """A life that ends is followed by another. Raises if one ends by itself, or does not stop in time."""
        loop = asyncio.get_running_loop()
        end = loop.time() + 60 * minutes
        while loop.time() < end:
            async with self._life() as life:
                for _ in range(self._chance.randint(3, 12)):
                    await self._once(life)
                    await asyncio.sleep(self._chance.uniform(0.1, 2.0))
                    assert life.returncode is None, f"the process ended by itself: {life.returncode}"
                if self._chance.random() < 0.5:
                    self.met["stop"] += 1
                    assert await stop(life) == 0
                else:
                    self.met["kill"] += 1
        self._run.sandbox.faults.clear()

    @asynccontextmanager
    async def _life(self) -> AsyncIterator[Life]:
        async with self._run.life() as life:
            await self._run.polls(life)
            yield life

    async def _once(self, life: Life) -> None:
        if self._chance.random() < 0.6:
            self._fault()
        else:
            await self._chance.choice(self._others)(life)

    def _fault(self) -> None:
        # A bot that keeps away from what fails would meet the next fault with this one still before it,
        # and more of them with every minute: a line that is never whole, which no wire is.
        self._run.sandbox.faults.clear()
        kind = self._chance.choice(ON_THE_WIRE)
        self.met[kind] += 1
        method = self._chance.choice((None, None, "sendMessage", "getUpdates"))
        times, code = self._chance.randint(1, 3), 502 if kind == "status" else 0
        seconds = self._chance.uniform(0.5, 5.0)
        self._run.sandbox.faults.add(Fault(kind, method, None, times, code, retry_after=3, seconds=seconds))

    async def _freeze(self, life: Life) -> None:
        """The machine falls asleep."""
        self.met["freeze"] += 1
        life.send_signal(signal.SIGSTOP)
        await asyncio.sleep(self._chance.uniform(0.2, 4.0))
        life.send_signal(signal.SIGCONT)

    async def _lock(self, _: Life) -> None:
        """Another process has the SQLite file to itself, for as long as it likes."""
        self.met["lock"] += 1
        path = self._run.database.partition(":///")[2]
        with closing(sqlite3.connect(path, timeout=10 * Patience.factor, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await asyncio.sleep(self._chance.uniform(0.2, 7.0))

    async def _cut_off(self, _: Life) -> None:
        """PostgreSQL ends every connection that the bot has."""
        self.met["cut off"] += 1
        engine = create_async_engine(self._run.database)
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        async with engine.connect() as conn:
            await conn.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
        await engine.dispose()
