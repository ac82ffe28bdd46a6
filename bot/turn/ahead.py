"""Looks ahead where many updates of one chat wait: words of danger do not wait for their turn."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import routes
from bot.botapi import parse
from bot.domain.facts import Facts
from bot.store import inbox
from bot.store.facts import House

log = logging.getLogger(__name__)

EVERY = 0.2
"""Seconds between two looks."""
LATE = timedelta(seconds=1)
"""How long an update has to have waited behind others before it is looked at."""
MOST = 80
"""How many updates one look reads: it may take a few hundredths of a second, and nobody else is served."""


class Ahead:
    """Remembers how far it has read."""

    def __init__(self, house: House, ticks: Callable[[], float] = monotonic) -> None:
        """`ticks` is a clock in seconds that never goes back."""
        self._house = house
        self._ticks = ticks
        # The first look comes after a batch: should it end the process, each life has got on a little.
        self._not_before: float | None = None
        self._read = 0
        """The number of the last update that was read."""

    async def look(self, conn: AsyncConnection, now: datetime, username: str) -> dict[int, int]:
        """What is to be taken before its turn: chat → number of the update. It is told of once."""
        at, due = self._ticks(), self._not_before
        if due is None or at >= due:
            self._not_before = at + EVERY
        if due is None or at < due:
            return {}
        found: dict[int, int] = {}
        for row in await inbox.behind(conn, after=self._read, before=now - LATE, most=MOST):
            self._read = row.id
            if self._urgent(row, now, username):
                found.setdefault(row.chat, row.id)
        if found:
            log.info("taken before their turn", extra={"updates": len(found)})
        return found

    def rewind(self) -> None:
        """What was told of may not have been taken: everything is read anew."""
        self._read = 0

    def _urgent(self, row: inbox.Row, now: datetime, username: str) -> bool:
        """Whether a turn would begin with help for a person in danger. What cannot be read is not."""
        try:
            event = parse.event(json.loads(row.body), username, row.received_at)
            facts = Facts(now=now, library=self._house.library, person=self._house.newcomer)
            return routes.urgent(facts, event)
        except Exception:  # its own turn will tell, and count
            return False
