"""Asks SQLite in one visit to its thread for each statement; the usual cursor makes four."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, Self

import aiosqlite


def connect(database: str, **given: Any) -> Visited:
    """A connection to be awaited. Its thread ends with the process, whatever hangs in it."""
    connection = Visited(partial(sqlite3.connect, database, **given), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does with one that it opens itself
    return connection


class Cursor:
    """As much of a cursor as SQLAlchemy asks for. It holds nothing open."""

    arraysize = 1

    def __init__(self, visit: Callable[..., Any]) -> None:
        """`visit` runs a function in the connection's thread."""
        self._visit = visit
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        """There is nothing to open."""
        return self

    async def execute(self, statement: str, values: Iterable[Any] = ()) -> Self:
        """Runs a statement and brings its rows along."""
        await self._visit(self._run, sqlite3.Cursor.execute, statement, values)
        return self

    async def executemany(self, statement: str, values: Iterable[Iterable[Any]]) -> Self:
        """Runs a statement once for each of these."""
        await self._visit(self._run, sqlite3.Cursor.executemany, statement, values)
        return self

    async def fetchall(self) -> list[Any]:
        """The rows, which are here already."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """There is nothing to close."""

    def _run(
        self, connection: sqlite3.Connection, run: Callable[..., Any], statement: str, values: object
    ) -> None:
        cursor = connection.cursor()
        try:
            run(cursor, statement, values)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class Visited(aiosqlite.Connection):
    """A connection whose cursors are ours."""

    def cursor(self) -> Any:
        """A fresh cursor; it is not known to the thread yet."""
        return Cursor(self._visit)

    async def _visit(self, run: Callable[..., Any], *values: object) -> Any:
        visit: Callable[..., Awaitable[Any]] = self._execute
        return await visit(run, self._conn, *values)
