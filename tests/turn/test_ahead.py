"""Somebody in danger gets help at once, however much of theirs is waiting, coming in and going out."""

from __future__ import annotations

import itertools
import json
import time
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.commands.trial import rehearsal
from bot.domain.nudge import Fate
from bot.store import inbox, outbox, queue
from bot.store.facts import House
from bot.store.inbox import Arrival
from bot.store.outbox import Ending, Entry
from bot.store.sealed import Seal
from bot.store.tables import inbox as updates
from bot.store.tables import outbox as rows
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.cast import LIBRARY, MONDAY, SAM
from tests.conftest import FIGURES
from tests.fakes import Clock, Line

CRISIS = "I want to kill myself"
CARD = LIBRARY.label("safety.card", "en-GB")[:30]


class Lane:
    """The turns of one process, whose clock moves a second with each batch."""

    def __init__(self, store: AsyncEngine) -> None:
        self.store, self.clock, self.numbers = store, Clock(), itertools.count(100)
        house = House(LIBRARY, None, Seal(), SAM)
        ticks = itertools.count(step=1.0).__next__
        self.turns = Turns(store, house, Presses(Line()), self.clock.now, lambda: None, ticks=ticks)

    async def gets(self, *texts: str, chat: int = 42) -> None:
        arrivals = []
        for text, number in zip(texts, self.numbers):
            who = {"id": chat, "is_bot": False, "first_name": "Sam"}
            place = {"id": chat, "type": "private", "first_name": "Sam"}
            message = {"message_id": number, "date": 1790000000, "chat": place, "from": who, "text": text}
            body = json.dumps({"update_id": number, "message": message}).encode()
            arrivals.append(Arrival(number, chat, body))
        async with self.store.begin() as conn:
            await inbox.add(conn, arrivals, self.clock.now())

    async def undone(self) -> list[str]:
        """The words that wait for their turn, oldest first."""
        query = select(updates.c.body).where(updates.c.state == "waiting").order_by(updates.c.id)
        async with self.store.begin() as conn:
            found = list((await conn.execute(query)).scalars())
        return [str(json.loads(body)["message"]["text"]) for body in found]

    async def batches(self, number: int) -> None:
        for _ in range(number):
            self.clock.turn(timedelta(seconds=1))
            await self.turns.batch()


# --- on the way in ---------------------------------------------------------------------------------


async def test_words_of_danger_are_taken_before_what_the_same_person_wrote_earlier(
    store: AsyncEngine,
) -> None:
    lane = Lane(store)
    await lane.gets(*(f"hello {n}" for n in range(9)), CRISIS)

    await lane.batches(3)

    assert await lane.undone() == [f"hello {n}" for n in range(2, 9)]


async def test_what_waited_before_them_is_handled_all_the_same_and_they_only_once(store: AsyncEngine) -> None:
    lane = Lane(store)
    await lane.gets("/start", "hello", CRISIS, "hello again")

    await lane.batches(6)

    assert await lane.undone() == []
    async with store.begin() as conn:
        said = [args["text"] for args in (await conn.execute(select(rows.c.args))).scalars()]
    assert sum(CARD in text for text in said) == 1


async def test_nothing_is_taken_before_its_turn_for_having_waited_only(store: AsyncEngine) -> None:
    lane = Lane(store)
    await lane.gets("one", "two", "three", "/result", "five")

    await lane.batches(3)

    assert await lane.undone() == ["/result", "five"]


async def test_one_persons_danger_changes_no_order_of_anothers(store: AsyncEngine) -> None:
    lane = Lane(store)
    await lane.gets("a1", "a2", "a3", "a4", chat=43)
    await lane.gets("hello", "hello", "hello", CRISIS)

    await lane.batches(2)

    assert await lane.undone() == ["a3", "a4", "hello", "hello"]


async def test_an_update_that_nobody_can_read_stops_no_look_ahead(store: AsyncEngine) -> None:
    lane = Lane(store)
    await lane.gets("hello", "hello", "hello")
    async with store.begin() as conn:
        await inbox.add(conn, [Arrival(9, 42, b"{"), Arrival(10, 42, b"[]")], MONDAY)
    await lane.gets(CRISIS, chat=42)

    await lane.batches(2)

    async with store.begin() as conn:
        states = (await conn.execute(select(updates.c.state).order_by(updates.c.id))).scalars().all()
    assert states == ["done", "waiting", "waiting", "waiting", "waiting", "done"]


# --- on the way out --------------------------------------------------------------------------------


async def _put(store: AsyncEngine, text: str, *, first: bool = False, chat: int = 42) -> None:
    async with store.begin() as conn:
        await outbox.add(conn, [Entry(chat, "sendMessage", {"text": text}, MONDAY, first=first)], MONDAY)


async def _leave(store: AsyncEngine) -> list[str]:
    """What may go now, one after the other."""
    left = []
    async with store.begin() as conn:
        while due := await queue.due(conn, MONDAY, 1):
            await outbox.finish(conn, [Ending(due[0].id, Fate.SENT)], MONDAY)
            left.append(due[0].args["text"])
    return left


async def test_what_goes_first_leaves_before_all_that_waits_there_and_elsewhere(store: AsyncEngine) -> None:
    await _put(store, "one")
    await _put(store, "two")
    await _put(store, "another's", chat=43)
    await _put(store, "help", first=True)

    assert await _leave(store) == ["help", "one", "two", "another's"]


async def test_several_that_go_first_keep_their_own_order(store: AsyncEngine) -> None:
    await _put(store, "one")
    async with store.begin() as conn:
        pieces = [Entry(42, "sendMessage", {"text": t}, MONDAY, first=True) for t in ("help 1", "help 2")]
        await outbox.add(conn, pieces, MONDAY)
    await _put(store, "two")

    assert await _leave(store) == ["help 1", "help 2", "one", "two"]


async def test_what_goes_first_and_is_put_off_still_stands_before_the_rest_of_its_chat(
    store: AsyncEngine,
) -> None:
    await _put(store, "one")
    await _put(store, "help", first=True)
    async with store.begin() as conn:
        (help_,) = await queue.due(conn, MONDAY, 10)
        later = MONDAY + timedelta(seconds=5)
        await outbox.finish(conn, [Ending(help_.id, Fate.WAITING, "flood", ready=later)], MONDAY)

        assert await queue.due(conn, MONDAY, 10) == []
        assert [row.args["text"] for row in await queue.due(conn, later, 10)] == ["help"]


# --- all the way -----------------------------------------------------------------------------------


async def test_somebody_who_flooded_the_bot_and_is_in_danger_has_the_card_within_seconds() -> None:
    async with rehearsal(LIBRARY) as (sandbox, _):
        for number in range(40):
            sandbox.world.say(42, f"hello {number}")
        assert await sandbox.until(lambda: len(sandbox.world.ledger.deliveries) >= 3, 10)
        began, before = time.monotonic(), len(sandbox.world.ledger.deliveries)
        sandbox.world.say(42, CRISIS)

        sent = sandbox.world.ledger.deliveries
        assert await sandbox.until(lambda: any(CARD in one.text for one in sent), 20)
        took = time.monotonic() - began
        FIGURES.append(f"the card behind 40 messages of the same person: {took:.1f} s")
        assert len(sent) - before < 12
        assert sandbox.world.rejections() == []
