"""A day and a time out of what a person typed, or the honest answer that it is not clear."""

import re
from collections.abc import Container
from datetime import date, datetime

from bot.domain import clocks
from bot.understand.line import LONGEST, Line, line
from bot.understand.moments import (
    Clock,
    Context,
    Days,
    Frame,
    Instead,
    Shift,
    Trouble,
    Unclear,
    Weekday,
    When,
)
from bot.understand.scan import Found, found_in
from bot.understand.settle import settle

__all__ = ["Context", "Unclear", "When", "at_time", "find", "read"]

NOTHING = Unclear("none")

_LEADS = re.compile(
    r"(?:\b(?:on|at|by|for|from|about|around|before|until|till|the|of|in|this|starting|"
    r"starts|due|is|its)|[(~])[ :,]*$"
)

_BETWEEN = re.compile(r"[ ,/-]*(?:or|and|then|until|till|to|either)[ ,/-]*")


def read(
    text: str, now: datetime, zone: str, context: Context, holidays: Container[date] = frozenset()
) -> When | Unclear:
    """The local day and time that `text` names, seen from `now` (aware) in `zone` (IANA name).

    Never a silent guess: what could be two things is Unclear.
    """
    return find(text, now, zone, context, holidays)[0]


def find(
    text: str, now: datetime, zone: str, context: Context, holidays: Container[date] = frozenset()
) -> tuple[When | Unclear, str]:
    """The same, and the text without the words that told it."""
    frame = Frame(now.astimezone(clocks.of(zone)), context, holidays)
    typed = line(text[:LONGEST])
    founds = found_in(typed.plain, frame, has_day=False)
    settled = settle([piece for found in founds for piece in found.pieces], frame)
    return settled, _remainder(typed, founds) + text[LONGEST:]


def at_time(day: date, text: str, now: datetime, zone: str, context: Context) -> When | Unclear:
    """The answer to "at what time?" for a day that is already known. none: no time found."""
    frame = Frame(now.astimezone(clocks.of(zone)), context)
    typed = line(text[:LONGEST])
    founds = found_in(typed.plain, frame, has_day=True)
    pieces = [
        piece for found in founds for piece in found.pieces if not isinstance(piece, Days | Weekday | Shift)
    ]
    if not any(isinstance(piece, Clock | Trouble) for piece in pieces):
        return NOTHING
    return settle([Days((day,)), *pieces], frame)


def names_no_day(text: str, now: datetime) -> bool:
    """Whether a time of day is all that the words tell. `now`: aware."""
    frame = Frame(now, Context.FUTURE)
    pieces = [
        piece
        for found in found_in(line(text[:LONGEST]).plain, frame, has_day=False)
        for piece in found.pieces
    ]
    return any(isinstance(piece, Clock) for piece in pieces) and not any(
        isinstance(piece, Days | Weekday | Shift | Trouble) for piece in pieces
    )


def _remainder(typed: Line, founds: list[Found]) -> str:
    """The text less what was read as a date, and less the little words that led to it."""
    spans: list[tuple[int, int]] = []
    for found in founds:
        if found.has(Instead):
            continue  # «moved to» says more than the date that it led to
        start = found.start
        if spans and _BETWEEN.fullmatch(typed.plain[spans[-1][1] : start]):
            start = spans[-1][1]
        while lead := _LEADS.search(typed.plain[:start]):
            start = lead.start()
        spans.append((start, found.end))
    return typed.without(spans)
