"""A person's copy: no file waits anywhere, it is made when it is sent, as things are then."""

from __future__ import annotations

import io
import itertools
import json
import zipfile

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import content
from bot.botapi import render
from bot.botapi.outcome import Later, Never, Remedy
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.domain.nudge import Fate
from bot.papers import copy
from bot.settings import CONTENT
from bot.store import interviews, outbox, people
from bot.store.facts import House
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from bot.store.tables import outbox as rows
from tests.cast import BAKERY, MONDAY, SAM
from tests.fakes import Clock, Line

HOUSE = House(content.load(CONTENT), None, Seal())


async def _wished(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await outbox.add(
            conn, [Entry(SAM.id, render.FILE, {"kind": "copy", "about": 0}, MONDAY, person=SAM.id)], MONDAY
        )


async def _run(store: AsyncEngine, line: Line, clock: Clock) -> None:
    ticks = itertools.count(step=60.0).__next__
    deliveries = Deliveries(store, HOUSE, line, clock.now, Pace(1000.0), 1000.0, ticks)
    for _ in range(8):
        await deliveries.step()
        await deliveries.finish(5.0)  # the file is made in a thread


async def _states(store: AsyncEngine) -> list[str]:
    async with store.begin() as conn:
        return list(await conn.scalars(select(rows.c.state)))


async def test_a_copy_goes_out_as_a_document_that_holds_what_is_known_when_it_is_sent(
    store: AsyncEngine,
) -> None:
    line = Line()
    await _wished(store)
    async with store.begin() as conn:  # after the wish, before the file
        await interviews.add(conn, [BAKERY])

    await _run(store, line, Clock())

    ((method, args),) = line.calls
    assert (method, args["chat_id"]) == ("sendDocument", SAM.id)
    with zipfile.ZipFile(io.BytesIO(line.files[0])) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [copy.TEXT, copy.ROWS]
        text = archive.read(copy.TEXT).decode("utf-8-sig")
        kept = json.loads(archive.read(copy.ROWS))
    assert "Baker at Crumbs" in text
    assert kept["interviews"][0]["employer"] == "Crumbs"
    assert await _states(store) == [Fate.SENT.value]


async def test_a_copy_that_could_not_be_sent_is_made_anew(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(0, "busy")]
    await _wished(store)

    await _run(store, line, clock)
    clock.time = MONDAY.replace(hour=11)
    await _run(store, line, clock)

    assert [method for method, _ in line.calls] == ["sendDocument", "sendDocument"]
    assert await _states(store) == [Fate.SENT.value]


async def test_a_copy_that_telegram_refuses_is_given_up(store: AsyncEngine) -> None:
    line = Line()
    line.outcomes = [Never("file-too-big", Remedy.PLAIN)]
    await _wished(store)

    await _run(store, line, Clock())

    assert await _states(store) == [Fate.REFUSED.value]


async def test_nobody_gets_the_copy_of_somebody_who_was_erased(store: AsyncEngine) -> None:
    line = Line()
    await _wished(store)
    async with store.begin() as conn:
        await people.erase(conn, [SAM.id])

    await _run(store, line, Clock())

    assert line.calls == []
