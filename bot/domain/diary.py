"""What belongs in a calendar of the person's own: an interview that is ahead, or a first day at work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import instant
from bot.domain.interview import USUAL_LENGTH, Interview, Outcome

_NOON = time(12, 0)


class Kind(StrEnum):
    """What an entry is; the words of each stand in content/strings as «calendar.<kind>.…»."""

    INTERVIEW = "interview"
    FIRST_DAY = "first-day"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar. Its day and clock are the wall clock of its own zone."""

    kind: Kind
    about: Interview
    day: date
    clock: time | None = None
    """None: it lasts the whole day, wherever somebody is."""
    place: str = ""
    length: timedelta = USUAL_LENGTH
    """Of one with a clock."""
    checklist: str = ""
    """The list to tick before it; empty: none."""

    @property
    def mark(self) -> str:
        """The mark that its file was asked for, so that a calendar may hold it: «in-calendar-interview»."""
        return f"in-calendar-{self.kind}"

    @property
    def starts_at(self) -> datetime:
        """UTC; a day without a clock counts as noon."""
        return instant(self.day, self.clock or _NOON, self.about.zone)


def entry(interview: Interview, now: datetime) -> Entry | None:
    """What a calendar is to hold about it. None: it is over, called off, or no day is known."""
    found = _entry(interview)
    return found if found and found.starts_at > now else None


def ahead(interviews: Iterable[Interview], now: datetime) -> tuple[Entry, ...]:
    """Every entry that can be added, the next one first."""
    found = (made for one in interviews if (made := entry(one, now)))
    return tuple(sorted(found, key=lambda made: made.starts_at))


def _entry(interview: Interview) -> Entry | None:
    if interview.open and interview.day:
        return Entry(
            Kind.INTERVIEW,
            interview,
            interview.day,
            interview.clock,
            interview.place,
            checklist="interview",
        )
    if interview.outcome is Outcome.OFFER and interview.start_day:
        # The interview may have been held in another place than the work will be done.
        return Entry(Kind.FIRST_DAY, interview, interview.start_day, checklist="first-day")
    return None
