"""One nudge of a journey: when it comes, for whom, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What a distance is counted in. Hours pass; days, working days and weeks are turned in the calendar."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True)
class Distance:
    """«working_days: 2»; negative: before."""

    count: int
    unit: Unit

    @property
    def span(self) -> timedelta:
        """Roughly how long it is; a working day counts as a day."""
        hours = {Unit.HOURS: 1, Unit.DAYS: 24, Unit.WORKING_DAYS: 24, Unit.WEEKS: 168}
        return timedelta(hours=self.count * hours[self.unit])


@dataclass(frozen=True, slots=True)
class Rolls:
    """What falls later than one time of day comes on the next day at another."""

    after: time
    to: time


@dataclass(frozen=True, slots=True)
class Repeat:
    """So many more times, each counted from the time before."""

    every: Distance
    times: int
    at: time
    on: int | None = None
    """The nearest such weekday, Monday is 0. None: whichever day it falls on."""


SOON = timedelta(hours=1)
"""How late a nudge may be that must not come late («late: drop»)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One nudge of a journey, with its repeats. Conditions and anchors are as in `vocabulary`."""

    id: str
    say: str
    """The id of its words in content/nudges."""
    why: str
    """The id of the sentence in content/strings that tells the person why it comes."""
    because: str
    """Where the timing comes from, for editors."""
    anchors: tuple[str, ...]
    """The moments it is counted from; of several known ones, the latest."""
    after: Distance = Distance(0, Unit.DAYS)
    at: time | None = None
    """The time of day, on the person's own clock. None: the distance is in hours."""
    at_least: timedelta | None = None
    """At least so long after the anchor, else at the next slot."""
    halfway_to: str = ""
    """In the middle between its anchor and this one."""
    apart: Distance | None = None
    """Only if those two are at least so far apart."""
    low_mood: Distance | None = None
    """Used in place of `after` when the person feels low."""
    when: tuple[str, ...] = ()
    """All of these hold."""
    unless: tuple[str, ...] = ()
    """None of these holds."""
    until: tuple[str, ...] = ()
    """Once one of these holds, it is never sent; looked at again at the moment of sending."""
    opt_in: str = ""
    """A mark: it only comes to those who asked for it."""
    follows: tuple[str, ...] = ()
    """Not before the working day after one of these: «result-check/ask» (was sent) or «mark:nothing-yet»."""
    on: frozenset[int] = frozenset()
    """Only on these weekdays, Monday is 0; empty: any."""
    rolls: Rolls | None = None
    not_before: time | None = None
    repeat: tuple[Repeat, ...] = ()
    late: timedelta | None = None
    """How late it may still come; None: however late, at its next slot."""
    again: bool = False
    """Starts anew when its anchor has moved on to a later day."""
    contact: bool = False
    """Asks the person to write to an employer: never on Friday after three, nor before the promised day."""
    push: bool = False
    """Asks for effort: left out when the person felt low in the last week."""
    exempt: bool = False
    """Comes in quiet hours too and outside the counts of a day and a week."""
    optional: bool = False
    """Nobody need react to it: left unanswered it does not count as silence towards the person as a whole."""
    rests: bool = False
    """Nothing more comes after it until the person is back."""

    @property
    def most(self) -> int:
        """How often it comes at most, counted from one anchor."""
        return 1 + sum(repeat.times for repeat in self.repeat)

    @property
    def keeps_near(self) -> bool:
        """Whether it may not be put off for longer than it may be late: its words are true for a day at
        most, «this evening», or only before what they tell of."""
        ahead = self.after.count < 0
        return self.late is not None and self.late > SOON and (ahead or self.late <= timedelta(days=1))

    @property
    def can_wait(self) -> bool:
        """Whether it is as true two days later: then it leaves bank holidays in peace."""
        return not self.exempt and (self.late is None or self.late > timedelta(days=2))

    @property
    def working(self) -> bool:
        """Whether it keeps to working days."""
        if self.contact or self.on or self.after.unit is Unit.WORKING_DAYS:
            return True
        return any(repeat.on is not None or repeat.every.unit is Unit.WORKING_DAYS for repeat in self.repeat)
