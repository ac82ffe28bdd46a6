"""A sandbox on Monday morning, python-telegram-bot's Bot for it, and a caller without any manners."""

from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import telegram

from bot.sandbox import Chat, Clock, Person, Sandbox

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Its clock stands still until it is turned."""
    async with Sandbox(clock=Clock(MONDAY, ticks=lambda: 0.0)) as opened:
        yield opened


@pytest.fixture
def sam(sandbox: Sandbox) -> Person:
    """Has written to the bot once."""
    person = sandbox.world.person(42, "Sam")
    sandbox.world.say(person, "/start")
    sandbox.world.updates.drop()
    return person


@pytest.fixture
def desk(sandbox: Sandbox) -> Chat:
    """The advisors' group with Ana and Ben."""
    return sandbox.world.group(sandbox.world.person(7, "Ana"), sandbox.world.person(8, "Ben"))


@pytest.fixture
async def bot(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's own, with the type of `retry_after` that it will have one day."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with telegram.Bot(
        sandbox.token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot"
    ) as opened:
        yield opened


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(sandbox: Sandbox, http: aiohttp.ClientSession) -> Call:
    """Call a method with a JSON body, exactly as given; the reply's body."""

    async def said(method: str, **body: Any) -> dict[str, Any]:
        async with http.post(f"{sandbox.url}/bot{sandbox.token}/{method}", json=body) as reply:
            answer: dict[str, Any] = await reply.json()
            assert answer.get("error_code", 200) == reply.status
            return answer

    return said


@pytest.fixture
def control(sandbox: Sandbox, http: aiohttp.ClientSession) -> Call:
    """POST to the control interface; the reply's body."""

    async def done(deed: str, **body: Any) -> dict[str, Any]:
        async with http.post(f"{sandbox.url}/_/{deed}", json=body, headers={"X-Sandbox": "1"}) as reply:
            answer: dict[str, Any] = await reply.json()
            return answer

    return done
