"""The real bot as a process of its own, to be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from bot.sandbox import ADVISORS, Sandbox

BOT = (sys.executable, "-m", "bot", "run")


class Stoppable(Protocol):
    """A process, whoever started it."""

    def send_signal(self, number: int, /) -> None: ...

    async def wait(self) -> int: ...


def environment(sandbox: Sandbox, database: str, rate: int = 200) -> dict[str, str]:
    """What a bot needs to know to live against this sandbox with this database."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("BOUNCEBACK_")},
        "BOUNCEBACK_TOKEN": sandbox.token,
        "BOUNCEBACK_API_URL": sandbox.url,
        "BOUNCEBACK_DATABASE_URL": database,
        "BOUNCEBACK_ADVISORS_CHAT_ID": str(ADVISORS),
        "BOUNCEBACK_SEND_RATE": str(rate),
        "BOUNCEBACK_LISTEN": "off",  # many run side by side
    }


@asynccontextmanager
async def running(
    sandbox: Sandbox,
    folder: Path,
    command: tuple[str, ...] = BOT,
    database: str = "",
    rate: int = 200,
    **more: str,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """One process of the bot, with `more` settings; killed at the end if it is still there."""
    given = environment(sandbox, database or f"sqlite+aiosqlite:///{folder / 'bot.db'}", rate)
    given |= {f"BOUNCEBACK_{name.upper()}": value for name, value in more.items()}
    with (folder / "log.jsonl").open("ab") as log:
        process = await asyncio.create_subprocess_exec(*command, env=given, stderr=log, stdout=log)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


class Patience:
    """How many times longer than usual things may take: more than once on a machine that others use too."""

    factor = 1.0


async def stop(process: Stoppable, seconds: float = 8.0) -> int:
    """Asks it to end in good order. Returns its exit code; TimeoutError: it took too long."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(seconds * Patience.factor):
        return await process.wait()
