"""Wall clocks, working days and quiet hours, on the days that go wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import TZPATH, available_timezones

import pytest
import tzdata
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import clocks
from bot.domain.calendar import (
    DaysOff,
    add_working_days,
    after_quiet,
    bank_holidays,
    instant,
    is_quiet,
    local,
    next_working_day,
    working_day,
    working_days_between,
)
from bot.domain.person import Person

CHANGES = [
    ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:30", "03-29 03:30"),
    ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30", "10-25 02:30"),
    ("Europe/London", "2026-03-29 01:15", "2026-03-29 01:15", "03-29 02:15"),
    ("Europe/London", "2026-10-25 01:15", "2026-10-25 00:15", "10-25 01:15"),
    ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:30", "03-08 03:30"),
    ("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30", "11-01 01:30"),
    ("Africa/Cairo", "2026-04-24 00:30", "2026-04-23 22:30", "04-24 01:30"),
    ("Africa/Cairo", "2026-10-29 23:30", "2026-10-29 20:30", "10-29 23:30"),
    ("Asia/Beirut", "2026-03-29 00:30", "2026-03-28 22:30", "03-29 01:30"),
    ("Asia/Beirut", "2026-10-24 23:30", "2026-10-24 20:30", "10-24 23:30"),
    ("America/Santiago", "2026-09-06 00:30", "2026-09-06 04:30", "09-06 01:30"),
    ("America/Santiago", "2026-04-04 23:30", "2026-04-05 02:30", "04-04 23:30"),
    ("America/Havana", "2026-03-08 00:30", "2026-03-08 05:30", "03-08 01:30"),
    ("America/Havana", "2026-11-01 00:30", "2026-11-01 04:30", "11-01 00:30"),
    ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45", "10-04 02:45"),
    ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45", "04-05 01:45"),
    ("Antarctica/Troll", "2026-03-29 02:00", "2026-03-29 02:00", "03-29 04:00"),
    ("Africa/Casablanca", "2026-02-15 02:30", "2026-02-15 01:30", "02-15 02:30"),
    ("Africa/Casablanca", "2026-03-22 02:30", "2026-03-22 02:30", "03-22 03:30"),
    ("Pacific/Chatham", "2026-09-27 02:50", "2026-09-26 14:05", "09-27 03:50"),
    ("Asia/Kathmandu", "2026-01-01 09:00", "2026-01-01 03:15", "01-01 09:00"),
    ("Pacific/Kiritimati", "2026-12-31 23:59", "2026-12-31 09:59", "12-31 23:59"),
    ("Pacific/Apia", "2011-12-30 10:00", "2011-12-30 20:00", "12-31 10:00"),
    ("Asia/Gaza", "2026-03-28 02:30", "2026-03-28 00:30", "03-28 03:30"),
    ("America/Sao_Paulo", "2018-11-04 00:30", "2018-11-04 03:30", "11-04 01:30"),
    ("Europe/Dublin", "2026-10-25 01:30", "2026-10-25 00:30", "10-25 01:30"),
    ("Asia/Tehran", "2026-03-22 00:30", "2026-03-21 21:00", "03-22 00:30"),
    ("America/Nuuk", "2026-03-28 23:30", "2026-03-29 01:30", "03-29 00:30"),
    ("Europe/Lisbon", "2026-03-29 01:30", "2026-03-29 01:30", "03-29 02:30"),
]


@pytest.mark.parametrize(("zone", "asked", "expected", "shown"), CHANGES)
def test_a_time_that_is_skipped_moves_on_and_one_that_comes_twice_is_the_first(
    zone: str, asked: str, expected: str, shown: str
) -> None:
    wanted = datetime.fromisoformat(asked)

    moment = instant(wanted.date(), wanted.time(), zone)

    assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert local(moment, zone).strftime("%m-%d %H:%M") == shown


@pytest.mark.parametrize(("old", "new"), [("Europe/Kiev", "Europe/Kyiv"), ("Asia/Calcutta", "Asia/Kolkata")])
def test_the_old_name_of_a_zone_means_the_same(old: str, new: str) -> None:
    for month in range(1, 13):
        assert instant(date(2026, month, 15), time(9), old) == instant(date(2026, month, 15), time(9), new)


@given(st.sampled_from(sorted(available_timezones())), st.integers(0, 8759))
def test_clocks_show_what_was_asked_for_or_move_forward_where_it_is_skipped(zone: str, hour: int) -> None:
    wanted = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)

    shown = local(instant(wanted.date(), wanted.time(), zone), zone).replace(tzinfo=UTC)

    skipped = shown - wanted
    assert timedelta(0) <= skipped <= timedelta(hours=3)
    if skipped:
        after = local(instant(wanted.date(), wanted.time(), zone) - skipped - timedelta(hours=3), zone)
        assert after.utcoffset() != local(instant(wanted.date(), wanted.time(), zone), zone).utcoffset()


def test_in_every_zone_a_year_of_clocks_goes_forward_and_lands_in_waking_hours() -> None:
    """Every zone, and of its year every ninety-seventh hour: each hour of the day comes in turn."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    walls = [start + timedelta(hours=hour) for hour in range(0, 365 * 24, 97)]
    for zone in sorted(available_timezones()):
        person = Person(1, zone=zone)
        last = datetime.min.replace(tzinfo=UTC)
        for wall in walls:
            moment = instant(wall.date(), wall.time(), zone)
            shown = local(moment, zone)

            assert moment > last, (zone, wall)
            assert shown.replace(tzinfo=UTC) >= wall, (zone, wall)
            assert not is_quiet(after_quiet(moment, person), person), (zone, wall)
            last = moment


