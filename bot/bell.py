"""Rings at a moment, and once a day. It remembers nothing: what is due stands in the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Bell:
    """APScheduler, reduced to a bell. Killed or stalled, it makes nothing late by more than half a minute."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` is the machine's clock, also where the river lives by another one."""
        self._now = now
        # Nothing late is dropped, and rings that were missed together ring once.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """From now on it rings."""
        self._scheduler.start()

    def stop(self) -> None:
        """It will not ring again. Before it was started there is nothing to stop."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def ring_in(self, seconds: float, ring: Callable[[], None]) -> None:
        """Rings once, so many seconds from now; an earlier order is replaced."""
        moment = self._now() + timedelta(seconds=seconds)
        self._scheduler.add_job(_here, "date", [ring], run_date=moment, id="due", replace_existing=True)

    def ring_daily(self, hour: int, work: Callable[[], Awaitable[None]]) -> None:
        """Does some work once a day at this hour, UTC."""
        self._scheduler.add_job(work, "cron", hour=hour, id=f"daily-{hour}", replace_existing=True)


async def _here(ring: Callable[[], None]) -> None:
    """In the loop itself: a plain function would run in a thread, where nobody may set an asyncio event."""
    ring()
