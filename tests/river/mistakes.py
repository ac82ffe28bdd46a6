"""Mistakes that a bot might have, and for each a life in which it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import literal_column, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.botapi.envelope import Arrival
from bot.domain import etiquette
from bot.receive.polling import Poller
from bot.store import inbox, outbox, queue
from bot.store.tables import inbox as updates
from tests.river.machine import Life

_add, _recover, _store_all = inbox.add, outbox.recover, Poller._store_all


async def _nothing(*_: object, **__: object) -> int:
    return 0


async def without_dedupe(
    conn: AsyncConnection, arrivals: Sequence[inbox.Arrival], now: datetime, state: str = "waiting"
) -> None:
    await _add(conn, [inbox.Arrival(None, a.chat, a.body) for a in arrivals], now, state)


async def _again_and_again(conn: AsyncConnection, now: datetime, calm: timedelta) -> int:
    return await _recover(conn, now, calm, twice=99)


async def _acknowledged_first(self: Poller, arrivals: Sequence[Arrival]) -> None:
    self._offset = max(a.update_id + 1 for a in arrivals if a.update_id is not None)
    await _store_all(self, arrivals)


async def _all_of_it(conn: AsyncConnection, chats: Sequence[int]) -> None:
    await conn.execute(update(updates).where(updates.c.chat.in_(chats)).values(body=b""))


def _dying_while_sending(life: Life) -> None:
    life.crash_on_the_wire(who=42, times=4)


def _brought_again(life: Life) -> None:
    life.work(times=2)
    life.bring_again(place=0, times=3)
    life.work(times=4)


def _without_a_database(life: Life) -> None:
    life.work(times=4)
    for who in (42, 43, 44):
        life.lose_the_database_for_a_while(who=who, times=3)


def _refused_once(life: Life) -> None:
    life.say(who=42, line="/help")
    life.say(who=42, line="/list")
    life.go_wrong(faults=["refused"])
    life.work(times=4)
    life.work(times=4)


def _unwilling(life: Life) -> None:
    life.work(times=4)
    life.say(who=42, line="/stop")
    life.work(times=4)
    life.pass_time(seconds=86_400)
    life.pass_time(seconds=8 * 86_400)


def _back_at_once(life: Life) -> None:
    life.forget_me(who=42)
    life.say(who=42, line="/start")


MISTAKES: Mapping[str, tuple[object, str, Any, Callable[[Life], None], str]] = {
    "what was being sent is forgotten": (outbox, "recover", _nothing, _dying_while_sending, "no end"),
    "what was being sent is sent for ever": (
        outbox,
        "recover",
        _again_and_again,
        _dying_while_sending,
        "three times",
    ),
    "an update that comes again is new": (inbox, "add", without_dedupe, _brought_again, "acknowledged"),
    "updates are acknowledged before they are stored": (
        Poller,
        "_store_all",
        _acknowledged_first,
        _without_a_database,
        "is lost",
    ),
    "messages leave unclaimed": (outbox, "claim", _nothing, _brought_again, "0 messages of one chat"),
    "replies overtake one another": (
        queue,
        "_DUE",
        queue._due(literal_column("1") == 1),
        _refused_once,
        "overtook",
    ),
    "nudges come whatever was said": (
        etiquette,
        "judge",
        lambda *_: etiquette.Send(),
        _unwilling,
        "wants none",
    ),
    "erasure takes what was said after it": (inbox, "erase", _all_of_it, _back_at_once, "put aside"),
}
"""What is wrong, where; a life in which it shows, and as what."""
