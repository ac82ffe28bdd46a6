"""The right to work on a database, which one process has at a time."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
from pathlib import Path
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.store.engine import SERVER, file_of
from bot.store.unfit import Taken, Unwritable

_NUMBERS = {"ours": 7_201_926, "hold": 1}
"""Any two numbers, the same in every process: the name of the lock in PostgreSQL."""
LATE = 2.0
"""Seconds that a server gets to notice that the process before us is dead."""
_ALIVE = {"tcp_keepalives_idle": "20", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "4"}
"""After 40 seconds without a sign of us the server gives the lock to others: our machine may be gone."""


class Hold(Protocol):
    """Kept until it is let go or the process ends, however it ends."""

    async def take(self) -> None:
        """Taken: another process has it. Taken twice by the same one, it changes nothing."""

    async def renew(self) -> None:
        """Makes sure that it is still ours, and takes it again where a line broke. Taken: too late."""

    async def let_go(self) -> None:
        """Gives it up. Never fails."""


def hold_on(url: str) -> Hold:
    """What has to be held to work on this database. Nothing is opened yet."""
    path = file_of(url)
    return _ServerHold(url) if path is None else _FileHold(path)


class _FileHold:
    """A lock of the operating system on a file beside the database; it falls with the process."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file: int | None = None

    async def take(self) -> None:
        if self._file is not None:
            return
        # Two names of one file must not make two locks.
        path = self._database.resolve()
        path = path.with_name(f"{path.name}.lock")
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Unwritable(f"{path} cannot be written ({error.strerror}).") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            number = os.read(file, 20).decode(errors="replace").strip()
            os.close(file)
            raise Taken(f"another bounceback process ({number}) works on {self._database}.") from None
        except OSError as error:
            os.close(file)
            raise Unwritable(f"{path} cannot be locked ({error.strerror}).") from error
        if (
            os.geteuid() == 0
        ):  # what the superuser makes must not shut out the account that the bot runs under
            owner = path.parent.stat()
            os.chown(file, owner.st_uid, owner.st_gid)
        with contextlib.suppress(OSError):  # who we are is a kindness to whoever is refused, no more
            os.truncate(file, 0)
            os.write(file, f"{os.getpid()}".encode())
        self._file = file

    async def renew(self) -> None:
        await self.take()

    async def let_go(self) -> None:
        # The file stays: whoever removed it could remove one that somebody else has locked meanwhile.
        if self._file is not None:
            os.close(self._file)
            self._file = None


class _ServerHold:
    """An advisory lock on a line to PostgreSQL of its own; the server lets it go when the line is gone."""

    def __init__(self, url: str) -> None:
        settings = SERVER["server_settings"] | _ALIVE | {"application_name": "bounceback hold"}
        self._engine = create_async_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args={"timeout": 10, "command_timeout": 10, "server_settings": settings},
        )
        self._line: AsyncConnection | None = None

    async def take(self) -> None:
        if self._line is not None:
            return
        line = await self._engine.connect()
        try:
            if not await _soon(line):
                raise Taken("another bounceback process works on this PostgreSQL database.")
            self._line = line
        finally:
            if self._line is None:
                await _hang_up(line)

    async def renew(self) -> None:
        if self._line is not None:
            try:
                await self._line.execute(text("SELECT 1"))
            except (SQLAlchemyError, OSError):
                line, self._line = self._line, None
                await _hang_up(line)
        await self.take()

    async def let_go(self) -> None:
        if self._line is not None:
            line, self._line = self._line, None
            await _hang_up(line)
        await self._engine.dispose()


async def _soon(line: AsyncConnection) -> bool:
    """Whether the lock was free, at once or a moment later."""
    end = asyncio.get_running_loop().time() + LATE
    asked = text("SELECT pg_try_advisory_lock(:ours, :hold)").bindparams(**_NUMBERS)
    while not (await line.execute(asked)).scalar_one():
        if asyncio.get_running_loop().time() > end:
            return False
        await asyncio.sleep(0.1)
    return True


async def _hang_up(line: AsyncConnection) -> None:
    """Closes a line that may be dead."""
    with contextlib.suppress(SQLAlchemyError, OSError):
        await line.invalidate()
    with contextlib.suppress(SQLAlchemyError, OSError):
        await line.close()
