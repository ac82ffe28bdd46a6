"""Whether nudges that arrived kept the rules of good manners. Pure, and written without what plans them.

What each step is (whether it asks somebody to write to an employer, whether it needs an open interview) is
said here once more, by hand: a journey that loses its `contact:` is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Flag, auto
from zoneinfo import ZoneInfo

from bot.domain.calendar import bank_holidays, working_day
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Interview, Outcome
from bot.domain.person import Pace


class Kind(Flag):
    """What a step is."""

    PLAIN = 0
    WAITING = auto()
    """About an interview that has no result yet."""
    EMPLOYER = auto()
    """Asks the person to write to an employer."""
    PUSH = auto()
    """Asks for effort."""
    OWN_HOUR = auto()
    """Has to come at its own hour: the eve of an interview."""
    AFTER_NO = auto()
    """About an interview that ended with a no."""
    REST = auto()
    """Says that nothing more comes."""
    OPTIONAL = auto()
    """For those who like it: to leave it alone says nothing."""
    SOON = auto()
    """As true for two days at most, so a bank holiday does not put it off."""
    JOB = auto()
    """About an offer that stands."""


_CHASE = Kind.WAITING | Kind.EMPLOYER
_JOB_HOUR = Kind.JOB | Kind.OWN_HOUR
STEPS = {
    "ask-feedback/ask": Kind.AFTER_NO | Kind.EMPLOYER,
    "callback-late/sorry": Kind.PLAIN,
    "chase/after-date": _CHASE,
    "chase/no-date": _CHASE,
    "chase/second": _CHASE,
    "close/ask": Kind.WAITING,
    "decision-date/ask": Kind.WAITING,
    "feedback-reminder/remind": Kind.AFTER_NO | Kind.EMPLOYER,
    "first-day/how": _JOB_HOUR,
    "first-day/papers": _JOB_HOUR,
    "first-day/route": _JOB_HOUR,
    "in-work/first-month": Kind.JOB,
    "in-work/first-week": Kind.JOB,
    "in-work/probation": Kind.JOB,
    "keep-applying/tips": Kind.PUSH,
    "long-wait/halfway": Kind.WAITING | Kind.OPTIONAL | Kind.SOON,
    "offer-admin/reply-by": Kind.JOB | Kind.SOON,
    "offer-admin/start": Kind.JOB | Kind.EMPLOYER,
    "offer-admin/writing": Kind.JOB | Kind.EMPLOYER,
    "offer-admin/writing-again": Kind.JOB | Kind.EMPLOYER,
    "own-review/application": Kind.AFTER_NO | Kind.PUSH,
    "own-review/review": Kind.AFTER_NO | Kind.PUSH,
    "plan-check/ask": Kind.PUSH,
    "post-interview/notes": Kind.WAITING | Kind.OPTIONAL | Kind.SOON,
    "prepare/eve": Kind.WAITING | Kind.OWN_HOUR,
    "prepare/list": Kind.WAITING | Kind.OPTIONAL | Kind.SOON,
    "prepare/luck": Kind.WAITING | Kind.OWN_HOUR,
    "prepare/plan": Kind.WAITING | Kind.OPTIONAL | Kind.SOON,
    "result-check/ask": Kind.WAITING,
    "setback-plan/offer": Kind.PUSH | Kind.OPTIONAL | Kind.SOON,
    "several-nos/offer": Kind.PLAIN,
    "silence/pause-all": Kind.REST,
    "silence/still-going": Kind.REST,
    "thank-you/thank": Kind.WAITING | Kind.OPTIONAL | Kind.SOON,
}
"""Every step of every journey."""

A_WEEK = {Pace.FEWER: 1, Pace.NORMAL: 3, Pace.MORE: 5}
IGNORED = timedelta(days=3)
LOW = timedelta(days=7)
_NOES = (Outcome.REJECTED, Outcome.NOT_SHORTLISTED, Outcome.NO_REPLY)
_DAY = timedelta(days=1)
_FRIDAY, _THREE = 4, time(15, 0)
_ANSWERS = ("accepted", "declined", "fell-through", "left-job")
_REFUSED = {"chase": "no-chase", "keep-applying": "no-applying", "long-wait": "wait-is-fine"}
"""Journey → the mark of a person who wants none of it."""


@dataclass(frozen=True)
class Arrival:
    """One nudge that came, with what was known of its person just before."""

    key: str
    at: datetime
    """When it was received, UTC."""
    then: Facts

    @property
    def step(self) -> str:
        """«chase/second»."""
        return "/".join(self.key.split("/")[1:3])

    @property
    def kind(self) -> Kind:
        """What its step is. KeyError: a step that nobody told the judge of."""
        return STEPS[self.step]

    @property
    def asked(self) -> bool:
        """Whether the person chose this moment."""
        return "+" in self.key.rpartition("/")[2]

    @property
    def counts(self) -> bool:
        """Whether it counts for a day and a week."""
        return Kind.OWN_HOUR not in self.kind

    @property
    def wall(self) -> datetime:
        """When it came, by the person's own clock."""
        return self.at.astimezone(ZoneInfo(self.then.person.zone))

    @property
    def interview(self) -> Interview | None:
        """What it was about. None: the person, or an interview that is gone."""
        about, _, number = self.key.partition("/")[0].partition(":")
        return self.then.interview(int(number)) if about == "interview" else None

    def day_of(self, moment: datetime) -> date:
        """The day of another moment, by the same clock."""
        return moment.astimezone(ZoneInfo(self.then.person.zone)).date()


