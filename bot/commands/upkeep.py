"""What an operator types to look after the database: migrate, backup, restore."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shlex
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from bot import settings
from bot.settings import BadSettings
from bot.store import backup, dump, erasures, sound
from bot.store.backup import Copy
from bot.store.engine import file_of, is_down, is_shut, open_store, wipe
from bot.store.erasures import BACKUPS_LIVE
from bot.store.hold import hold_on
from bot.store.migrate import Step, migrate, missing, steps_from
from bot.store.unfit import ShutOut, Taken, Unfit

_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command("migrate", short_help="Bring the database to the shape that this version needs.")
@click.option("--check", is_flag=True, help="Only tell what would be done; exit with 1 if there is anything.")
def migrate_(*, check: bool) -> None:
    """Bring the database to the shape that this version needs.

    A start does the same; this is for whoever wants to see it happen. Nothing may work with the database.
    """
    with _refusals():
        steps = asyncio.run((_missing if check else _migrated)(_database()))
    for step in steps:
        click.echo(f"{'Missing' if check else 'Applied'} {step.revision}: {step.what}")
    if not steps:
        click.echo("The database is as this version needs it.")
    sys.exit(1 if check and steps else 0)


@click.command("backup", short_help="Write a checked copy of the database, while the bot runs.")
@_file
@click.option("--replace", is_flag=True, help="Write over a file that is there already.")
def backup_(file: Path, *, replace: bool) -> None:
    """Write a checked copy of the database to FILE. The bot may run meanwhile.

    A copy of PostgreSQL is made by pg_dump, which has to be on this machine.
    """
    place = backup.over if replace else backup.anew
    with _refusals():
        url = _database()
        path = file_of(url)
        if file.exists() and not replace:
            backup.anew(file, file)
        if path is None:
            backup.write(file, place, partial(dump.take, url))
            click.echo(f"Wrote {file}.")
            return
        if path.exists() and backup.is_unsettled(path):
            asyncio.run(_settled(url, path))
        click.echo(f"Wrote {file}: {_told(backup.take(path, file, place))}.")


@click.command("restore", short_help="Put a backup in the place of the database.")
@_file
@click.option("--older", is_flag=True, help=f"Even if it is older than {BACKUPS_LIVE.days} days.")
def restore_(file: Path, *, older: bool) -> None:
    """Put the backup FILE in the place of the database, once it has been checked.

    Whoever was erased since the backup was taken is erased from it first. The present database is kept beside
    it under a dated name. The bot must not run.
    """
    with _refusals():
        url = _database()
        path = file_of(url)
        if path is None:
            raise Unfit(f"PostgreSQL restores its dumps itself. Type: {_by_postgres(url, file)}")
        kept = path.with_name(f"{path.name}.{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}")
        restored = asyncio.run(_restored(url, file, path, kept, older=older))
        click.echo(f"Restored {file}: {_told(restored.found)}.")
        click.echo(_erased(restored.erased))
        if kept.exists():
            click.echo(f"What was there is kept as {kept}. Delete it within {BACKUPS_LIVE.days} days.")
        if steps_from(restored.found.revision) and not restored.listed:
            click.echo("It is of an earlier version; the next start brings it up to this one.")


@click.command("erased", short_help="List who was erased lately; or erase them again, after a restore.")
@click.option(
    "--again", type=click.Path(path_type=Path, dir_okay=False), help="A list that this command wrote."
)
def erased_(again: Path | None) -> None:
    """Print who was erased in the last 30 days, one JSON line each; or erase those on such a list again.

    For PostgreSQL, whose own program puts backups back. The bot must not run while people are erased again.
    """
    with _refusals():
        if again is None:
            for id_, at in sorted(asyncio.run(_listed(_database())).items()):
                click.echo(json.dumps({"id": id_, "at": at.isoformat()}))
            return
        lines = [json.loads(line) for line in again.read_text(encoding="utf-8").splitlines()]
        known = {int(line["id"]): datetime.fromisoformat(line["at"]) for line in lines}
        click.echo(_erased(asyncio.run(_held(_database(), known))))


def _by_postgres(url: str, file: Path) -> str:
    """What to type to restore a dump without bringing anybody back who was erased since."""
    listed = shlex.quote(f"{file}.erased")
    again = f"bounceback erased --again {listed} && rm {listed}"
    return f"bounceback erased > {listed} && {dump.command_to_restore(url, file)} && {again}"


def _erased(number: int | None) -> str:
    """What became of people who were erased since the backup. None: nobody knows who they are."""
    if number is None:
        return (
            "Nobody knows who was erased since: the database that was there has no list that can be read. "
            "Whoever it was is back."
        )
    return f"Erased again, as they had asked since: {number:,} people."


def _told(found: Copy) -> str:
    return f"{found.updates:,} updates, {found.people:,} people, {found.size / 1e6:,.1f} MB, checked"


def _database() -> str:
    """Where the database is, by the settings. BadSettings: names every mistake."""
    return settings.read_without_token().database_url


@contextmanager
def _refusals() -> Iterator[None]:
    """Ends with one sentence, and the exit code that goes with it."""
    try:
        yield
    except BadSettings as error:
        sys.exit(str(error))
    except Unfit as error:
        _end(str(error), error.exit)
    except Exception as error:
        if not (is_down(error) or is_shut(error)):
            raise
        code = ShutOut.exit if is_shut(error) else Taken.exit
        _end(f"the database cannot be worked with: {getattr(error, 'orig', None) or error}", code)


def _end(sentence: str, code: int) -> None:
    click.echo(sentence[:1].upper() + sentence[1:], err=True)
    sys.exit(code)


async def _missing(url: str) -> list[Step]:
    path = file_of(url)
    if path is not None and not path.exists():
        return steps_from(None)
    store = open_store(url)
    try:
        return await missing(store)
    finally:
        await store.dispose()


async def _migrated(url: str) -> list[Step]:
    path, hold, store = file_of(url), hold_on(url), open_store(url)
    try:
        if path is not None:
            sound.folder(path.parent)
        await hold.take()
        if path is not None:
            sound.file(path)
        return await migrate(store)
    finally:
        await store.dispose()
        await hold.let_go()


async def _settled(url: str, path: Path) -> None:
    """What a dead process left half done is put right first; a living one does that itself."""
    hold = hold_on(url)
    with contextlib.suppress(Taken, sqlite3.DatabaseError):
        await hold.take()
        backup.settle(path)
    await hold.let_go()


@dataclass
class _Restored:
    """A backup in the place of the database."""

    found: Copy
    listed: Mapping[int, datetime]
    """Who was erased lately, as the database that was there knew."""
    erased: int | None
    """How many of them had come back with the backup. None: there was no list to be had."""


async def _restored(url: str, file: Path, path: Path, kept: Path, *, older: bool) -> _Restored:
    hold = hold_on(url)
    sound.folder(path.parent)
    try:
        await hold.take()
        _is_young(backup.check(file), older=older)
        listed = backup.erased_in(path)
        erased = [] if listed else [None if listed is None else 0]

        def amend(draft: Path) -> None:
            if listed:
                erased.append(asyncio.run(_again(f"sqlite+aiosqlite:///{draft}", listed)))

        found = await asyncio.to_thread(backup.restore, file, path, kept, amend)
        return _Restored(found, listed or {}, erased[-1])
    finally:
        await hold.let_go()


def _is_young(found: Copy, *, older: bool) -> None:
    """Unfit: people were told that no backup lives so long, and nobody knows who was erased since."""
    if found.newest is not None and found.newest < datetime.now(UTC) - BACKUPS_LIVE and not older:
        raise Unfit(
            f"the backup is of {found.newest:%d %B %Y}. People are told that none is kept for more than "
            f"{BACKUPS_LIVE.days} days, and some who were erased since may be in it. "
            "--older takes it all the same."
        )


async def _listed(url: str) -> dict[int, datetime]:
    store = open_store(url)
    try:
        async with store.begin() as conn:
            return await erasures.listed(conn)
    finally:
        await store.dispose()


async def _held(url: str, known: Mapping[int, datetime]) -> int:
    hold = hold_on(url)
    try:
        await hold.take()
        return await _again(url, known)
    finally:
        await hold.let_go()


async def _again(url: str, known: Mapping[int, datetime]) -> int:
    store = open_store(url)
    try:
        await migrate(store)
        async with store.begin() as conn:
            found = await erasures.again(conn, known)
        await wipe(store)
        return found
    finally:
        await store.dispose()
