from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.nudge import Fate
from bot.store import inbox, nudges, outbox, queue, requests
from bot.store.engine import open_store
from bot.store.migrate import migrate
from bot.store.outbox import Ending, Entry
from bot.store.tables import outbox as rows
from tests.cast import DESK, MONDAY

LATER = MONDAY + timedelta(hours=1)


async def _line(conn: AsyncConnection, *texts: str, chat: int = 42) -> list[int]:
    entries = [Entry(chat, "sendMessage", {"text": text}, MONDAY) for text in texts]
    await outbox.add(conn, entries, MONDAY)
    return list(
        (await conn.execute(select(rows.c.id).where(rows.c.chat == chat).order_by(rows.c.id))).scalars()
    )


async def test_what_waits_behind_another_message_is_not_next(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        first, _ = await _line(conn, "first", "second")
        await outbox.finish(conn, [Ending(first, Fate.WAITING, "flood", ready=LATER)], MONDAY)

        assert await queue.due(conn, MONDAY, 10) == []
        assert await queue.next_ready(conn) == LATER


@pytest.mark.parametrize("end", ["blocked", "stopped twice"])
async def test_what_is_not_to_be_kept_goes_however_it_ends(store: AsyncEngine, end: str) -> None:
    async with store.begin() as conn:
        entries = [Entry(42, "sendMessage", {"text": "Goodbye"}, MONDAY, forget=way) for way in (True, False)]
        await outbox.add(conn, entries, MONDAY)
        ids = list((await conn.execute(select(rows.c.id).order_by(rows.c.id))).scalars())
        if end == "blocked":
            await outbox.unreachable(conn, [42], MONDAY, "blocked")
        for _ in range(2 * (end != "blocked")):
            await outbox.claim(conn, ids)
            await outbox.recover(conn, MONDAY, timedelta(0))

        assert (await conn.execute(select(rows.c.id))).scalars().all() == ids[1:]


async def test_behind_a_message_on_the_wire_nothing_is_next(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        first, _ = await _line(conn, "first", "second")
        await outbox.claim(conn, [first])

        assert await queue.next_ready(conn) is None


ASKED_OFTEN: dict[str, Callable[[AsyncConnection], Awaitable[Any]]] = {
    "due": lambda conn: queue.due(conn, MONDAY, 100),
    "next": queue.next_ready,
    "claim": lambda conn: outbox.claim(conn, [1, 2]),
    "results": lambda conn: outbox.results(conn, ["card:1"]),
    "unreachable": lambda conn: outbox.unreachable(conn, [42], MONDAY, "blocked"),
    "told": lambda conn: nudges.told(conn, [42, 43]),
    "about": lambda conn: requests.about(conn, DESK, 900),
    "take": lambda conn: inbox.take(conn, MONDAY, 100),
    "next update": inbox.next_ready,
    "take first": lambda conn: inbox.take(conn, MONDAY, 100, {42: 7}),
    "behind": lambda conn: inbox.behind(conn, 7, MONDAY, 40),
    "add first": lambda conn: outbox.add(conn, [Entry(42, "sendMessage", {}, MONDAY, first=True)], MONDAY),
}


@pytest.mark.parametrize("name", ASKED_OFTEN)
async def test_what_is_asked_often_is_answered_from_an_index(tmp_path: Path, name: str) -> None:
    """On SQLite, which plans by what a query says; PostgreSQL plans by what the tables hold."""
    asked: list[tuple[str, Any]] = []
    store = open_store(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    await migrate(store)
    async with store.begin() as conn:
        event.listen(store.sync_engine, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
        await ASKED_OFTEN[name](conn)
        plans = [
            line[-1]
            for statement, values in list(asked)
            for line in await conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    await store.dispose()

    assert plans
    assert not [line for line in plans if line.startswith("SCAN") and "INDEX" not in line]
    assert not [line for line in plans if "rowid<" in line or "rowid>" in line], plans
