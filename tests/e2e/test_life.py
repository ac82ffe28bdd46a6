"""The real bot as a person meets it in the browser: from the first word to what comes after a no."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from playwright.async_api import Locator, Page, expect

from bot.commands.trial import rehearsal
from bot.sandbox import Sandbox
from tests.cast import LIBRARY, MONDAY
from tests.sandbox.browser import browsing

FIELD = "Chat with Bounceback: write a message"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The bot lives in it, from Monday at ten; the clock moves only when it is turned."""
    async with rehearsal(LIBRARY, start=MONDAY, ticking=False, chosen={"send_rate": 1000}) as (opened, _):
        yield opened
        assert opened.world.rejections() == []


@pytest.fixture
async def page(sandbox: Sandbox, chromium: str) -> AsyncIterator[Page]:
    async with browsing(chromium, sandbox.url) as page:
        await page.goto(sandbox.url)
        yield page


class Chat:
    """One of the two chats on the page."""

    def __init__(self, page: Page, place: str) -> None:
        self.page = page
        self.root = page.locator(place)

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.root.locator(".message").last

    async def say(self, words: str) -> None:
        """Types it and waits until it stands in the chat."""
        field = self.root.locator("textarea")
        await field.fill(words)
        await field.press("Enter")
        await expect(self.root.locator(".message.own").last).to_contain_text(words)

    async def press(self, label: str) -> None:
        """The newest button with these words."""
        await self.root.get_by_role("button", name=label, exact=True).last.click()

    async def hears(self, words: str) -> None:
        """Waits for these words in the newest message."""
        await expect(self.last).to_contain_text(words)


async def _turn(page: Page, step: str, told: str) -> None:
    await page.get_by_role("button", name=step, exact=True).click()
    await expect(page.locator("#clock .told")).to_contain_text(told)


async def test_an_interview_is_lived_to_the_no_and_what_comes_after(sandbox: Sandbox, page: Page) -> None:
    sam, waits = Chat(page, "#phone"), page.locator("#waiting li")

    await sam.press("Start")
    await expect(sam.root).to_contain_text("automated helper")
    await sam.say("Data analyst at Acme, tomorrow 2pm, they'll tell me by 1 December")
    await sam.hears("Tuesday 24 November, 2pm")
    await sam.press("Right, save it")
    await sam.hears("I'll check in with you on Wednesday 2 December")
    chase = waits.filter(has_text="Thu 3 Dec at 10:00")
    await expect(chase).to_contain_text("Data analyst")

    await _turn(page, "To the next message", "It is now Monday 23 November, 18:00; 1 message came.")
    await sam.hears("it's tomorrow")
    await _turn(page, "To the next message", "It is now Tuesday 24 November, 17:00; 1 message came.")
    await sam.hears("how did it go")
    await _turn(page, "To the next message", "It is now Wednesday 25 November, 09:30; 1 message came.")
    await sam.press("Not for me")
    await sam.hears("That's fine.")
    await _turn(page, "To the next message", "It is now Thursday 26 November, 10:00; 1 message came.")
    await sam.hears("This is the last time I'll ask.")
    await _turn(page, "To the next message", "It is now Wednesday 2 December, 10:00; 1 message came.")
    await sam.hears("have you heard anything?")
    for hour in range(11, 20):
        await _turn(page, "+1 hour", f"It is now Wednesday 2 December, {hour}:00; no message came.")
    await sam.press("Not this time")
    await sam.hears("I'm sorry, Sam.")
    await sam.say("/nudges")
    await expect(sam.root).to_contain_text("Friday 4 December, 10am")
    await expect(sam.root).not_to_contain_text("Thursday 3 December")
    await expect(waits).to_have_count(2)
    await expect(page.locator("#waiting")).not_to_contain_text("Thu 3 Dec")
    await expect(page.locator("#waiting")).not_to_contain_text("polite message")

    await _turn(page, "To the next message", "It is now Friday 4 December, 10:00; 1 message came.")
    await sam.hears("feedback")
    await sam.say("/pause")
    await sam.press("Pause until I say")
    await sam.hears("Your reminders rest")
    await expect(page.locator("#waiting")).to_contain_text("Nothing waits.")
    await _turn(page, "To the next message", "Nothing waits, so the clock stands where it was.")

    assert sandbox.clock.now() == datetime(2026, 12, 4, 10, tzinfo=UTC)


async def test_a_callback_goes_from_the_request_to_the_talk(page: Page) -> None:
    sam, desk = Chat(page, "#phone"), Chat(page, "#desk")

    await sam.press("Start")
    await sam.say("/advisor")
    for label in ("A result I got", "Afternoons", "Ring me", "Share my number"):
        await sam.press(label)
    await page.get_by_label("Your number").fill("+447400123456")
    await page.keyboard.press("Enter")
    await sam.press("Send request")
    await sam.hears("Your request is with our advisors.")
    await desk.hears("Sam would like to talk")
    await expect(desk.root).not_to_contain_text("7400")

    await desk.press("I'll call")
    await desk.hears("Priya has this one")
    await sam.hears("Priya, one of our careers advisors, has taken your request.")
    await desk.press("Tom")
    await desk.press("Reached")
    await expect(desk.root.locator(".toast")).to_have_text("This one is already taken by Priya.")
    await desk.press("Priya")
    await desk.press("Show number")
    await expect(page.get_by_role("dialog")).to_contain_text("+447400123456")
    await page.keyboard.press("Enter")
    await desk.press("Reached")

    await desk.hears("Priya has talked with Sam.")
    await sam.hears("Priya has marked your talk as done.")
