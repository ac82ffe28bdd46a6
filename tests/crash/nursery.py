"""A process that has read all code and words once, and forks a life of the bot whenever it is asked to.

Most of a start is reading. Whoever wants to kill the running bot many times need not wait for that each time.
What is forked is the bot as `bounceback run` starts it: a process, a database, connections of its own.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import pkgutil
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

CALM = 4.0
"""Seconds that what may have arrived rests in a test, instead of half a minute."""


@dataclass
class Life:
    """One process of the bot."""

    pid: int
    _ended: asyncio.Task[int]

    @property
    def returncode(self) -> int | None:
        """How it ended. None: it goes on."""
        return self._ended.result() if self._ended.done() else None

    def send_signal(self, number: int) -> None:
        """Nothing, if it has ended meanwhile."""
        if self.returncode is None:
            os.kill(self.pid, number)

    async def wait(self) -> int:
        """Its exit code; below zero: the signal that ended it."""
        return await asyncio.shield(self._ended)


@dataclass
class Nursery:
    """Gives one life at a time."""

    _process: asyncio.subprocess.Process
    calm: float = CALM
    forgetful: bool = False
    """Whether its children do without recovery: what a dead process was sending is never looked at again."""
    before: str = ""
    """«module:function» that each life runs before it begins; empty: none."""
    _lives: int = field(default=0)

    @asynccontextmanager
    async def life(self, environment: Mapping[str, str], log: Path) -> AsyncIterator[Life]:
        """A life of its own environment, which writes to the end of `log`; killed if it is still there."""
        order = {
            "environment": dict(environment),
            "log": str(log),
            "calm": self.calm,
            "plain": self.forgetful,
            "before": self.before,
        }
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        pid = await self._told()
        life = Life(pid, asyncio.create_task(self._told()))
        try:
            yield life
        finally:
            life.send_signal(signal.SIGKILL)
            await life.wait()

    async def _told(self) -> int:
        assert self._process.stdout
        return int(await self._process.stdout.readline())


@asynccontextmanager
async def nursery(**chosen: Any) -> AsyncIterator[Nursery]:
    """It is there until the end; so is nothing that it gave birth to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.crash.nursery",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Nursery(process, **chosen)
    finally:
        process.kill()
        await process.wait()


def _tend() -> None:
    from bot import app, settings  # noqa: PLC0415 - only the process that forks reads all of it

    app.words = functools.cache(app.words)
    app.words(settings.CONTENT)
    while line := sys.stdin.readline():
        order = json.loads(line)
        if (pid := os.fork()) == 0:
            _live(order)
        print(pid, flush=True)  # noqa: T201
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)  # noqa: T201


def _live(order: Mapping[str, Any]) -> None:
    """From here on this is the bot; it ends as any process does."""
    from bot import cli, failpoints  # noqa: PLC0415
    from bot.deliver import deliveries, landed  # noqa: PLC0415
    from bot.store import outbox  # noqa: PLC0415

    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(log, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    os.environ.clear()
    os.environ.update(order["environment"])
    failpoints.arm()
    for station in (deliveries, landed):
        vars(station)["UNCERTAIN_REST"] = timedelta(seconds=order["calm"])
    if order["before"]:
        pkgutil.resolve_name(order["before"])()
    if order["plain"]:
        outbox.recover = _nothing
    cli.main(["run"])


async def _nothing(conn: object, now: datetime, calm: timedelta, twice: int = 2) -> int:
    return 0


if __name__ == "__main__":
    _tend()
