"""Draws the pictures of the README: `make pictures`. The real bot and its page, in Chromium.

A story is played (`tests/stories/a-week-with-sam.txt`, which the suite keeps true); at some of its lines a
picture is taken. What the pictures were made from is written down beside them, so that a test can tell when
they are old. Of the page's own look it cannot tell: whoever changes that makes them anew.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot import app
from bot.commands.story import Player
from bot.commands.trial import rehearsal
from bot.domain.facts import Facts
from bot.domain.person import Person
from bot.domain.progress import Progress
from bot.papers import painting, progress
from bot.papers.colours import DARK, LIGHT
from bot.settings import CONTENT

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
MADE_FROM = PICTURES / "made-from.txt"
STORY = HERE.parent / "tests" / "stories" / "a-week-with-sam.txt"
START = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIGURES = Progress(24, 9, 4, 1, (2, 3, 1, 0, 4, 3, 2, 3), 3)
"""What the progress picture shows as an example."""
_PHONE_AFTER, _WHOLE_AFTER = "Sam: [Not this time]", "Sam: /progress"
"""The lines of the story after which a picture is taken."""
_PACK = """async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d", { alpha: false }).drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.78);
}"""
_TALL, _WHOLE = ViewportSize(width=430, height=1262), ViewportSize(width=1360, height=1180)


def drawings() -> dict[str, str]:
    """The progress pictures by the names of their files, as SVG."""
    facts = Facts(now=START, library=app.words(CONTENT), person=Person(42, "Sam"))
    said = progress.said(facts, FIGURES)
    looks = {"light": LIGHT, "dark": DARK}
    return {
        f"progress-{look}.png": progress.drawing(FIGURES, said, colours) for look, colours in looks.items()
    }


def made_from() -> str:
    """A line for each thing that the pictures show: what it is, and the sum of its letters."""
    shown = {STORY.name: STORY.read_text(encoding="utf-8"), **drawings()}
    return "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in shown.items())


async def take(chromium: str) -> None:
    """Plays the story, and takes the pictures of the page on the way."""
    lines = [line for line in STORY.read_text(encoding="utf-8").splitlines() if not line.startswith("    ")]
    async with (
        async_playwright() as playwright,
        rehearsal(app.words(CONTENT), start=START, ticking=False, chosen={"send_rate": 1000}) as (
            sandbox,
            bot,
        ),
    ):
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        player = Player(sandbox, bot, ZoneInfo("Europe/London"))
        for line in lines:
            if line.startswith(("Sam", "Priya", "+")):
                await player.act(line)
            if line == _PHONE_AFTER:
                page = await _opened(browser, sandbox.url, _TALL, 1.6)
                await _keep(page, await page.locator("#phone .device").screenshot(), "conversation.webp")
            if line == _WHOLE_AFTER:
                page = await _opened(browser, sandbox.url, _WHOLE, 1.2)
                await _keep(page, await page.screenshot(), "sandbox.webp")
        await browser.close()


async def _opened(browser: Browser, url: str, size: ViewportSize, scale: float) -> Page:
    page = await browser.new_page(viewport=size, device_scale_factor=scale, color_scheme="light")
    await page.goto(url)
    await page.locator("#phone .message").last.wait_for()
    await page.wait_for_timeout(1500)  # what slides in has come to rest
    return page


async def _keep(page: Page, shot: bytes, name: str) -> None:
    """Writes a picture of the page as WebP, which is a quarter of a PNG; Chromium itself knows how."""
    await page.goto("about:blank")
    packed = await page.evaluate(_PACK, base64.b64encode(shot).decode("ascii"))
    (PICTURES / name).write_bytes(base64.b64decode(packed.partition(",")[2]))
    await page.close()


def main() -> int:
    """Everything anew. 1: there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("The pictures are taken with Chromium, which is not on this machine.\n")
        return 1
    PICTURES.mkdir(exist_ok=True)
    for name, drawn in drawings().items():
        (PICTURES / name).write_bytes(painting.png(drawn))
    asyncio.run(take(chromium))
    MADE_FROM.write_text(made_from(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
