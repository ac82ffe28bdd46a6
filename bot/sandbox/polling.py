"""getUpdates: hand over what waits, or wait for it; the newest who asks is the one who is answered."""

import asyncio
import time
from collections.abc import Callable

from bot.sandbox.arguments import Arguments
from bot.sandbox.nouns import Json
from bot.sandbox.refusal import clash, refuse
from bot.sandbox.stage import Stage
from bot.sandbox.updates import KINDS

OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
LONGEST = 50.0


class Polling:
    """At most one waits. Waiting is in real seconds, whatever the sandbox's clock does."""

    def __init__(self, stage: Stage, ticks: Callable[[], float] = time.monotonic, pause: float = 3.0) -> None:
        self._stage = stage
        self._ticks = ticks
        self._pause = pause  # seconds that a second 409 lets its poller wait
        self._waiting: asyncio.Future[str] | None = None
        self._last: tuple[int, float] | None = None
        self._next_clash = 0.0
        self.closed = False

    @property
    def is_alive(self) -> bool:
        """Did anybody ask within the last minute?"""
        return self._last is not None and self._ticks() - self._last[1] < 60

    @property
    def is_waiting(self) -> bool:
        """Is a poll being held open now?"""
        return self._waiting is not None and not self._waiting.done()

    async def fetch(self, call: Arguments) -> list[Json]:
        """What waits, oldest first. RefusedError (409) when somebody else asks meanwhile."""
        if self._stage.profile.webhook:
            clash(WEBHOOK)
        limit, timeout = _bounds(call)
        self.end(OTHER)
        was_alive = self.is_alive
        offset = call.get("offset", 0)
        limit = 1 if self._asks_again(offset) else limit
        if not was_alive:
            self._stage.changed()
        if "allowed_updates" in call:
            self._stage.updates.want(call["allowed_updates"])
        self._stage.updates.confirm(offset)
        found = self._stage.updates.oldest(limit)
        if found or not timeout or self.closed:
            return found
        await self._arrival(timeout)
        return self._stage.updates.oldest(limit)

    def end(self, why: str) -> None:
        """Turn away the one who waits."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(why)

    def close(self) -> None:
        """Send everybody home."""
        self.closed = True
        self.end("")

    def _asks_again(self, offset: int) -> bool:
        """Whoever asks for the same twice within half a second may be choking, and gets one at a time."""
        before, self._last = self._last, (offset, self._ticks())
        return before is not None and before[0] == offset and self._ticks() - before[1] < 0.5

    async def _arrival(self, seconds: float) -> None:
        mine: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting = mine
        stop = self._stage.updates.listen(lambda: _arrived(mine))
        done, _ = await asyncio.wait([mine], timeout=seconds)
        stop()
        if done and mine.result():
            await self._turn_away(mine.result())

    async def _turn_away(self, why: str) -> None:
        if self._ticks() < self._next_clash:
            await asyncio.sleep(self._pause)
        self._next_clash = self._ticks() + self._pause
        clash(why)


def _arrived(waiting: asyncio.Future[str]) -> None:
    if not waiting.done():
        waiting.set_result("")


def _bounds(call: Arguments) -> tuple[int, float]:
    limit, timeout = call.get("limit", 100), call.get("timeout", 0)
    if not 1 <= limit <= 100:
        refuse("limit must be 1-100")
    if timeout < 0:
        refuse("timeout must not be negative")
    if unknown := set(call.get("allowed_updates", [])) - KINDS:
        refuse(f"there are no updates of kind {', '.join(sorted(unknown))}")
    return limit, min(timeout, LONGEST)
