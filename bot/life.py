"""How long the process goes on, and what keeps one loop of it going whatever happens inside."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from bot.botapi.outcome import Failed, Revoked
from bot.store.engine import is_damaged
from bot.store.unfit import Damaged

log = logging.getLogger(__name__)

STOPPED, BROKEN, REVOKED = 0, 1, 78
"""Exit codes: asked to stop; worth a fresh process; the token is refused, so a fresh one would not help.

Those of a database that is refused stand in `bot/store/unfit.py`.
"""
LONGEST_BACK_OFF = 30.0


class Life:
    """Goes on until it is stopped or given up."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.exit = STOPPED
        self.wakes: list[asyncio.Event] = []
        """What loops sleep on: all of it is set when life is over, so that they look up."""

    def stop(self) -> None:
        """Asks everything to end in good order. Asked twice, it changes nothing."""
        self.over.set()
        for event in self.wakes:
            event.set()

    def give_up(self, code: int) -> None:
        """Ends because going on is no use."""
        self.exit = code
        self.stop()

    async def rest(self, seconds: float) -> None:
        """Sleeps, unless life is over."""
        await either(self.over, seconds)

    async def forever(self, name: str, step: Callable[[], Awaitable[None]]) -> None:
        """One loop: whatever goes wrong is caught here, logged, and tried again after a growing rest."""
        failures = 0
        while not self.over.is_set():
            try:
                await step()
                failures = 0
            except Revoked:
                log.critical("the token was revoked")
                self.give_up(REVOKED)
            except Exception as error:
                if is_damaged(error):  # going on could make it worse; the next start says what to do
                    log.critical("the database is damaged", extra={"exit": Damaged.exit})
                    self.give_up(Damaged.exit)
                    return
                failures += 1
                foreseen = isinstance(error, Failed)
                log.log(
                    logging.WARNING if foreseen else logging.ERROR,
                    f"{name} failed",
                    extra={"times": failures, "why": str(error) if foreseen else type(error).__name__},
                    exc_info=not foreseen,
                )
                told = error.seconds if isinstance(error, Failed) else 0
                await self.rest(max(told, min(LONGEST_BACK_OFF, 2.0 ** min(failures - 1, 5))))


async def either(event: asyncio.Event, seconds: float) -> None:
    """Waits for an event, but no longer than so many seconds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
