"""The trial: what it shows of the bot's plans, and how it begins and ends."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.commands.story import Player
from bot.commands.trial import rehearsal
from bot.domain.text import Text
from tests.cast import LIBRARY, MONDAY
from tests.e2e.process import Running, running

OPEN = re.compile(r"Bounceback is open at (http://127\.0\.0\.1:\d+)")
ADDRESS = ("127.0.0.1", 0)


@pytest.fixture
async def player() -> AsyncIterator[Player]:
    """Plays people against the bot, from Monday at ten; the clock moves only when it is turned."""
    async with rehearsal(LIBRARY, start=MONDAY, ticking=False, chosen={"send_rate": 1000}) as (sandbox, bot):
        yield Player(sandbox, bot, ZoneInfo("Europe/London"))
        assert sandbox.world.rejections() == []


async def _plays(player: Player, *lines: str) -> list[dict[str, Any]]:
    """What waits after these deeds."""
    for line in lines:
        await player.act(line)
    return await player.sandbox.waiting()


SAMS = (
    "Sam: /start",
    "Sam: Baker at Crumbs, tomorrow 2pm, they'll tell me by 8 December",
    "Sam: [Right, save it]",
)
NOORS = (
    "Noor: /start",
    "Noor: Welder at Sparks, tomorrow 9am, they'll tell me by 7 December",
    "Noor: [Right, save it]",
)


async def test_what_waits_is_told_in_the_words_for_their_nation() -> None:
    texts = {
        id_: replace(entry, nations={"GB-SCT": (Text(("Aye?",)),)})
        for id_, entry in LIBRARY.texts["en-GB"].items()
    }
    scots = replace(LIBRARY, texts={"en-GB": texts})
    chosen = {"send_rate": 1000, "nation": "GB-SCT"}
    async with rehearsal(scots, start=MONDAY, ticking=False, chosen=chosen) as (sandbox, bot):
        waits = await _plays(Player(sandbox, bot, ZoneInfo("Europe/London")), *SAMS)

    assert {line["what"] for line in waits} == {"Aye?"}


async def test_what_waits_is_told_in_each_persons_own_words(player: Player) -> None:
    waits = await _plays(player, *SAMS, *NOORS)

    noor = player.names["Noor"]
    due = [line["due"] for line in waits]
    assert due == sorted(due)
    about = [(line["chat"], line["due"], line["what"]) for line in waits if "anything" in line["what"]]
    assert about == [
        (noor, "2026-12-08T10:00:00Z", "About Welder: have you heard anything?"),
        (42, "2026-12-09T10:00:00Z", "About Baker: have you heard anything?"),
    ]
    for line in waits:
        assert line["why"]
        assert "\n" not in line["what"] + line["why"]
        assert "<" not in line["what"]


async def test_nothing_waits_for_somebody_whose_reminders_rest_without_an_end(player: Player) -> None:
    waits = await _plays(player, *SAMS, *NOORS, "Sam: /pause", "Sam: [Pause until I say]")

    assert {line["chat"] for line in waits} == {player.names["Noor"]}
    assert {line["chat"] for line in await _plays(player, "Sam: /resume")} == {42, player.names["Noor"]}


async def test_nobody_who_has_left_is_written_to(player: Player) -> None:
    assert await _plays(player, *SAMS, "Sam: (blocks)") == []


async def test_all_of_it_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    async with rehearsal(LIBRARY, start=MONDAY, ticking=False):
        assert "bounceback.db" in _files(tmp_path)

    assert _files(tmp_path) == set()


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


async def _address(trial: Running) -> str:
    """Where the page is, as the process tells whoever started it."""
    await _until(lambda: OPEN.search(trial.told()) is not None)
    return str(OPEN.findall(trial.told())[0])


async def _until(holds: Callable[[], bool]) -> None:
    """Waits for what another process does, at most for 20 seconds."""
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - a file cannot be awaited
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_at_once_while_a_browser_looks_on(tmp_path: Path, sign: signal.Signals) -> None:
    async with (
        running(tmp_path, "try", "--no-browser", "--port", "0") as trial,
        aiohttp.ClientSession(await _address(trial)) as browser,
        browser.get("/_/events") as events,
    ):
        assert (await events.content.readline()).startswith(b"data: ")

        assert await asyncio.wait_for(trial.stop(sign), 5) == 0
        assert len(trial.told().splitlines()) == 1


async def test_the_page_is_opened_and_a_browser_that_stays_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\nexec sleep 15\n', encoding="utf-8")
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))

    async with running(tmp_path, "try", "--port", "0") as trial:
        address = await _address(trial)
        await _until(lambda: opened.exists() and opened.read_text(encoding="utf-8") == f"{address}\n")

        assert await asyncio.wait_for(trial.stop(), 5) == 0


async def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(ADDRESS) as other:
        port = str(other.getsockname()[1])

        async with running(tmp_path, "try", "--no-browser", "--port", port) as trial:
            assert await trial.ended() == 1

            told = trial.told().splitlines()

    assert told[0].startswith(f"Port {port} cannot be had")
    assert "--port 0" in told[1]
    assert len(told) == 2
