"""An interview, or an application that did not lead to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import instant

USUAL_LENGTH = timedelta(minutes=60)
MOST_OPEN = 40
"""So many interviews of one person may wait for a result: each of them is planned for in every turn."""


class Outcome(StrEnum):
    """How it ended."""

    OFFER = "offer"
    REJECTED = "rejected"
    NO_REPLY = "no-reply"
    ANOTHER_ROUND = "another-round"
    WITHDREW = "withdrew"
    CANCELLED = "cancelled"
    """The employer called it off."""
    NOT_SHORTLISTED = "not-shortlisted"


class Promise(StrEnum):
    """What the employer said about when they would decide."""

    UNASKED = "unasked"
    DATE = "date"
    ROUGHLY = "roughly"
    """A date worked out from a rough answer, such as «in a week or two»."""
    NONE = "none"
    """They did not say."""


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview. Its day and clock are the wall clock of its own zone, wherever the person moves."""

    id: int
    person: int
    role: str = ""
    employer: str = ""
    day: date | None = None
    """None: an application without an interview."""
    clock: time | None = None
    """None: only the day is known."""
    zone: str = "Europe/London"
    place: str = ""
    contact: str = ""
    promise: Promise = Promise.UNASKED
    decision_day: date | None = None
    start_day: date | None = None
    """The first day at work, after an offer."""
    reply_by: date | None = None
    """The day by which the employer wants an answer to the offer."""
    outcome: Outcome | None = None
    outcome_at: datetime | None = None
    follows: int | None = None
    """The interview of the round before. None: a first round."""
    logged_at: datetime | None = None
    version: int = 1
    """Grows with every change; a button that shows an older one is answered with a fresh message."""

    @property
    def starts_at(self) -> datetime | None:
        """UTC; a day without a clock counts as noon. None: there was no interview."""
        if self.day is None:
            return None
        return instant(self.day, self.clock or time(12, 0), self.zone)

    @property
    def ends_at(self) -> datetime | None:
        """UTC; an hour after the start, or six in the evening of a day without one. None: no interview."""
        if self.day is None:
            return None
        if self.clock is None:
            return instant(self.day, time(18, 0), self.zone)
        return instant(self.day, self.clock, self.zone) + USUAL_LENGTH

    @property
    def open(self) -> bool:
        """Whether we still wait for its result."""
        return self.outcome is None
