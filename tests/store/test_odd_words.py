"""NUL and half characters, which PostgreSQL and SQLite refuse each in its own way, on the whole path."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.receive.polling import Poller
from bot.store import interviews, people, tables
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.cast import MONDAY, SAM
from tests.crash.crowd import HEAR
from tests.fakes import Clock, Line, Updates
from tests.turn.test_turns import HOUSE

ODD = ["\x00", "\ud800", "\udc00\ud800", "a\x00\ud83d"]


def _update(number: int, words: str, name: str) -> dict[str, Any]:
    chat = {"id": SAM.id, "type": "private", "first_name": name}
    sender = {"id": SAM.id, "is_bot": False, "first_name": name}
    message: dict[str, Any] = {
        "message_id": number,
        "date": int(MONDAY.timestamp()),
        "chat": chat,
        "from": sender,
    }
    if words.startswith("/"):
        message["entities"] = [
            {"type": "bot_command", "offset": 0, "length": len(words.split(maxsplit=1)[0])}
        ]
    return {"update_id": number, "message": message | {"text": words}}


@pytest.mark.parametrize("odd", ODD)
async def test_words_that_no_database_can_hold_are_cleaned_and_answered(store: AsyncEngine, odd: str) -> None:
    wire = Line()
    source = Updates(
        [
            _update(1, "/start", f"S{odd}m"),
            _update(2, f"/log Ba{odd}ker at Cru{odd}mbs, tomorrow 2pm, {HEAR}", f"S{odd}m"),
        ]
    )
    await Poller(store, source, Clock().now, lambda: None).poll()
    turns = Turns(store, HOUSE, Presses(wire), Clock().now, lambda: None, "bounceback_bot")
    while await turns.batch():
        pass
    await _press_first(store, turns)
    deliveries = Deliveries(store, HOUSE, wire, Clock().now, Pace(1000.0), 1000.0)
    for _ in range(8):
        await deliveries.step()
        await deliveries.finish(1)

    async with store.begin() as conn:
        states = (await conn.execute(select(tables.inbox.c.state))).scalars().all()
        (interview,) = (await interviews.of(conn, [SAM.id]))[SAM.id]
        name = (await people.of(conn, [SAM.id]))[SAM.id].first_name
    assert set(states) == {"done"}
    for kept in (interview.role, interview.employer, name, *map(str, wire.texts)):
        kept.encode()
        assert "\x00" not in kept


async def _press_first(store: AsyncEngine, turns: Turns) -> None:
    """Presses the first button of the newest message."""
    async with store.begin() as conn:
        rows = (await conn.execute(select(tables.outbox.c.args).order_by(tables.outbox.c.id))).scalars().all()
    data = rows[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    update = _update(3, "card", "Sam")
    message = update.pop("message")
    query = {"id": "q", "from": message["from"], "chat_instance": "1", "data": data, "message": message}
    await Poller(store, Updates([update | {"callback_query": query}]), Clock().now, lambda: None).poll()
    assert await turns.batch() == 1


async def test_a_number_that_fits_into_no_column_holds_up_nothing(store: AsyncEngine) -> None:
    huge = [_update(2**70, "/start", "Sam"), _update(5, "/start", "Sam")]
    huge[1]["message"]["chat"]["id"] = 2**70
    source = Updates([*huge, _update(6, "/start", "Sam")])

    assert await Poller(store, source, Clock().now, lambda: None).poll() == 3

    turns = Turns(store, HOUSE, Presses(Line()), Clock().now, lambda: None, "bounceback_bot")
    while await turns.batch():
        pass
    async with store.begin() as conn:
        ends = dict((await conn.execute(select(tables.inbox.c.update_id, tables.inbox.c.state))).all())
    assert ends[6] == "done"
    assert json.dumps(sorted(ends.values())).count("quarantined") == 2
