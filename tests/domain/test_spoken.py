"""Days, times and jobs are said as each language says them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.domain import spoken
from bot.domain.interview import Interview, Promise
from bot.domain.library import Entry, Library
from bot.domain.person import Person
from bot.domain.spoken import Tongue
from bot.domain.text import Slot, Text
from tests.cast import LIBRARY, facts

ENGLISH = Tongue(LIBRARY, "en-GB")
TODAY = date(2026, 11, 23)


def _string(*parts: str | Slot) -> Entry:
    return Entry("strings", (Text(parts),))


POLISH = {
    "spoken.tuesday": _string("wtorek"),
    "spoken.november": _string("listopada"),
    "spoken.pm-minutes": _string(Slot("hour24"), ":", Slot("minute")),
    "spoken.job": _string(Slot("employer"), ": ", Slot("job_title")),
}
BOTH = Library(texts={**LIBRARY.texts, "pl": POLISH})


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 3), "Thursday 3 December"),
        (date(2027, 1, 1), "Friday 1 January"),
        (date(2027, 12, 3), "Friday 3 December 2027"),
        (date(2025, 6, 1), "Sunday 1 June 2025"),
    ],
)
def test_a_day_has_its_year_only_where_it_is_far(day: date, said: str) -> None:
    assert ENGLISH.day(day, TODAY) == said


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (time(14, 30), "2:30pm"),
        (time(10), "10am"),
        (time(0, 5), "12:05am"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(12, 1), "12:01pm"),
    ],
)
def test_a_time_is_said_shortly(clock: time, said: str) -> None:
    assert ENGLISH.clock(clock) == said


def test_a_moment_is_told_on_a_persons_own_clock() -> None:
    assert ENGLISH.moment(datetime(2026, 7, 1, 13, 30, 59, tzinfo=UTC), "Europe/London") == (
        "Wednesday 1 July, 2:30pm"
    )


def test_another_language_has_its_own_words_and_order_and_borrows_what_it_lacks() -> None:
    polish = Tongue(BOTH, "pl")

    assert polish.both(date(2026, 11, 24), time(14, 5)) == "wtorek 24 listopada, 14:05"
    assert polish.both(date(2026, 12, 2), None) == "Wednesday 2 December"


def test_a_text_about_an_interview_is_filled_in_the_persons_language() -> None:
    met = Interview(
        id=1,
        person=42,
        role="Baker",
        employer="Crumbs",
        day=date(2026, 11, 24),
        promise=Promise.DATE,
        decision_day=date(2026, 11, 24),
    )
    theirs = replace(facts(), library=BOTH, person=Person(id=42, language="pl"))

    told = spoken.values(theirs, met)

    assert (told["job"], told["when"]) == ("Crumbs: Baker", "wtorek 24 listopada")
    assert told["decision_date"] == told["interview_date"] == "wtorek 24 listopada"
    assert "place" not in told
