"""The bot as an operator runs it: a process of its own, with settings from its environment."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

BOT = (sys.executable, "-m", "bot")
ENDS_WITHIN = 20.0
"""Seconds in which a process that has nothing to do must have ended, on a slow machine."""


@dataclass(frozen=True)
class Running:
    """A process and the file with everything that it writes."""

    process: asyncio.subprocess.Process
    log: Path

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to end in good order. Returns its exit code."""
        self.process.send_signal(by)
        return await self.ended()

    async def ended(self) -> int:
        """Waits until it ends by itself. TimeoutError: it goes on."""
        async with asyncio.timeout(ENDS_WITHIN):
            return await self.process.wait()

    def told(self) -> str:
        """What it has written so far."""
        return self.log.read_text(encoding="utf-8")


@asynccontextmanager
async def running(folder: Path, *arguments: str, **settings: str) -> AsyncIterator[Running]:
    """`bounceback …` with these settings (`token="…"`) and no others; killed at the end if still there.

    Without a place to `listen` it listens nowhere: many run side by side.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOUNCEBACK_")}
    given = {f"BOUNCEBACK_{name.upper()}": value for name, value in ({"listen": "off"} | settings).items()}
    log = folder / "log.txt"
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *BOT, *arguments, env=kept | given, stdout=out, stderr=out
        )
    try:
        yield Running(process, log)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
