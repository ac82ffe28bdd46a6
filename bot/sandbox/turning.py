"""Turning the clock so that every due moment is lived through, one after the other."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.sandbox.clock import Clock

MORNING = time(9)
A_YEAR = timedelta(days=366)
PATIENCE = 20  # looks at an overdue moment before it counts as one that never passes
REST = 60.0  # real seconds for the bot to come to rest


class Companion(Protocol):
    """The bot, as far as the clock must know it."""

    async def next_due(self) -> datetime | None:
        """When the earliest thing that waits is due (aware). None: nothing waits."""

    async def waiting(self) -> list[dict[str, Any]]:
        """What waits, earliest first, each with `due` (ISO, UTC), `chat` and `what`."""

    async def settled(self) -> None:
        """Returns as soon as the bot has nothing undone at the present time of the clock."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Where the clock stands now, the due moments it passed, and one that was due but never passed."""

    now: datetime
    moments: tuple[datetime, ...] = ()
    stuck: datetime | None = None


class RestlessError(RuntimeError):
    """The bot did not come to rest."""


class Turning:
    """One turn at a time. `companion` gives the bot, which may come and go."""

    def __init__(self, clock: Clock, zone: str, companion: Callable[[], Companion | None]) -> None:
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self._companion = companion
        self._alone = asyncio.Lock()

    @property
    def is_going(self) -> bool:
        return self._alone.locked()

    def local(self) -> datetime:
        """The clock's time in the sandbox's zone."""
        return self._clock.now().astimezone(self._zone)

    async def by(self, delta: timedelta) -> Turned:
        """Turn forward by `delta`. ValueError when it is negative."""
        if delta < timedelta():
            why = f"the clock only goes forward, not by {delta}"
            raise ValueError(why)
        return await self.to(self._clock.now() + delta)

    async def to(self, target: datetime) -> Turned:
        """Turn forward to `target` (aware), through every due moment before it."""
        async with self._alone:
            return await self._through(target)

    async def to_morning(self) -> Turned:
        """Turn to the next nine o'clock in the sandbox's zone."""
        local = self.local()
        today = datetime.combine(local.date(), MORNING, self._zone)
        tomorrow = datetime.combine(local.date() + timedelta(days=1), MORNING, self._zone)
        return await self.to((today if local < today else tomorrow).astimezone(UTC))

    async def to_next(self) -> Turned:
        """Turn to the next thing that is due. Nothing waits: nothing changes."""
        await self._settle()
        due = await self._due()
        if due is None or due <= self._clock.now():
            return Turned(self._clock.now(), (), due)
        return await self.to(due)

    async def to_message(self, said: Callable[[], int]) -> Turned:
        """Turn to the next message that comes; `said` counts those that came. Nothing waits: no change.

        Moments that bring none are passed, for a year at most.
        """
        await self._settle()
        begun, before = self._clock.now(), said()
        moments: list[datetime] = []
        turned = Turned(begun)
        while said() == before and turned.now - begun < A_YEAR and await self._waits():
            turned = await self.to_next()
            if not turned.moments:
                break
            moments += turned.moments
        return replace(turned, moments=tuple(moments))

    async def _waits(self) -> bool:
        companion = self._companion()
        return companion is not None and bool(await companion.waiting())

    async def _through(self, target: datetime) -> Turned:
        moments: list[datetime] = []
        stuck: datetime | None = None
        await self._settle()
        while self._clock.now() < target:
            due = await self._due(still=stuck)
            if due and due <= self._clock.now():
                stuck = due
            elif due and due <= target:
                moments.append(due)
            # Past a moment that never passes there is no knowing what comes next: go on in small steps.
            step = self._clock.now() + timedelta(hours=1) if stuck == due and due else due
            self._clock.turn_to(min(step or target, target))
            await self._settle()
        return Turned(self._clock.now(), tuple(moments), stuck)

    async def _due(self, still: datetime | None = None) -> datetime | None:
        """The next due moment. One that is overdue is given time, unless it is known to stay."""
        due = await self._next()
        for _ in range(PATIENCE):
            if due is None or due > self._clock.now() or due == still:
                break
            await asyncio.sleep(0.01)
            await self._settle()
            due = await self._next()
        return due

    async def _next(self) -> datetime | None:
        companion = self._companion()
        return await companion.next_due() if companion else None

    async def _settle(self) -> None:
        companion = self._companion()
        if companion is None:
            return
        try:
            await asyncio.wait_for(companion.settled(), REST)
        except TimeoutError:
            why = f"the bot did not come to rest within {REST:.0f} seconds"
            raise RestlessError(why) from None
