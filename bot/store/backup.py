"""Copies of a SQLite database: taken while it is worked with, checked, and put back in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.store.migrate import steps_from
from bot.store.sound import HEADER
from bot.store.unfit import Damaged, Unfit, Unwritable

Found = TypeVar("Found")
LOCK_WAIT = 30.0
"""Seconds for which we wait for a writer: its transactions are short."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a file was found to hold."""

    revision: str
    size: int
    """Bytes."""
    updates: int
    people: int
    newest: datetime | None
    """When anything in it was last heard from anybody, UTC. None: never."""


def take(database: Path, target: Path, place: Callable[[Path, Path], None]) -> Copy:
    """Writes a checked copy of the database to `target`, as it stood at one moment after the call began.

    It may be worked with meanwhile: nobody can commit while the pages are read, some five seconds a
    gigabyte, and what is refused in that time is tried again. `place` is `anew` or `over`.
    Unfit: there is no copy, and `target` is as it was.
    """
    if not database.exists():
        raise Unfit(f"there is no database at {database}.")
    return write(target, place, partial(_copy, database))


def write(target: Path, place: Callable[[Path, Path], None], fill: Callable[[Path], Found]) -> Found:
    """Lets `fill` write a file under another name, and gives it its own once it is whole and on the disk."""
    with _draft(target) as draft:
        found = fill(draft)
        _to_disk(draft)
        place(draft, target)
        _to_disk(target.parent)
    return found


def anew(draft: Path, target: Path) -> None:
    """Gives a finished file its name. Unwritable: another file has it."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise Unwritable(f"{target} exists already; --replace writes over it.") from None


def over(draft: Path, target: Path) -> None:
    """Gives a finished file its name, in place of whatever has it."""
    draft.replace(target)


def is_unsettled(database: Path) -> bool:
    """Whether something lies beside a database that belongs into it: a process works, or died at work."""
    return any(file.exists() and file.stat().st_size > 0 for file in _beside(database)[:2])


def settle(database: Path) -> None:
    """Puts right what a dead process left half done. None may work with the file."""
    with closing(sqlite3.connect(database, timeout=LOCK_WAIT)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE").fetchall()


def check(file: Path) -> Copy:
    """Reads a whole copy. Damaged: it is none, or not sound. NewerDatabase: this code is too old for it."""
    if is_unsettled(file):
        raise Damaged(f"{file} was taken out of the hands of a process: part of it lies in a file beside it.")
    try:
        with file.open("rb") as opened:
            if opened.read(len(HEADER)) != HEADER:
                raise Damaged(f"{file} is not a database.")
        # What lies still needs no locks, and a copy on a disk that cannot be written is as good.
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as conn:
            return _found(conn, file)
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{file} is damaged ({error}).") from error
    except OSError as error:
        raise Damaged(f"{file} cannot be read ({error.strerror}).") from error


def erased_in(database: Path) -> dict[int, datetime] | None:
    """Who was erased lately, and when (UTC). None: it cannot be read. None may work with the file."""
    with suppress(sqlite3.DatabaseError):
        settle(database)
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'erasures'").fetchone():
                return {} if conn.execute("SELECT 1 FROM alembic_version").fetchone() else None
            return {id_: _moment(at) for id_, at in conn.execute("SELECT id, at FROM erasures")}
    except sqlite3.DatabaseError:
        return None


def restore(backup: Path, database: Path, kept: Path, amend: Callable[[Path], object] = bool) -> Copy:
    """Puts a copy, checked before, in the place of the database, which goes to `kept`. None may work with it.

    `amend` may change the copy before that. Unfit: nothing was changed. The swap is one step: at any moment
    the one or the other is there, whole.
    """
    found = check(backup)
    with _draft(database) as draft:
        try:
            shutil.copyfile(backup, draft)
        except OSError as error:
            raise Unwritable(f"{backup} cannot be copied beside {database} ({error.strerror}).") from error
        amend(draft)
        settle(draft)
        _to_disk(draft)
        check(draft)
        present = database.exists()
        _give_to_owner_of(database if present else database.parent, draft)
        if present:
            _set_aside(database, kept)
        draft.replace(database)
        _to_disk(database.parent)
    return found


def _copy(database: Path, draft: Path) -> Copy:
    # Only to read: a connection that could write might tidy up after a process that still lives.
    address = f"{database.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, timeout=LOCK_WAIT, uri=True)) as conn:
            conn.execute("VACUUM INTO ?", (str(draft),))
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{database} cannot be copied ({error}).") from error
    return check(draft)


def _found(conn: sqlite3.Connection, file: Path) -> Copy:
    wrong = [str(row[0]) for row in conn.execute("PRAGMA integrity_check(1)")]
    if wrong != ["ok"] or conn.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged(f"{file} is damaged ({' '.join(wrong[0].split())}).")
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", "inbox", "people"} <= tables:
        raise Damaged(f"{file} is no database of Bounceback.")
    (revision,) = conn.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    steps_from(revision)
    updates, people = (
        conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own two names
        for table in ("inbox", "people")
    )
    (newest,) = conn.execute(
        "SELECT max(at) FROM (SELECT max(received_at) AS at FROM inbox UNION SELECT max(seen_at) FROM people)"
    ).fetchone()
    return Copy(revision, file.stat().st_size, updates, people, _moment(newest) if newest else None)


def _moment(text: str) -> datetime:
    """A moment as it stands in a column: UTC, without saying so."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _give_to_owner_of(model: Path, file: Path) -> None:
    """What the superuser makes must not shut out the account that the bot runs under."""
    if os.geteuid() == 0:
        owner = model.stat()
        os.chown(file, owner.st_uid, owner.st_gid)


def _set_aside(database: Path, kept: Path) -> None:
    """Keeps the present file under another name, with whatever its last process left half done beside it."""
    if kept.exists():
        raise Unwritable(f"{kept} exists already.")
    with suppress(sqlite3.DatabaseError):
        settle(database)
    # What a damaged file could not take in would be played into the new one: it goes first.
    for file, other in zip(_beside(database), _beside(kept)):
        with suppress(FileNotFoundError):
            file.rename(other)
    os.link(database, kept)


def _beside(database: Path) -> list[Path]:
    """What SQLite may keep beside a database: it belongs to that file and to no other."""
    return [Path(f"{database}{end}") for end in ("-journal", "-wal", "-shm")]


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """An empty file beside `target`, for our eyes only, gone afterwards unless it was given another name."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        os.close(file)
    except OSError as error:
        raise Unwritable(f"{target.parent} cannot be written ({error.strerror}).") from error
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """A rename that outlives a power cut needs both the file and its folder on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
