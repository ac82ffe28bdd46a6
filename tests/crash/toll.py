"""A crowd writes while one life of the bot after another ends; what came of it is counted at the receiver."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.failpoints import VARIABLE
from bot.sandbox import Sandbox
from tests.crash.crowd import Crowd
from tests.crash.nursery import Life, Nursery
from tests.crash.process import Patience, environment, stop

LOAD = 22.0
"""Updates a second, at least: presses come on top."""
SEED = 20261123


@dataclass
class Toll:
    """What a run came to, counted at the receiver and in the database afterwards."""

    lost: set[str]
    copies: Counter[tuple[int, str]]
    interviews: Counter[str]
    pressed: set[str]
    updates: int
    seconds: float
    states: Counter[str]
    aside: int
    """How many updates were put aside because the process had ended three times while they were handled."""
    in_flight: int
    """How many messages were on the wire when the process was killed, as the next one found them."""

    @property
    def duplicates(self) -> int:
        return sum(number - 1 for number in self.copies.values())

    def judge(self, doubts: int = 0, given_up: int = 0, kills: int = 0) -> None:
        """Nothing is lost, nothing happened twice, nothing came more often than a crash can explain.

        `doubts`: how many calls ended, beside crashes, in a way that allows one more copy; `given_up`: how
        many messages did so twice, and so may be missing, since nothing is sent a third time; `kills`: how
        often the process was killed at random. An update that met this three times is put aside, as promised.
        """
        assert self.updates / self.seconds >= 20 / Patience.factor, "the load was too light to mean anything"
        assert set(self.states) <= {"done", "quarantined"}, "an update was never taken"
        assert self.aside == self.states["quarantined"] <= kills / 20, "an update was put aside without need"
        assert len(self.lost) <= given_up + self.aside, "an acknowledged update was lost"
        assert self.interviews == Counter(self.pressed), "an effect happened twice, or not at all"
        assert max(self.copies.values()) <= 2, "a message came three times"
        assert self.duplicates <= self.in_flight + doubts, "more second copies than were on the wire"

    def __str__(self) -> str:
        return (
            f"in {self.seconds:.0f} s: {self.updates} updates, {self.in_flight} in flight, "
            f"{self.duplicates} second copies, {len(self.lost)} lost, {self.aside} put aside, "
            f"{self.interviews.total()} effects"
        )


@dataclass
class Run:
    """A pretend Telegram with a crowd, and the lives of one bot."""

    sandbox: Sandbox
    crowd: Crowd
    nursery: Nursery
    database: str
    folder: Path
    chance: random.Random
    began: float = 0.0
    seconds: float = 0.0

    @asynccontextmanager
    async def life(self, failing: str = "") -> AsyncIterator[Life]:
        """One life; `failing` names where it will end by itself."""
        given = {**environment(self.sandbox, self.database), VARIABLE: failing}
        async with self.nursery.life(given, self.folder / "log.jsonl") as life:
            yield life

    async def polls(self, life: Life) -> None:
        """Waits until this life has begun to receive."""
        calls = self.sandbox.world.ledger.calls
        asked = calls["getUpdates"]
        while calls["getUpdates"] == asked:
            assert life.returncode is None, "the process ended by itself"
            await asyncio.sleep(0.01)

    async def kill_at_random(self, kills: int) -> None:
        """Lives that end up to a second after they have begun to receive."""
        for _ in range(kills):
            async with self.life() as life:
                await self.polls(life)
                await asyncio.sleep(self.chance.uniform(0.0, 1.0))

    async def toll(self, patience: float = 120.0) -> Toll:
        """The crowd falls silent, one more life deals with what is left, and all is counted."""
        self.crowd.writing = False
        self.seconds = asyncio.get_running_loop().time() - self.began
        async with self.life() as life:
            lost = await self.crowd.until_all_are_answered(patience * Patience.factor)
            assert await stop(life) == 0
        interviews, states, aside = await _kept(self.database)
        crowd, flying = self.crowd, _in_flight(self.folder)
        return Toll(
            lost,
            crowd.copies(),
            interviews,
            crowd.pressed,
            crowd.updates,
            self.seconds,
            states,
            aside,
            flying,
        )


@asynccontextmanager
async def under_load(nursery: Nursery, database: str, folder: Path, seed: int = SEED) -> AsyncIterator[Run]:
    """A run in which the crowd writes from now on."""
    async with Sandbox() as sandbox:
        sandbox.world.group()
        crowd = Crowd(sandbox, random.Random(seed))
        crowd.gather()
        run = Run(sandbox, crowd, nursery, database, folder, random.Random(seed))
        async with run.life() as life:  # the tables are there before anything is measured
            await run.polls(life)
            assert await stop(life) == 0
        run.began = asyncio.get_running_loop().time()
        writing = asyncio.create_task(crowd.live(LOAD))
        try:
            yield run
        finally:
            crowd.writing = False
            await writing


async def _kept(database: str) -> tuple[Counter[str], Counter[str], int]:
    """The roles of all interviews, the states of all updates, and how many stopped the process too often."""
    engine = create_async_engine(database)
    async with engine.connect() as conn:
        roles = Counter((await conn.execute(text("SELECT role FROM interviews"))).scalars())
        states = Counter((await conn.execute(text("SELECT state FROM inbox"))).scalars())
        stopped = text(
            "SELECT count(*) FROM inbox WHERE state = 'quarantined' AND why = 'stopped the process'"
        )
        aside = (await conn.execute(stopped)).scalar_one()
    await engine.dispose()
    return roles, states, aside


def _in_flight(folder: Path) -> int:
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    return sum(line["rows"] for line in lines if line["event"] == "messages may have a second copy")
