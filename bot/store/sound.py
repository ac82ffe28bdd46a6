"""Whether a SQLite file can be trusted and written; asked at every start, before anything is changed."""

from __future__ import annotations

import logging
import sqlite3
import tempfile
import threading
from contextlib import closing
from pathlib import Path

from bot.store.unfit import Damaged, Unwritable

log = logging.getLogger(__name__)

HEADER = b"SQLite format 3\0"
CHECK_SECONDS = 5.0
"""How long the check of a file may hold up a start: it takes about a second a gigabyte once that is read."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
RESTORE = "Nothing was changed. A backup is put in its place by: bounceback restore FILE"


def file(path: Path) -> None:
    """Unwritable, Damaged: this file is not to be worked with. One that is not there yet is no fault."""
    if path.exists():
        _head(path)
        # However the last process ended: a page can go bad while nobody is looking.
        with closing(sqlite3.connect(path, timeout=2.0, isolation_level=None)) as conn:
            _pages(conn, path)


def folder(folder: Path) -> None:
    """Unwritable: SQLite makes files of its own beside the database, and could not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Unwritable(f"the folder {folder} cannot be written ({error.strerror}).") from error


def _head(path: Path) -> None:
    try:
        with path.open("r+b") as opened:
            head = opened.read(len(HEADER))
    except OSError as error:
        raise Unwritable(f"the database {path} cannot be written ({error.strerror}).") from error
    if head and head != HEADER:  # one without a byte is what a process leaves that was killed at birth
        raise Damaged(f"{path} is not a database. {RESTORE}")


def _pages(conn: sqlite3.Connection, path: Path) -> None:
    """Reads every page. What an interrupted transaction left is put right by this as well."""
    alarm = threading.Timer(CHECK_SECONDS, conn.interrupt)
    alarm.start()
    try:
        wrong = [str(row[0]) for row in conn.execute("PRAGMA quick_check(1)")]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            log.warning("the database is too large to be checked whole at each start")
            return
        if error.sqlite_errorcode & 0xFF not in _DAMAGE:
            raise
        wrong = [str(error)]
    finally:
        alarm.cancel()
    if wrong != ["ok"]:
        raise Damaged(f"the database {path} is damaged ({' '.join(wrong[0].split())}). {RESTORE}")
