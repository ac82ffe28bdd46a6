"""Words are changed while people talk: what is right is in use at once, what is wrong never."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from bot.commands.editing import Folder, Reading
from bot.commands.story import Player
from bot.commands.trial import rehearsal
from bot.domain.library import Library
from bot.domain.step import Distance
from bot.settings import CONTENT
from tests.cast import LIBRARY, MONDAY
from tests.e2e.process import Running, running
from tests.sandbox.browser import browsing

GREETING = "strings/en-GB/start.yaml"
SOON = 20_000
"""Milliseconds in which a saved file is in use, on a slow machine."""
NUDGE = "nudges/en-GB/nudge-result-check.md"
WAITED = (
    "Sam: /start",
    "Sam: Baker at Crumbs, tomorrow 2pm, they'll tell me by 8 December",
    "Sam: [Right, save it]",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of all the words."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
async def readings(content: Path) -> AsyncIterator[asyncio.Queue[Reading]]:
    """What comes of every change in the folder."""
    found: asyncio.Queue[Reading] = asyncio.Queue()
    watching = asyncio.create_task(Folder(content).changes(found.put))
    yield found
    watching.cancel()


def _edit(file: Path, before: str, after: str) -> None:
    words = file.read_text(encoding="utf-8")
    assert before in words
    file.write_text(words.replace(before, after), encoding="utf-8")


async def _next(readings: asyncio.Queue[Reading]) -> Reading:
    return await asyncio.wait_for(readings.get(), 30)


async def test_a_saved_file_is_read_with_all_the_others(
    content: Path, readings: asyncio.Queue[Reading]
) -> None:
    _edit(content / NUDGE, "have you heard", "did you hear")
    (content / "guidance/en-GB/.waiting.md.swp").write_text("half a file")

    reading = await _next(readings)

    assert reading.files == (NUDGE,)
    assert reading.library is not None
    assert reading.library.ids("guidance") == LIBRARY.ids("guidance")
    assert readings.empty()


async def test_nothing_of_a_folder_with_a_mistake_is_used_and_mending_it_tells_of_all_that_changed(
    content: Path, readings: asyncio.Queue[Reading]
) -> None:
    (content / GREETING).write_text("start.hello: [", encoding="utf-8")

    broken = await _next(readings)
    shutil.copy(CONTENT / GREETING, content / GREETING)
    (content / NUDGE).touch()
    mended = await _next(readings)

    assert broken.library is None
    assert any(mistake.startswith(f"content/{GREETING}:1: ") for mistake in broken.mistakes)
    assert mended.library is not None
    assert set(mended.files) == {GREETING, NUDGE}


async def test_what_cannot_be_read_at_all_is_a_mistake_like_others(
    content: Path, readings: asyncio.Queue[Reading]
) -> None:
    (content / NUDGE).write_bytes(b"\xff\xfe\xfa")

    broken = await _next(readings)

    assert broken.library is None
    assert any(mistake.startswith(f"content/{NUDGE}") for mistake in broken.mistakes)


def _later(library: Library, days: int) -> Library:
    """The same words; what asks for a result comes so many days later."""
    journeys = dict(library.journeys)
    check = journeys["result-check"]
    steps = tuple(
        replace(step, after=Distance(step.after.count + days, step.after.unit)) for step in check.steps
    )
    return replace(library, journeys={**journeys, "result-check": replace(check, steps=steps)})


async def test_nudges_that_wait_follow_a_changed_journey() -> None:
    only = replace(LIBRARY, journeys={"result-check": LIBRARY.journeys["result-check"]})
    async with rehearsal(only, start=MONDAY, ticking=False, chosen={"send_rate": 1000}) as (sandbox, bot):
        player = Player(sandbox, bot, ZoneInfo("Europe/London"))
        for line in WAITED:
            await player.act(line)
        before = [line["due"] for line in await sandbox.waiting()]

        await bot.use(_later(only, 1))
        after = [line["due"] for line in await sandbox.waiting()]
        row = await bot.next_due()

    assert before[0] == "2026-12-09T10:00:00Z"
    assert after[0] == "2026-12-10T10:00:00Z"
    assert row is not None
    assert row.isoformat() == "2026-12-10T10:00:00+00:00"


async def _address(trial: Running) -> str:
    """Where the page is, as the process tells whoever started it."""
    async with asyncio.timeout(30):
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", trial.told())):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return found[0]


async def test_an_editor_sees_in_the_chat_what_was_saved_and_at_the_top_what_is_wrong(
    content: Path, tmp_path: Path, chromium: str
) -> None:
    arguments = ("try", "--no-browser", "--port", "0", "--content", str(content))
    page_file = content / "guidance/en-GB/waiting.md"
    async with running(tmp_path, *arguments) as trial:
        address = await _address(trial)
        async with browsing(chromium, address) as page:
            await page.goto(address)
            await page.get_by_role("button", name="Start", exact=True).click()
            note, banner = page.locator("#live"), page.locator("#banner")

            _edit(content / GREETING, "Hello again", "Lovely to see you")
            await expect(note).to_contain_text(f"Live now: {GREETING}", timeout=SOON)
            await _is_greeted(page, "Lovely to see you")

            _edit(page_file, "related: [", "related: [no-such-page, ")
            _edit(content / GREETING, "Lovely", "Super")
            place = r"content/guidance/en-GB/waiting\.md:\d+: there is no text «no-such-page»"
            await expect(banner.locator("li")).to_have_text(re.compile(place), timeout=SOON)
            await _is_greeted(page, "Lovely to see you")

            _edit(page_file, "no-such-page, ", "")
            await expect(note).to_contain_text("guidance/en-GB/waiting.md", timeout=SOON)
            await expect(banner).to_be_hidden()
            await _is_greeted(page, "Super to see you")

        assert len(re.findall(place, trial.told())) == 1


async def _is_greeted(page: Page, words: str) -> None:
    field = page.get_by_label("Chat with Bounceback: write a message")
    said = await page.locator("#phone .message.own").count()
    await field.fill("/start")
    await field.press("Enter")
    await expect(page.locator("#phone .message.own")).to_have_count(said + 1, timeout=SOON)
    await expect(page.locator("#phone .message").last).to_contain_text(words, timeout=SOON)
