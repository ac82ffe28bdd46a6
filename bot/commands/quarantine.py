"""What an operator types to look after updates that could not be handled: bounceback quarantine."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TypeVar

import click
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import settings
from bot.settings import BadSettings
from bot.store import aside
from bot.store.engine import file_of, is_down, open_store

TRIES = 10
"""How often we ask for a database that the running bot is writing to."""
WARNING = "What follows holds somebody's own words. Please don't copy it into a ticket or a chat."

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]

_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
_ids = click.argument("ids", nargs=-1, type=click.IntRange(min=1), metavar="ID…")
_all = click.option("--all", "everything", is_flag=True, help="Every update in quarantine.")


@click.group("quarantine", short_help="List, retry or drop updates that could not be handled.")
def quarantine() -> None:
    """List, show, retry or drop the updates that could not be handled; list messages that rest.

    All of it may be typed while the bot runs. What nobody has looked at is erased after 30 days.
    """


@quarantine.command("list", short_help="List updates in quarantine, without any words.")
@_json
def list_(*, as_json: bool) -> None:
    """List updates in quarantine: number, when it came, chat, attempts, why."""
    found = _do(aside.updates)
    _print([asdict(update) for update in found], "Nothing is in quarantine.", as_json=as_json)


@quarantine.command("messages", short_help="List messages that will not be sent again.")
@_json
def messages(*, as_json: bool) -> None:
    """List messages that Telegram refused, or that may have arrived twice already."""
    found = _do(aside.messages)
    _print([asdict(resting) for resting in found], "No message rests.", as_json=as_json)


@quarantine.command("show", short_help="Show an update as it came. It holds personal words.")
@click.argument("id_", type=click.IntRange(min=1), metavar="ID")
def show(id_: int) -> None:
    """Show an update as Telegram gave it. It holds somebody's own words: look, mend, forget."""
    body = _do(lambda conn: aside.body(conn, id_))
    if body is None:
        sys.exit(f"No update {id_} is in quarantine.")
    if not body:
        sys.exit(f"The words of update {id_} were erased with their person.")
    click.echo(WARNING, err=True)
    click.echo(body.decode(errors="backslashreplace"))


@quarantine.command("retry", short_help="Put updates back in line.")
@_ids
@_all
def retry(ids: tuple[int, ...], *, everything: bool) -> None:
    """Put updates back in line, with three new attempts. The running bot takes them within 30 seconds."""
    chosen = _chosen(ids, everything=everything)
    number = _do(lambda conn: aside.retry(conn, chosen, datetime.now(UTC)))
    _report(number, chosen, "back in line")


@quarantine.command("drop", short_help="Give updates up for good.")
@_ids
@_all
def drop(ids: tuple[int, ...], *, everything: bool) -> None:
    """Give updates up for good, words and all. Nobody is told."""
    chosen = _chosen(ids, everything=everything)
    number = _do(lambda conn: aside.drop(conn, chosen, datetime.now(UTC)))
    _report(number, chosen, "dropped")


def _chosen(ids: tuple[int, ...], *, everything: bool) -> Sequence[int] | None:
    """The numbers that were typed. None: all."""
    if bool(ids) == everything:
        raise click.UsageError("Please name updates by their ID, or say --all.")
    return None if everything else sorted(set(ids))


def _report(number: int, chosen: Sequence[int] | None, done: str) -> None:
    click.echo(f"{number} {done}.")
    if chosen is not None and number < len(chosen):
        sys.exit(f"{len(chosen) - number} of them are not in quarantine, or have no words left.")


def _print(found: Sequence[dict[str, object]], nothing: str, *, as_json: bool) -> None:
    if as_json:
        for line in found:
            click.echo(json.dumps(line, default=lambda moment: moment.isoformat()))
        return
    for line in found:
        words = {name: value for name, value in line.items() if value is not False}
        click.echo("  ".join(_column(name, value) for name, value in words.items()))
    if not found:
        click.echo(nothing)


def _column(name: str, value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%SZ}"
    return f"{name} {value}"


def _do(work: Work[T]) -> T:
    """Does it in one transaction. Ends with one sentence where the database cannot be worked with."""
    url = _database()
    try:
        return asyncio.run(_patiently(url, work))
    except (SQLAlchemyError, OSError) as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        sys.exit(f"The database cannot be worked with ({kind}). Has the bot been started with it?")


async def _patiently(url: str, work: Work[T]) -> T:
    """The running bot comes first: where it holds the database, we ask again."""
    store = open_store(url)
    try:
        for tries in range(1, TRIES + 1):
            try:
                async with store.begin() as conn:
                    return await work(conn)
            except Exception as error:
                if tries == TRIES or not is_down(error):
                    raise
                await asyncio.sleep(0.1)
        raise AssertionError
    finally:
        await store.dispose()


def _database() -> str:
    """Where the database is. A file that is not there is not made: an empty one would only mislead."""
    try:
        url = settings.read_without_token().database_url
    except BadSettings as error:
        sys.exit(str(error))
    path = file_of(url)
    if path is not None and not path.exists():
        sys.exit(f"There is no database {path}.")
    return url
