from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import inbox
from bot.store.inbox import Arrival
from tests.cast import MONDAY


def _arrivals(*chats: int, first: int = 100) -> list[Arrival]:
    return [Arrival(first + n, chat, b"{}") for n, chat in enumerate(chats)]


async def _taken(store: AsyncEngine, most: int = 100) -> list[int]:
    async with store.begin() as conn:
        return [row.chat for row in await inbox.take(conn, MONDAY, most)]


async def test_an_update_that_comes_twice_is_stored_once(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1), MONDAY)
        await inbox.add(conn, _arrivals(1), MONDAY)

        assert await inbox.counts(conn) == {"waiting": 1}


async def test_a_lower_update_id_than_all_before_is_taken_too(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1, first=900), MONDAY)
        await inbox.add(conn, _arrivals(2, first=5), MONDAY)

    assert await _taken(store) == [1, 2]


async def test_of_each_chat_the_oldest_update_is_taken_and_only_that(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1, 1, 2, 1, 3), MONDAY)

    assert await _taken(store) == [1, 2, 3]


async def test_a_turn_that_was_put_off_holds_back_its_own_chat_alone(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1, 1, 2), MONDAY)
        first = (await inbox.take(conn, MONDAY, 1))[0]
        await inbox.later(conn, first.id, MONDAY + timedelta(seconds=5), "a handler failed")

    assert await _taken(store) == [2]


async def test_an_attempt_is_counted_before_it_is_made(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1), MONDAY)

    attempts = []
    for _ in range(3):
        async with store.begin() as conn:
            attempts += [row.attempts for row in await inbox.take(conn, MONDAY, 10)]

    assert attempts == [1, 2, 3]


async def test_after_a_crash_each_update_is_tried_alone_so_that_only_the_guilty_one_is_counted(
    store: AsyncEngine,
) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1, 2, 3), MONDAY)
    assert await _taken(store) == [1, 2, 3]

    again = await _taken(store)

    assert again == [1]


async def test_an_update_that_ended_is_not_taken_again(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1), MONDAY)
        rows = await inbox.take(conn, MONDAY, 10)
        await inbox.end(conn, [row.id for row in rows], "done", MONDAY)

    assert await _taken(store) == []


async def test_old_updates_are_forgotten_but_quarantined_ones_stay(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1, 2), MONDAY)
        rows = await inbox.take(conn, MONDAY, 10)
        await inbox.end(conn, [rows[0].id], "done", MONDAY)
        await inbox.end(conn, [rows[1].id], "quarantined", MONDAY)

        await inbox.forget(conn, MONDAY + inbox.KEPT + timedelta(seconds=1))

        assert await inbox.counts(conn) == {"quarantined": 1}


async def test_what_waits_behind_an_update_that_was_put_off_is_not_next(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1, 1), MONDAY)
        (first,) = await inbox.take(conn, MONDAY, 10)
        await inbox.later(conn, first.id, MONDAY + timedelta(seconds=60), "a handler failed")

        assert await inbox.next_ready(conn) == MONDAY + timedelta(seconds=60)


async def test_an_update_is_taken_though_the_clock_was_put_back_since_it_came(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1), MONDAY + timedelta(hours=1))

    assert await _taken(store) == [1]


async def test_an_attempt_that_was_given_back_is_not_counted(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, _arrivals(1, 2), MONDAY)
        first = await inbox.take(conn, MONDAY, 10)
        await inbox.give_back(conn, [row.id for row in first])

        assert [row.attempts for row in await inbox.take(conn, MONDAY, 10)] == [1, 1]
