"""What comes of a message, over real connections that break in every way."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from telegram.error import TimedOut

from bot.botapi.client import Telegram
from bot.botapi.outcome import (
    Later,
    Never,
    Outcome,
    Revoked,
    Sent,
    Uncertain,
    Unreachable,
)
from bot.botapi.request import AiohttpRequest, Files, Timeouts
from tests.botapi.server import (
    LARGE,
    MESSAGE,
    TOKEN,
    Asked,
    Script,
    answers_and_hangs_up,
    babbles,
    gives,
    hangs_up_after_reading,
    hangs_up_in_the_answer,
    reads_nothing,
    refuses,
    resets_after_reading,
    resets_before_reading,
    says,
    says_nothing,
    serving,
    speaking,
)


async def outcome_of(*scripts: Script, files: Files | None = None) -> Outcome:
    """What comes of one message to a server that behaves like this."""
    async with serving(*scripts) as server, speaking(server.url) as telegram:
        return await telegram.call("sendMessage", MESSAGE, files)


async def test_a_call_goes_out_as_it_is_and_its_raw_result_comes_back() -> None:
    async with serving(gives({"message_id": 31})) as server, speaking(server.url) as telegram:
        assert await telegram.call("sendMessage", MESSAGE) == Sent({"message_id": 31})

    assert server.asked[0].line == f"POST /bot{TOKEN}/sendMessage HTTP/1.1"
    assert server.asked[0].json == MESSAGE


async def test_a_file_goes_along() -> None:
    async with serving(gives()) as server, speaking(server.url) as telegram:
        files = {"document": ("plan.zip", b"PK\x00\xff")}
        assert await telegram.call("sendDocument", {"chat_id": 42, "caption": "here"}, files) == Sent(True)

    body = server.asked[0].body
    assert server.asked[0].headers["content-type"].startswith("multipart/form-data")
    assert b'name="chat_id"\r\n\r\n42' in body
    assert b'name="caption"\r\n\r\nhere' in body
    assert b'name="document"; filename="plan.zip"' in body
    assert b"PK\x00\xff" in body


async def test_sixty_four_messages_are_on_their_way_at_once() -> None:
    arrived = asyncio.Barrier(64)

    async def waits_for_all(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await arrived.wait()
        await gives()(asked, reader, writer)

    async with serving(waits_for_all) as server:
        telegram = Telegram(TOKEN, server.url)
        outcomes = await asyncio.gather(*(telegram.call("sendMessage", MESSAGE) for _ in range(64)))
        await telegram.aclose()

    assert outcomes == [Sent(True)] * 64


async def test_connections_are_kept_between_calls() -> None:
    async with serving(gives()) as server, speaking(server.url) as telegram:
        for _ in range(5):
            await telegram.call("sendMessage", MESSAGE)

    assert (len(server.asked), server.connections) == (5, 1)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (resets_before_reading, {"client-os-error", "server-disconnected-error"}),
        (resets_after_reading, {"client-os-error", "server-disconnected-error"}),
        (hangs_up_after_reading, {"server-disconnected-error"}),
        (hangs_up_in_the_answer, {"client-payload-error"}),
        (babbles, {"client-payload-error"}),
        (says_nothing, {"socket-timeout-error"}),
        (says(502, b"<html>Bad Gateway</html>"), {"strange-502"}),
        (says(200, b"<html>hello</html>"), {"strange-200"}),
    ],
)
async def test_a_message_whose_answer_is_lost_is_uncertain(script: Script, why: set[str]) -> None:
    outcome = await outcome_of(script)

    assert isinstance(outcome, Uncertain)
    assert outcome.why in why


@pytest.mark.parametrize("script", [resets_before_reading, reads_nothing])
async def test_a_large_message_that_breaks_off_half_way_is_uncertain(script: Script) -> None:
    assert isinstance(await outcome_of(script, files=LARGE), Uncertain)


async def test_a_message_on_a_kept_connection_that_dies_is_uncertain_and_goes_out_once() -> None:
    async with serving(gives(), hangs_up_after_reading, gives()) as server, speaking(server.url) as telegram:
        outcomes = [await telegram.call("sendMessage", MESSAGE) for _ in range(3)]

    assert outcomes == [Sent(True), Uncertain("server-disconnected-error"), Sent(True)]
    assert len(server.asked) == 3


async def test_a_connection_that_was_closed_meanwhile_is_not_used_again() -> None:
    async with serving(answers_and_hangs_up) as server, speaking(server.url) as telegram:
        first = await telegram.call("sendMessage", MESSAGE)
        await asyncio.sleep(0.05)
        second = await telegram.call("sendMessage", MESSAGE)

    assert (type(first), type(second)) == (Sent, Sent)
    assert server.connections == 2


async def test_a_refused_connection_has_surely_not_sent(unused: str) -> None:
    async with speaking(unused) as telegram:
        assert await telegram.call("sendMessage", MESSAGE) == Later(
            5, "client-connector-error", everyone=True
        )


async def test_a_name_that_nobody_knows_has_surely_not_sent() -> None:
    async with speaking("http://nobody.invalid") as telegram:
        outcome = await telegram.call("sendMessage", MESSAGE)

    assert isinstance(outcome, Later)
    assert outcome.everyone


async def test_a_connection_that_is_never_made_has_surely_not_sent(full: str) -> None:
    async with speaking(full) as telegram:
        assert await telegram.call("sendMessage", MESSAGE) == Later(
            5, "connection-timeout-error", everyone=True
        )


async def test_waiting_in_vain_for_a_free_connection_has_surely_not_sent() -> None:
    async with serving(says_nothing) as server:
        request = AiohttpRequest(pool=1, timeouts=Timeouts(pool=0.1, connect=0.1, write=1, read=1))
        first = asyncio.create_task(request.ask(server.url + "/botX/a", {}))
        await asyncio.sleep(0.05)
        with pytest.raises(TimedOut) as failed:
            await request.ask(server.url + "/botX/b", {})
        first.cancel()
        await request.shutdown()

    assert isinstance(failed.value.__cause__, aiohttp.ConnectionTimeoutError)
    assert [asked.method for asked in server.asked] == ["a"]


async def test_no_encryption_where_it_was_promised_has_surely_not_sent() -> None:
    async with serving(babbles) as server, speaking(server.url.replace("http:", "https:")) as telegram:
        outcome = await telegram.call("sendMessage", MESSAGE)

    assert isinstance(outcome, Later)
    assert outcome.everyone


async def test_a_redirect_is_not_followed() -> None:
    async with (
        serving(says(302, b"", "Location: /a\r\n")) as server,
        speaking(server.url) as telegram,
    ):
        assert await telegram.call("sendMessage", MESSAGE) == Later(5, "strange-302", everyone=True)

    assert len(server.asked) == 1


@pytest.mark.parametrize("args", [{"chat_id": object()}, {"chat_id": float("nan")}, {"text": {1, 2}}])
async def test_what_is_not_json_is_never_sent(args: dict[str, object]) -> None:
    async with serving(gives()) as server, speaking(server.url) as telegram:
        assert await telegram.call("sendMessage", args) == Never("not-json")

    assert server.asked == []


async def test_refusals_are_told_by_their_words() -> None:
    blocked = refuses(403, "Forbidden: bot was blocked by the user")
    flooded = refuses(429, "Too Many Requests: retry after 9", retry_after=9)

    assert await outcome_of(blocked) == Unreachable("blocked")
    assert await outcome_of(flooded) == Later(9, "flood")
    assert isinstance(await outcome_of(refuses(401, "Unauthorized")), Revoked)


async def test_an_abandoned_call_is_abandoned() -> None:
    async with serving(says_nothing) as server, speaking(server.url) as telegram:
        task = asyncio.create_task(telegram.call("sendMessage", MESSAGE))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
