"""Being cut off in the middle of a transaction, wherever that is."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import inbox, people, tables
from bot.store.engine import file_of
from bot.store.inbox import Arrival
from tests.cast import MONDAY, SAM

POINTS = 40
"""How many turns of the loop we let pass, at most, before the transaction is cut off."""


async def _work(store: AsyncEngine, number: int) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, [Arrival(number, 1, b"{}")], MONDAY)
        await people.meet(conn, [SAM], MONDAY)
        await inbox.add(conn, [Arrival(1000 + number, 2, b"{}")], MONDAY)


async def test_a_transaction_that_is_cut_off_anywhere_is_whole_or_nothing_and_leaves_nothing_open(
    store: AsyncEngine,
) -> None:
    await _work(store, 999)
    cut_off = 0
    for point in range(POINTS):
        working = asyncio.create_task(_work(store, point))
        for _ in range(point):
            # Threads and servers answer in their own time: a step of the loop and a little of the clock.
            await asyncio.sleep(0.0002 if point % 2 else 0)
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        cut_off += working.cancelled()

        async with asyncio.timeout(5), store.begin() as conn:
            known = {row.update_id for row in await conn.execute(tables.inbox.select())}
        assert (point in known) == (1000 + point in known)
        _nobody_holds(store)

    assert cut_off > POINTS / 4, "too few were cut off to show anything"


def _nobody_holds(store: AsyncEngine) -> None:
    path = file_of(store.url.render_as_string())
    if path is not None:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
