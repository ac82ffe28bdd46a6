"""Dates, times and jobs as we say them to people; how each language says them stands in its strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.domain import clocks
from bot.domain.action import Action
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Promise
from bot.domain.library import Library

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAY = frozenset({"weekday", "day", "month", "year"})
_CLOCK = frozenset({"hour", "hour24", "minute"})
GIVEN: Mapping[str, frozenset[str]] = {
    "spoken.day": _DAY,
    "spoken.day-far": _DAY,
    "spoken.moment": frozenset({"day", "clock"}),
    "spoken.job": frozenset({"job_title", "employer"}),
    **{f"spoken.{half}{rest}": _CLOCK for half in ("am", "pm") for rest in ("", "-minutes")},
}
"""String → the values that it can use, in every language."""
TEXTS = frozenset(
    {*GIVEN, "spoken.noon", "spoken.midnight", *(f"spoken.{name}" for name in (*_DAYS, *_MONTHS))}
)
"""The strings that this module says by name."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language, as far as days and times go."""

    library: Library
    language: str

    def day(self, value: date, today: date | None = None) -> str:
        """«Thursday 3 December», with the year where it is not this one's or the next few months'."""
        far = today is not None and abs((value - today).days) > 300
        return self._say(
            "spoken.day-far" if far else "spoken.day",
            weekday=self._say(f"spoken.{_DAYS[value.weekday()]}"),
            day=str(value.day),
            month=self._say(f"spoken.{_MONTHS[value.month - 1]}"),
            year=str(value.year),
        )

    def clock(self, value: time) -> str:
        """«2:30pm», «10am», «noon», «midnight»."""
        if value in (time(12, 0), time(0, 0)):
            return self._say("spoken.noon" if value.hour else "spoken.midnight")
        half = "am" if value.hour < 12 else "pm"
        return self._say(
            f"spoken.{half}-minutes" if value.minute else f"spoken.{half}",
            hour=str(value.hour % 12 or 12),
            hour24=str(value.hour),
            minute=f"{value.minute:02}",
        )

    def moment(self, value: datetime, zone: str, today: date | None = None) -> str:
        """A UTC moment on somebody's own clock: «Thursday 3 December, 2:30pm»."""
        local = value.astimezone(clocks.of(zone))
        return self.both(local.date(), local.time().replace(second=0, microsecond=0), today)

    def both(self, value: date, clock: time | None, today: date | None = None) -> str:
        """«Tuesday 24 November, 2pm»; the day alone, if no time is known."""
        day = self.day(value, today)
        return self._say("spoken.moment", day=day, clock=self.clock(clock)) if clock else day

    def _say(self, id_: str, **values: str) -> str:
        return self.library.label(id_, self.language, values)


def tongue(facts: Facts) -> Tongue:
    """The language of the person whose facts these are."""
    return Tongue(facts.library, facts.person.language)


def day(facts: Facts, value: date) -> str:
    """«Thursday 3 December»."""
    return tongue(facts).day(value, facts.local_now.date())


def clock(facts: Facts, value: time) -> str:
    """«2:30pm»."""
    return tongue(facts).clock(value)


def moment(facts: Facts, value: datetime) -> str:
    """A UTC moment on the person's own clock: «Thursday 3 December, 2:30pm»."""
    return tongue(facts).moment(value, facts.person.zone, facts.local_now.date())


def both(facts: Facts, value: date, at: time | None) -> str:
    """«Tuesday 24 November, 2pm»; the day alone, if no time is known."""
    return tongue(facts).both(value, at, facts.local_now.date())


def job(facts: Facts, interview: Interview) -> str:
    """«Data analyst at Acme», with what is known; empty when neither is."""
    role, employer = interview.role, interview.employer
    if role and employer:
        known = {"job_title": role, "employer": employer}
        return facts.library.label("spoken.job", facts.person.language, known)
    return role or employer


def step(facts: Facts, action: Action) -> str:
    """What a small step is called; one that content/ no longer has is a step all the same."""
    theme = facts.library.themes.get(action.theme)
    known = theme is not None and action.step in theme.steps
    id_ = theme.label(action.step) if theme and known else "plan.untitled"
    return facts.library.label(id_, facts.person.language)


def values(facts: Facts, interview: Interview | None) -> Mapping[str, str]:
    """What the placeholders of a text about one interview become; what is unknown is left out."""
    name = facts.person.first_name
    found = {"first_name": name, "my_name": name}
    if interview is not None:
        promised = interview.decision_day if interview.promise is Promise.DATE else None
        found |= {
            "job": job(facts, interview),
            "job_title": interview.role,
            "employer": interview.employer,
            "when": both(facts, interview.day, interview.clock) if interview.day else "",
            "interview_date": day(facts, interview.day) if interview.day else "",
            "decision_date": day(facts, promised) if promised else "",
            "start_date": day(facts, interview.start_day) if interview.start_day else "",
            "reply_by": day(facts, interview.reply_by) if interview.reply_by else "",
            "place": interview.place,
            "contact_name": interview.contact,
        }
    return {name: value for name, value in found.items() if value}


def unasked(facts: Facts, interview: Interview | None) -> Mapping[str, str]:
    """The same for what comes unasked, onto a screen that others may see: an employer only if allowed."""
    if interview is not None and not facts.person.shows_employer:
        interview = replace(interview, employer="")
    steps = {"step": step(facts, facts.plan[0])} if len(facts.plan) == 1 else {}
    return {**values(facts, interview), **steps}
