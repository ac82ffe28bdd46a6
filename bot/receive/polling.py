"""Stores what Telegram brings, and only then lets Telegram forget it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi import envelope
from bot.botapi.envelope import Arrival
from bot.failpoints import failpoint
from bot.store import inbox

log = logging.getLogger(__name__)

POLL_SECONDS = 25
"""How long Telegram holds a poll open when nothing comes."""
LONGEST_GAP = 10.0
"""A gap between two looks that is longer than this was no time in which we ran."""
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")


class Source(Protocol):
    """Where updates come from: raw, in batches, from an offset on."""

    async def updates(
        self, offset: int, seconds: int, wanted: Sequence[str]
    ) -> list[Mapping[str, object]]: ...


async def keep(store: AsyncEngine, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Stores what arrived, in one transaction; what cannot be read is put aside, what is known is left alone.

    Telegram may forget them when this has returned, never before.
    """
    readable = [inbox.Arrival(a.update_id, a.chat, a.body) for a in arrivals if not a.why]
    broken = [inbox.Arrival(a.update_id, a.chat, a.body) for a in arrivals if a.why]
    failpoint("fetched")
    async with store.begin() as conn:
        await inbox.add(conn, readable, now)
        await inbox.add(conn, broken, now, state="quarantined")
        failpoint("storing")
    failpoint("stored")
    for arrival in arrivals:
        if arrival.why:
            log.error("an update cannot be read", extra={"update_id": arrival.update_id, "why": arrival.why})


async def unsplit(storing: Coroutine[object, object, None]) -> None:
    """Waits for it; being cancelled meanwhile must not leave half a transaction behind."""
    task = asyncio.ensure_future(storing)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise


class Ear:
    """When we last asked Telegram for something and heard of it, in monotonic seconds."""

    def __init__(self) -> None:
        self.under_way = False
        """Whether a question has been asked and not been answered."""
        self.finished_at = monotonic()
        """When one last ended, well or badly."""
        self.good_at = monotonic()
        """When one last ended well."""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """One question: it ends well unless something is raised."""
        self.under_way = True
        try:
            yield
            self.good_at = monotonic()
        finally:
            self.under_way = False
            self.finished_at = monotonic()


class Poller(Ear):
    """The first station of the river. Asking for the next batch acknowledges the one before."""

    def __init__(
        self, store: AsyncEngine, source: Source, now: Callable[[], datetime], handed_on: Callable[[], None]
    ) -> None:
        """`handed_on` is called when something new has been stored."""
        super().__init__()
        self._store = store
        self._source = source
        self._now = now
        self._handed_on = handed_on
        self._offset = 0

    async def poll(self, seconds: int = POLL_SECONDS) -> int:
        """One poll: fetch, store, and remember what may be acknowledged. Returns how many updates came."""
        with self.listening():
            found = await self._source.updates(self._offset, seconds, WANTED)
            if found:
                await unsplit(self._store_all([envelope.arrival(update) for update in found]))
        return len(found)

    async def _store_all(self, arrivals: Sequence[Arrival]) -> None:
        await keep(self._store, arrivals, self._now())
        self._offset = max(
            [a.update_id + 1 for a in arrivals if a.update_id is not None], default=self._offset
        )
        self._handed_on()


class Watch:
    """Counts how long Telegram has not answered, in time in which this process really ran."""

    def __init__(self, ear: Ear, ticks: Callable[[], float] = monotonic) -> None:
        self._ear = ear
        self._ticks = ticks
        self._looked_at = ticks()
        self._finished_at = ear.finished_at
        self._deaf = 0.0

    def look(self) -> float:
        """Seconds for which one question has been under way, as far as we looked; called every few seconds.

        A rest between questions does not count, and no more than a few seconds of any gap: the machine slept.
        """
        now = self._ticks()
        passed = min(now - self._looked_at, LONGEST_GAP)
        same = self._ear.under_way and self._ear.finished_at == self._finished_at
        self._deaf = self._deaf + passed if same else 0.0
        self._looked_at, self._finished_at = now, self._ear.finished_at
        return self._deaf
