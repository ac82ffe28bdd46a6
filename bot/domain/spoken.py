"""Dates, times and jobs as we say them to people (en-GB)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.interview import Interview, Promise
from bot.domain.person import Person

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: date, today: date | None = None) -> str:
    """«Thursday 3 December», with the year where it is not this one's or the next few months'."""
    words = f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}"
    far = today is not None and abs((value - today).days) > 300
    return f"{words} {value.year}" if far else words


def clock(value: time) -> str:
    """«2:30pm», «10am», «noon», «midnight»."""
    if value == time(12, 0):
        return "noon"
    if value == time(0, 0):
        return "midnight"
    half = "am" if value.hour < 12 else "pm"
    hour = value.hour % 12 or 12
    return f"{hour}{half}" if value.minute == 0 else f"{hour}:{value.minute:02}{half}"


def moment(value: datetime, zone: str, today: date | None = None) -> str:
    """A UTC moment on somebody's own clock: «Thursday 3 December, 2:30pm»."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{day(local.date(), today)}, {clock(local.time().replace(second=0, microsecond=0))}"


def job(interview: Interview) -> str:
    """«Data analyst at Acme», with what is known; empty when neither is."""
    if interview.role and interview.employer:
        return f"{interview.role} at {interview.employer}"
    return interview.role or interview.employer


def when(interview: Interview, today: date | None = None) -> str:
    """«Tuesday 24 November, 2pm»; empty for an application."""
    if interview.day is None:
        return ""
    words = day(interview.day, today)
    return f"{words}, {clock(interview.clock)}" if interview.clock else words


def values(person: Person, interview: Interview | None, today: date | None = None) -> Mapping[str, str]:
    """What the placeholders of a text about one interview become; what is unknown is left out."""
    found = {"first_name": person.first_name, "my_name": person.first_name}
    if interview is not None:
        found |= {
            "job": job(interview),
            "job_title": interview.role,
            "employer": interview.employer,
            "when": when(interview, today),
            "interview_date": day(interview.day, today) if interview.day else "",
            "decision_date": day(interview.decision_day, today)
            if interview.decision_day and interview.promise is Promise.DATE
            else "",
            "place": interview.place,
            "contact_name": interview.contact,
        }
    return {name: value for name, value in found.items() if value}


SAMPLE: Mapping[str, str] = {
    "first_name": "Sam",
    "my_name": "Sam",
    "job": "Data analyst at Acme",
    "job_title": "Data analyst",
    "employer": "Acme",
    "when": "Tuesday 24 November, 2pm",
    "interview_date": "Tuesday 24 November",
    "decision_date": "Tuesday 1 December",
    "place": "12 Mill Lane",
    "contact_name": "Ms Ade",
}
"""What an editor sees in a preview."""
