from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime

from bot.bell import Bell


def _now() -> datetime:
    return datetime.now(UTC)


async def test_it_rings_in_the_loop_itself_where_events_may_be_set() -> None:
    bell, rung = Bell(_now), asyncio.Event()
    where: list[int] = []
    bell.start()

    def ring() -> None:
        where.append(threading.get_ident())
        rung.set()

    bell.ring_in(0.05, ring)
    await asyncio.wait_for(rung.wait(), 5)
    bell.stop()

    assert where == [threading.get_ident()]


async def test_a_later_order_takes_the_place_of_an_earlier_one() -> None:
    bell, heard = Bell(_now), list[str]()
    bell.start()

    bell.ring_in(0.05, lambda: heard.append("first"))
    bell.ring_in(0.1, lambda: heard.append("second"))
    await asyncio.sleep(0.4)
    bell.stop()

    assert heard == ["second"]


def test_a_bell_that_was_never_started_can_be_stopped() -> None:
    Bell(_now).stop()
