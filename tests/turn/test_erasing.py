"""What advisors' groups hold of a person goes with them, whatever its state; and no byte of them stays."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi.outcome import Later, Never, Outcome, Remedy, Sent, Uncertain
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.domain.callback import State
from bot.domain.decision import Decision, Edit, Message
from bot.domain.facts import Facts
from bot.store import interviews, outbox, people, requests, tables
from bot.store.facts import House
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from bot.turn import erasing, outgoing, tidying
from tests.cast import BAKERY, CALL, DESK, LIBRARY, MONDAY, SAM, facts
from tests.fakes import Clock, Line

HOUSE = House(LIBRARY, DESK, Seal(), replace(SAM, id=0, welcomed=False))
NAME = "Zephyrine"
ERASED = LIBRARY.label(erasing.SAYS, "en-GB")
LONG = timedelta(days=400)
DAY = timedelta(days=1)


def _deliveries(store: AsyncEngine, line: Line, clock: Clock) -> Deliveries:
    ticks = itertools.count(step=60.0).__next__
    return Deliveries(store, HOUSE, line, clock.now, Pace(1000.0), 1000.0, ticks)


async def _deliver(deliveries: Deliveries, times: int = 6) -> None:
    for _ in range(times):
        await deliveries.step()
        await deliveries.finish(5.0)


async def _known(store: AsyncEngine, state: State, *said: Entry) -> None:
    """Zephyrine has a request, and this was said about her in the group."""
    async with store.begin() as conn:
        await people.meet(conn, [replace(SAM, first_name=NAME)], MONDAY)
        await interviews.add(conn, [replace(BAKERY, employer=NAME)])
        await requests.add(conn, [replace(CALL, first_name=NAME, state=state, advisor_name="Priya")], Seal())
        await outbox.add(conn, said, MONDAY)


def _said(words: str, key: str | None = None, needs: str = "", method: str = "sendMessage") -> Entry:
    args = {"chat_id": DESK, "text": f"{NAME}: {words}"}
    return Entry(DESK, method, args, MONDAY, key, person=SAM.id, needs=needs)


async def _long_silence(store: AsyncEngine, clock: Clock) -> None:
    """The notice, and two weeks later the end."""
    clock.time = MONDAY + LONG
    await tidying.look(store, HOUSE, clock.time)
    clock.turn(timedelta(days=15))
    await tidying.look(store, HOUSE, clock.time)


def _edits(line: Line) -> dict[object, object]:
    """What now stands in the group: number → the last words."""
    return {a.get("message_id"): a.get("text") for m, a in line.calls if m == "editMessageText"}


async def _rows(store: AsyncEngine) -> str:
    async with store.begin() as conn:
        found = [
            tuple(row) for table in tables.metadata.sorted_tables for row in await conn.execute(select(table))
        ]
    return repr(found)


@pytest.mark.parametrize("state", [State.REACHED, State.REQUESTED])
async def test_card_and_words_are_emptied_whether_the_request_is_open_or_not(
    store: AsyncEngine, state: State
) -> None:
    line, clock = Line(), Clock()
    await _known(store, state, _said("card", "card:5"), _said("words", needs="card:5"))
    deliveries = _deliveries(store, line, clock)
    await _deliver(deliveries)
    async with store.begin() as conn:
        await outbox.forget(conn, MONDAY + LONG)

    await _long_silence(store, clock)
    await _deliver(deliveries)

    cancelled = LIBRARY.label("desk.card-cancelled", "en-GB")
    assert _edits(line) == {1: ERASED if state is State.REACHED else cancelled, 2: ERASED}
    assert NAME not in await _rows(store)


@pytest.mark.parametrize(
    ("outcome", "method"),
    [
        (Sent({"message_id": 77}), "editMessageText"),
        (Uncertain("timeout"), "sendMessage"),
        (Later(1, "flood"), ""),
        (Never("bad markup", Remedy.PLAIN), ""),
    ],
)
async def test_what_is_on_its_way_is_emptied_once_it_has_arrived(
    store: AsyncEngine, outcome: Outcome, method: str
) -> None:
    line, clock = Line(), Clock(MONDAY + LONG + timedelta(days=15))
    await _known(store, State.REACHED, _said("<b>words"))
    async with store.begin() as conn:
        await people.warned(conn, [SAM.id], MONDAY)
    line.hold, line.outcomes = asyncio.Event(), [outcome]
    deliveries = _deliveries(store, line, clock)
    await deliveries.step()
    await asyncio.sleep(0)

    await tidying.look(store, HOUSE, clock.time)
    assert NAME not in await _rows(store)
    line.hold.set()
    for _ in range(4):
        await _deliver(deliveries)
        clock.turn(timedelta(minutes=10))

    assert NAME not in await _rows(store)
    assert sum(NAME in str(text) for text in line.texts) == 1
    assert [m for m, args in line.calls if args.get("text") == ERASED] == ([method] if method else [])


async def test_what_waits_for_a_group_out_of_reach_never_gets_there(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    await _known(store, State.REQUESTED, _said("card", "card:5"), _said("words", needs="card:5"))

    await _long_silence(store, clock)
    await _deliver(_deliveries(store, line, clock))

    assert not any(NAME in str(text) for text in line.texts)


async def test_what_advisors_have_taken_out_themselves_is_not_said_anew(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    await _known(store, State.REACHED, _said("card", "card:5"))
    deliveries = _deliveries(store, line, clock)
    await _deliver(deliveries)
    await _long_silence(store, clock)
    line.outcomes = [Never("message-gone", Remedy.FRESH)]

    await _deliver(deliveries)

    assert [method for method, _ in line.calls] == ["sendMessage", "editMessageText"]


@pytest.mark.parametrize(
    "out",
    [
        Edit(DESK, "desk.card-cancelled", message=1, key="card:5"),
        Message(DESK, "desk.queue-line", {"asked": "today", "how": "x"}, reply_to="card:5"),
        Message(DESK, "desk.sent", reply_to_message=3),
    ],
)
def test_what_is_said_in_the_group_belongs_to_the_person_it_is_about(out: Message | Edit) -> None:
    at_desk: Facts = facts(person=replace(SAM, id=0), requests=(CALL,), answered=CALL.id)

    (entry,) = outgoing.entries(Decision((out,)), at_desk, turn=1)

    assert entry.person == CALL.person


async def test_after_long_silence_not_a_byte_is_left(sqlite: AsyncEngine, tmp_path: Path) -> None:
    await _known(sqlite, State.REACHED, *[_said("words " * 200) for _ in range(60)])
    before = _bytes(tmp_path)

    await _long_silence(sqlite, Clock())

    assert before > 60
    assert _bytes(tmp_path) == 0


async def test_who_comes_back_in_time_keeps_every_row(store: AsyncEngine) -> None:
    await _known(store, State.REACHED, _said("card", "card:5"))
    await tidying.look(store, HOUSE, MONDAY + LONG)
    async with store.begin() as conn:
        await people.seen(conn, [SAM.id], MONDAY + LONG + DAY)
    before = await _of(store)

    await tidying.look(store, HOUSE, MONDAY + LONG + timedelta(days=20))

    assert await _of(store) == before
    assert before.count(NAME) >= 3


async def _of(store: AsyncEngine) -> str:
    async with store.begin() as conn:
        rows: list[Any] = [
            tuple(row)
            for name in ("people", "interviews", "requests", "outbox")
            for row in await conn.execute(select(tables.metadata.tables[name]))
        ]
    return repr(rows)


def _bytes(folder: Path) -> int:
    return sum(file.read_bytes().count(NAME.encode()) for file in folder.iterdir())
