from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.nudge import Fate
from bot.domain.standing import Counts
from bot.store import figures, inbox, outbox, people, requests
from bot.store.inbox import Arrival
from bot.store.outbox import NUDGE, Ending, Entry
from bot.store.sealed import Seal
from tests.cast import CALL, DESK, MONDAY, SAM

OPERATOR = 99
MINUTE = timedelta(minutes=1)


def _entry(chat: int = 42, *, late: timedelta = timedelta(0), **more: Any) -> Entry:
    return Entry(chat, "sendMessage", {"text": "x"}, due=MONDAY - late, **more)


async def _count(conn: AsyncConnection, desk: int | None = DESK) -> Counts:
    return await figures.count(conn, MONDAY, desk, [OPERATOR])


async def _arrive(
    conn: AsyncConnection, *updates: int, state: str = "waiting", ago: timedelta = MINUTE
) -> None:
    await inbox.add(conn, [Arrival(u, 42, b"{}") for u in updates], MONDAY - ago, state)


async def test_an_empty_database_counts_nothing(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        found = await _count(conn)

    assert (found.waiting, found.aside, found.messages, found.due, found.received) == (0, 0, 0, 0, 0)
    assert (found.oldest, found.aside_at, found.oldest_due, found.desk) == (None, None, None, "")
    assert found.requests == {"requested": 0, "claimed": 0, "no-answer": 0}
    assert found.size > 0


async def test_updates_are_counted_by_what_is_still_to_be_done(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await _arrive(conn, 1, ago=9 * MINUTE)
        await _arrive(conn, 2, 3, 4)
        await _arrive(conn, 5, state="quarantined", ago=2 * MINUTE)
        await inbox.end(conn, [2], "quarantined", MONDAY, "a handler failed")
        await inbox.end(conn, [3], "done", MONDAY)
        found = await _count(conn)

    assert (found.received, found.waiting, found.aside) == (5, 2, 2)
    assert found.oldest == MONDAY - 9 * MINUTE
    assert found.aside_at == MONDAY


async def test_messages_are_counted_by_whether_they_wait_are_due_or_rest(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        later = _entry(late=-MINUTE)
        await outbox.add(conn, [_entry(late=3 * MINUTE), later, _entry(), _entry(), _entry()], MONDAY)
        ends = (Ending(3, Fate.REFUSED, "strange"), Ending(4, Fate.UNCERTAIN), Ending(5, Fate.SENT))
        await outbox.finish(conn, ends, MONDAY)
        found = await _count(conn)

    assert (found.messages, found.due, found.refused, found.uncertain) == (2, 1, 1, 1)
    assert found.oldest_due == MONDAY - 3 * MINUTE


async def test_a_reply_that_rests_after_a_failure_is_late_all_the_same(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await outbox.add(conn, [_entry(late=20 * MINUTE)], MONDAY)
        await outbox.finish(conn, [Ending(1, Fate.WAITING, "flood", ready=MONDAY + 5 * MINUTE)], MONDAY)

        assert (await _count(conn)).oldest_due == MONDAY - 20 * MINUTE


async def test_a_nudge_that_was_put_off_is_not_late(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        nudge = Entry(42, NUDGE, {}, due=MONDAY - 20 * MINUTE, key="k")
        await outbox.add(conn, [nudge], MONDAY)
        await outbox.finish(conn, [Ending(1, Fate.WAITING, "quiet hours", ready=MONDAY + 5 * MINUTE)], MONDAY)

        assert (await _count(conn)).oldest_due is None


async def test_an_alarm_that_cannot_be_delivered_makes_nothing_late(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await outbox.add(conn, [_entry(OPERATOR, late=60 * MINUTE)], MONDAY)
        before = (await _count(conn)).oldest_due
        await outbox.add(conn, [_entry(late=2 * MINUTE, person=SAM.id)], MONDAY)

        assert before is None
        assert (await _count(conn)).oldest_due == MONDAY - 2 * MINUTE


async def test_a_desk_that_takes_nothing_is_seen_by_what_waits_for_it(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await outbox.add(conn, [_entry(DESK), _entry(43)], MONDAY)
        rest = [Ending(n, Fate.WAITING, "kicked", ready=MONDAY + MINUTE) for n in (1, 2)]
        await outbox.finish(conn, rest[1:], MONDAY)
        before = (await _count(conn)).desk
        await outbox.finish(conn, rest, MONDAY)

        assert before == ""
        assert (await _count(conn)).desk == "kicked"
        assert (await _count(conn, desk=None)).desk == ""


async def test_open_requests_are_counted_by_state(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await requests.add(conn, [CALL], Seal())

        assert (await _count(conn)).requests["requested"] == 1


async def test_no_count_reads_a_whole_table(store: AsyncEngine) -> None:
    """On SQLite, which tells its plan for an empty table as for a full one."""
    statements: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, values: Any, ___: object, ____: object) -> None:
        statements.append((statement, values))

    async with store.begin() as conn:
        if conn.dialect.name != "sqlite":
            return
        event.listen(store.sync_engine, "before_cursor_execute", note)
        await _count(conn)
        event.remove(store.sync_engine, "before_cursor_execute", note)
        plans = [
            (await conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)).fetchall()
            for statement, values in statements
        ]
    steps = [str(list(step)[-1]) for plan in plans for step in plan]

    assert len(steps) >= 10
    for step in steps:
        assert not step.startswith(("SCAN inbox", "SCAN outbox", "SCAN requests")) or "USING" in step, step
