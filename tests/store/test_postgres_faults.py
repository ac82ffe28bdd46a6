"""A server that dies, a line that breaks, stalls, or loses the one answer that matters."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.receive.polling import Poller
from bot.store import inbox, interviews, outbox, people, tables
from bot.store.engine import SERVER, is_down, open_store
from bot.store.inbox import Arrival
from bot.store.outbox import Entry
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.cast import MONDAY, SAM
from tests.fakes import Clock, Line, Updates
from tests.proxy import Proxy, proxied
from tests.turn.test_turns import HOUSE

SAVE = "/log Baker at Crumbs, tomorrow 2pm, they'll tell me in a week"
CUT = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE application_name = 'bounceback' AND datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture(autouse=True)
def _postgres_only(store: AsyncEngine) -> None:
    if store.dialect.name != "postgresql":
        pytest.skip("there is no line to a file")


@pytest_asyncio.fixture
async def far(store: AsyncEngine) -> AsyncIterator[tuple[Proxy, AsyncEngine]]:
    """The same database, at the other end of a line that may break."""
    async with proxied(store.url) as (proxy, url):
        engine = open_store(url)
        yield proxy, engine
        await engine.dispose()


def _message(number: int, words: str) -> dict[str, Any]:
    sam = {"id": SAM.id, "is_bot": False, "first_name": "Sam"}
    chat = {"id": SAM.id, "type": "private", "first_name": "Sam"}
    message = {
        "message_id": number,
        "date": int(MONDAY.timestamp()),
        "chat": chat,
        "from": sam,
        "text": words,
    }
    if words.startswith("/"):
        message["entities"] = [
            {"type": "bot_command", "offset": 0, "length": len(words.split(maxsplit=1)[0])}
        ]
    return {"update_id": number, "message": message}


def _press(number: int, data: str) -> dict[str, Any]:
    sam = {"id": SAM.id, "is_bot": False, "first_name": "Sam"}
    chat = {"id": SAM.id, "type": "private", "first_name": "Sam"}
    shown = {"message_id": 900, "date": int(MONDAY.timestamp()), "chat": chat, "text": "card"}
    query = {"id": f"q{number}", "from": sam, "chat_instance": "1", "data": data, "message": shown}
    return {"update_id": number, "callback_query": query}


async def _receive(store: AsyncEngine, *updates: dict[str, Any]) -> None:
    arrivals = [Arrival(update["update_id"], SAM.id, json.dumps(update).encode()) for update in updates]
    async with store.begin() as conn:
        await inbox.add(conn, arrivals, MONDAY)


def _turns(store: AsyncEngine, handed_on: list[None] | None = None) -> Turns:
    told = [] if handed_on is None else handed_on
    return Turns(store, HOUSE, Presses(Line()), Clock().now, lambda: told.append(None), "bounceback_bot")


def _deliveries(store: AsyncEngine, wire: Line) -> Deliveries:
    return Deliveries(store, HOUSE, wire, Clock().now, Pace(1000.0), 1000.0)


async def _asked_to_save(store: AsyncEngine) -> str:
    """Lets Sam come as far as the question whether all is right. Returns what its first button says."""
    await _receive(store, _message(1, "/start"), _message(2, SAVE))
    turns = _turns(store)
    while await turns.batch():
        pass
    async with store.begin() as conn:
        rows = (await conn.execute(select(tables.outbox.c.args).order_by(tables.outbox.c.id))).scalars().all()
    keyboard = rows[-1]["reply_markup"]["inline_keyboard"]
    return str(keyboard[0][0]["callback_data"])


async def _kept(store: AsyncEngine) -> tuple[int, int, list[str]]:
    """How many interviews and messages there are, and the states of all updates."""
    async with store.begin() as conn:
        found = await interviews.of(conn, [SAM.id])
        sent = len((await conn.execute(select(tables.outbox.c.id))).all())
        states = (
            (await conn.execute(select(tables.inbox.c.state).order_by(tables.inbox.c.id))).scalars().all()
        )
    return len(found.get(SAM.id, ())), sent, list(states)


async def test_after_our_lines_were_killed_the_next_turn_works(
    store: AsyncEngine, far: tuple[Proxy, AsyncEngine]
) -> None:
    _, engine = far
    save = await _asked_to_save(engine)
    await _receive(engine, _press(3, save))
    async with store.begin() as conn:
        assert (await conn.execute(CUT)).scalar_one() >= 1

    assert await _turns(engine).batch() == 1

    assert (await _kept(store))[0] == 1


async def test_a_line_that_is_killed_in_the_middle_of_a_turn_loses_and_doubles_nothing(
    store: AsyncEngine, far: tuple[Proxy, AsyncEngine]
) -> None:
    _, engine = far
    save = await _asked_to_save(engine)
    await _receive(engine, _press(3, save))
    turns = _turns(engine)
    row = await _interrupted(store, turns)

    assert is_down(row)
    while await turns.batch():
        pass
    interviews_, _, states = await _kept(store)
    assert (interviews_, states) == (1, ["done"] * 3)


async def _interrupted(store: AsyncEngine, turns: Turns) -> BaseException:
    """Holds a lock that the turn needs, kills the line while it waits, and returns what the turn said."""
    async with store.connect() as conn:
        await conn.execute(text("LOCK TABLE interviews IN ACCESS EXCLUSIVE MODE"))
        working = asyncio.create_task(turns.batch())
        waiting = text(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM"
            " pg_database WHERE datname = current_database())"
        )
        while not (await conn.execute(waiting)).scalar_one():  # noqa: ASYNC110 - the server does it
            await asyncio.sleep(0.01)
        await conn.execute(CUT)
        (error,) = await asyncio.gather(working, return_exceptions=True)
        assert isinstance(error, BaseException)
        return error


async def test_a_line_that_falls_silent_is_given_up_in_bounded_time(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SERVER, "command_timeout", 0.3)
    monkeypatch.setitem(SERVER, "timeout", 0.3)
    async with proxied(store.url) as (proxy, url):
        engine = open_store(url)
        await _receive(engine, _message(1, "/start"))
        proxy.stalled = True
        began = asyncio.get_running_loop().time()

        with pytest.raises(Exception) as silence:  # noqa: PT011 - which one is the driver's affair
            await _turns(engine).batch()

        assert is_down(silence.value)
        assert asyncio.get_running_loop().time() - began < 5
        proxy.stalled = False
        assert await _turns(engine).batch() == 1
        await engine.dispose()


# --- the answer to a COMMIT is lost: it may or may not have been kept -------------------------------


async def test_an_update_whose_commit_is_unknown_is_stored_once_and_acknowledged_only_when_it_is_known(
    store: AsyncEngine, far: tuple[Proxy, AsyncEngine]
) -> None:
    proxy, engine = far
    update = _message(1, "/start")
    source = Updates([update], [update], [])
    poller = Poller(engine, source, Clock().now, lambda: None)
    proxy.swallow = 1

    with pytest.raises(Exception) as unknown:  # noqa: PT011
        await poller.poll()
    assert proxy.swallowed.is_set()
    assert is_down(unknown.value)
    await poller.poll()
    await poller.poll()

    assert source.offsets == [0, 0, 2]
    assert (await _kept(store))[2] == ["waiting"]


@pytest.mark.parametrize("commit", [1, 2], ids=["of the attempt", "of the turn"])
async def test_a_turn_whose_commit_is_unknown_happens_once(
    store: AsyncEngine, far: tuple[Proxy, AsyncEngine], commit: int
) -> None:
    proxy, engine = far
    save = await _asked_to_save(engine)
    before = await _kept(store)
    await _receive(engine, _press(3, save))
    handed_on: list[None] = []
    turns = _turns(engine, handed_on)
    proxy.swallow = commit

    with pytest.raises(Exception) as unknown:  # noqa: PT011
        await turns.batch()
    assert proxy.swallowed.is_set()
    assert is_down(unknown.value)
    while await turns.batch():
        pass

    after = await _kept(store)
    assert after[0] == 1
    assert after[2] == ["done"] * 3
    assert handed_on, "what may have been put into the outbox must not wait for the next look"
    again = await _kept_without_faults(store, save)
    assert after[1] - before[1] == again


async def _kept_without_faults(store: AsyncEngine, save: str) -> int:
    """How many rows the same press makes when nothing goes wrong, on a fresh person."""
    async with store.begin() as conn:
        await people.erase(conn, [SAM.id])
        await conn.execute(tables.inbox.delete())
        await conn.execute(tables.outbox.delete())
    save = await _asked_to_save(store)
    before = (await _kept(store))[1]
    await _receive(store, _press(3, save))
    turns = _turns(store)
    while await turns.batch():
        pass
    return (await _kept(store))[1] - before


async def test_a_claim_whose_commit_is_unknown_is_sent_once_and_not_lost(
    store: AsyncEngine, far: tuple[Proxy, AsyncEngine]
) -> None:
    proxy, engine = far
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await outbox.add(
            conn, [Entry(SAM.id, "sendMessage", {"chat_id": SAM.id, "text": "hello"}, MONDAY)], MONDAY
        )
    wire = Line()
    deliveries = _deliveries(engine, wire)
    proxy.swallow = 1

    with pytest.raises(Exception) as unknown:  # noqa: PT011
        await deliveries.step()
    assert proxy.swallowed.is_set()
    assert is_down(unknown.value)
    assert wire.calls == []
    for _ in range(3):
        await deliveries.step()
        await deliveries.finish(1)

    assert wire.texts == ["hello"]
    async with store.begin() as conn:
        rows = (await conn.execute(select(tables.outbox.c.state, tables.outbox.c.attempts))).all()
    assert [tuple(row) for row in rows] == [("sent", 1)]


async def test_an_ending_whose_commit_is_unknown_does_not_send_again(
    store: AsyncEngine, far: tuple[Proxy, AsyncEngine]
) -> None:
    proxy, engine = far
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await outbox.add(
            conn, [Entry(SAM.id, "sendMessage", {"chat_id": SAM.id, "text": "hello"}, MONDAY)], MONDAY
        )
    wire = Line()
    deliveries = _deliveries(engine, wire)
    await deliveries.step()
    await asyncio.wait(deliveries._flying)
    proxy.swallow = 1

    with pytest.raises(Exception):  # noqa: B017, PT011
        await deliveries.step()
    assert proxy.swallowed.is_set()
    await deliveries.finish(1)
    await deliveries.step()

    assert wire.texts == ["hello"]
    async with store.begin() as conn:
        assert await outbox.counts(conn) == {"sent": 1}
