"""Nothing that anybody said, and no secret, is in any log: searched after everything that can go wrong."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.sandbox import ADVISORS, Fault, Sandbox
from tests.conftest import POSTGRES, _database
from tests.e2e import process
from tests.e2e.process import Running, running

NUMBER = "+447400123456"
SAID = [
    "Marmalade taster at Quillfeather, tomorrow at 2pm, they'll tell me in 3 weeks",
    "I feel zebra-striped about it",
    "Thunderous words that break a handler",
    "Nightjar was the name of my interviewer, and I cannot sleep",
]
"""Words that can stand in a log only if the bot has put them there."""
REFUSAL = 'Bad Request: strange start tag "wombat" at byte offset 7'
NAMES = ("Samphire", "Priyamvada")
SECRETS = {"webhook_secret": "w" * 20 + "Ptarmigan" + "s" * 20, "phone_key": Fernet.generate_key().decode()}
_BREAKING = """
from datetime import timedelta
from bot import app, routes
from bot.deliver import pace
from bot.turn import turns

pace.BURST = 50
turns.AGAIN = (timedelta(seconds=0.1), timedelta(seconds=0.1))
good = routes.decide

def decide(facts, event):
    words = getattr(event, "words", "")
    if words.startswith("Thunderous"):
        try:
            raise KeyError(words)
        except KeyError as error:
            raise RuntimeError(f"{facts.person} said {words}") from error
    return good(facts, event)

routes.decide = decide
from bot.cli import main

main()
"""
BREAKING = (sys.executable, "-c", _BREAKING)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as opened:
        opened.world.person(42, NAMES[0])
        opened.world.group(opened.world.person(7, NAMES[1]))
        yield opened


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test is over, the bot has a handler that breaks with all it knows in its exception."""
    monkeypatch.setattr(process, "BOT", BREAKING)


def _settings(sandbox: Sandbox, database: str, **more: str) -> dict[str, str]:
    required = {"token": sandbox.token, "api_url": sandbox.url, "database_url": database}
    return required | {"advisors_chat_id": str(ADVISORS), "operator_ids": "7"} | SECRETS | more


async def _hears(sandbox: Sandbox, words: str, seconds: float = 20) -> None:
    world = sandbox.world
    said = await sandbox.until(lambda: any(words in m.text for m in world.messages(42)), seconds)
    assert said, [message.text for message in world.messages(42)]


async def _lives(sandbox: Sandbox) -> None:
    """A conversation in which the bot hears everything that is nobody else's business."""
    world = sandbox.world
    world.say(42, "/start")
    await _hears(sandbox, "automated helper")
    world.say(42, SAID[0])
    await _hears(sandbox, "Have I got this right?")
    pressed = world.press(42, world.last(42).id, label="Right, save it")
    assert await sandbox.answer(pressed, 10) is not None
    world.say(42, SAID[1])
    world.share_contact(42, NUMBER)
    world.say(42, "/advisor")
    await _hears(sandbox, "What would you like to talk about?")
    world.say(42, SAID[3])
    await _hears(sandbox, "When would suit you best?")
    world.say(7, "Goldfinch in the desk's own group", chat=ADVISORS)


async def _goes_wrong(sandbox: Sandbox) -> None:
    """Updates that cannot be read, a handler that breaks, messages that are refused, lost or strange."""
    world = sandbox.world
    world.inject({"message": {"text": "wombat", "chat": {"id": "odd"}}})
    world.say(42, SAID[2])
    await _hears(sandbox, "went wrong on my side")
    for kind in ("error", "not_json", "flood"):
        sandbox.faults.add(Fault(kind, "sendMessage", description=REFUSAL, retry_after=1))
    for _ in range(3):
        world.say(42, "/help")
    await _hears(sandbox, "Here's what I can do.", 60)  # what may have arrived rests before its second copy


def _is_clean(bot: Running, sandbox: Sandbox, *secrets: str) -> str:
    """The log, when it has been found to hold none of it."""
    log = bot.told()
    said = {word for line in SAID for word in re.findall(r"[A-Za-z-]{7,}", line)} - {"handler"}
    for word in {
        sandbox.token.partition(":")[2], NUMBER, NUMBER[1:], NUMBER[3:], *NAMES, "Goldfinch", "wombat",
        "Ptarmigan", *SECRETS.values(), *said, *secrets,
    }:  # fmt: skip
        assert word not in log
    assert all(json.loads(line)["level"] for line in log.splitlines())
    return log


async def test_no_log_holds_a_secret_or_a_word_whatever_goes_wrong(
    sandbox: Sandbox, tmp_path: Path, breaking: None
) -> None:
    settings = _settings(sandbox, f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", log_level="DEBUG")
    async with running(tmp_path, "run", **settings) as bot:
        await _lives(sandbox)
        await _goes_wrong(sandbox)
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            sandbox.world.say(42, SAID[1])
            await _logs(bot, "failed")
        await bot.stop()
        log = _is_clean(bot, sandbox)

    for event in (
        "started",
        "a turn failed",
        "an update is put aside",
        "refused",
    ):
        assert event in log


@pytest.mark.skipif(not POSTGRES, reason="no PostgreSQL")
async def test_a_database_password_is_in_no_log_when_the_database_goes_away(
    sandbox: Sandbox, tmp_path: Path, breaking: None, migrated: Mapping[str, str]
) -> None:
    async with _database(migrated["postgres"]) as url:
        name = url.rpartition("/")[2]
        secret = url.replace("@", ":Hummingbird@", 1)
        async with running(tmp_path, "run", **_settings(sandbox, secret, log_level="INFO")) as bot:
            await _lives(sandbox)
            await _serve(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            await _serve(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            sandbox.world.say(42, SAID[1])
            await _logs(bot, "failed")
            await bot.stop()

            _is_clean(bot, sandbox, "Hummingbird")


async def test_commands_that_end_badly_print_no_secret(sandbox: Sandbox, tmp_path: Path) -> None:
    nowhere = "postgresql+asyncpg://bounceback:Hummingbird@127.0.0.1:9/x"
    told = ""
    for words, more in (("quarantine list", {}), ("check", {"colour": "blue"})):
        async with running(tmp_path, *words.split(), **_settings(sandbox, nowhere, **more)) as bot:
            assert await bot.ended() == 1
            told += bot.told()

    for secret in ("Hummingbird", "Ptarmigan", sandbox.token.partition(":")[2], SECRETS["phone_key"]):
        assert secret not in told
    assert "cannot be worked with" in told
    assert "there is no such setting" in told


async def _logs(bot: Running, words: str) -> None:
    """Waits until the log says this."""
    since = len(bot.told())
    async with asyncio.timeout(20):
        while words not in bot.told()[since:]:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.05)


async def _serve(statement: str) -> None:
    server = create_async_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    async with server.connect() as conn:
        await conn.execute(text(statement))
    await server.dispose()
