"""Each kind of bad luck for itself: it happens as often as was asked for, and is judged."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.domain.library import Library
from soak.troubles import Troubles
from tests.conftest import _beside, _database, _serve
from tests.crash.nursery import nursery
from tests.crash.process import stop
from tests.crash.toll import Run, under_load
from tests.domain.nudged import shipped
from tests.lives.years import lived
from tests.river.machine import Life, anew
from tests.river.redelivery import replayed, script

_BATCH = 10
"""So many years at a time are handed to a process."""


@asynccontextmanager
async def loaded(kind: str, folder: Path) -> AsyncIterator[Run]:
    """A crowd that writes to a bot with a database of this kind."""
    folder.mkdir()  # noqa: ASYNC240 - once, before anything runs
    async with nursery() as births:
        if kind == "sqlite":
            async with under_load(births, f"sqlite+aiosqlite:///{folder / 'bot.db'}", folder) as run:
                yield run
            return
        async with _database() as url, under_load(births, url, folder) as run:
            yield run


async def kills(kind: str, folder: Path, times: int) -> str:
    """`kill -9` at random moments."""
    async with loaded(kind, folder) as run:
        await run.kill_at_random(times)
        toll = await run.toll()
    toll.judge(kills=times)
    return str(toll)


async def stops(kind: str, folder: Path, times: int) -> str:
    """SIGTERM at random moments."""
    longest = 0.0
    async with loaded(kind, folder) as run:
        for _ in range(times):
            async with run.life() as life:
                await run.polls(life)
                await asyncio.sleep(run.chance.uniform(0.0, 0.8))
                asked = time.monotonic()
                assert await stop(life, seconds=8.0) == 0
                longest = max(longest, time.monotonic() - asked)
        toll = await run.toll()
    toll.judge()
    assert toll.duplicates == 0
    return f"{toll}; the longest stop took {longest:.1f} s"


async def mixed(kind: str, folder: Path, minutes: float, number: int) -> str:
    """Everything that can go wrong, one thing after another."""
    async with loaded(kind, folder) as run:
        troubles = Troubles(run, number)
        await troubles.strike(minutes)
        toll = await run.toll()
        doubts, given_up = await _doubts(run.database)
    toll.judge(doubts - toll.in_flight, given_up, troubles.met["kill"])
    met = ", ".join(f"{times} {what}" for what, times in sorted(troubles.met.items()))
    return f"{toll}; {doubts} in doubt, {given_up} of them twice; met {met}"


async def _doubts(database: str) -> tuple[int, int]:
    """How many messages may have arrived without our knowing it, and how many were given up for that.

    It happens in a crash, or when an answer is lost. Once for one message: it may come a second time. Twice:
    it may never have come.
    """
    query = "SELECT uncertain > 0, state = 'sent-uncertain' FROM outbox"
    engine = create_async_engine(database)
    async with engine.connect() as conn:
        rows = (await conn.execute(text(query))).all()
    await engine.dispose()
    return sum(bool(once) for once, _ in rows), sum(bool(twice) for _, twice in rows)


class OnPostgres(Life):
    """The same life on PostgreSQL."""

    _number: ClassVar[int] = 0

    def prepare(self) -> str:
        type(self)._number += 1
        self.name = f"life_{id(self)}_{self._number}"
        self._run(_serve(f"CREATE DATABASE {self.name} TEMPLATE {self.template}"))
        return _beside(self.name)

    def clear(self) -> None:
        asyncio.run(_serve(f"DROP DATABASE {self.name} WITH (FORCE)"))


def lives(base: type[Life], template: str, folder: Path, times: int, number: int) -> str:
    """Lives of the state machine, other ones each time."""
    chosen = settings(
        max_examples=times,
        stateful_step_count=30,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    alive = seed(number)(type("Alive", (base,), {"template": template, "folder": folder}))
    run_state_machine_as_test(alive, settings=chosen)
    return f"{times} lives"


def years(times: int, number: int) -> str:
    """Years of people and their nudges, on facts alone. All are lived, then those named that broke a rule."""
    began, each = time.monotonic(), [range(at, min(at + _BATCH, times)) for at in range(0, times, _BATCH)]
    fates: Counter[str] = Counter()
    broken: list[str] = []
    with ProcessPoolExecutor() as pool:
        for ended, wrong in pool.map(_years, [[number + nth for nth in batch] for batch in each]):
            fates += ended
            broken += wrong
    assert not broken, "\n".join([f"{len(broken)} of {times} user-years", *broken[:20]])
    pace = 60 * times / (time.monotonic() - began)
    told = ", ".join(f"{count} {fate}" for fate, count in fates.most_common())
    return f"{times} user-years, {pace:.0f} a minute; nudges: {told}"


def _years(numbers: list[int]) -> tuple[Counter[str], list[str]]:
    """How the nudges of these years ended, and each life that broke a rule."""
    library, fates, broken = Library(journeys=shipped()), Counter[str](), list[str]()
    for number in numbers:
        try:
            fates.update(told.fate.value for told in lived(library, number).facts.told)
        except AssertionError as error:
            broken.append(str(error))
    return fates, broken


async def again(template: str, folder: Path, times: int, number: int) -> str:
    """Scripts that are brought once and again and again."""
    kind: type[Life] = type("Recorded", (Life,), {"template": template, "folder": folder})
    for offset in range(times):
        chunks = await asyncio.to_thread(script, kind, random.Random(number + offset))
        once = await replayed(anew(template, folder), chunks)
        twice = await replayed(anew(template, folder), chunks, random.Random(number + offset))
        assert once == twice, f"script {number + offset}"
    return f"{times} scripts"
