"""How long somebody wants a rest from reminders, as they say it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.understand.until import until

WEDNESDAY = datetime(2026, 12, 9, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("pause until Monday", "2026-12-14"),
        ("til 4 january", "2027-01-04"),
        ("pause for two weeks", "2026-12-23"),
        ("two weeks", "2026-12-23"),
        ("a fortnight", "2026-12-23"),
        ("give me ten days", "2026-12-19"),
        ("for a month", "2027-01-09"),
        ("until next week", "2026-12-14"),
        ("I'm away next week, pause the reminders", "2026-12-21"),
        ("no reminders this week please", "2026-12-14"),
        ("not over the weekend", "2026-12-14"),
        ("until the end of the month", "2027-01-01"),
        ("till january", "2027-01-01"),
        ("until next month", "2027-01-01"),
        ("I don't want any messages over christmas", "2027-01-04"),
        ("until after xmas", "2027-01-04"),
        ("till the new year", "2027-01-04"),
        ("tomorrow", "2026-12-10"),
        ("until the 20th", "2026-12-20"),
    ],
)
def test_the_first_day_after_the_rest_is_found(typed: str, day: str) -> None:
    assert until(typed, WEDNESDAY, "Europe/London", "GB-ENG") == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed", ["pause", "for a bit", "a few days", "today", "yesterday", "until I say", ""]
)
def test_what_names_no_certain_day_is_not_guessed(typed: str) -> None:
    assert until(typed, WEDNESDAY, "Europe/London", "GB-ENG") is None


def test_in_scotland_the_second_of_january_is_a_holiday_too() -> None:
    new_years_eve = datetime(2027, 12, 31, 12, 0, tzinfo=UTC)

    assert until("after the holidays", new_years_eve, "Europe/London", "GB-ENG") == date(2028, 1, 4)
    assert until("after the holidays", new_years_eve, "Europe/London", "GB-SCT") == date(2028, 1, 5)
