"""What an editor types to see how a day and a time are read: bounceback when "next tues 3pm"."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from bot.domain.nations import ANYWHERE, NATIONS, code
from bot.understand import dates

YEARS = range(1950, 2151)
"""The years that a clock may show: the day of an answer is never far from it."""
PLAIN = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
CONTEXTS = tuple(context.value for context in dates.Context)


class Mistake(Exception):
    """What is wrong with a question; the message is for whoever asked it."""


@dataclass(frozen=True)
class BankHolidays:
    """The days off of a nation. What knows them is loaded when working days are counted, and not before."""

    nation: str

    def __contains__(self, day: object) -> bool:
        from bot.domain.calendar import bank_holidays  # noqa: PLC0415 - most phrases do without

        return isinstance(day, date) and day in bank_holidays(self.nation, day.year)


@click.command("when", context_settings=PLAIN, short_help="Show how a day and a time are read.")
@click.argument("words", nargs=-1)
@click.option(
    "--now", metavar="ISO", default="", help="The moment it is said; without an offset, on that wall."
)
@click.option("--zone", metavar="NAME", default="Europe/London", show_default=True, help="Whose clock it is.")
@click.option(
    "--context",
    type=click.Choice(CONTEXTS),
    default="future",
    show_default=True,
    help="An interview to come, one that was, or when they will decide.",
)
@click.option(
    "--nation",
    default=ANYWHERE,
    show_default=True,
    help=f"Whose bank holidays: {', '.join(NATIONS)}, or Scotland and so on.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Read questions from standard input, one object a line."
)
def when(words: tuple[str, ...], now: str, zone: str, context: str, nation: str, *, as_json: bool) -> None:
    """Show how a day and a time are read, as the bot would read them.

    Prints a local date, a local date and time, «ambiguous» where the bot would ask, or «invalid» where there
    is no such day or hour, or none was named. Exits with 0 whatever was read, and with 2 if the question is
    not understood.

    With --json each line of standard input is an object: text, now, zone, context, nation; all but the text
    may be left out, and what is typed here stands in for them. Each is answered on a line of its own: text,
    answer. A line that is no such object is answered «invalid», with a note on standard error; the exit
    code is then 1.
    """
    asked = {"now": now, "zone": zone, "context": context, "nation": nation}
    if as_json:
        sys.exit(_stream(asked, sys.stdin.buffer, words))
    if not words:
        raise click.UsageError("say a day and a time, or --json")
    try:
        click.echo(answer({**asked, "text": " ".join(words)}))
    except Mistake as mistake:
        raise click.UsageError(str(mistake)) from None


def answer(asked: dict[str, Any]) -> str:
    """The reading of `text` as said at `now` on the clock of `zone`. Mistake: the question makes no sense.

    An ISO local date, an ISO local date and time to the minute, «ambiguous» or «invalid».
    """
    text = asked.get("text")
    if not isinstance(text, str):
        raise Mistake("text: is missing, or is no text")
    zone = _zone(asked.get("zone") or "Europe/London")
    if asked["context"] not in CONTEXTS:
        raise Mistake(f"context: «{asked['context']}» is none of {', '.join(CONTEXTS)}")
    nation = code(str(asked["nation"]))
    if nation is None:
        raise Mistake(f"nation: there is no «{asked['nation']}»")
    context = dates.Context(asked["context"])
    found = dates.read(text, _moment(asked["now"], zone), zone.key, context, BankHolidays(nation))
    if isinstance(found, dates.Unclear):
        return "ambiguous" if found.why == "ambiguous" else "invalid"
    if found.clock is None:
        return found.day.isoformat()
    return f"{found.day.isoformat()}T{found.clock:%H:%M}"


def _stream(asked: dict[str, Any], lines: Iterable[bytes], words: tuple[str, ...]) -> int:
    """Answers line by line, so that who asks by hand need not wait. The exit code."""
    if words:
        raise click.UsageError("with --json, words come from standard input")
    mistakes = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        text, answered, wrong = _answered(line, asked)
        if wrong:
            mistakes += 1
            click.echo(f"line {number}: {wrong}", err=True)
        click.echo(json.dumps({"text": text, "answer": answered}))
    return 1 if mistakes else 0


def _answered(line: bytes, asked: dict[str, Any]) -> tuple[str, str, str]:
    """The text, its answer, and what is wrong with the line (empty: nothing)."""
    words = line.decode("utf-8", errors="replace").strip()
    try:
        said = json.loads(words)
    except (ValueError, RecursionError) as error:
        return words, "invalid", f"is no JSON: {error}"
    if not isinstance(said, dict):
        return words, "invalid", "is no object"
    text = said.get("text")
    kept = text if isinstance(text, str) else words
    try:
        given = {name: value for name, value in said.items() if value is not None}
        return kept, answer({**asked, **given}), ""
    except Mistake as mistake:
        return kept, "invalid", str(mistake)


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Mistake(f"zone: there is no «{name}»") from None


def _moment(said: object, zone: ZoneInfo) -> datetime:
    """The moment, aware. A time without an offset is the clock on the wall of that zone; empty is now."""
    if said == "":
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(str(said))
    except ValueError:
        raise Mistake(f"now: «{said}» is no ISO date and time, such as 2026-11-18T10:00") from None
    if moment.year not in YEARS:
        raise Mistake(f"now: {moment.year} is not between {YEARS[0]} and {YEARS[-1]}")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