@pytest.mark.parametrize("zone", ["Asia/Atlantis", "", "../etc/passwd", "Europe", "UTC\0"])
def test_a_zone_that_nobody_knows_shows_the_clocks_of_greenwich(zone: str) -> None:
    assert instant(date(2026, 7, 1), time(9), zone) == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert not clocks.known(zone)


def test_clocks_go_by_the_package_and_not_by_what_the_machine_happens_to_have() -> None:
    (folder,) = TZPATH

    assert Path(folder) == Path(tzdata.__file__).resolve().parent / "zoneinfo"


# --- working days ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nation", "day", "free"),
    [
        ("GB", date(2026, 4, 6), True),
        ("GB-ENG", date(2026, 8, 31), True),
        ("GB-WLS", date(2026, 12, 28), True),
        ("GB-SCT", date(2026, 4, 6), False),
        ("GB-SCT", date(2026, 1, 2), True),
        ("GB-SCT", date(2026, 11, 30), True),
        ("GB-SCT", date(2026, 8, 3), True),
        ("GB-NIR", date(2026, 3, 17), True),
        ("GB-NIR", date(2026, 7, 13), True),
        ("GB", date(2026, 3, 17), False),
        ("IE", date(2026, 3, 17), True),
        ("IE", date(2026, 10, 26), True),
        ("IE", date(2026, 8, 31), False),
        ("somewhere", date(2026, 12, 25), False),
    ],
)
def test_every_nation_has_its_own_bank_holidays(nation: str, day: date, free: bool) -> None:
    assert (day in bank_holidays(nation, day.year)) is free


def test_after_christmas_eve_the_next_working_day_is_the_twenty_ninth() -> None:
    assert next_working_day(date(2026, 12, 24), "GB") == date(2026, 12, 29)


def test_a_working_day_counted_from_a_weekend_is_monday() -> None:
    assert add_working_days(date(2026, 11, 21), 1, "GB") == date(2026, 11, 23)
    assert add_working_days(date(2026, 11, 21), -1, "GB") == date(2026, 11, 20)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.integers(-90, 90).filter(bool))
def test_counting_working_days_forth_and_between_agree(day: date, count: int) -> None:
    there = add_working_days(day, count, "GB-SCT")

    assert working_day(there, "GB-SCT")
    assert working_days_between(day, there, "GB-SCT") == count


# --- quiet hours -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23 07:00", "2026-11-23 08:30"),
        ("2026-11-23 08:30", "2026-11-23 08:30"),
        ("2026-11-23 19:59", "2026-11-23 19:59"),
        ("2026-11-23 20:00", "2026-11-24 08:30"),
        ("2026-03-28 23:00", "2026-03-29 07:30"),
        ("2026-10-24 22:00", "2026-10-25 08:30"),
    ],
)
def test_quiet_hours_end_when_the_persons_own_clock_says_so(now: str, expected: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    assert after_quiet(moment, Person(1)) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_quiet_hours_that_wrap_a_missing_midnight_end_at_seven() -> None:
    person = Person(1, zone="Africa/Cairo", quiet_from=time(23), quiet_until=time(7))

    end = after_quiet(datetime(2026, 4, 23, 21, 30, tzinfo=UTC), person)

    assert local(end, person.zone).strftime("%m-%d %H:%M") == "04-24 07:00"


def test_quiet_hours_that_should_end_in_the_missing_hour_end_with_the_change() -> None:
    person = Person(1, zone="Europe/Berlin", quiet_from=time(22), quiet_until=time(2, 30))

    end = after_quiet(datetime(2026, 3, 28, 23, 0, tzinfo=UTC), person)

    assert local(end, person.zone).strftime("%m-%d %H:%M") == "03-29 03:00"


def test_equal_times_mean_no_quiet_hours() -> None:
    person = Person(1, quiet_from=time(9), quiet_until=time(9))

    assert not any(is_quiet(datetime(2026, 1, 5, hour, tzinfo=UTC), person) for hour in range(24))


@given(
    st.sampled_from(sorted(available_timezones())),
    st.integers(0, 365 * 24 * 4),
    st.times(time(15), time(23, 59)),
    st.times(time(0), time(14, 59)),
)
def test_after_quiet_hours_it_is_never_quiet_and_never_later_than_needed(
    zone: str, quarter: int, start: time, end: time
) -> None:
    person = Person(1, zone=zone, quiet_from=start, quiet_until=end)
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarter)

    allowed = after_quiet(moment, person)

    assert not is_quiet(allowed, person)
    assert allowed == moment or is_quiet(allowed - timedelta(seconds=2), person)


def test_days_off_are_those_of_the_nation_in_any_year() -> None:
    st_andrews = date(2026, 11, 30)

    assert st_andrews in DaysOff("GB-SCT")
    assert st_andrews not in DaysOff("GB-ENG")
    assert date(2031, 12, 25) in DaysOff("GB")
