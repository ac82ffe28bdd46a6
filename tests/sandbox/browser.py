"""A real browser at the page, which may neither complain nor ask another machine for anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, ViewportSize, async_playwright

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = ViewportSize(width=1400, height=900)


@asynccontextmanager
async def browsing(chromium: str, home: str) -> AsyncIterator[Page]:
    """An empty page, wide. At its end nothing may have been complained of."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        context = await browser.new_context(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.extend(_abroad(asked.url, home)))
        yield page
        await browser.close()
    assert complaints == []


def _abroad(url: str, home: str) -> list[str]:
    return [] if url.startswith((f"{home}/", "data:")) else [f"asked {url}"]
