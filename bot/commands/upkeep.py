"""What an operator types to look after the database: migrate, backup, restore."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from bot import settings
from bot.settings import BadSettings
from bot.store import backup, dump, sound
from bot.store.backup import Copy
from bot.store.engine import file_of, is_down, is_shut, open_store
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
def restore_(file: Path) -> None:
    """Put the backup FILE in the place of the database, once it has been checked.

    The present database is kept beside it under a dated name. The bot must not run.
    """
    with _refusals():
        url = _database()
        path = file_of(url)
        if path is None:
            raise Unfit(f"PostgreSQL restores its dumps itself. Type: {dump.command_to_restore(url, file)}")
        kept = path.with_name(f"{path.name}.{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}")
        found = asyncio.run(_restored(url, file, path, kept))
        click.echo(f"Restored {file}: {_told(found)}.")
        if kept.exists():
            click.echo(f"What was there is kept as {kept}.")
        if steps_from(found.revision):
            click.echo("It is of an earlier version; the next start brings it up to this one.")


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


async def _restored(url: str, file: Path, path: Path, kept: Path) -> Copy:
    hold = hold_on(url)
    sound.folder(path.parent)
    try:
        await hold.take()
        return backup.restore(file, path, kept)
    finally:
        await hold.let_go()
