"""What comes of asking Telegram, over real connections that break in every way."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import traceback
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import aiohttp
import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.botapi.client import Me, Telegram, Webhook
from bot.botapi.outcome import (
    Conflict,
    Failed,
    Later,
    Never,
    Outcome,
    PollFailed,
    Revoked,
    Sent,
    Uncertain,
    Unreachable,
)
from bot.botapi.request import AiohttpRequest, Files, Refused, Timeouts
from tests.botapi.server import (
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
)
from tests.botapi.updates import member

TOKEN = "123456789:AAF-aLongEnoughSecretForARealToken_12"
HASTY = Timeouts(pool=0.2, connect=0.2, write=0.3, read=0.3)
MESSAGE: dict[str, object] = {
    "chat_id": 42,
    "text": "words <b>that</b> stay",
    "reply_markup": {"inline_keyboard": []},
}
LARGE: Files = {"document": ("plan.zip", b"x" * 20_000_000)}


@pytest.fixture
async def unused() -> AsyncIterator[str]:
    """An address where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


@pytest.fixture
async def full() -> AsyncIterator[str]:
    """An address whose queue is full, so that nothing connects."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(held.getsockname())
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
        for filler in fillers:
            filler.close()


@contextlib.asynccontextmanager
async def speaking(url: str) -> AsyncIterator[Telegram]:
    telegram = Telegram(TOKEN, url, HASTY)
    yield telegram
    await telegram.aclose()


async def outcome_of(*scripts: Script, files: Files | None = None) -> Outcome:
    """What comes of one message to a server that behaves like this."""
    async with serving(*scripts) as server, speaking(server.url) as telegram:
        return await telegram.call("sendMessage", MESSAGE, files)


# --- sending ---------------------------------------------------------------------------------------


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


# --- polling ---------------------------------------------------------------------------------------


async def test_a_poll_asks_for_what_is_wanted_from_an_offset_on() -> None:
    batch = [{"update_id": 7, "message": {}}, {"update_id": "odd"}]
    async with serving(gives(batch)) as server, speaking(server.url) as telegram:
        assert await telegram.updates(7, 25, ("message", "my_chat_member")) == batch

    assert server.asked[0].method == "getUpdates"
    assert server.asked[0].json == {
        "offset": 7,
        "timeout": 25,
        "limit": 100,
        "allowed_updates": ["message", "my_chat_member"],
    }


async def test_a_long_poll_may_take_longer_than_a_message() -> None:
    async def takes_a_while(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.6)
        await gives([])(asked, reader, writer)

    async with serving(takes_a_while) as server, speaking(server.url) as telegram:
        assert await telegram.updates(0, 1, ()) == []


async def test_a_poll_uses_no_connection_of_the_messages() -> None:
    async with serving(gives([])) as server, speaking(server.url) as telegram:
        await telegram.call("sendMessage", MESSAGE)
        await telegram.updates(0, 0, ())

    assert server.connections == 2


@pytest.mark.parametrize(
    ("script", "kind", "why"),
    [
        (refuses(409, "Conflict: terminated by other getUpdates request"), Conflict, "other-poller"),
        (refuses(409, "Conflict: can't use getUpdates method while webhook is active"), Conflict, "webhook"),
        (refuses(429, "Too Many Requests: retry after 9", retry_after=9), PollFailed, "flood"),
        (refuses(500, "Internal Server Error"), PollFailed, "server-500"),
        (refuses(400, "Bad Request: something"), PollFailed, "something"),
        (says(502, b"<html>"), PollFailed, "strange-502"),
        (says(404, b"<html>"), PollFailed, "strange-404"),
        (gives({"not": "a list"}), PollFailed, "strange-answer"),
        (hangs_up_after_reading, PollFailed, "server-disconnected-error"),
    ],
)
async def test_a_poll_fails_in_one_of_a_few_ways(script: Script, kind: type[PollFailed], why: str) -> None:
    async with serving(script) as server, speaking(server.url) as telegram:
        with pytest.raises(PollFailed) as failed:
            await telegram.updates(0, 0, ())

    assert (type(failed.value), failed.value.why) == (kind, why)


async def test_a_poll_that_must_wait_says_how_long() -> None:
    flooded = refuses(429, "Too Many Requests: retry after 9", retry_after=9)
    async with serving(flooded) as server, speaking(server.url) as telegram:
        with pytest.raises(PollFailed) as failed:
            await telegram.updates(0, 0, ())

    assert failed.value.seconds == 9


@pytest.mark.parametrize(("code", "text"), [(401, "Unauthorized"), (404, "Not Found")])
async def test_a_revoked_token_ends_polling(code: int, text: str) -> None:
    async with serving(refuses(code, text)) as server, speaking(server.url) as telegram:
        with pytest.raises(Revoked):
            await telegram.updates(0, 0, ())


# --- questions -------------------------------------------------------------------------------------

USER = {"id": 77, "is_bot": True, "first_name": "Bounceback", "username": "bounce_bot"}


async def test_we_learn_who_we_are() -> None:
    async with serving(gives(USER)) as server, speaking(server.url) as telegram:
        assert await telegram.me() == Me(77, "bounce_bot", "Bounceback")


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (refuses(401, "Unauthorized"), Revoked),
        (says(404, b"<html>not here</html>"), Failed),
        (refuses(429, "Too Many Requests: retry after 9", retry_after=9), Failed),
        (says(502, b"<html>"), Failed),
        (says(200, b"<html>"), Failed),
        (gives({}), Failed),
        (gives(None), Failed),
        (says(200, {"ok": True}), Failed),
        (says_nothing, Failed),
    ],
)
async def test_not_learning_who_we_are_is_a_failure_or_the_end(script: Script, kind: type[Exception]) -> None:
    async with serving(script) as server, speaking(server.url) as telegram:
        with pytest.raises(kind):
            await telegram.me()


async def test_a_press_is_answered_once() -> None:
    async with serving(gives()) as server, speaking(server.url) as telegram:
        assert await telegram.answer("4711", "taken", alert=True)
        assert await telegram.answer("4712")

    assert b"callback_query_id=4711" in server.asked[0].body
    assert b"text=taken" in server.asked[0].body
    assert b"show_alert=true" in server.asked[0].body
    assert b"text" not in server.asked[1].body


@pytest.mark.parametrize(
    "script",
    [
        refuses(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        refuses(401, "Unauthorized"),
        hangs_up_after_reading,
        says(502, b"<html>"),
    ],
)
async def test_a_press_that_cannot_be_answered_is_let_go(script: Script) -> None:
    async with serving(script) as server, speaking(server.url) as telegram:
        assert not await telegram.answer("4711", "taken")

    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "more", "inside"),
    [
        ("creator", {"is_anonymous": False}, True),
        ("member", {}, True),
        ("administrator", {}, True),
        ("restricted", {"is_member": True}, True),
        ("restricted", {"is_member": False}, False),
        ("left", {}, False),
        ("kicked", {}, False),
    ],
)
async def test_only_who_is_in_the_group_is_a_member(
    status: str, more: dict[str, object], inside: bool
) -> None:
    async with serving(gives(member(status, **more))) as server, speaking(server.url) as telegram:
        assert await telegram.member(-1001, 42) is inside


@pytest.mark.parametrize("words", ["PARTICIPANT_ID_INVALID", "user not found", "member not found"])
async def test_who_was_never_in_the_group_is_no_member(words: str) -> None:
    async with serving(refuses(400, f"Bad Request: {words}")) as server, speaking(server.url) as telegram:
        assert not await telegram.member(-1001, 42)


@pytest.mark.parametrize("script", [refuses(400, "Bad Request: chat not found"), says(502, b"")])
async def test_a_group_that_cannot_be_asked_leaves_membership_open(script: Script) -> None:
    async with serving(script) as server, speaking(server.url) as telegram:
        with pytest.raises(Failed):
            await telegram.member(-1001, 42)


async def test_commands_are_registered_for_everybody_and_for_the_desk() -> None:
    async with serving(gives()) as server, speaking(server.url) as telegram:
        await telegram.register({"log": "Note an interview"})
        await telegram.register({"queue": "Who waits"}, -1001, "en")

    everybody, desk = (parse_qs(asked.body.decode()) for asked in server.asked)
    assert json.loads(everybody["scope"][0]) == {"type": "all_private_chats"}
    assert json.loads(everybody["commands"][0]) == [{"command": "log", "description": "Note an interview"}]
    assert json.loads(desk["scope"][0]) == {"type": "chat", "chat_id": -1001}
    assert desk["language_code"] == ["en"]


async def test_the_webhook_is_set_looked_at_and_taken_away_without_dropping_anything() -> None:
    info = {"url": "https://example.org/hook", "has_custom_certificate": False, "pending_update_count": 3}
    async with serving(gives(), gives(info), gives()) as server, speaking(server.url) as telegram:
        await telegram.set_webhook("https://example.org/hook", "secret", ["message"])
        assert await telegram.webhook_info() == Webhook("https://example.org/hook", 3)
        await telegram.delete_webhook()

    assert [asked.method for asked in server.asked] == ["setWebhook", "getWebhookInfo", "deleteWebhook"]
    assert parse_qs(server.asked[0].body.decode())["secret_token"] == ["secret"]
    assert parse_qs(server.asked[2].body.decode()).get("drop_pending_updates", ["false"]) == ["false"]


# --- python-telegram-bot's own door ----------------------------------------------------------------


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
