"""The real process by webhook: behind a proxy, killed under load, changed to polling and back."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import socket
import sqlite3
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.failpoints import VARIABLE
from bot.sandbox import Fault, Sandbox
from tests.conftest import FIGURES
from tests.crash.crowd import Crowd
from tests.crash.process import BOT, running, stop

SAM = 42
SECRET = "a-secret-of_forty-characters_0123456789a"
POINTS = ("fetched", "storing", "stored")
"""Where a process ends that has just been brought something."""
LOAD = 22.0
SEED = 20261123


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Whose rests between two attempts to deliver are a twentieth of Telegram's."""
    async with Sandbox(second=0.05) as sandbox:
        sandbox.world.group()
        sandbox.world.person(SAM, "Sam")
        yield sandbox


@pytest.fixture
def folder() -> Iterator[Path]:
    """With a short name: the path of a socket may not be long."""
    with tempfile.TemporaryDirectory(prefix="b-") as name:
        yield Path(name)


@asynccontextmanager
async def _proxy(path: Path) -> AsyncIterator[int]:
    """What a proxy in front does: a port that leads to the socket, closed where nobody is behind it."""

    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner_reader, inner_writer = await asyncio.open_unix_connection(path)
        except OSError:
            writer.close()
            return
        await asyncio.gather(_copy(reader, inner_writer), _copy(inner_reader, writer))

    server = await asyncio.start_server(lead, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()
    writer.close()


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port: int = any_port.getsockname()[1]
        return port


def _hook(port: int, path: str = "/telegram") -> dict[str, str]:
    return {
        "webhook_url": f"http://127.0.0.1:{port}{path}",
        "webhook_secret": SECRET,
        "listen": f"127.0.0.1:{port}",
    }


def _run(
    sandbox: Sandbox, folder: Path, way: dict[str, str], failing: str = ""
) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    """The process, by webhook or, without any settings for that, by polling; `failing`: where it ends."""
    return running(sandbox, folder, ("env", f"{VARIABLE}={failing}", *BOT), "", 200, **way)


async def _begins(sandbox: Sandbox, process: asyncio.subprocess.Process, method: str) -> None:
    """Waits until the process has told Telegram how updates are to come."""
    calls = sandbox.world.ledger.calls
    before = calls[method]
    async with asyncio.timeout(20):
        while calls[method] == before:
            assert process.returncode is None, "the process ended by itself"
            await asyncio.sleep(0.01)


async def _answers(sandbox: Sandbox, number: int) -> None:
    """Waits until Sam has so many messages of the bot."""
    assert await sandbox.until(lambda: len(sandbox.world.ledger.delivered(SAM)) >= number, seconds=20)


def _states(folder: Path) -> Counter[str]:
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        return Counter(state for (state,) in database.execute("SELECT state FROM inbox"))


async def test_a_conversation_through_a_proxy_to_a_socket(sandbox: Sandbox, folder: Path) -> None:
    async with _proxy(folder / "web") as port:
        hook = _hook(port, "/") | {"listen": f"unix:{folder}/web"}
        async with _run(sandbox, folder, hook) as process:
            await _begins(sandbox, process, "setWebhook")
            sandbox.world.say(SAM, "/start")
            await _answers(sandbox, 1)
            sandbox.world.say(SAM, "/log Data analyst at Acme, tomorrow 2pm")
            await _answers(sandbox, 2)
            echo = sandbox.world.last(SAM)
            press = sandbox.world.press(SAM, echo.id, data=echo.keyboard[0][0]["callback_data"])
            assert await sandbox.answer(press, 10) is not None
            assert await stop(process) == 0

    assert not (folder / "web").exists()
    assert sandbox.world.ledger.calls["getUpdates"] == 0
    assert sandbox.world.rejections() == []
    assert _states(folder) == {"done": 3}
    assert SECRET not in (folder / "log.jsonl").read_text()


async def test_what_came_while_nobody_listened_is_delivered_at_the_next_start(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    hook = _hook(_free_port())
    async with _run(sandbox, tmp_path, hook) as process:
        await _begins(sandbox, process, "setWebhook")
        assert await stop(process) == 0
    sandbox.world.say(SAM, "/start")
    assert await sandbox.until(lambda: sandbox.webhooks.attempts > 1)

    async with _run(sandbox, tmp_path, hook) as process:
        await _answers(sandbox, 1)
        assert await stop(process) == 0

    assert _states(tmp_path) == {"done": 1}


async def test_no_command_is_taken_for_another_bots_before_we_know_our_name(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    hook = _hook(_free_port())
    async with _run(sandbox, tmp_path, hook) as process:
        await _begins(sandbox, process, "setWebhook")
        assert await stop(process) == 0
    sandbox.faults.add(Fault("delay", "getMe", seconds=1.0))

    async with _run(sandbox, tmp_path, hook) as process:
        sandbox.world.say(SAM, f"/start@{sandbox.world.bot.username}")
        await _answers(sandbox, 1)
        assert await stop(process) == 0


@pytest.mark.timeout(240)
async def test_kills_while_telegram_delivers_lose_nothing_and_double_no_effect(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    hook = _hook(_free_port())
    crowd = Crowd(sandbox, random.Random(SEED), orderly=False)
    crowd.gather()
    writing = asyncio.create_task(crowd.live(LOAD))
    for point in POINTS:
        async with _run(sandbox, tmp_path, hook, f"{point}@{chance.randint(2, 6)}") as process:
            async with asyncio.timeout(30):
                assert await process.wait() == 9, f"the process did not end at «{point}»"
    async with _run(sandbox, tmp_path, hook) as process:
        await _begins(sandbox, process, "setWebhook")
        await asyncio.sleep(chance.uniform(0.0, 0.8))
    crowd.writing = False
    await writing
    async with _run(sandbox, tmp_path, hook) as process:
        lost = await crowd.until_all_are_answered(120)
        assert await stop(process) == 0

    hooks = sandbox.webhooks
    FIGURES.append(
        f"webhook, {len(POINTS) + 1} kills: {crowd.updates} updates, {hooks.attempts} attempts,"
        f" {len(lost)} lost"
    )
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        interviews = Counter(role for (role,) in database.execute("SELECT role FROM interviews"))
    assert lost == set()
    assert interviews == Counter(crowd.pressed)
    assert set(_states(tmp_path)) == {"done"}
    assert hooks.attempts > hooks.delivered, "no kill met a delivery"
    assert sandbox.world.ledger.rejected(200) == []
    assert max(crowd.copies().values()) <= 2


async def test_changing_between_polling_and_webhook_loses_and_doubles_nothing(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    hook = _hook(_free_port())
    said = 0

    def say() -> int:
        """One line of somebody new; who it was."""
        nonlocal said
        said += 1
        sandbox.world.say(
            1000 + said, f"/log Role{said}x at Firm{said}, tomorrow 2pm, they'll tell me in a week"
        )
        return 1000 + said

    ways: list[dict[str, str]] = [{}, hook]
    for way in ways:
        async with _run(sandbox, tmp_path, way) as process:
            await _begins(sandbox, process, "setWebhook" if way else "getUpdates")
            await _heard(sandbox, say())
            if not way:  # what is stored from now on is not acknowledged, and comes the other way again
                await sandbox.until(lambda: sandbox.polling.is_waiting)
                sandbox.faults.add(Fault("refuse", "getUpdates", times=1000))
                await _heard(sandbox, say())
            assert await stop(process) == 0
        sandbox.faults.clear()
        assert len(sandbox.world.updates) == (0 if way else 1)
        say()
    async with _run(sandbox, tmp_path, {}) as process:
        for number in range(1, said + 1):
            await _heard(sandbox, 1000 + number)
        assert await stop(process) == 0

    copies = Counter(len(sandbox.world.ledger.delivered(1000 + number)) for number in range(1, said + 1))
    assert copies == {1: said}
    assert _states(tmp_path) == {"done": said}
    assert sandbox.webhooks.delivered == 3, "what was not acknowledged did not come again"


async def _heard(sandbox: Sandbox, person: int) -> None:
    """Waits until somebody got an answer."""
    assert await sandbox.until(lambda: bool(sandbox.world.ledger.delivered(person)), seconds=20)


async def test_a_port_that_is_taken_stops_whoever_needs_it_with_one_line(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        way = {"webhook_url": f"http://{taken}/hook", "webhook_secret": "s" * 32, "listen": taken}
        async with _run(sandbox, tmp_path, way) as process, asyncio.timeout(20):
            assert await process.wait() == 1

    (line,) = (tmp_path / "log.jsonl").read_text().splitlines()
    assert json.loads(line)["listen"] == taken
    assert "cannot listen" in json.loads(line)["event"]
