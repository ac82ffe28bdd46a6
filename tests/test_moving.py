"""The advisors' group gets another id: whatever Telegram says first, everything follows, once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import content
from bot.botapi.outcome import Moved, Never, Unreachable
from bot.botapi.outcome import Outcome as Told
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.domain.change import MoveChat
from bot.domain.event import Moved as GroupMoved
from bot.settings import CONTENT
from bot.store import chats, inbox, outbox, people, requests
from bot.store.facts import House
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from bot.store.tables import inbox as arrived
from bot.store.tables import outbox as rows
from bot.talk import desk
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.cast import CALL, DESK, MONDAY, SAM, facts, origin
from tests.fakes import Clock, Line

LIBRARY = content.load(CONTENT)
OLD, NEW = DESK, -1002000000001


class Groups(Line):
    """Knows the group by one id only: the old one, then the new one."""

    def __init__(self) -> None:
        super().__init__()
        self.upgraded = False

    async def call(
        self, method: str, args: Mapping[str, object], files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> Told:
        told = await super().call(method, args, files)
        if args.get("chat_id") == OLD and self.upgraded:
            return Moved(NEW)
        return Unreachable("chat-not-found") if args.get("chat_id") == NEW and not self.upgraded else told


class Bot:
    """Turns and deliveries of one process."""

    def __init__(self, store: AsyncEngine, desk_id: int = OLD) -> None:
        self.store, self.line = store, Groups()
        self.house = House(LIBRARY, desk_id, Seal())
        self.deliveries = Deliveries(
            store, self.house, self.line, Clock().now, Pace(1000), 1000, iter(range(0, 10**9, 60)).__next__
        )
        presses = Presses(self.line)
        self.turns = Turns(store, self.house, presses, Clock().now, lambda: None, "bounceback_bot")

    async def hears(self, number: int, **message: object) -> None:
        """A message in the group, with what Telegram adds."""
        about = {"message_id": 900 + number, "date": 1790000000, "from": _ana()}
        body = {"update_id": number, "message": about | message}
        await self.takes(number, body)

    async def takes(self, number: int, body: Mapping[str, object]) -> None:
        async with self.store.begin() as conn:
            await inbox.add(conn, [inbox.Arrival(number, OLD, json.dumps(body).encode())], MONDAY)
        while await self.turns.batch():
            pass

    async def sends(self) -> None:
        for _ in range(10):
            await self.deliveries.step()
            await asyncio.sleep(0.002)

    async def says(self, text: str, key: str | None = None) -> None:
        message = {"chat_id": self.house.desk, "text": text}
        async with self.store.begin() as conn:
            await outbox.add(
                conn, [Entry(self.house.desk or 0, "sendMessage", message, MONDAY, key=key)], MONDAY
            )

    async def edits(self, text: str) -> None:
        message = {"chat_id": self.house.desk, "text": text}
        entry = Entry(self.house.desk or 0, "editMessageText", message, MONDAY, needs="card:5")
        async with self.store.begin() as conn:
            await outbox.add(conn, [entry], MONDAY)

    @property
    def heard(self) -> list[tuple[object, object]]:
        """What stands in which group."""
        said = [(args["chat_id"], args.get("text")) for _, args in self.line.calls]
        return [(chat, text) for chat, text in said if not (chat == OLD and self.line.upgraded)]


def _ana() -> dict[str, object]:
    return {"id": 7, "is_bot": False, "first_name": "Ana"}


def _group(id_: int) -> dict[str, object]:
    return {"id": id_, "type": "group" if id_ == OLD else "supergroup", "title": "Advisors"}


async def _error(bot: Bot) -> None:
    await bot.sends()


async def _to(bot: Bot) -> None:
    await bot.hears(1, chat=_group(OLD), migrate_to_chat_id=NEW)


async def _from(bot: Bot) -> None:
    await bot.hears(2, chat=_group(NEW), migrate_from_chat_id=OLD)


@pytest.mark.parametrize(
    "order",
    [(_error, _to, _from), (_to, _from, _error), (_from, _to, _error), (_to, _error, _from)],
    ids=["error-first", "to-first", "from-first", "error-between"],
)
async def test_in_every_order_what_waits_arrives_once_in_the_new_group(
    store: AsyncEngine, order: tuple[object, ...]
) -> None:
    bot = Bot(store)
    await bot.says("one")
    await bot.says("two")
    bot.line.upgraded = True

    for happens in order:
        await happens(bot)  # type: ignore[operator]
    await bot.sends()

    assert bot.house.desk == NEW
    assert bot.heard == [(NEW, "one"), (NEW, "two")]
    async with store.begin() as conn:
        assert await chats.moves(conn) == {OLD: NEW}
        assert set((await conn.execute(select(rows.c.chat))).scalars()) == {NEW}


async def test_the_message_that_found_out_is_tried_once_more_and_no_more(store: AsyncEngine) -> None:
    bot = Bot(store)
    bot.line.upgraded = True
    await bot.says("one")

    await bot.sends()

    assert [args["chat_id"] for _, args in bot.line.calls] == [OLD, NEW]


async def test_a_group_that_moves_in_a_circle_is_not_followed_for_ever(store: AsyncEngine) -> None:
    bot = Bot(store)
    bot.line.outcomes = [Moved(-7), Moved(OLD), Moved(-7)]
    await bot.says("one")

    await bot.sends()

    assert len(bot.line.calls) == 2


async def test_a_card_of_the_old_group_is_shown_anew_and_is_the_card_from_then_on(
    store: AsyncEngine,
) -> None:
    bot = Bot(store)
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await requests.add(conn, [CALL], Seal())
    await bot.says("card", key="card:5")
    await bot.sends()
    bot.line.upgraded = True
    await _to(bot)

    await bot.edits("taken")
    await bot.sends()
    await bot.edits("reached")
    await bot.sends()

    assert [method for method, _ in bot.line.calls] == ["sendMessage", "sendMessage", "editMessageText"]
    assert bot.line.calls[2][1]["message_id"] == 2
    async with store.begin() as conn:
        assert (await requests.at_desk(conn, [], Seal()))[0].card == 2
        assert await requests.about(conn, NEW, 2) == 5


async def test_what_was_about_an_old_message_does_not_touch_a_new_one(store: AsyncEngine) -> None:
    bot = Bot(store)
    args = {"chat_id": OLD, "message_id": 3}
    reply = {"chat_id": OLD, "text": "x", "reply_parameters": {"message_id": 3}}
    async with store.begin() as conn:
        await outbox.add(
            conn,
            [
                Entry(OLD, "editMessageReplyMarkup", args, MONDAY),
                Entry(OLD, "editMessageText", args | {"text": "y"}, MONDAY),
                Entry(OLD, "sendMessage", reply, MONDAY),
            ],
            MONDAY,
        )
    bot.line.upgraded = True
    await _to(bot)

    await bot.sends()

    assert bot.line.calls == [
        ("sendMessage", {"chat_id": NEW, "text": "y"}),
        ("sendMessage", {"chat_id": NEW, "text": "x"}),
    ]


async def test_words_that_were_written_in_the_old_group_are_still_the_desks(store: AsyncEngine) -> None:
    bot = Bot(store)
    bot.line.upgraded = True
    await _from(bot)
    entities = [{"type": "bot_command", "offset": 0, "length": 6}]

    await bot.hears(3, chat=_group(OLD), text="/queue", entities=entities)
    await bot.sends()

    assert [chat for chat, _ in bot.heard] == [NEW]
    assert "leaveChat" not in [method for method, _ in bot.line.calls]
    assert "reply_parameters" not in bot.line.calls[0][1]


async def test_the_move_of_another_group_is_no_concern_of_ours(store: AsyncEngine) -> None:
    bot = Bot(store)

    await bot.hears(1, chat=_group(-77), migrate_to_chat_id=-78)

    assert bot.house.desk == OLD
    async with store.begin() as conn:
        assert await chats.moves(conn) == {}
        assert list((await conn.execute(select(arrived.c.state))).scalars()) == ["done"]


def test_rows_of_the_old_id_follow_where_the_setting_names_the_new_one_already() -> None:
    event = GroupMoved(origin(chat=NEW, private=False), OLD, NEW)

    assert desk.moved(facts(desk=NEW), event).changes == (MoveChat(OLD, NEW),)
    assert desk.moved(facts(desk=None), event).changes == ()


async def test_the_desk_out_of_reach_is_known_to_all_stations_and_after_a_restart(
    store: AsyncEngine,
) -> None:
    bot = Bot(store)
    bot.line.outcomes = [Unreachable("no-rights")]
    await bot.says("card")
    await bot.sends()
    again = Bot(store)
    await again.deliveries.recover()

    assert bot.house.desk_trouble == again.house.desk_trouble == "no-rights"


@pytest.mark.parametrize("told", [Never("markup"), Moved(NEW)])
async def test_a_desk_that_answers_is_in_reach_again(store: AsyncEngine, told: Told) -> None:
    bot = Bot(store)
    bot.house.desk_trouble = "kicked"
    bot.line.outcomes = [told]
    bot.line.upgraded = isinstance(told, Moved)
    await bot.says("card")

    await bot.sends()

    assert bot.house.desk_trouble == ""
