"""What is forgotten day by day; and very silent people: they are told, and two weeks later forgotten."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import routes
from bot.botapi import render
from bot.domain.calendar import after_quiet
from bot.domain.retention import NOTICE
from bot.store import changes, chats, erasures, facts, inbox, outbox, people, snoozes
from bot.store.engine import wipe
from bot.store.facts import House
from bot.turn import erasing, outgoing

log = logging.getLogger(__name__)

MOST = 100
"""How many people are dealt with in one transaction."""


async def tidy(store: AsyncEngine, house: House, now: datetime) -> None:
    """All of what is forgotten day by day."""
    async with store.begin() as conn:
        await inbox.forget(conn, now)
        await outbox.forget(conn, now)
        await chats.forget(conn, now)
        await snoozes.forget(conn, now)
        await erasures.forget(conn, now)
    await look(store, house, now)
    await wipe(store)


async def look(store: AsyncEngine, house: House, now: datetime) -> None:
    """Erases whoever was told two weeks ago, and tells whoever has two weeks left."""
    dealt_with = MOST
    while dealt_with == MOST:
        async with store.begin() as conn:
            silent = await people.silent(conn, now - NOTICE, MOST)
            await _forget(conn, house, silent, now)
            quiet = await people.unwarned(conn, now - house.retention + NOTICE, MOST)
            await _warn(conn, house, quiet, now)
        dealt_with = max(len(silent), len(quiet))


async def _forget(conn: AsyncConnection, house: House, ids: Sequence[int], now: datetime) -> None:
    """Everything of theirs; the advisors see that what was still open is withdrawn."""
    gone = (await facts.of(conn, house, ids, now)).values()
    decided = [(mine, routes.forgotten(mine)) for mine in gone]
    emptied = await erasing.at_desk(conn, house, decided, now)
    await changes.apply(conn, [(mine.person.id, d.changes) for mine, d in decided], now, house.seal)
    said = [e for mine, d in decided for e in outgoing.entries(d, mine, 0)]
    await outbox.add(conn, [*said, *emptied], now)
    if ids:
        log.info("people were forgotten after a long silence", extra={"people": len(ids)})


async def _warn(conn: AsyncConnection, house: House, ids: Sequence[int], now: datetime) -> None:
    """One message each, when it is not night there. Who cannot be reached has the two weeks all the same."""
    quiet = (await facts.of(conn, house, ids, now)).values()
    reached = [mine.person for mine in quiet if not mine.person.unreachable]
    rows = [outbox.Entry(p.id, render.NOTICE, {}, after_quiet(now, p), person=p.id) for p in reached]
    await outbox.add(conn, rows, now)
    await people.warned(conn, ids, now)
