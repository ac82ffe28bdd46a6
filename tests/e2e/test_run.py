"""`bounceback run`, as an operator meets it: it works, it stops in good order, it says what is wrong."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import ADVISORS, Sandbox
from bot.settings import CONTENT
from tests.e2e.process import running

SAID = "Marmalade taster at Quillfeather, tomorrow at 2pm, they'll tell me in 3 weeks"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Sam, and Priya at the desk."""
    async with Sandbox() as opened:
        opened.world.person(42, "Samphire")
        opened.world.group(opened.world.person(7, "Priyamvada"))
        yield opened


def _settings(sandbox: Sandbox, folder: Path) -> dict[str, str]:
    return {
        "token": sandbox.token,
        "api_url": sandbox.url,
        "database_url": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        "advisors_chat_id": str(ADVISORS),
    }


async def _hears(sandbox: Sandbox, words: str, since: int = 0) -> None:
    """Waits for the bot to say this to Sam, after so many messages."""
    world = sandbox.world
    said = await sandbox.until(lambda: any(words in m.text for m in world.messages(42)[since:]), 20)
    assert said, [message.text for message in world.messages(42)]


async def _logs_an_interview(sandbox: Sandbox) -> None:
    sandbox.world.say(42, "/start")
    await _hears(sandbox, "automated helper")
    sandbox.world.say(42, SAID)
    await _hears(sandbox, "Have I got this right?")
    asked = sandbox.world.last(42)
    answered = await sandbox.answer(sandbox.world.press(42, asked.id, label="Right, save it"), 10)
    assert answered is not None
    await _hears(sandbox, "Saved: Marmalade taster at Quillfeather")


async def test_an_interview_is_logged_over_http_and_the_process_ends_in_good_order(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with running(tmp_path, "run", **_settings(sandbox, tmp_path)) as bot:
        await _logs_an_interview(sandbox)

        assert await bot.stop() == 0

    assert sandbox.world.rejections() == []
    assert set(sandbox.world.ledger.copies().values()) == {1}


async def test_what_was_logged_is_known_to_the_next_process(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = _settings(sandbox, tmp_path)
    async with running(tmp_path, "run", **settings) as bot:
        await _logs_an_interview(sandbox)
        assert await bot.stop(signal.SIGINT) == 0
    sandbox.world.say(42, "/list")

    async with running(tmp_path, "run", **settings) as bot:
        await _hears(sandbox, "Marmalade taster at Quillfeather", since=len(sandbox.world.messages(42)))

        assert await bot.stop() == 0


async def test_a_token_that_nobody_knows_ends_the_process(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = _settings(sandbox, tmp_path) | {"token": "123456:wrong-but-well-made"}
    async with running(tmp_path, "run", **settings) as bot:
        assert await bot.ended() == 78

        log = bot.told()

    assert "Telegram does not know this token" in log
    assert "wrong-but-well-made" not in log


async def test_wrong_settings_are_told_at_once_and_nothing_is_started(tmp_path: Path) -> None:
    wrong = {
        "token": "Quillfeather",
        "api_url": "http://example.org",
        "database_url": f"sqlite:///{tmp_path / 'bot.db'}",
        "time_zone": "Europe/Atlantis",
        "nation": "Narnia",
        "send_rate": "fast",
        "phone_key": "not-a-key",
        "log_level": "CHATTY",
        "colour": "blue",
    }
    async with running(tmp_path, "run", **wrong) as bot:
        assert await bot.ended() == 1

        told = bot.told().splitlines()

    assert sorted(line.partition(":")[0] for line in told) == sorted(f"BOUNCEBACK_{n.upper()}" for n in wrong)
    assert "Quillfeather" not in "".join(told)
    assert not (tmp_path / "bot.db").exists()


async def test_mistakes_in_the_words_are_told_with_their_place(sandbox: Sandbox, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    with (content / "strings" / "en-GB" / "start.yaml").open("a", encoding="utf-8") as strings:
        strings.write("start.extra: Dear {nobody\n")
    (content / "nudges" / "en-GB" / "nudge-chase.md").unlink()

    async with running(tmp_path, "run", **_settings(sandbox, tmp_path), content=str(content)) as bot:
        assert await bot.ended() == 1

        told = bot.told()

    assert re.search(r"start\.yaml:\d+: ", told)
    assert re.search(r"chase\.yaml:\d+: .*nudge-chase", told)
    assert not (tmp_path / "bot.db").exists()
    assert sandbox.world.ledger.calls == {}
