"""Every fault does to a call what it says, as often as it says."""

import asyncio

import aiohttp
import pytest
import telegram
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.sandbox import Chat, Fault, Person, Sandbox
from bot.sandbox.faults import KINDS


@pytest.mark.parametrize(
    ("fault", "error", "is_done"),
    [
        (Fault("refuse"), NetworkError, False),
        (Fault("lose_reply"), NetworkError, True),
        (Fault("half_reply"), NetworkError, True),
        (Fault("not_json"), TelegramError, True),
        (Fault("status"), NetworkError, False),
        (Fault("status", code=502), TelegramError, False),
        (Fault("status", code=429), TelegramError, False),
        (Fault("flood", retry_after=7), RetryAfter, False),
        (Fault("blocked"), Forbidden, False),
        (Fault("error"), BadRequest, False),
        (
            Fault("error", code=400, parameters={"migrate_to_chat_id": -1005}),
            telegram.error.ChatMigrated,
            False,
        ),
    ],
)
async def test_a_fault_strikes_once_and_tells_the_truth_about_what_was_done(
    fault: Fault, error: type[TelegramError], is_done: bool, sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    sandbox.faults.add(fault)

    with pytest.raises(error):
        await bot.send_message(sam.id, "Hello")

    assert len(sandbox.world.ledger.deliveries) == (1 if is_done else 0)
    await bot.send_message(sam.id, "Again")
    assert [one.text for one in sandbox.world.ledger.deliveries][-1] == "Again"


async def test_a_reply_of_the_wrong_shape_comes_after_the_deed(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    sandbox.faults.add(Fault("wrong_shape"))

    assert await bot.send_message(sam.id, "Hello") is True  # type: ignore[comparison-overlap]

    assert [one.text for one in sandbox.world.ledger.deliveries] == ["Hello"]


async def test_a_delay_is_survived_by_the_patient(sandbox: Sandbox, sam: Person, bot: telegram.Bot) -> None:
    sandbox.faults.add(Fault("delay", seconds=0.3, times=2))

    with pytest.raises(TimedOut):
        await bot.send_message(sam.id, "Hasty", read_timeout=0.1)
    sent = await bot.send_message(sam.id, "Patient")

    assert sent.text == "Patient"
    assert [one.text for one in sandbox.world.ledger.deliveries] == ["Hasty", "Patient"]


async def test_a_call_that_hangs_was_done(sandbox: Sandbox, sam: Person, bot: telegram.Bot) -> None:
    sandbox.faults.add(Fault("hang"))

    with pytest.raises(TimedOut):
        await bot.send_message(sam.id, "Hello", read_timeout=0.1)

    assert [one.text for one in sandbox.world.ledger.deliveries] == ["Hello"]


async def test_a_fault_keeps_to_its_method_its_chat_and_its_number(
    sandbox: Sandbox, sam: Person, desk: Chat, bot: telegram.Bot
) -> None:
    sandbox.faults.add(
        Fault("error", method="sendMessage", chat=desk.id, times=2, description="Bad Request: no")
    )

    await bot.get_me()
    await bot.send_message(sam.id, "Hello")
    for _ in range(2):
        with pytest.raises(BadRequest, match="No"):
            await bot.send_message(desk.id, "Hello")
    await bot.send_message(desk.id, "Hello")

    assert sandbox.faults.coming == []
    assert [one.code for one in sandbox.world.ledger.rejections] == [400, 400]


async def test_fetching_updates_fails_only_when_it_is_named(sandbox: Sandbox, bot: telegram.Bot) -> None:
    sandbox.faults.add(Fault("status"))
    assert await bot.get_updates() == ()
    sandbox.faults.clear()
    sandbox.faults.add(Fault("status", method="getUpdates", code=502))

    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_updates()


async def test_a_refused_connection_is_closed_without_a_word(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    sandbox.faults.add(Fault("refuse"))

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await http.post(f"{sandbox.url}/bot{sandbox.token}/getMe")


async def test_a_hanging_call_does_not_keep_the_sandbox_open(sam: Person, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault("hang"))
    async with aiohttp.ClientSession() as session:
        hanging = asyncio.create_task(session.get(f"{sandbox.url}/bot{sandbox.token}/getMe").__aenter__())
        await asyncio.sleep(0.1)

        async with asyncio.timeout(1.0):
            await sandbox.stop()

        with pytest.raises(aiohttp.ClientError):
            await hanging


def test_a_fault_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="no fault is called 'gremlins'"):
        Fault("gremlins")
    assert "lose_reply" in KINDS
