"""After long silence: one notice, two weeks, and then nothing of them is left; one word keeps it all."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.store import inbox, interviews, outbox, people, requests, theirs
from bot.store.facts import House
from bot.store.inbox import Arrival
from bot.store.sealed import Seal
from bot.store.tables import outbox as rows
from bot.store.tables import people as persons
from bot.turn import tidying
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.cast import BAKERY, CALL, DESK, LIBRARY, MONDAY, SAM
from tests.fakes import Clock, Line

YEAR, NOTICE, DAY = timedelta(days=365), timedelta(days=14), timedelta(days=1)
BELL = timedelta(hours=-7)
"""The bell rings at three in the morning."""
HOUSE = House(LIBRARY, DESK, Seal(), replace(SAM, id=0, welcomed=False))


async def _ring(store: AsyncEngine, line: Line, clock: Clock) -> None:
    """One night: the bell, and what it brings by the evening."""
    await tidying.look(store, HOUSE, clock.time + BELL)
    ticks = itertools.count(step=60.0).__next__
    deliveries = Deliveries(store, HOUSE, line, clock.now, Pace(1000.0), 1000.0, ticks)
    for _ in range(4):
        await deliveries.step()
        await deliveries.finish(5.0)


async def _known(store: AsyncEngine, seen: datetime = MONDAY) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], seen)
        await interviews.add(conn, [BAKERY])


async def _ids(store: AsyncEngine) -> Sequence[int]:
    async with store.begin() as conn:
        return await people.after(conn, 0, 100)


async def _writes(store: AsyncEngine, line: Line, clock: Clock) -> None:
    said = {
        "message_id": 1,
        "date": int(clock.time.timestamp()),
        "chat": {"id": SAM.id, "type": "private", "first_name": "Sam"},
        "from": {"id": SAM.id, "is_bot": False, "first_name": "Sam"},
        "text": "hello",
    }
    async with store.begin() as conn:
        update = {"update_id": 1, "message": said}
        await inbox.add(conn, [Arrival(1, SAM.id, json.dumps(update).encode())], clock.time)


async def test_a_notice_comes_two_weeks_before_and_then_everything_is_erased(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    await _known(store)

    clock.time = MONDAY + YEAR - NOTICE - DAY
    await _ring(store, line, clock)
    assert line.calls == []

    clock.turn(DAY + DAY)
    await _ring(store, line, clock)
    (told,) = line.texts
    assert "On Tuesday 23 November" in str(told) or "On Wednesday 24 November" in str(told)

    for _ in range(13):
        clock.turn(DAY)
        await _ring(store, line, clock)
    assert await _ids(store) == [SAM.id]

    clock.turn(DAY)
    await _ring(store, line, clock)
    assert await _ids(store) == []
    assert len(line.calls) == 1
    async with store.begin() as conn:
        left = await theirs.of(conn, SAM.id, Seal())
        assert [name for name, rows in left.items() if rows] == ["erasures"]


async def test_one_word_keeps_everything_and_the_year_begins_anew(store: AsyncEngine) -> None:
    line, clock = Line(), Clock(MONDAY + YEAR - NOTICE + DAY)
    await _known(store)
    await _ring(store, line, clock)
    clock.turn(DAY)
    await _writes(store, line, clock)
    turns = Turns(store, HOUSE, Presses(line, lambda: None), clock.now, lambda: None, "bot")
    while await turns.batch():
        pass

    for _ in range(40):
        clock.turn(DAY)
        await _ring(store, line, clock)

    assert await _ids(store) == [SAM.id]
    assert sum("I'll delete" in str(text) for text in line.texts) == 1


async def test_who_comes_back_before_the_notice_leaves_does_not_get_it(store: AsyncEngine) -> None:
    line, clock = Line(), Clock(MONDAY + YEAR)
    await _known(store)
    await tidying.look(store, HOUSE, clock.time + BELL)
    async with store.begin() as conn:
        await people.seen(conn, [SAM.id], clock.time)

    await _ring(store, line, clock)

    assert line.calls == []


async def test_a_notice_waits_for_the_end_of_quiet_hours(store: AsyncEngine) -> None:
    await _known(store)
    night = MONDAY + YEAR + BELL
    await tidying.look(store, HOUSE, night)

    async with store.begin() as conn:
        due = (await conn.execute(select(rows.c.due))).scalar_one()
    assert due == night.replace(hour=8, minute=30)


async def test_words_that_were_not_read_yet_keep_everything(store: AsyncEngine) -> None:
    line, clock = Line(), Clock(MONDAY + YEAR - NOTICE + DAY)
    await _known(store)
    await _ring(store, line, clock)
    clock.turn(NOTICE + DAY)
    await _writes(store, line, clock)

    await _ring(store, line, clock)

    assert await _ids(store) == [SAM.id]


async def test_a_process_that_was_away_gives_two_weeks_all_the_same(store: AsyncEngine) -> None:
    line, clock = Line(), Clock(MONDAY + 3 * YEAR)
    await _known(store)

    await _ring(store, line, clock)

    assert await _ids(store) == [SAM.id]
    assert len(line.calls) == 1


async def test_who_cannot_be_reached_is_not_written_to_and_goes_after_two_weeks(store: AsyncEngine) -> None:
    line, clock = Line(), Clock(MONDAY + YEAR)
    await _known(store)
    async with store.begin() as conn:
        await people.unreachable(conn, [SAM.id], "blocked")

    await _ring(store, line, clock)
    clock.turn(NOTICE)
    await _ring(store, line, clock)

    assert line.calls == []
    assert await _ids(store) == []


async def test_advisors_see_that_an_open_request_is_withdrawn(store: AsyncEngine) -> None:
    line, clock = Line(), Clock(MONDAY + YEAR)
    await _known(store)
    async with store.begin() as conn:
        await requests.add(conn, [CALL], Seal())
        card = {"chat_id": DESK, "text": "card"}
        await outbox.add(conn, [outbox.Entry(DESK, "sendMessage", card, MONDAY, f"card:{CALL.id}")], MONDAY)

    await _ring(store, line, clock)
    clock.turn(NOTICE)
    await _ring(store, line, clock)

    assert ("editMessageText", DESK) in [(method, args.get("chat_id")) for method, args in line.calls]
    assert await _ids(store) == []


async def test_many_are_dealt_with_in_one_night(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [replace(SAM, id=number) for number in range(1, 251)], MONDAY)

    await tidying.look(store, HOUSE, MONDAY + YEAR)

    async with store.begin() as conn:
        told = await conn.scalars(select(persons.c.id).where(persons.c.warned_at.is_not(None)))
        assert len(list(told)) == 250
