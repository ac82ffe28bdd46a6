"""What reading a date can end in, and the pieces it is put together from."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from re import Match
from typing import Literal


class Context(StrEnum):
    """What the person was asked: something ahead, something that was, or when they will be told."""

    FUTURE = "future"
    PAST = "past"
    DECISION = "decision"


@dataclass(frozen=True)
class When:
    """A local day and wall clock. `clock` None: only the day is known."""

    day: date
    clock: time | None = None


@dataclass(frozen=True)
class Unclear:
    """No single reading. ambiguous: ask which (maybe no `options`); invalid: impossible; none: no date."""

    why: Literal["ambiguous", "invalid", "none"]
    options: tuple[When, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What a reading depends on besides the words. `now` is local and aware; nobody works on `holidays`."""

    now: datetime
    context: Context
    holidays: Container[date] = frozenset()

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def looks_back(self) -> bool:
        return self.context is Context.PAST


@dataclass(frozen=True)
class Days:
    """One certain day, or the several that the words allow.

    `promise`: the last of a stretch of days, which is what somebody means who will be told within it.
    """

    options: tuple[date, ...]
    promise: date | None = None


@dataclass(frozen=True)
class Weekday:
    """A bare weekday, Monday 0: it picks from other days, or stands for the nearest."""

    number: int


@dataclass(frozen=True)
class Shift:
    """So many days later than the day beside it: "a week on Friday", "10 working days from Monday"."""

    days: int
    working: bool = False


Half = Literal["am", "pm", "24", "?"]  # which half of the day was said; "?": nothing was said
Sureness = Literal["strong", "number"]


@dataclass(frozen=True)
class Clock:
    """A time of day as said: (hour, minute, half) once, or several to choose from."""

    readings: tuple[tuple[int, int, Half], ...]
    sureness: Sureness = "strong"  # number: bare digits, a time only if they stand where a time stands


@dataclass(frozen=True)
class Part:
    """A part of the day."""

    name: Literal["morning", "afternoon", "evening", "night"]


@dataclass(frozen=True)
class Trouble:
    """Words that make the whole unclear."""

    why: Literal["ambiguous", "invalid"]
    options: tuple[date, ...] = ()


@dataclass(frozen=True)
class Abroad:
    """The clock of a zone that was said beside a time: 2pm CET. `zone` is its IANA name."""

    zone: str


@dataclass(frozen=True)
class Instead:
    """What was said before is taken back by what comes: Thursday, no, Friday."""


@dataclass(frozen=True)
class Noise:
    """Digits and words that look like a date and are none: pay, rooms, telephone numbers."""


Piece = Days | Weekday | Shift | Clock | Part | Trouble | Abroad | Instead | Noise
Pieces = tuple[Piece, ...]
Reader = Callable[[Match[str], Frame], Pieces | None]  # None: the pattern fitted, but this is something else
