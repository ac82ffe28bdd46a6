"""What an operator lives with: handlers that kill or hang, figures over HTTP, figures in the chat."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.cli import main
from bot.sandbox import Sandbox
from bot.turn import turns
from bot.watch import health
from tests.crash.process import running as crashing
from tests.crash.process import stop
from tests.e2e.process import running

SAM, ROBIN, OPERATOR = 42, 43, 99
SORRY = "went wrong on my side"
_BAD_HANDLERS = """
import os
from datetime import timedelta
from bot import app, routes
from bot.turn import turns
from bot.watch import pulse

turns.AGAIN = (timedelta(seconds=0.2), timedelta(seconds=0.4))
app.LOOK_EVERY = 0.5
pulse.EVERY, pulse.NOTICED, pulse.HOPELESS = 0.1, 0.8, 2.5
good = routes.decide

def spin():
    while True:
        pass

def decide(facts, event):
    words = getattr(event, "words", "")
    if words == "poison" and not os.path.exists(os.environ["MENDED"]):
        os._exit(9)
    if words == "endless":
        spin()
    while words == "stubborn":
        try:
            spin()
        except Exception:
            pass
    return good(facts, event)

routes.decide = decide
from bot.cli import main

main(["run"])
"""
BAD = (sys.executable, "-c", _BAD_HANDLERS)
"""The real bot with a handler that ends the process at one word and hangs at others; waits are short."""


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as opened:
        for id_, name in ((SAM, "Sam"), (ROBIN, "Robin"), (OPERATOR, "Olu")):
            opened.world.person(id_, name)
        opened.world.group()
        yield opened


async def _answered(sandbox: Sandbox, who: int, words: str, ask: str = "") -> float:
    """Asks, if there is something to ask, and waits for this answer. Returns the seconds it took."""
    began, since = asyncio.get_running_loop().time(), len(sandbox.world.messages(who))
    if ask:
        sandbox.world.say(who, ask)
    said = await sandbox.until(
        lambda: any(words in m.text for m in sandbox.world.messages(who)[since if ask else 0 :]), 20
    )
    assert said, [message.text for message in sandbox.world.messages(who)]
    return asyncio.get_running_loop().time() - began


async def _states(folder: Path) -> list[str]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    async with engine.connect() as conn:
        states = list((await conn.execute(text("SELECT state FROM inbox ORDER BY id"))).scalars())
    await engine.dispose()
    return states


async def _dies(process: asyncio.subprocess.Process) -> int:
    async with asyncio.timeout(20):
        return await process.wait()


def _events(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]


async def test_an_update_that_kills_the_process_ends_in_quarantine_and_can_be_retried(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENDED", str(tmp_path / "mended"))
    monkeypatch.setenv("BOUNCEBACK_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    async with crashing(sandbox, tmp_path, BAD) as process:
        await _answered(sandbox, SAM, "automated helper", ask="/start")
        await _answered(sandbox, ROBIN, "automated helper", ask="/start")
        sandbox.world.say(SAM, "poison")
        assert await _dies(process) == 9
    for _ in range(2):
        async with crashing(sandbox, tmp_path, BAD) as process:
            assert await _dies(process) == 9
    async with crashing(sandbox, tmp_path, BAD) as process:
        await _answered(sandbox, SAM, SORRY)
        states = await _states(tmp_path)
        for_others = await _answered(sandbox, ROBIN, "Here's what I can do", ask="/help")
        for_its_chat = await _answered(sandbox, SAM, "Here's what I can do", ask="/help")
        (tmp_path / "mended").touch()
        retried = await asyncio.to_thread(CliRunner().invoke, main, ["quarantine", "retry", "--all"])
        assert retried.exit_code == 0
        async with asyncio.timeout(10):
            while "quarantined" in (after := await _states(tmp_path)) or "waiting" in after:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        assert await stop(process) == 0

    assert sorted(set(states)) == ["done", "quarantined"]
    assert set(after) == {"done"}
    assert max(for_others, for_its_chat) < 1.0
    assert [m.text for m in sandbox.world.messages(SAM) if SORRY in m.text] != []


def test_the_rests_before_quarantine_leave_room_for_three_starts_in_ninety_seconds() -> None:
    assert sum(turns.AGAIN, timedelta()) + 3 * timedelta(seconds=8) <= timedelta(seconds=90)


async def test_a_handler_that_hangs_is_broken_off_and_one_that_cannot_be_ends_the_process(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENDED", str(tmp_path / "mended"))
    async with crashing(sandbox, tmp_path, BAD) as process:
        await _answered(sandbox, SAM, "automated helper", ask="/start")
        sandbox.world.say(SAM, "endless")
        await _answered(sandbox, SAM, SORRY)
        await _answered(sandbox, ROBIN, "automated helper", ask="/start")
        assert process.returncode is None
        sandbox.world.say(ROBIN, "stubborn")
        assert await _dies(process) == 1

    log = _events(tmp_path)
    failed = [event for event in log if event["event"] == "a turn failed"]
    (hopeless,) = [event for event in log if event["event"] == "nothing has moved for too long"]
    assert [event["error"] for event in failed] == ["Overran"] * 3
    assert str(hopeless["at"]).count("bot/turn/turns.py:") >= 1
    assert "endless" not in str(log)


async def test_health_metrics_and_status_are_there_for_the_operator(sandbox: Sandbox, tmp_path: Path) -> None:
    socket = f"unix:{tmp_path / 'bot.sock'}"
    settings = {
        "token": sandbox.token,
        "api_url": sandbox.url,
        "database_url": f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}",
        "operator_ids": str(OPERATOR),
        "listen": socket,
    }
    async with running(tmp_path, "run", **settings) as bot:
        await _answered(sandbox, OPERATOR, "Updates: ", ask="/status")
        await _answered(sandbox, SAM, "don't know that command", ask="/status")
        well = await asyncio.to_thread(health.ask, socket)
        asked = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.watch.health",
            env=os.environ | {"BOUNCEBACK_LISTEN": socket},
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, _ = await asked.communicate()
        assert await bot.stop() == 0
        gone = await asyncio.to_thread(health.ask, socket)

    assert well == (True, "well")
    assert (asked.returncode, said) == (0, b"well\n")
    assert not gone[0]
    assert gone[1].startswith("no answer at")
