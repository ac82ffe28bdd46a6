"""Answers pressed buttons: directly, once, and before anybody wonders whether the button works."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from bot.botapi.outcome import Revoked
from bot.domain.event import Press

log = logging.getLogger(__name__)

BLANK_AFTER = 1.0
"""Seconds after which a press is answered with nothing, so that its button stops spinning."""
LONGEST = 200
"""Characters that fit into the note over the chat (https://core.telegram.org/bots/api#answercallbackquery)."""


class Answers(Protocol):
    """What this needs of Telegram."""

    async def answer(self, query: str, text: str = "", *, alert: bool = False) -> bool: ...


class Presses:
    """Which presses have been answered. An answer that is lost is not sent again: the button only spins."""

    def __init__(self, telegram: Answers, revoked: Callable[[], None] = lambda: None) -> None:
        """`revoked` is called when Telegram no longer knows our token."""
        self._telegram = telegram
        self._revoked = revoked
        self._under_way: set[asyncio.Task[bool]] = set()
        self._answered: set[int] = set()
        """Updates whose press has been answered, and whose turn is not over yet."""

    async def wait(self, work: asyncio.Future[Any], pressed: Mapping[int, Press]) -> None:
        """Waits for `work`, the turns of these presses by update; answers with nothing if it takes long."""
        await asyncio.wait({work}, timeout=BLANK_AFTER)
        if work.done():
            return
        for update, press in pressed.items():
            if update not in self._answered:
                self._answered.add(update)
                self._answer(press)
        log.warning("slow turns", extra={"presses": len(pressed)})

    def settle(self, update: int, press: Press, text: str, *, alert: bool, again: bool) -> None:
        """Answers with the note of the turn, once, however often the turn is taken. `again`: it will be."""
        if update not in self._answered:
            self._answer(press, text, alert=alert)
        if again:
            self._answered.add(update)
        else:
            self._answered.discard(update)

    async def finish(self) -> None:
        """Waits a moment for the answers that are still on the wire."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=2)

    def _answer(self, press: Press, text: str = "", *, alert: bool = False) -> None:
        task = asyncio.ensure_future(self._telegram.answer(press.query, text[:LONGEST], alert=alert))
        self._under_way.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[bool]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and isinstance(task.exception(), Revoked):
            self._revoked()
