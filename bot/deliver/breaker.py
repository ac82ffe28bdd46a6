"""Whether Telegram as a whole is there. As long as that is unsure, no message is risked: we only ask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from bot.botapi.outcome import Outcome, Revoked, Sent
from bot.botapi.request import Files

log = logging.getLogger(__name__)

PROBE_SECONDS = 5.0
"""How long we wait before Telegram, out of reach a moment ago, is asked again whether it is there."""
LONGEST_PROBE_SECONDS = 25.0
"""And how long at most, when it has been away for a while: messages go within half a minute of its return."""


class Wire(Protocol):
    """What this and delivery need of Telegram. Every way a call can end is a value."""

    async def call(self, method: str, args: dict[str, object], files: Files | None = None) -> Outcome: ...


class Breaker:
    """Open while Telegram's being there is in doubt; a good answer to the gentlest question closes it."""

    def __init__(self, wire: Wire, ticks: Callable[[], float], told: Callable[[], None]) -> None:
        """`ticks` is a clock in seconds that never goes back; `told` is called after every answer."""
        self.open = False
        self.revoked = False
        """Whether the answer was that nobody knows our token."""
        self._wire = wire
        self._ticks = ticks
        self._told = told
        self._not_before = 0.0
        self._rest = PROBE_SECONDS
        self._probe: asyncio.Task[None] | None = None

    def doubt(self, seconds: float) -> None:
        """Something went wrong that need not be this one message's fault; asked again in so many seconds."""
        if not self.open:
            log.warning("it is unsure whether Telegram is there; messages wait")
        self.open = True
        self._not_before = max(self._not_before, self._ticks() + seconds)

    def look(self) -> float | None:
        """Asks if it is time to. Returns the seconds until it is; None: no doubt, or we are asking."""
        if not self.open or self._probe is not None:
            return None
        if self._ticks() < self._not_before:
            return max(0.001, self._not_before - self._ticks())
        self._probe = asyncio.create_task(self._ask())
        return None

    async def _ask(self) -> None:
        try:
            answer = await self._wire.call("getMe", {})
            self.revoked = isinstance(answer, Revoked)
            if isinstance(answer, Sent):
                self.open, self._rest = False, PROBE_SECONDS
                log.warning("Telegram is there again")
        finally:
            self._probe = None
            if self.open:
                self._not_before = self._ticks() + self._rest
                self._rest = min(2 * self._rest, LONGEST_PROBE_SECONDS)
            self._told()
