"""Planning anew costs what one person has, and not what waits for everybody."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from time import process_time

from sqlalchemy.ext.asyncio import AsyncEngine

from bench import fill
from bot.store import interviews, people, queue
from bot.store.facts import House
from bot.store.sealed import Seal
from bot.store.tables import outbox
from bot.turn import planning
from tests.cast import ACME, DESK, LIBRARY, MONDAY, SAM
from tests.conftest import FIGURES

TRIES = 15
GROWS = 2.0
"""Ten times as much waits; more than this would mean that it is all looked through. Machines are uneven."""


async def test_ten_times_as_many_nudges_make_a_turn_and_a_look_no_dearer(sqlite: AsyncEngine) -> None:
    few = await _cost(sqlite, 0, 1_000)
    many = await _cost(sqlite, 1_000, 10_000)

    FIGURES.append(
        f"planning anew and a look: {few * 1000:.1f} ms beside 10³, {many * 1000:.1f} ms beside 10⁴"
    )
    assert many < GROWS * few


async def _cost(store: AsyncEngine, there: int, number: int) -> float:
    """Seconds of this process for one person's nudges and a look, with so many of other people waiting."""
    house = House(LIBRARY, DESK, Seal())
    ids = range(10**9 + there, 10**9 + there + TRIES)
    async with store.begin() as conn:
        await people.meet(conn, [replace(SAM, id=1000 + n) for n in range(there, number)], MONDAY)
        await conn.execute(outbox.insert(), [fill._nudge(n, 1000 + n, MONDAY) for n in range(there, number)])
        await people.meet(conn, [replace(SAM, id=id_) for id_ in ids], MONDAY)
        await interviews.add(conn, [replace(ACME, id=id_, person=id_) for id_ in ids])
    took = []
    for id_ in ids:
        began = process_time()
        async with store.begin() as conn:
            await planning.renew(conn, house, [id_], MONDAY)
            await queue.due(conn, MONDAY, 100)
            await queue.next_ready(conn, after=MONDAY)
        took.append(process_time() - began)
    return median(took)
