from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi.outcome import Later, Never, Outcome, Sent, Unreachable
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.store import figures, inbox, outbox
from bot.store.facts import House
from bot.store.inbox import Arrival
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from bot.store.tables import outbox as rows
from bot.watch.checkup import Checkup
from bot.watch.tally import Tally
from tests.cast import DESK, LIBRARY, MONDAY, SAM
from tests.fakes import Clock, Line

HOUSE = House(LIBRARY, DESK, Seal(), replace(SAM, id=0))
OPERATORS = (98, 99)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Desk(NamedTuple):
    """A checkup with everything around it."""

    store: AsyncEngine
    checkup: Checkup
    clock: Clock
    heard: list[float]
    """How many seconds ago Telegram last answered; its last item counts."""

    async def told(self) -> list[tuple[int, str]]:
        """Who was told what, in order."""
        async with self.store.begin() as conn:
            found = await conn.execute(select(rows.c.chat, rows.c.args).order_by(rows.c.id))
            return [(row.chat, str(row.args.get("text", ""))) for row in found if row.chat in OPERATORS]

    async def look(self) -> int:
        return await self.checkup.look(HOUSE)

    async def ask(self, path: str) -> tuple[int, str]:
        """What is answered over HTTP."""
        app = Application()
        app.add_routes(self.checkup.offered)
        async with TestClient(TestServer(app)) as client, client.get(path) as answer:
            return answer.status, await answer.text()

    async def health(self) -> tuple[int, Mapping[str, Any]]:
        status, told = await self.ask("/health")
        return status, json.loads(told)


@pytest_asyncio.fixture
async def desk(store: AsyncEngine) -> Desk:
    return _desk(store)


def _desk(store: AsyncEngine, operators: tuple[int, ...] = OPERATORS) -> Desk:
    clock, heard = Clock(), [3.0]
    url = store.url.render_as_string(hide_password=False)
    return Desk(store, Checkup(store, url, operators, clock.now, lambda: heard[-1], Tally()), clock, heard)


