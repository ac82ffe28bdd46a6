"""What happens one after the other, over restarts and over HTTP: people who leave, a group that moves."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Bounceback
from bot.commands.trial import Companion
from bot.sandbox import ADVISORS, TOKEN, Clock, Sandbox
from bot.settings import Settings
from tests.cast import LIBRARY, MONDAY

SAM, PRIYA = 42, 7
NEW = -1002000000001
INTERVIEW = "Baker at Crumbs, tomorrow 2pm, they'll tell me by 8 December"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Telegram, from Monday at ten; its clock moves only when it is turned."""
    async with Sandbox(TOKEN, Clock(MONDAY, ticks=lambda: 0.0)) as opened:
        opened.world.person(SAM, "Sam")
        opened.world.group(opened.world.person(PRIYA, "Priya"), title="Careers advisors")
        yield opened


@asynccontextmanager
async def life(sandbox: Sandbox, folder: Path) -> AsyncIterator[Bounceback]:
    """One process after another with the same database; it has done all there was to do when it ends."""
    url = f"sqlite+aiosqlite:///{folder / 'bounceback.db'}"
    chosen = {"token": TOKEN, "api_url": sandbox.url, "database_url": url, "listen": "", "send_rate": 1000}
    settings = Settings.model_validate({**chosen, "advisors_chat_id": ADVISORS})
    ticks = itertools.count(step=60.0).__next__
    bot = Bounceback(settings, LIBRARY, sandbox.clock.now, ticks)
    sandbox.companion = Companion(bot)
    running = asyncio.create_task(bot.run())
    try:
        await asyncio.wait_for(bot.started.wait(), timeout=15)
        yield bot
        await _settled(sandbox, bot)
    finally:
        bot.stop()
        await running


async def _settled(sandbox: Sandbox, bot: Bounceback) -> None:
    """Until all that people did has reached the bot, and all that it says has reached them."""
    async with asyncio.timeout(10):
        while sandbox.world.updates.oldest(1):  # noqa: ASYNC110 - nothing tells of an update that is confirmed
            await asyncio.sleep(0.01)
        await bot.settled()


class Chat:
    """What stands in one chat, from one person's point of view."""

    def __init__(self, sandbox: Sandbox, who: int, chat: int) -> None:
        self.sandbox, self.who, self.chat = sandbox, who, chat

    def say(self, words: str) -> None:
        self.sandbox.world.say(self.who, words, chat=self.chat)

    async def press(self, label: str) -> None:
        """The newest button with these words, as soon as it is there."""
        found = await self.sandbox.until(lambda: bool(self._under(label)), 10)
        assert found, f"no «{label}»: {self.texts[-3:]}"
        self.sandbox.world.press(self.who, self._under(label)[-1], chat=self.chat, label=label)

    async def hears(self, words: str) -> None:
        heard = await self.sandbox.until(lambda: any(words in text for text in self.texts), 10)
        assert heard, f"no «{words}»: {self.texts[-3:]}"

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.sandbox.world.messages(self.chat)]

    def _under(self, label: str) -> list[int]:
        standing = self.sandbox.world.messages(self.chat)
        return [m.id for m in standing if any(b["text"] == label for row in m.keyboard for b in row)]


# --- people ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("blocks", ["while we are there", "while we are away"])
async def test_who_left_and_comes_back_over_a_restart_is_not_told_what_is_over(
    sandbox: Sandbox, tmp_path: Path, blocks: str
) -> None:
    sam = Chat(sandbox, SAM, SAM)
    async with life(sandbox, tmp_path) as bot:
        sam.say("/start")
        sam.say(INTERVIEW)
        await sam.press("Right, save it")
        await sam.hears("Saved")
        if blocks == "while we are there":
            sandbox.world.block(SAM)
            await _settled(sandbox, bot)
    if blocks == "while we are away":
        sandbox.world.block(SAM)

    sandbox.clock.turn(timedelta(days=40))
    sandbox.world.unblock(SAM)
    before = len(sam.texts)
    async with life(sandbox, tmp_path):
        sam.say("/next")

    replies = [text for text in sam.texts[before:] if text != "/next"]
    assert [text for text in replies if "Crumbs" in text] == replies[-1:], "only what was asked for"


# --- the group -------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [True, False], ids=["Telegram tells", "nobody tells"])
async def test_a_group_that_moves_in_the_middle_of_a_callback_loses_nothing(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture, told: bool
) -> None:
    sam, desk, moved = (Chat(sandbox, *pair) for pair in ((SAM, SAM), (PRIYA, ADVISORS), (PRIYA, NEW)))
    async with life(sandbox, tmp_path) as bot:
        sam.say("/advisor")
        for label in ("A result I got", "Afternoons", "Send request"):
            await sam.press(label)
        await desk.press("I'll call")
        await sam.hears("has taken your request")
        await _settled(sandbox, bot)

        sandbox.world.upgrade(PRIYA, ADVISORS, NEW)
        if told:
            sandbox.world.tell_upgrade(PRIYA, ADVISORS, there=False)
            sandbox.world.tell_upgrade(PRIYA, ADVISORS, there=True)
        await desk.press("Reached")
        await sam.hears("marked your talk as done")
        await _settled(sandbox, bot)
        assert bot.house.desk == NEW
        assert any("Priya has talked with Sam" in text for text in moved.texts), moved.texts

    caplog.clear()
    with caplog.at_level(logging.WARNING):
        async with life(sandbox, tmp_path) as bot:
            assert bot.house.desk == NEW
            moved.say("/queue")
            await moved.hears("Nobody is waiting")
            menus = sandbox.world.profile.commands
            assert await sandbox.until(lambda: any(str(NEW) in str(scope) for scope in menus), 10)
    warned = [record for record in caplog.records if "set BOUNCEBACK_ADVISORS_CHAT_ID" in record.getMessage()]
    assert len(warned) == 1
