"""The connections, as python-telegram-bot uses them, and what their failures show."""

from __future__ import annotations

import contextlib
import logging
import traceback

import aiohttp
import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.botapi.client import Telegram
from bot.botapi.outcome import (
    Unreachable,
)
from bot.botapi.request import AiohttpRequest, Files, Refused
from tests.botapi.server import (
    HASTY,
    LARGE,
    MESSAGE,
    TOKEN,
    Script,
    babbles,
    gives,
    hangs_up_in_the_answer,
    refuses,
    resets_after_reading,
    resets_before_reading,
    says,
    says_nothing,
    serving,
)


async def test_the_library_can_use_these_connections_for_files_too() -> None:
    sent = {"message_id": 31, "date": 1, "chat": {"id": 42, "type": "private"}}
    async with serving(gives(sent)) as server, AiohttpRequest(timeouts=HASTY) as request:
        bot = Bot(TOKEN, f"{server.url}/bot", request=request, get_updates_request=request)
        message = await bot.send_document(42, InputFile(b"PK", "plan.zip"), caption="here")

    assert message.message_id == 31
    assert b'filename="plan.zip"' in server.asked[0].body
    assert b"here" in server.asked[0].body


async def test_a_refusal_of_the_library_is_read_like_any_other() -> None:
    blocked = refuses(403, "Forbidden: bot was blocked by the user")
    async with serving(blocked) as server, AiohttpRequest(timeouts=HASTY) as request:
        bot = Bot(TOKEN, f"{server.url}/bot", request=request, get_updates_request=request)
        with pytest.raises(Refused) as refused:
            await bot.send_message(42, "hello")

    assert refused.value.outcome == Unreachable("blocked")


async def test_the_timeouts_of_one_call_hold_for_that_call() -> None:
    async with serving(says_nothing) as server, AiohttpRequest() as request:
        bot = Bot(TOKEN, f"{server.url}/bot", request=request, get_updates_request=request)
        with pytest.raises(TimedOut) as failed:
            await bot.get_me(read_timeout=0.1)

    assert isinstance(failed.value.__cause__, aiohttp.SocketTimeoutError)


# --- secrets ---------------------------------------------------------------------------------------


def shown(error: BaseException) -> str:
    """Everything that anybody could print of an error."""
    seen, at = [], [error]
    while at:
        one = at.pop()
        seen += [str(one), repr(one), repr(one.args), repr(vars(one)) if hasattr(one, "__dict__") else ""]
        at += [e for e in (one.__cause__, one.__context__) if e]
    return "".join([*seen, *traceback.format_exception(error)])


@pytest.mark.parametrize(
    "script",
    [
        resets_before_reading,
        resets_after_reading,
        hangs_up_in_the_answer,
        babbles,
        says_nothing,
        says(200, b"<html>"),
        says(404, b"<html>"),
    ],
)
@pytest.mark.parametrize("files", [None, LARGE])
async def test_no_failure_shows_the_token_or_the_words(
    script: Script, files: Files | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with serving(script) as server:
        request = AiohttpRequest(timeouts=HASTY)
        bot = Bot(TOKEN, f"{server.url}/bot", request=request, get_updates_request=request)
        with pytest.raises(TelegramError) as by_library:
            await bot.send_message(42, "words that stay")
        with contextlib.suppress(NetworkError):
            await request.ask(f"{server.url}/bot{TOKEN}/sendMessage", MESSAGE, files)
        await request.shutdown()

    assert TOKEN not in shown(by_library.value)
    assert TOKEN not in caplog.text
    assert "words that stay" not in caplog.text


async def test_a_connection_that_is_never_made_shows_no_token(full: str, unused: str) -> None:
    for url in (full, unused, "http://nobody.invalid", "http://[broken"):
        request = AiohttpRequest(timeouts=HASTY)
        with pytest.raises(NetworkError) as failed:
            await request.ask(f"{url}/bot{TOKEN}/sendMessage", {})
        await request.shutdown()
        assert TOKEN not in shown(failed.value)


def test_a_client_shows_only_its_server() -> None:
    assert repr(Telegram(TOKEN, "http://127.0.0.1:8081/")) == "Telegram(http://127.0.0.1:8081)"


@pytest.mark.parametrize("url", ["", "api.telegram.org", "ftp://example.org"])
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Telegram(TOKEN, url)
