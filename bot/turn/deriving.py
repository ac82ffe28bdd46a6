"""Nudges follow what they are derived from: clocks, bank holidays and journeys change while nobody writes."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain import adrift
from bot.domain.library import Library
from bot.failpoints import failpoint
from bot.store import facts, known, nudges, outbox, people
from bot.store.facts import House
from bot.turn import outgoing

log = logging.getLogger(__name__)

MOST = 50
"""How many people are worked out in one transaction: no turn waits longer than for these."""
SHARE = 2.0
"""How many times as long as it took it rests after that: people who write now go before."""
A_DAY = 86_400.0
"""Seconds until it looks again when all is in line. What changes, it is told of or is started with."""
BEFORE_ALL = -1
"""Less than every id of a person."""

_DONE, _AT = "derived-from", "deriving"
"""What everybody's nudges are derived from; and from what they are just being, with the last person done."""


class Deriving:
    """Everybody's nudges in line with what they are derived from. How far it has come is a row."""

    def __init__(
        self,
        store: AsyncEngine,
        house: House,
        now: Callable[[], datetime],
        handed_on: Callable[[], None],
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        """`handed_on` is called after every commit that may have moved something in the outbox."""
        self._store = store
        self._house = house
        self._now = now
        self._handed_on = handed_on
        self._ticks = ticks
        self._one_at_a_time = asyncio.Lock()
        self._source: tuple[Library, str] | None = None

    async def step(self) -> float:
        """Brings the next few people's in line, if anything has changed. Returns the seconds to rest then."""
        began = self._ticks()
        return SHARE * (self._ticks() - began) if await self._further() else A_DAY

    async def all(self) -> None:
        """Brings everybody's in line."""
        while await self._further():
            pass

    async def _further(self) -> bool:
        """Whether there was anything to do."""
        async with self._one_at_a_time:
            source = self._derived_from(self._house.library)
            async with self._store.begin() as conn:
                moved = await self._next(conn, source)
                failpoint("deriving")
            failpoint("derived")
        if moved:
            self._handed_on()
        return moved

    def _derived_from(self, library: Library) -> str:
        if self._source is None or self._source[0] is not library:
            self._source = library, derived_from(library)
        return self._source[1]

    async def _next(self, conn: AsyncConnection, source: str) -> bool:
        noted = await known.of(conn)
        if noted.get(_DONE) == source and _AT not in noted:
            return False
        begun, _, last = noted.get(_AT, "").rpartition(" ")
        ids = await people.after(conn, int(last) if begun == source else BEFORE_ALL, MOST)
        await _renew(conn, self._house, ids, self._now())
        if len(ids) == MOST:
            await known.keep(conn, _AT, f"{source} {ids[-1]}")
        else:
            await known.keep(conn, _DONE, source)
            await known.drop(conn, _AT)
            log.info("nudges are in line", extra={"with": source})
        return True


def derived_from(library: Library) -> str:
    """What decides the moments of nudges besides what people tell us, in short: «tzdata 2026.1, …»."""
    data = {name: asdict(journey) for name, journey in library.journeys.items()}
    journeys = hashlib.sha256(json.dumps(data, sort_keys=True, default=_plain).encode()).hexdigest()[:16]
    return f"tzdata {version('tzdata')}, holidays {version('holidays')}, journeys {journeys}"


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


async def _renew(conn: AsyncConnection, house: House, ids: Sequence[int], now: datetime) -> None:
    theirs = await facts.of(conn, house, ids, now)
    await nudges.derive(conn, theirs, now)
    asked = [(decision, mine) for mine in theirs.values() if (decision := adrift.asked(mine))]
    await outbox.add(conn, [e for decision, mine in asked for e in outgoing.entries(decision, mine, 0)], now)
