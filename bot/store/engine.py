"""Opens a database the way this project needs it, SQLite or PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.store import visits

LOCK_WAIT_SECONDS = 2.0
"""How long one attempt waits for another process. Attempts are repeated, and stopping must be quick."""
_SICK = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}
_AWAY = {"08", "25", "40", "53", "55", "57", "58"}
"""PostgreSQL's classes of errors that tell of the server, the line or a race, not of the statement."""
_SHUT = {"28", "3D"}
"""A wrong password; a database that is not there."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
SERVER: dict[str, Any] = {
    "timeout": 10,
    "command_timeout": 20,  # a dead line must not be waited on for ever
    "server_settings": {
        "application_name": "bounceback",
        "lock_timeout": "5s",
        # A process that hangs in the middle must not hold the rows that the next one needs.
        "idle_in_transaction_session_timeout": "60s",
        "jit": "off",  # statements as small as ours are compiled for longer than they run
    },
}
"""How we speak to PostgreSQL. Seconds where nothing else is said."""


def open_store(url: str) -> AsyncEngine:
    """An engine for one process. SQLite gets exactly one connection, so its writers can never deadlock."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_async_engine(
        url,
        pool_size=4,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=20,
        hide_parameters=True,
        connect_args=SERVER,
    )


def file_of(url: str) -> Path | None:
    """The file that a SQLite database is kept in. None: it is kept by a server."""
    parts = make_url(url)
    return Path(parts.database or "") if parts.get_backend_name() == "sqlite" else None


def is_down(error: BaseException) -> bool:
    """Whether the database is at fault: busy, full, out of reach. False: what was asked of it is."""
    if isinstance(error, OSError | PoolTimeout):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return sqlite_code(error) in _SICK or state_of(error)[:2] in _AWAY


def is_damaged(error: BaseException) -> bool:
    """Whether the file itself has gone bad, so that trying again only makes it worse."""
    return sqlite_code(error) in _DAMAGE


def is_shut(error: BaseException) -> bool:
    """Whether PostgreSQL does not know us or our database, which no waiting changes."""
    return state_of(error)[:2] in _SHUT


def sqlite_code(error: BaseException) -> int:
    """SQLite's primary result code (https://sqlite.org/rescode.html). 0: it is no error of SQLite."""
    return int(getattr(_cause(error), "sqlite_errorcode", None) or 0) & 0xFF


def state_of(error: BaseException) -> str:
    """PostgreSQL's SQLSTATE, five characters. Empty: it is no error of PostgreSQL."""
    return str(getattr(_cause(error), "sqlstate", None) or "")


async def wipe(store: AsyncEngine) -> bool:
    """Takes what was deleted off the disk, where SQLite's write-ahead log still holds it.

    False: somebody reads an older state just now, as a backup does; it stays there until the next time.
    """
    if store.dialect.name != "sqlite":
        return True
    async with store.connect() as conn:
        line: Any = (await conn.get_raw_connection()).driver_connection
        cursor = line.cursor()
        await cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_) = (await cursor.fetchall())[0]
        return not busy


def insert(conn: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that knows «on conflict», in the words of this connection's database."""
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)


def wal_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite is free of the bug that can corrupt a write-ahead log when it is reset.

    Fixed in 3.51.3 and in the maintenance releases 3.50.7 and 3.44.6 (https://sqlite.org/wal.html).
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _cause(error: BaseException) -> BaseException:
    """The driver's own error: drivers speak directly while a connection is being made."""
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _sqlite(url: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
        hide_parameters=True,
        json_deserializer=_json,
        connect_args={
            "timeout": LOCK_WAIT_SECONDS,
            "isolation_level": None,  # we say BEGIN ourselves
            "async_creator_fn": visits.connect,
        },
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _json(text: str) -> object:
    """What a JSON column holds. None: it is broken, which must hold up this one row only."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _prepare(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        f"journal_mode = {'WAL' if wal_is_safe() else 'TRUNCATE'}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
