"""Flood waits: kept to, for whom they are meant, over a restart, and for no longer."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import content
from bot.botapi.outcome import Later
from bot.deliver.deliveries import Deliveries
from bot.deliver.floods import EVERYBODY, Floods
from bot.deliver.pace import Pace
from bot.settings import CONTENT
from bot.store import chats, outbox
from bot.store.facts import House
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from bot.store.tables import chats as kept
from tests.cast import MONDAY
from tests.fakes import Clock, Line

LIBRARY = content.load(CONTENT)


async def _deliveries(store: AsyncEngine, line: Line, clock: Clock) -> Deliveries:
    """A process that has just started."""
    house = House(LIBRARY, None, Seal())
    ticks = iter(range(0, 10**9, 60)).__next__
    deliveries = Deliveries(store, house, line, clock.now, Pace(1000), 1000, ticks)
    await deliveries.recover()
    return deliveries


async def _put(store: AsyncEngine, now: datetime, *chats: int) -> None:
    async with store.begin() as conn:
        entries = [Entry(chat, "sendMessage", {"chat_id": chat, "text": str(chat)}, now) for chat in chats]
        await outbox.add(conn, entries, now)


async def _run(deliveries: Deliveries) -> None:
    for _ in range(6):
        await deliveries.step()
        await asyncio.sleep(0.002)


async def _sent_to(store: AsyncEngine, line: Line) -> list[object]:
    return [args["chat_id"] for _, args in line.calls]


async def test_what_is_added_during_a_wait_goes_no_earlier_and_others_go_on(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(30, "flood")]
    deliveries = await _deliveries(store, line, clock)
    await _put(store, clock.now(), 42)
    await _run(deliveries)

    await _put(store, clock.now(), 42, 43)
    clock.turn(timedelta(seconds=29))
    await _put(store, clock.now(), 42, 44)
    await _run(deliveries)
    meanwhile = await _sent_to(store, line)
    clock.turn(timedelta(seconds=1))
    await _run(deliveries)

    assert meanwhile == [42, 43, 44]
    assert (await _sent_to(store, line))[3:] == [42, 42, 42]


async def test_ten_thousand_seconds_hold_everybody_over_restarts_and_not_a_second_longer(
    store: AsyncEngine,
) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(10_072, "flood", everyone=True)]
    await _put(store, clock.now(), 42)
    await _run(await _deliveries(store, line, clock))
    for _ in range(10):
        clock.turn(timedelta(seconds=1_007.1))
        await _put(store, clock.now(), 42, 43)
        await _run(await _deliveries(store, line, clock))
    before = len(line.calls)

    fresh = await _deliveries(store, line, clock)
    rest = await fresh.step()
    clock.turn(timedelta(seconds=1.0))
    for _ in range(12):
        await _run(fresh)

    assert before == 1
    assert rest == 1.0
    assert len(line.calls) == 22


async def test_two_chats_that_are_told_to_wait_at_once_make_everybody_wait(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(30, "flood"), Later(20, "flood")]
    await _put(store, clock.now(), 42, 43)
    deliveries = await _deliveries(store, line, clock)
    await _run(deliveries)
    await _put(store, clock.now(), 44)
    await _run(deliveries)
    meanwhile = await _sent_to(store, line)

    clock.turn(timedelta(seconds=20))
    await _run(deliveries)

    assert meanwhile == [42, 43]
    assert sorted((await _sent_to(store, line))[2:], key=str) == [43, 44]


async def test_a_wait_of_which_nobody_else_was_told_survives_a_clock_that_is_put_back(
    store: AsyncEngine,
) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(30, "flood")]
    await _put(store, clock.now(), 42)
    deliveries = await _deliveries(store, line, clock)
    await _run(deliveries)

    clock.turn(timedelta(seconds=10) - timedelta(hours=2))
    await deliveries.step()
    rest = await deliveries.step()

    assert rest is not None
    assert 0 < rest <= 30


async def test_a_wait_that_is_over_is_forgotten_and_a_move_is_not(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await chats.hold(conn, {42: MONDAY, -5: MONDAY, 43: MONDAY + timedelta(seconds=1)})
        await chats.move(conn, -5, -100)
        await chats.forget(conn, MONDAY)
        left = {row.id: row.waits_until for row in await conn.execute(select(kept))}

    assert left == {-5: None, 43: MONDAY + timedelta(seconds=1)}


def test_two_waits_a_while_apart_are_each_chats_own() -> None:
    floods = Floods()
    floods.told(42, 30, MONDAY, everyone=False)

    floods.told(43, 30, MONDAY + timedelta(seconds=2.1), everyone=False)

    assert EVERYBODY not in floods.until
    assert floods.over(44, MONDAY) is None


def test_a_shorter_wait_does_not_shorten_one_that_holds() -> None:
    floods = Floods()
    floods.told(42, 60, MONDAY, everyone=False)

    floods.told(42, 5, MONDAY, everyone=False)

    assert floods.over(42, MONDAY) == MONDAY + timedelta(seconds=60)
