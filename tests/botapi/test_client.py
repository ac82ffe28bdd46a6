"""What Telegram can be asked besides sending."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from urllib.parse import parse_qs

import pytest

from bot.botapi.client import Me, Webhook
from bot.botapi.outcome import (
    Conflict,
    Failed,
    PollFailed,
    Revoked,
)
from tests.botapi.server import (
    MESSAGE,
    Asked,
    Script,
    gives,
    hangs_up_after_reading,
    refuses,
    says,
    says_nothing,
    serving,
    speaking,
)
from tests.botapi.updates import member

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
        hangs_up_after_reading,
        says(502, b"<html>"),
    ],
)
async def test_a_press_that_cannot_be_answered_is_let_go(script: Script) -> None:
    async with serving(script) as server, speaking(server.url) as telegram:
        assert not await telegram.answer("4711", "taken")

    assert len(server.asked) == 1


async def test_a_press_tells_that_the_token_was_revoked() -> None:
    async with serving(refuses(401, "Unauthorized")) as server, speaking(server.url) as telegram:
        with pytest.raises(Revoked):
            await telegram.answer("4711", "taken")


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


async def test_what_the_bot_says_of_itself_is_set() -> None:
    async with serving(gives()) as server, speaking(server.url) as telegram:
        await telegram.describe("For the days after an interview.", "After an interview", "en")

    long, short = ((asked.method, parse_qs(asked.body.decode())) for asked in server.asked)
    about = {"description": ["For the days after an interview."], "language_code": ["en"]}
    assert long == ("setMyDescription", about)
    assert short == (
        "setMyShortDescription",
        {"short_description": ["After an interview"], "language_code": ["en"]},
    )


async def test_the_webhook_is_set_looked_at_and_taken_away_without_dropping_anything() -> None:
    info = {
        "url": "https://example.org/hook",
        "has_custom_certificate": False,
        "pending_update_count": 3,
        "allowed_updates": ["message"],
        "last_error_message": "Connection refused",
        "last_error_date": 1_795_000_000,
    }
    known = Webhook(
        "https://example.org/hook",
        3,
        ("message",),
        "Connection refused",
        datetime.fromtimestamp(1_795_000_000, UTC),
    )
    async with serving(gives(), gives(info), gives()) as server, speaking(server.url) as telegram:
        await telegram.set_webhook("https://example.org/hook", "secret", ["message"], 50)
        assert await telegram.webhook_info() == known
        await telegram.delete_webhook()

    assert [asked.method for asked in server.asked] == ["setWebhook", "getWebhookInfo", "deleteWebhook"]
    asked = parse_qs(server.asked[0].body.decode())
    assert (asked["secret_token"], asked["max_connections"]) == (["secret"], ["50"])
    assert "drop_pending_updates" not in asked
    assert parse_qs(server.asked[2].body.decode()).get("drop_pending_updates", ["false"]) == ["false"]