def broken(arrivals: Iterable[Arrival]) -> list[str]:
    """Every rule that one person's nudges broke, in words; they are in the order in which they came."""
    before: list[Arrival] = []
    found: list[str] = []
    for arrival in arrivals:
        found += faults(arrival, before)
        before.append(arrival)
    return found


def faults(arrival: Arrival, before: Sequence[Arrival]) -> list[str]:
    """The rules that one nudge breaks after those that came before it."""
    wrong = (rule(arrival, before) for rule in RULES)
    return [f"{arrival.key} on {arrival.wall:%a %Y-%m-%d %H:%M %Z}: {why}" for why in wrong if why]


# --- each rule: what is wrong, or nothing ----------------------------------------------------------


def _quiet(arrival: Arrival, _: Sequence[Arrival]) -> str:
    person, clock = arrival.then.person, arrival.wall.time()
    start, end = person.quiet_from, person.quiet_until
    quiet = start <= clock < end if start <= end else not end <= clock < start
    return "in quiet hours" if quiet and arrival.counts else ""


def _twice(arrival: Arrival, before: Sequence[Arrival]) -> str:
    return "a second time" if any(arrival.key == other.key for other in before) else ""


def _crowded(arrival: Arrival, before: Sequence[Arrival]) -> str:
    if arrival.asked or not arrival.counts:
        return ""
    today = arrival.wall.date()
    days = [arrival.day_of(other.at) for other in before if other.counts]
    if today in days:
        return "the second of a day"
    week = sum(today - 7 * _DAY < day <= today for day in days)
    return "too many in seven days" if week >= A_WEEK[arrival.then.person.pace] else ""


def _resting(arrival: Arrival, _: Sequence[Arrival]) -> str:
    person = arrival.then.person
    if person.unreachable:
        return "to somebody who has shut us out"
    if person.crisis_at is not None:
        return "after the crisis card"
    if person.paused:
        return "after /pause"
    until = person.paused_until
    if until is None or until <= arrival.at:
        return ""
    left = arrival.then.mark("left-today")
    for_today = left is not None and until - left.at < timedelta(hours=35)
    return "" if for_today and not arrival.counts else "while reminders rest"


def _closed(arrival: Arrival, _: Sequence[Arrival]) -> str:
    if not arrival.key.startswith("interview:"):
        return ""
    interview = arrival.interview
    if interview is None:
        return "about an interview that is gone"
    if Kind.WAITING in arrival.kind and not interview.open:
        return f"though the result is {interview.outcome}"
    if Kind.JOB in arrival.kind and (interview.outcome is not Outcome.OFFER or _left(arrival, interview)):
        return "though there is no such job"
    if Kind.AFTER_NO in arrival.kind and interview.outcome not in _NOES:
        return f"though the result is {interview.outcome}"
    return ""


def _left(arrival: Arrival, interview: Interview) -> bool:
    """Whether the last that was noted of an offer is that nothing comes of it."""
    noted = [mark for name in _ANSWERS if (mark := arrival.then.mark(name, interview.id))]
    last = max(noted, key=lambda mark: (mark.at, _ANSWERS.index(mark.name)), default=None)
    return last is not None and last.name != "accepted"