async def _stuck(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await outbox.add(conn, [Entry(42, "sendMessage", {"text": "x"}, MONDAY - 9 * MINUTE)], MONDAY)


async def test_every_operator_is_told_of_what_is_stuck_with_figures_and_what_to_do(desk: Desk) -> None:
    await _stuck(desk.store)

    assert await desk.look() == 2

    told = await desk.told()
    assert [chat for chat, _ in told] == [98, 99]
    assert "the oldest for 9 minutes" in told[0][1]


async def test_the_same_is_told_at_most_once_an_hour_even_by_another_process(desk: Desk) -> None:
    await _stuck(desk.store)
    await desk.look()
    for _ in range(59):
        desk.clock.turn(MINUTE)
        await desk.look()
    fresh = _desk(desk.store)
    fresh.clock.time = desk.clock.time
    await fresh.look()
    before = len(await desk.told())
    fresh.clock.turn(MINUTE)
    await fresh.look()

    assert before == 2
    assert len(await desk.told()) == 4


async def test_its_end_is_told_too(desk: Desk) -> None:
    await _stuck(desk.store)
    await desk.look()
    async with desk.store.begin() as conn:
        await conn.execute(rows.delete())
    desk.clock.turn(6 * MINUTE)
    await desk.look()
    await desk.look()

    assert [words for _, words in await desk.told()] == ["Messages that are due go out again."] * 2


async def test_an_update_that_is_put_aside_is_told_once(desk: Desk) -> None:
    async with desk.store.begin() as conn:
        await inbox.add(conn, [Arrival(1, 42, b"secret words")], MONDAY, "quarantined")
    await desk.look()
    desk.clock.turn(9 * HOUR)
    await desk.look()

    told = await desk.told()
    assert len(told) == 2
    assert "bounceback quarantine list" in told[0][1]
    assert "secret" not in told[0][1]


async def test_a_database_that_failed_and_came_back_is_told_when_it_is_well(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patched:
        patched.setattr(figures, "count", broken)
        with pytest.raises(ConnectionResetError):
            await desk.look()
    await desk.look()

    assert ["couldn't reach the database" in words for _, words in await desk.told()] == [True, True]


async def test_a_loop_that_stood_still_is_told_once(desk: Desk) -> None:
    desk.checkup.blocked()
    await desk.look()
    desk.clock.turn(2 * HOUR)
    await desk.look()

    assert len(await desk.told()) == 2


async def test_operators_are_told_of_helplines_that_nobody_has_looked_at_again(desk: Desk) -> None:
    last = LIBRARY.signposts["acas"].review_by
    desk.clock.turn((last - MONDAY.date()) + timedelta(days=1))

    await desk.look()

    assert "acas" in str(await desk.told())


async def test_without_operators_nobody_is_told(store: AsyncEngine) -> None:
    await _stuck(store)

    assert await _desk(store, operators=()).look() == 0


async def test_an_operator_who_cannot_be_told_is_named_in_the_log_and_raises_no_alarm(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await _stuck(desk.store)
    await desk.look()
    line = Line()
    outcomes: list[Outcome] = [Sent(), Unreachable("never-started"), Sent()]
    line.outcomes = outcomes
    deliveries = Deliveries(desk.store, HOUSE, line, desk.clock.now, Pace(), 25.0)
    deliveries.noticed = desk.checkup.landed
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            await deliveries.step()
            await deliveries.finish(5)
    desk.clock.turn(2 * HOUR)
    await desk.look()

    (record,) = [r for r in caplog.records if r.message == "an operator cannot be told"]
    assert vars(record)["operator"] in OPERATORS
    assert [words for _, words in await desk.told() if words] == ["Messages that are due go out again."] * 2


# --- over HTTP -------------------------------------------------------------------------------------


async def test_before_the_first_figures_we_are_not_well(desk: Desk) -> None:
    assert await desk.health() == (
        503,
        {
            "ok": False,
            "reasons": ["database"],
            "heard_seconds": 3.0,
            "oldest_update_seconds": None,
            "oldest_due_seconds": None,
            "database": False,
        },
    )


async def test_health_says_how_old_the_oldest_of_each_is(desk: Desk) -> None:
    await _stuck(desk.store)
    async with desk.store.begin() as conn:
        await inbox.add(conn, [Arrival(1, 42, b"{}")], MONDAY - MINUTE)
    await desk.look()

    status, told = await desk.health()

    assert (status, told["ok"], told["reasons"], told["database"]) == (200, True, [], True)
    assert (told["oldest_update_seconds"], told["oldest_due_seconds"]) == (60.0, 540.0)


async def test_ninety_seconds_without_telegram_are_told_at_once(desk: Desk) -> None:
    await desk.look()
    desk.heard.append(91.0)

    status, told = await desk.health()

    assert (status, told["reasons"]) == (503, ["telegram"])


async def test_a_database_that_is_away_for_a_minute_is_told(desk: Desk) -> None:
    await desk.look()
    async with desk.store.begin() as conn:
        await conn.execute(text("ALTER TABLE requests RENAME TO gone"))
    desk.clock.turn(timedelta(seconds=61))
    with pytest.raises(DBAPIError):
        await desk.look()

    assert (await desk.health())[1]["reasons"] == ["database"]


async def test_metrics_hold_every_figure_and_nobody(desk: Desk) -> None:
    await _stuck(desk.store)
    async with desk.store.begin() as conn:
        await inbox.add(conn, [Arrival(1, 4242, b"{}")], MONDAY, "quarantined")
    tally = desk.checkup.tally
    tally.ended("done", 2)
    tally.batch(2, 0.02)
    tally.lag(0.001)
    row = outbox.Row(1, 4242, "nudge", {}, MONDAY - MINUTE, "key", 4242, "", 0, 0, 0, False)
    desk.checkup.landed([(row, Sent()), (row, Later(9, "flood")), (row, Never("strange"))], MONDAY)
    await desk.look()

    status, told = await desk.ask("/metrics")

    assert status == 200
    for line in (
        'bounceback_turns_total{end="done"} 2.0',
        'bounceback_updates{state="quarantined"} 1.0',
        "bounceback_updates_received_total 1.0",
        'bounceback_outbox{state="waiting"} 1.0',
        "bounceback_oldest_due_seconds 540.0",
        'bounceback_sends_total{outcome="sent"} 1.0',
        'bounceback_sends_total{outcome="never"} 1.0',
        "bounceback_flood_waits_total 1.0",
        'bounceback_nudge_lateness_seconds_bucket{le="60.0"} 1.0',
        'bounceback_nudge_lateness_seconds_bucket{le="30.0"} 0.0',
        "bounceback_loop_lag_seconds_count 1.0",
        "bounceback_calls_in_flight 0.0",
        'bounceback_requests{state="requested"} 0.0',
        "bounceback_build_info",
        "bounceback_database_bytes",
    ):
        assert line in told
    assert "4242" not in told
