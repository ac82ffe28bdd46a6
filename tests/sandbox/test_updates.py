"""Updates wait until they are confirmed or too old, and only one may fetch them."""

import asyncio
from datetime import timedelta

import pytest
import telegram
from telegram.error import BadRequest, Conflict

from bot.sandbox import Clock, Person, Sandbox, World
from bot.sandbox.polling import Polling
from bot.sandbox.refusal import RefusedError
from tests.sandbox.conftest import MONDAY, Call


async def test_what_is_not_confirmed_comes_again(sandbox: Sandbox, sam: Person, bot: telegram.Bot) -> None:
    for text in "abc":
        sandbox.world.say(sam, text)

    first = await bot.get_updates()
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    none = await bot.get_updates(offset=first[-1].update_id + 1)

    assert [[one.message.text for one in some if one.message] for some in (first, rest)] == [
        ["a", "b", "c"],
        ["b", "c"],
    ]
    assert none == ()
    assert [one.update_id - first[0].update_id for one in first] == [0, 1, 2]


async def test_a_negative_offset_forgets_all_but_the_last(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    for text in "abc":
        sandbox.world.say(sam, text)

    last = await bot.get_updates(offset=-1)
    again = await bot.get_updates()

    assert [one.message.text for one in last if one.message] == ["c"]
    assert again == last


async def test_the_limit_holds(sandbox: Sandbox, sam: Person, call: Call) -> None:
    for _ in range(105):
        sandbox.world.say(sam, "x")

    assert len((await call("getUpdates", limit=7))["result"]) == 7
    assert len((await call("getUpdates", offset=1))["result"]) == 100
    assert (await call("getUpdates", limit=101))["description"] == "Bad Request: limit must be 1-100"
    assert (await call("getUpdates", timeout=-1))[
        "description"
    ] == "Bad Request: timeout must not be negative"


async def test_who_asks_twice_for_the_same_in_half_a_second_gets_one(
    sandbox: Sandbox, sam: Person, call: Call
) -> None:
    for text in "abc":
        sandbox.world.say(sam, text)

    counts = [len((await call("getUpdates"))["result"]) for _ in range(2)]

    assert counts == [3, 1]


async def test_a_poll_waits_for_what_comes(sandbox: Sandbox, sam: Person, bot: telegram.Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await sandbox.until(lambda: sandbox.polling.is_waiting)
    assert not poll.done()

    sandbox.world.say(sam, "Hello")

    assert [one.message.text for one in await poll if one.message] == ["Hello"]


async def test_a_poll_ends_empty_when_nothing_comes(call: Call) -> None:
    assert await call("getUpdates", timeout=1) == {"ok": True, "result": []}


async def test_the_older_of_two_polls_is_told_of_the_other(
    sandbox: Sandbox, sam: Person, call: Call, bot: telegram.Bot
) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await sandbox.until(lambda: sandbox.polling.is_waiting)
    newer = asyncio.create_task(call("getUpdates", timeout=20))

    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    sandbox.world.say(sam, "Hello")

    assert len((await newer)["result"]) == 1


async def test_the_second_conflict_in_a_row_is_told_late() -> None:
    world = World(Clock(MONDAY), Person(1, "Bot", is_bot=True))
    polling = Polling(world, pause=0.3)
    started = asyncio.get_running_loop().time()
    ends: list[float] = []

    async def poll() -> None:
        with pytest.raises(RefusedError, match="Conflict"):
            await polling.fetch({"timeout": 20})
        ends.append(asyncio.get_running_loop().time() - started)

    polls = [asyncio.create_task(poll()) for _ in range(2)]
    await asyncio.sleep(0.05)
    last = asyncio.create_task(polling.fetch({"timeout": 20}))
    await asyncio.gather(*polls)
    polling.close()
    await last

    assert ends[0] < 0.2
    assert ends[1] >= 0.3


async def test_a_webhook_and_polling_exclude_each_other(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    sandbox.world.say(sam, "Hello")
    poll = asyncio.create_task(bot.get_updates(timeout=20, offset=2**31))
    await sandbox.until(lambda: sandbox.polling.is_waiting)
    await bot.set_webhook("https://example.org/hook", secret_token="s" * 32, allowed_updates=["message"])

    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    sandbox.world.say(sam, "There")
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://example.org/hook", 1)
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert len(await bot.get_updates()) == 1


async def test_a_webhook_must_be_safe(bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match=r"(?i)secret token contains unallowed characters"):
        await bot.set_webhook("https://example.org/hook", secret_token="a b")


async def test_messages_wait_a_day_and_presses_two_and_a_half_minutes(
    sandbox: Sandbox, sam: Person, call: Call
) -> None:
    sandbox.world.say(sam, "Hello")
    sandbox.world.press_stale(sam, 1, "x")

    seen = []
    for wait in (timedelta(seconds=149), timedelta(seconds=1), timedelta(hours=23), timedelta(hours=1)):
        await sandbox.turn(wait)
        seen.append(len(sandbox.world.updates.oldest(100)))

    assert seen == [2, 1, 1, 0]
    assert (await call("getUpdates"))["result"] == []


async def test_only_kinds_that_were_asked_for_are_kept(sandbox: Sandbox, sam: Person, call: Call) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    sandbox.world.say(sam, "Hello")
    sandbox.world.press_stale(sam, 1, "x")
    await call("getUpdates", offset=-9)

    kinds = [list(one)[1] for one in (await call("getUpdates", offset=1))["result"]]

    assert kinds == ["callback_query"]
    await call("getUpdates", allowed_updates=[])
    sandbox.world.say(sam, "Hello")
    assert len(sandbox.world.updates) == 2
    unknown = await call("getUpdates", allowed_updates=["gossip"])
    assert unknown["description"] == "Bad Request: there are no updates of kind gossip"


async def test_ids_begin_anywhere_and_may_begin_anew(sandbox: Sandbox, sam: Person) -> None:
    sandbox.world.say(sam, "a")
    sandbox.world.updates.restart_numbers()
    sandbox.world.say(sam, "b")

    first, second = (one["update_id"] for one in sandbox.world.updates.oldest(2))

    assert min(first, second) >= 10_000_000
    assert second != first + 1