def _unwanted(arrival: Arrival, _: Sequence[Arrival]) -> str:
    mark = _REFUSED.get(arrival.step.partition("/")[0], "")
    own = arrival.interview.id if arrival.interview else 0
    return f"after «{mark}»" if mark and arrival.then.mark(mark, own) else ""


def _employer(arrival: Arrival, _: Sequence[Arrival]) -> str:
    if Kind.EMPLOYER not in arrival.kind:
        return ""
    wall, interview = arrival.wall, arrival.interview
    if not working_day(wall.date(), arrival.then.person.nation):
        return "to an employer whose office is closed"
    if wall.weekday() == _FRIDAY and wall.time() >= _THREE:
        return "to an employer on a Friday afternoon"
    promised = interview.decision_day if interview is not None and interview.open else None
    return "before the promised day is over" if promised and wall.date() <= promised else ""


def _holiday(arrival: Arrival, _: Sequence[Arrival]) -> str:
    """Christmas Day and its like are no days for what would be as true afterwards."""
    if Kind.SOON in arrival.kind or Kind.OWN_HOUR in arrival.kind:
        return ""
    day = arrival.wall.date()
    return "on a bank holiday" if day in bank_holidays(arrival.then.person.nation, day.year) else ""


def _early(arrival: Arrival, _: Sequence[Arrival]) -> str:
    interview, wall = arrival.interview, arrival.wall
    if interview is None:
        return ""
    match arrival.step:
        case "result-check/ask" if interview.decision_day is None or wall.date() <= interview.decision_day:
            return "before the day that was named is over"
        case "post-interview/notes" if _before(arrival.at, interview.ends_at):
            return "before the interview is over"
        case "thank-you/thank" if interview.day is None or wall.date() <= interview.day:
            return "on the day of the interview or before"
        case "chase/second" if _within(arrival, arrival.then.mark("chased", interview.id), 5):
            return "too soon after the first message"
        case "ask-feedback/ask" if _before(arrival.at, interview.outcome_at, timedelta(hours=16)):
            return "too soon after the no"
    return ""


def _late(arrival: Arrival, _: Sequence[Arrival]) -> str:
    interview = arrival.interview
    if interview is None or not arrival.step.startswith("prepare/"):
        return ""
    if interview.starts_at is None or arrival.at >= interview.starts_at:
        return "after the interview has begun"
    eve = interview.day is not None and arrival.wall.date() == interview.day - _DAY
    return "" if eve or arrival.asked or arrival.step != "prepare/eve" else "on another day than the eve"


def _low(arrival: Arrival, _: Sequence[Arrival]) -> str:
    low = arrival.then.person.low_at
    hurts = low is not None and arrival.at - low < LOW and Kind.PUSH in arrival.kind
    return "a push at somebody who feels low" if hurts else ""


def _ignored(arrival: Arrival, before: Sequence[Arrival]) -> str:
    """After two of a journey or three of all without a reaction there is one question, and then silence."""
    if arrival.asked or not arrival.counts:
        return ""
    seen = arrival.then.person.seen_at
    unseen = [other for other in before if other.counts and (seen is None or other.at > seen)]
    if any(Kind.REST in other.kind for other in unseen):
        return "after we said that we would be silent"
    if Kind.REST in arrival.kind:
        return ""
    old = [other for other in unseen if arrival.at - other.at >= IGNORED]
    journey = arrival.key.split("/")[:2]
    own = [other for other in old if other.key.split("/")[:2] == journey and not other.asked]
    asked = [other for other in old if Kind.OPTIONAL not in other.kind]
    return "after three ignored" if len(asked) >= 3 else "after two ignored" if len(own) >= 2 else ""


def _before(moment: datetime, other: datetime | None, more: timedelta = timedelta()) -> bool:
    return other is None or moment < other + more


def _within(arrival: Arrival, mark: Mark | None, working_days: int) -> bool:
    """Whether fewer working days than so many have passed since a mark."""
    if mark is None or arrival.asked:
        return False
    day, since = arrival.day_of(mark.at), 0
    while day < arrival.wall.date():
        day += _DAY
        since += working_day(day, arrival.then.person.nation)
    return since < working_days


Rule = Callable[[Arrival, Sequence[Arrival]], str]
RULES: Collection[Rule] = (
    _quiet,
    _twice,
    _crowded,
    _resting,
    _closed,
    _unwanted,
    _employer,
    _holiday,
    _early,
    _late,
    _low,
    _ignored,
)
