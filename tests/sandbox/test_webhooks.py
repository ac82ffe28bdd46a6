"""Delivering as Telegram does: in order, one at a time, again and again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import telegram
from aiohttp import web

from bot.sandbox import Clock, Person, Sandbox
from tests.sandbox.conftest import MONDAY, Call

SECRET = "s" * 32


class Hook:
    """A bot's webhook: answers as it is told, and remembers what came."""

    def __init__(self) -> None:
        self.url = ""
        self.came: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.answers: list[web.Response] = []
        self.most = 0
        self.open = asyncio.Event()
        self.open.set()
        self._now = 0

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        assert request.headers["Content-Type"] == "application/json"
        self.came.append(json.loads(await request.read()))
        self._now += 1
        self.most = max(self.most, self._now)
        await self.open.wait()
        self._now -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [
            one["message"]["text"] if "message" in one else "press" if "callback_query" in one else "member"
            for one in self.came
        ]


@asynccontextmanager
async def _listening() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        hook.open.set()
        await runner.cleanup()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with _listening() as hook:
        yield hook


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Whose rests between attempts are a hundredth of Telegram's."""
    async with Sandbox(clock=Clock(MONDAY, ticks=lambda: 0.0), second=0.01) as opened:
        yield opened


async def _quiet(sandbox: Sandbox) -> None:
    """Everything is taken."""
    assert await sandbox.until(lambda: not len(sandbox.world.updates), seconds=10)


async def test_what_waits_and_what_comes_is_delivered_in_order_with_the_secret(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot, hook: Hook
) -> None:
    sandbox.world.say(sam, "one")
    await bot.set_webhook(hook.url, secret_token=SECRET)
    sandbox.world.say(sam, "two")
    sandbox.world.say(sam, "three")
    await _quiet(sandbox)

    assert hook.texts == ["one", "two", "three"]
    assert hook.secrets == {SECRET}
    assert sandbox.world.rejections() == []
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_what_is_not_taken_is_tried_again_and_holds_up_its_chat_alone(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot, hook: Hook
) -> None:
    hook.answers = [web.Response(status=500) for _ in range(3)]
    await bot.set_webhook(hook.url)
    sandbox.world.say(sam, "one")
    sandbox.world.say(sam, "two")
    await _quiet(sandbox)

    assert hook.texts == ["one"] * 4 + ["two"]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert info.last_error_date == MONDAY


async def test_rests_grow_and_follow_retry_after(sandbox: Sandbox, sam: Person, hook: Hook) -> None:
    sandbox.world.say(sam, "one")
    (head,) = sandbox.world.updates.heads()
    rest = sandbox.webhooks._rest

    assert [rest(head, 0) for _ in range(6)] == [0, 2, 4, 8, 16, 32]
    assert rest(head, 7) == 7
    assert 60 <= rest(head, 0) <= 64
    assert all(60 <= rest(head, 0) <= 120 for _ in range(20))


async def test_retry_after_is_honoured(sandbox: Sandbox, sam: Person, bot: telegram.Bot, hook: Hook) -> None:
    hook.answers = [web.Response(status=503, headers={"Retry-After": "40"})]
    await bot.set_webhook(hook.url)
    began = asyncio.get_running_loop().time()
    sandbox.world.say(sam, "one")
    await _quiet(sandbox)

    assert asyncio.get_running_loop().time() - began >= 0.4


async def test_a_message_a_press_and_a_block_are_in_no_order(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot, hook: Hook
) -> None:
    sandbox.webhooks.hold("chat")
    await bot.set_webhook(hook.url)
    sandbox.world.say(sam, "one")
    sandbox.world.press_stale(sam, 1, "x")
    assert await sandbox.until(lambda: "press" in hook.texts)
    sandbox.world.block(sam)
    assert await sandbox.until(lambda: "member" in hook.texts)
    sandbox.webhooks.release("chat")
    await _quiet(sandbox)

    assert hook.texts == ["press", "member", "one"]


async def test_no_more_are_under_way_than_the_bot_allows(
    sandbox: Sandbox, bot: telegram.Bot, hook: Hook
) -> None:
    hook.open.clear()
    await bot.set_webhook(hook.url, max_connections=3)
    for number in range(100, 110):
        sandbox.world.say(number, f"from {number}")
    assert await sandbox.until(lambda: hook.most == 3)
    hook.open.set()
    await _quiet(sandbox)

    assert hook.most == 3
    assert len(hook.came) == 10


async def test_what_is_too_old_is_dropped(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot, hook: Hook
) -> None:
    for kind in ("chat", "press"):
        sandbox.webhooks.hold(kind)
    await bot.set_webhook(hook.url)
    sandbox.world.say(sam, "one")
    sandbox.world.press_stale(sam, 1, "x")
    sandbox.clock.turn(timedelta(seconds=151))
    for kind in ("chat", "press"):
        sandbox.webhooks.release(kind)
    await _quiet(sandbox)

    assert hook.texts == ["one"]
    assert sandbox.world.updates.expired == 1


async def test_what_was_under_way_when_the_webhook_went_is_fetched(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot, hook: Hook
) -> None:
    hook.open.clear()
    await bot.set_webhook(hook.url)
    sandbox.world.say(sam, "one")
    assert await sandbox.until(lambda: hook.texts == ["one"])
    await bot.delete_webhook()

    (again,) = await bot.get_updates()
    assert again.message is not None
    assert again.message.text == "one"


async def test_a_call_in_a_reply_is_noticed(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot, hook: Hook
) -> None:
    hook.answers = [web.json_response({"method": "sendMessage", "chat_id": 42, "text": "hi"})]
    await bot.set_webhook(hook.url)
    sandbox.world.say(sam, "one")
    await _quiet(sandbox)

    assert any("Telegram would do what it says" in line for line in sandbox.world.rejections())


async def test_where_nobody_listens_it_waits(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot, hook: Hook
) -> None:
    async with _listening() as gone:
        pass
    await bot.set_webhook(gone.url)
    sandbox.world.say(sam, "one")
    assert await sandbox.until(lambda: sandbox.webhooks.attempts >= 2)

    info = await bot.get_webhook_info()
    assert (info.last_error_message, info.pending_update_count) == ("Connection refused", 1)
    await bot.set_webhook(hook.url)
    await _quiet(sandbox)
    assert (await bot.get_webhook_info()).last_error_message is None


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "http://127.0.0.1.example.org/", "https://example.org:8080/", "ftp://127.0.0.1/"],
)
async def test_where_telegram_would_not_deliver_is_refused(call: Call, url: str) -> None:
    answer = await call("setWebhook", url=url)

    assert answer["error_code"] == 400
    assert "bad webhook" in answer["description"]


async def test_nobody_may_ask_for_more_than_a_hundred_connections(
    call: Call, http: aiohttp.ClientSession
) -> None:
    assert (await call("setWebhook", url="https://example.org/", max_connections=101))["error_code"] == 400
