"""The real bot as a process of its own, to be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sandbox import ADVISORS, Sandbox

BOT = (sys.executable, "-m", "bot", "run")
_WITHOUT_RECOVERY = """
from bot.store import outbox

async def nothing(conn, now, calm):
    return 0

outbox.recover = nothing
from bot.cli import main

main(["run"])
"""
FORGETFUL = (sys.executable, "-c", _WITHOUT_RECOVERY)
"""The same without recovery: what a dead process was sending is never looked at again."""


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
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BOUNCEBACK_")},
        "BOUNCEBACK_TOKEN": sandbox.token,
        "BOUNCEBACK_API_URL": sandbox.url,
        "BOUNCEBACK_DATABASE_URL": database or f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        "BOUNCEBACK_ADVISORS_CHAT_ID": str(ADVISORS),
        "BOUNCEBACK_SEND_RATE": str(rate),
        "BOUNCEBACK_LISTEN": "off",  # many run side by side
        **{f"BOUNCEBACK_{name.upper()}": value for name, value in more.items()},
    }
    with (folder / "log.jsonl").open("ab") as log:
        process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=log, stdout=log)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def stop(process: asyncio.subprocess.Process, seconds: float = 8.0) -> int:
    """Asks it to end in good order. Returns its exit code; TimeoutError: it took too long."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(seconds):
        return await process.wait()
