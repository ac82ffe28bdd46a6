"""By when an employer will decide, told by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.understand.dates import When
from bot.understand.promise import told

WEDNESDAY = datetime(2026, 12, 9, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("they'll let me know by Friday", "2026-12-11"),
        ("i rang them and they said monday", "2026-12-14"),
        ("Sorry, they'll decide on the 11th", "2026-12-11"),
        ("finally spoke to them, they say it will be 21 December", "2026-12-21"),
        ("the recruiter says I'll hear by Tuesday", "2026-12-15"),
        ("they've moved the announcement to 5 January", "2027-01-05"),
        ("the outcome has been put back until the 5th of January", "2027-01-05"),
    ],
)
def test_the_day_is_found_whoever_said_it(typed: str, day: str) -> None:
    assert told(typed, WEDNESDAY, "Europe/London", frozenset()) == When(date.fromisoformat(day))


@pytest.mark.parametrize(
    "typed",
    [
        "Driver at Acme, yesterday 2pm, they'll tell me by Friday",
        "it's been moved to Friday 11 December",
        "I rang them and they were nice",
        "Monday",
    ],
)
def test_a_job_beside_it_or_another_day_is_no_promise_by_itself(typed: str) -> None:
    assert told(typed, WEDNESDAY, "Europe/London", frozenset()) is None
