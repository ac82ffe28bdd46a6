"""Stores what Telegram brings, and only then lets Telegram forget it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi import parse
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


class Poller:
    """The first station of the river. Asking for the next batch acknowledges the one before."""

    def __init__(
        self, store: AsyncEngine, source: Source, now: Callable[[], datetime], handed_on: Callable[[], None]
    ) -> None:
        """`handed_on` is called when something new has been stored."""
        self._store = store
        self._source = source
        self._now = now
        self._handed_on = handed_on
        self._offset = 0
        self.under_way = False
        """Whether a poll has begun and not ended."""
        self.finished_at = monotonic()
        """When a poll last ended, well or badly."""
        self.good_at = monotonic()
        """When a poll last ended well."""

    async def poll(self, seconds: int = POLL_SECONDS) -> int:
        """One poll: fetch, store, and remember what may be acknowledged. Returns how many updates came."""
        self.under_way = True
        try:
            found = await self._source.updates(self._offset, seconds, WANTED)
            if found:
                storing = asyncio.ensure_future(self._store_all(found))
                try:
                    await asyncio.shield(storing)
                except asyncio.CancelledError:
                    await storing  # being stopped must not leave half a transaction behind
                    raise
            self.good_at = monotonic()
            return len(found)
        finally:
            self.under_way = False
            self.finished_at = monotonic()

    async def _store_all(self, found: Sequence[Mapping[str, object]]) -> None:
        arrivals = [parse.arrival(update) for update in found]
        readable = [inbox.Arrival(a.update_id, a.chat, a.body) for a in arrivals if not a.why]
        broken = [inbox.Arrival(a.update_id, a.chat, a.body) for a in arrivals if a.why]
        async with self._store.begin() as conn:
            await inbox.add(conn, readable, self._now())
            await inbox.add(conn, broken, self._now(), state="quarantined")
        for arrival in arrivals:
            if arrival.why:
                log.error(
                    "an update cannot be read", extra={"update_id": arrival.update_id, "why": arrival.why}
                )
        self._offset = max(
            [a.update_id + 1 for a in arrivals if a.update_id is not None], default=self._offset
        )
        self._handed_on()


class Watch:
    """Counts how long a poll has not ended, in time in which this process really ran."""

    def __init__(self, poller: Poller, ticks: Callable[[], float] = monotonic) -> None:
        self._poller = poller
        self._ticks = ticks
        self._looked_at = ticks()
        self._finished_at = poller.finished_at
        self._deaf = 0.0

    def look(self) -> float:
        """Seconds for which one poll has been under way, as far as we looked; to be called every few seconds.

        A rest between polls does not count, and no more than a few seconds of any gap: the machine slept.
        """
        now = self._ticks()
        passed = min(now - self._looked_at, LONGEST_GAP)
        same = self._poller.under_way and self._poller.finished_at == self._finished_at
        self._deaf = self._deaf + passed if same else 0.0
        self._looked_at, self._finished_at = now, self._poller.finished_at
        return self._deaf
