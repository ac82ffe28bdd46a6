from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.receive.polling import Poller, Watch
from bot.store import inbox
from tests.cast import MONDAY
from tests.fakes import Clock, Updates


def _update(number: int, chat: int = 42, text: str = "hello") -> dict[str, object]:
    who = {"id": chat, "is_bot": False, "first_name": "Sam"}
    message = {
        "message_id": number,
        "date": 1_795_000_000,
        "chat": {"id": chat, "type": "private"},
        "from": who,
    }
    return {"update_id": number, "message": {**message, "text": text}}


def _poller(store: AsyncEngine, source: Updates) -> tuple[Poller, list[str]]:
    rung: list[str] = []
    return Poller(store, source, Clock().now, lambda: rung.append("ring")), rung


async def _stored(store: AsyncEngine) -> dict[str, int]:
    async with store.begin() as conn:
        return await inbox.counts(conn)


async def test_an_update_is_acknowledged_only_after_it_is_stored(store: AsyncEngine) -> None:
    source = Updates([_update(7), _update(8)], [])
    poller, rung = _poller(store, source)

    assert await poller.poll() == 2
    assert await _stored(store) == {"waiting": 2}
    await poller.poll()

    assert source.offsets == [0, 9]
    assert rung == ["ring"]


async def test_an_update_that_could_not_be_stored_is_not_acknowledged(empty_store: AsyncEngine) -> None:
    source = Updates([_update(7)], [])
    poller, _ = _poller(empty_store, source)  # no tables yet: storing fails

    with pytest.raises(Exception, match="inbox"):
        await poller.poll()
    await poller.poll()

    assert source.offsets == [0, 0]


async def test_the_body_is_kept_as_it_came(store: AsyncEngine) -> None:
    poller, _ = _poller(store, Updates([_update(7, text="Ünïcode \U0001f642")]))

    await poller.poll()

    async with store.begin() as conn:
        (row,) = await inbox.take(conn, MONDAY, 10)
    assert json.loads(row.body)["message"]["text"] == "Ünïcode \U0001f642"


async def test_one_update_that_cannot_be_read_does_not_hold_up_the_others(store: AsyncEngine) -> None:
    batch: list[dict[str, object]] = [
        _update(7),
        {"update_id": True},
        {"update_id": 8, "message": "nonsense"},
        _update(9),
    ]
    source = Updates(batch, [])
    poller, _ = _poller(store, source)

    await poller.poll()
    await poller.poll()

    stored = await _stored(store)
    assert stored["waiting"] + stored["quarantined"] == 4
    assert source.offsets[-1] == 10


async def test_being_stopped_in_the_middle_does_not_split_the_storing(store: AsyncEngine) -> None:
    poller, _ = _poller(store, Updates([_update(number) for number in range(1, 51)]))

    polling = asyncio.create_task(poller.poll())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)

    assert (await _stored(store)).get("waiting", 0) in (0, 50)
    async with store.begin() as conn:  # and no transaction was left open
        await inbox.take(conn, MONDAY, 1)


async def test_a_poll_that_failed_has_ended_but_was_not_good(empty_store: AsyncEngine) -> None:
    poller, _ = _poller(empty_store, Updates([_update(7)]))
    good, ended = poller.good_at, poller.finished_at

    with pytest.raises((OperationalError, Exception)):
        await poller.poll()

    assert poller.good_at == good
    assert poller.finished_at > ended


class Ticks:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


async def _looks(watch: Watch, ticks: Ticks, times: int, every: float = 5.0) -> float:
    deaf = 0.0
    for _ in range(times):
        ticks.at += every
        deaf = watch.look()
    return deaf


async def test_a_poll_that_never_ends_is_noticed(empty_store: AsyncEngine) -> None:
    poller, _ = _poller(empty_store, Updates())
    ticks = Ticks()
    watch = Watch(poller, ticks)
    poller.under_way = True

    assert await _looks(watch, ticks, 25) > 120


async def test_a_long_rest_between_polls_is_no_deafness(empty_store: AsyncEngine) -> None:
    poller, _ = _poller(empty_store, Updates())
    ticks = Ticks()

    assert await _looks(Watch(poller, ticks), ticks, 1000) == 0


async def test_polls_that_end_badly_are_no_deafness(empty_store: AsyncEngine) -> None:
    poller, _ = _poller(empty_store, Updates())
    ticks = Ticks()
    watch = Watch(poller, ticks)
    for _ in range(100):
        await _looks(watch, ticks, 5)
        poller.finished_at += 1

    assert await _looks(watch, ticks, 1) == 0


async def test_the_sleep_of_the_machine_is_no_deafness(empty_store: AsyncEngine) -> None:
    poller, _ = _poller(empty_store, Updates())
    ticks = Ticks()
    watch = Watch(poller, ticks)
    poller.under_way = True
    await _looks(watch, ticks, 3)

    assert await _looks(watch, ticks, 1, every=36_000) < 30
