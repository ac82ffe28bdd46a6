"""Brings the database into use at a start, or says in one line why not, and keeps the right to it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.life import Life
from bot.store import chats
from bot.store.engine import is_down, is_shut
from bot.store.facts import House
from bot.store.hold import Hold
from bot.store.unfit import ShutOut, Taken, Unfit

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds that a database gets to come up: whatever starts us may have started it a moment ago."""
RENEW_EVERY = 5.0


async def opened(life: Life, *steps: Callable[[], Awaitable[object]]) -> bool:
    """Takes these steps one after another. Each may be taken twice, so it is repeated until it succeeds.

    False: the database is refused, and `life` given up with the exit code that says why; or we were stopped.
    """
    end, rest = monotonic() + PATIENCE, 0.25
    left = list(steps)
    while left and not life.over.is_set():
        try:
            await left[0]()
            left.pop(0)
        except Exception as error:
            refusal = _refusal(error, late=monotonic() > end)
            if refusal is not None:
                log.critical(str(refusal), extra={"exit": refusal.exit})
                life.give_up(refusal.exit)
            elif is_down(error):
                log.warning("waiting for the database", extra={"why": type(error).__name__})
                await life.rest(rest)
                rest = min(rest * 2, 4.0)
            else:
                raise
    return not life.over.is_set()


async def keep(life: Life, hold: Hold) -> None:
    """Sees to it that the right to the database stays ours. Whoever lost it to another process ends."""
    while not life.over.is_set():
        await life.rest(RENEW_EVERY)
        try:
            await hold.renew()
        except Unfit as refusal:
            log.critical(str(refusal), extra={"exit": refusal.exit})
            life.give_up(refusal.exit)
        except Exception as error:
            log.warning("the hold on the database is in doubt", extra={"why": type(error).__name__})


async def follow(store: AsyncEngine, house: House) -> None:
    """Tells the house of groups that have moved: the setting may still name one by the id that it had."""
    async with store.begin() as conn:
        moves = await chats.moves(conn)
    for old, new in moves.items():
        if old == house.desk:
            log.warning(
                "the advisors' group has a new id: set BOUNCEBACK_ADVISORS_CHAT_ID to it",
                extra={"chat": old, "to": new},
            )
        house.move(old, new)


def _refusal(error: Exception, *, late: bool) -> Unfit | None:
    """Why there is no use in trying again. None: there may be."""
    if isinstance(error, Unfit):
        return error
    if is_shut(error):
        return ShutOut(f"PostgreSQL does not let us in: {getattr(error, 'orig', None) or error}.")
    if late and is_down(error):
        return Taken(f"the database could not be worked with for {PATIENCE:.0f} s ({type(error).__name__}).")
    return None
