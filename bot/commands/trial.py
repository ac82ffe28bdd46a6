"""The real bot in a browser: a pretend Telegram, a jobseeker, two advisors, and a clock to turn."""

from __future__ import annotations

import asyncio
import itertools
import signal
import tempfile
import threading
import time
import webbrowser
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

import click
from cryptography.fernet import Fernet

from bot.app import Bounceback
from bot.commands.editing import Folder, Reading
from bot.domain import by_step, spoken
from bot.domain.facts import Facts
from bot.domain.library import Library
from bot.domain.nudge import Nudge
from bot.domain.person import Person
from bot.domain.text import unmarked
from bot.sandbox import ADVISORS, TOKEN, Clock, Flood, Sandbox
from bot.settings import Settings

PEOPLE = {42: "Sam"}
DESK = {7: "Priya", 8: "Tom"}
NAMED = 3
"""How many files a note tells of by name."""


class PortTaken(Exception):
    """The page cannot listen where it was told to; says so in words for whoever started it."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} cannot be had: something else listens there, or this account may not.\n"
            "Choose another one with --port, or let --port 0 take any that is free."
        )


@dataclass(frozen=True)
class Companion:
    """What the sandbox may ask of the bot when its clock is turned."""

    bot: Bounceback

    async def next_due(self) -> datetime | None:
        """When the bot has something to do next, UTC."""
        return await self.bot.next_due()

    async def settled(self) -> None:
        """Waits until the bot has nothing undone."""
        await self.bot.settled()

    async def waiting(self) -> list[dict[str, object]]:
        """What the bot means to send later, in the words that each person would read today."""
        nudges = await self.bot.waiting()
        known = await self.bot.facts_of({nudge.person for nudge in nudges})
        awake = {id_: facts for id_, facts in known.items() if _may_be_told(facts.person)}
        return [_line(nudge, awake[nudge.person]) for nudge in nudges if nudge.person in awake]


def _may_be_told(person: Person) -> bool:
    """Whether nothing without an end keeps nudges from this person."""
    return not (person.paused or person.crisis_at or person.unreachable)


def _line(nudge: Nudge, mine: Facts) -> dict[str, object]:
    library, language = mine.library, mine.person.language
    values = spoken.unasked(mine, mine.interview(nudge.interview))
    words = unmarked(library.text(nudge.say, language, values, turn=nudge.nth, nation=mine.person.nation))
    return {
        "due": nudge.due.isoformat().replace("+00:00", "Z"),
        "chat": nudge.person,
        "what": words.split("\n", 1)[0],
        "why": library.label(by_step.explain(nudge, mine), language, values),
    }


@asynccontextmanager
async def rehearsal(
    library: Library,
    *,
    port: int = 0,
    start: datetime | None = None,
    ticking: bool = True,
    chosen: Mapping[str, object] = MappingProxyType({}),
) -> AsyncIterator[tuple[Sandbox, Bounceback]]:
    """The sandbox and the real bot beside it, talking over HTTP on loopback; all of it is gone afterwards.

    `start` is when the clock begins, aware; without `ticking` it moves only when it is turned.
    `chosen` are settings that differ from those of a trial. PortTaken: nothing was started.
    """
    clock = Clock(start) if ticking else Clock(start, ticks=lambda: 0.0)
    with tempfile.TemporaryDirectory(prefix="bounceback-") as folder:
        async with _open(Sandbox(TOKEN, clock, port=port, flood=Flood() if ticking else None)) as sandbox:
            _cast(sandbox)
            # Where the clock stands still, the pace must not wait for it.
            ticks = time.monotonic if ticking else itertools.count(step=60.0).__next__
            bot = Bounceback(_settings(sandbox.url, Path(folder), chosen), library, clock.now, ticks)
            sandbox.companion = Companion(bot)
            running = asyncio.create_task(bot.run())
            try:
                await asyncio.wait_for(bot.started.wait(), timeout=15)
                yield sandbox, bot
            finally:
                bot.stop()
                await running


async def run(library: Library, folder: Folder, port: int, *, open_page: bool) -> int:
    """Serves the page until Ctrl-C; what is saved in the folder is in use at once. Returns the exit code.

    `folder`: as it was just before the library was read.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with rehearsal(library, port=port) as (sandbox, bot):
        click.echo(f"Bounceback is open at {sandbox.url} (Ctrl-C ends it; nothing is kept)")
        if open_page:
            # A browser for the terminal stays in the foreground: nothing may wait for it to end.
            threading.Thread(target=webbrowser.open, args=(sandbox.url,), daemon=True).start()
        editing = asyncio.create_task(folder.changes(partial(_take, sandbox, bot)))
        await stopped.wait()
        editing.cancel()
    return 0


async def _take(sandbox: Sandbox, bot: Bounceback, reading: Reading) -> None:
    """Puts saved words into use, or says what is wrong with them: on the page, and in the terminal."""
    if reading.library is None:
        if reading.mistakes != sandbox.problems:
            click.echo("\n".join(reading.mistakes), err=True)
        sandbox.trouble(reading.mistakes)
        return
    await bot.use(reading.library)
    words = _live(reading.files)
    click.echo(words)
    sandbox.fine(words)


def _live(files: Sequence[str]) -> str:
    """«Live now: guidance/en-GB/waiting.md and 2 more»."""
    more = f" and {len(files) - NAMED} more" if len(files) > NAMED else ""
    return f"Live now: {', '.join(files[:NAMED]) or 'all as it was'}{more}"


@asynccontextmanager
async def _open(sandbox: Sandbox) -> AsyncIterator[Sandbox]:
    """The sandbox, listening until the end. PortTaken: it cannot."""
    try:
        await sandbox.start()
    except OSError as error:
        raise PortTaken(sandbox.port) from error
    try:
        yield sandbox
    finally:
        await sandbox.stop()


def _cast(sandbox: Sandbox) -> None:
    for id_, name in PEOPLE.items():
        sandbox.world.person(id_, name)
    advisors = [sandbox.world.person(id_, name) for id_, name in DESK.items()]
    sandbox.world.group(*advisors, title="Careers advisors")


def _settings(url: str, folder: Path, chosen: Mapping[str, object]) -> Settings:
    return Settings.model_validate(
        {
            "token": TOKEN,
            "api_url": url,
            "database_url": f"sqlite+aiosqlite:///{folder / 'bounceback.db'}",
            "advisors_chat_id": ADVISORS,
            "listen": "",  # many may be tried at once
            "phone_key": [Fernet.generate_key().decode()],
            **chosen,
        }
    )
