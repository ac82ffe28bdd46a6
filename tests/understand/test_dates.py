"""Dates as people type them, and the questions that follow when they are not clear."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.domain.calendar import bank_holidays
from bot.understand.dates import Context, Unclear, When, at_time, find, read

WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
LONDON = "Europe/London"
LINES = Path(__file__).with_name("date_lines.txt").read_text(encoding="utf-8").splitlines()
CASES = [
    tuple(part.strip() for part in line.split("|")) for line in LINES if line and not line.startswith("#")
]
SHUT = bank_holidays("GB-ENG", 2026) | bank_holidays("GB-ENG", 2027)
SIGNS = {"ambiguous": "?", "invalid": "!", "none": "-"}


def told(reading: When | Unclear) -> str:
    if isinstance(reading, Unclear):
        return SIGNS[reading.why]
    if reading.clock is None:
        return reading.day.isoformat()
    return datetime.combine(reading.day, reading.clock).isoformat(timespec="minutes")


@pytest.mark.parametrize(("context", "text", "expected"), CASES)
def test_a_date_is_read_as_it_was_meant(context: str, text: str, expected: str) -> None:
    assert told(read(text, WEDNESDAY, LONDON, Context(context))) == expected


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("text", ["next monday", "next friday 2pm"])
@pytest.mark.parametrize("day", [21, 22])
def test_next_weekday_said_at_a_weekend_is_asked_about(text: str, day: int) -> None:
    weekend = datetime(2026, 11, day, 12, 0, tzinfo=UTC)

    reading = read(text, weekend, LONDON, Context.FUTURE)

    assert isinstance(reading, Unclear)
    assert reading.why == "ambiguous"
    assert len(reading.options) == 2


def test_a_time_that_has_just_been_is_asked_about_and_not_one_of_this_morning() -> None:
    just_after = datetime(2026, 11, 18, 12, 5, tzinfo=UTC)

    assert told(read("today at 12", just_after, LONDON, Context.FUTURE)) == "?"
    assert told(read("today at 9", just_after, LONDON, Context.PAST)) == "2026-11-18T09:00"


def test_next_monday_said_on_a_monday_is_a_week_away() -> None:
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    assert read("next Monday", monday, LONDON, Context.FUTURE) == When(date(2026, 11, 30))


def test_working_days_leave_out_bank_holidays() -> None:
    before_christmas = datetime(2026, 12, 24, 9, 0, tzinfo=UTC)
    holidays = frozenset({date(2026, 12, 25), date(2026, 12, 28)})

    reading = read("2 working days", before_christmas, LONDON, Context.DECISION, holidays)

    assert reading == When(date(2026, 12, 30))


@pytest.mark.parametrize(
    ("said", "context", "day"),
    [
        ("bank holiday monday at 10", Context.FUTURE, "2027-05-03T10:00"),
        ("the August bank holiday monday, 2pm", Context.FUTURE, "2027-08-30T14:00"),
        ("bank holiday monday", Context.PAST, "2027-03-29"),
        ("bank holiday thursday", Context.FUTURE, "?"),
        ("the tuesday after the bank holiday monday", Context.FUTURE, "?"),
    ],
)
def test_a_bank_holiday_with_its_weekday_is_a_day(said: str, context: Context, day: str) -> None:
    spring = datetime(2027, 4, 20, 9, 0, tzinfo=UTC)
    assert told(read(said, spring, LONDON, context, SHUT)) == day


def test_hours_from_now_are_hours_that_pass_while_the_clocks_go_back() -> None:
    before_the_change = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 01:30 summer time

    reading = read("in 2 hours", before_the_change, LONDON, Context.FUTURE)

    assert reading == When(date(2026, 10, 25), time(2, 30))


def test_tomorrow_at_the_same_time_keeps_the_wall_clock_over_a_change() -> None:
    before_the_change = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)

    reading = read("tomorrow same time", before_the_change, LONDON, Context.FUTURE)

    assert reading == When(date(2027, 3, 28), time(12, 0))


def test_tomorrow_is_counted_on_the_persons_own_calendar() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # already 2 July in London

    assert read("tomorrow", late, LONDON, Context.FUTURE) == When(date(2026, 7, 3))


@pytest.mark.parametrize(
    ("zone", "typed", "shown"),
    [
        ("Europe/Berlin", "29 March 2026 at 02:30", "2026-03-29T03:30"),
        ("Europe/London", "29 March 2026 at 01:15", "2026-03-29T02:15"),
        ("America/New_York", "8 March 2026 at 2.30am", "2026-03-08T03:30"),
        ("Africa/Cairo", "24 April 2026 at 00:30", "2026-04-24T01:30"),
        ("Australia/Lord_Howe", "4 October 2026 at 02:15", "2026-10-04T02:45"),
        ("Antarctica/Troll", "29 March 2026 at 02:00", "2026-03-29T04:00"),
        ("Pacific/Chatham", "27 September 2026 at 02:50", "2026-09-27T03:50"),
        ("America/Nuuk", "28 March 2026 at 23:30", "2026-03-29T00:30"),
        ("Asia/Tehran", "22 March 2026 at 00:30", "2026-03-22T00:30"),
    ],
)
@pytest.mark.parametrize("context", Context)
def test_a_wall_clock_that_is_skipped_is_moved_by_what_is_skipped(
    zone: str, typed: str, shown: str, context: Context
) -> None:
    assert told(read(typed, WEDNESDAY, zone, context)) == shown


@pytest.mark.parametrize(
    ("zone", "typed", "shown"),
    [
        ("Europe/Berlin", "25 October 2026 at 02:30", "2026-10-25T02:30"),
        ("Africa/Cairo", "29 October 2026 at 23:30", "2026-10-29T23:30"),
        ("America/New_York", "1 November 2026 at 01:30", "2026-11-01T01:30"),
        ("Australia/Lord_Howe", "5 April 2026 at 01:45", "2026-04-05T01:45"),
        ("Europe/Dublin", "25 October 2026 at 01:30", "2026-10-25T01:30"),
    ],
)
def test_a_wall_clock_that_comes_twice_is_its_first_time_unless_an_interview_is_meant(
    zone: str, typed: str, shown: str
) -> None:
    assert told(read(typed, WEDNESDAY, zone, Context.DECISION)) == shown
    assert told(read(typed, WEDNESDAY, zone, Context.PAST)) == shown
    assert told(read(typed, WEDNESDAY, zone, Context.FUTURE)) == "?"


def test_a_wall_clock_that_comes_twice_is_asked_about() -> None:
    reading = read("31 October 2027 at 01:30", WEDNESDAY, LONDON, Context.FUTURE)

    assert isinstance(reading, Unclear)
    assert reading.why == "ambiguous"
    assert [when.clock.fold for when in reading.options if when.clock] == [0, 1]


def test_an_unclear_hour_offers_both_halves_of_the_day() -> None:
    reading = read("Friday at 7", WEDNESDAY, LONDON, Context.FUTURE)

    friday = date(2026, 11, 20)
    assert reading == Unclear("ambiguous", (When(friday, time(7)), When(friday, time(19))))


def test_two_days_are_both_offered() -> None:
    reading = read("Tuesday or Thursday at 2pm", WEDNESDAY, LONDON, Context.FUTURE)

    days = (When(date(2026, 11, 19), time(14)), When(date(2026, 11, 24), time(14)))
    assert reading == Unclear("ambiguous", days)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", "2026-11-24T14:00"),
        ("half nine", "2026-11-24T09:30"),
        ("at 11", "2026-11-24T11:00"),
        ("14:00", "2026-11-24T14:00"),
        ("7", "?"),
        ("7 in the evening", "2026-11-24T19:00"),
        ("2 or 3", "?"),
        ("25:00", "!"),
        ("no idea", "-"),
        ("", "-"),
    ],
)
def test_the_time_alone_is_read_for_a_known_day(text: str, expected: str) -> None:
    reading = at_time(date(2026, 11, 24), text, WEDNESDAY, LONDON, Context.FUTURE)

    assert told(reading) == expected


def test_the_words_of_the_date_are_taken_out_of_the_line() -> None:
    reading, rest = find("Barista at Costa on Friday at half two, Leeds", WEDNESDAY, LONDON, Context.FUTURE)

    assert told(reading) == "2026-11-20T14:30"
    assert rest.split() == ["Barista", "at", "Costa", ",", "Leeds"]


def test_nothing_a_person_can_type_breaks_the_reading() -> None:
    for text in [
        "",
        " ",
        "\0",
        "٣" * 50,
        "1" * 4096,
        "12/" * 900,
        "at " * 1300,
        "monday " * 500,
        "½¼@&" * 500,
        "e\u0301" * 99,
    ]:
        for context in Context:
            assert isinstance(read(text, WEDNESDAY, LONDON, context), When | Unclear)
