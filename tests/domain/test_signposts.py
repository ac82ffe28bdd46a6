"""Whether a line is open, when it opens and closes, and which lines a person sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import signposts
from bot.domain.signposts import By, Hours, Kind, Signpost, Span, Way

LONDON = ZoneInfo("Europe/London")

ALWAYS = Hours()
EVENINGS = Hours(tuple(Span(day, time(17), 1, time(0)) for day in range(7)))
"""17:00 to midnight, every day."""
BREATHING = Hours(
    (
        *(Span(day, time(18), 1, time(2)) for day in range(4)),
        Span(4, time(18), 3, time(6)),
    )
)
"""Monday to Thursday 18:00 to 02:00; Friday 18:00 to Monday 06:00."""
WHOLE_DAYS = Hours(tuple(Span(day, time(0), 1, time(0)) for day in range(7)))
NIGHTS = Hours(tuple(Span(day, time(23), 1, time(3)) for day in range(7)))

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def london(day: int, hour: int, minute: int = 0, month: int = 11, fold: int = 0) -> datetime:
    """A moment in 2026 on London's clock. Monday is 23 November."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON, fold=fold).astimezone(UTC)


def post(name: str, kind: Kind = Kind.CRISIS, nations: tuple[str, ...] = ("GB",)) -> Signpost:
    return Signpost(
        id=name,
        name=name,
        kind=kind,
        nations=nations,
        ways=(Way(By.CALL, "1"), Way(By.EMAIL, "a@b.org")),
        source="https://example.org",
        checked_on=date(2026, 11, 1),
        checked_by="Ms Ade",
        review_by=date(2027, 2, 1),
        hours=ALWAYS,
    )


@pytest.mark.parametrize(
    ("hours", "at", "is_open"),
    [
        (ALWAYS, london(23, 4), True),
        (EVENINGS, london(23, 16, 59), False),
        (EVENINGS, london(23, 17), True),
        (EVENINGS, london(23, 23, 59), True),
        (EVENINGS, london(24, 0), False),
        (BREATHING, london(23, 5, 59), True),  # Monday morning: the weekend's stretch
        (BREATHING, london(23, 6), False),
        (BREATHING, london(23, 18), True),
        (BREATHING, london(24, 1, 59), True),
        (BREATHING, london(24, 2), False),
        (BREATHING, london(27, 1, 59), True),  # Thursday's night runs into Friday
        (BREATHING, london(27, 17, 59), False),
        (BREATHING, london(27, 18), True),
        (BREATHING, london(28, 12), True),
        (BREATHING, london(29, 23), True),
    ],
)
def test_a_line_is_open_in_its_hours_and_at_no_other_time(hours: Hours, at: datetime, is_open: bool) -> None:
    assert hours.open(at) is is_open


def test_hours_keep_to_the_clock_on_the_wall_in_summer_too() -> None:
    july = datetime(2026, 7, 6, 16, 0, tzinfo=UTC)  # five in the afternoon in London

    assert EVENINGS.open(july)
    assert not EVENINGS.open(july - timedelta(minutes=1))


def test_the_night_in_which_clocks_go_back_is_an_hour_longer() -> None:
    last_evening, next_evening = london(24, 23, month=10), london(25, 3, month=10)

    assert NIGHTS.closes(last_evening) == next_evening
    assert next_evening - last_evening == timedelta(hours=5)
    assert NIGHTS.open(london(25, 1, 30, month=10))
    assert NIGHTS.open(london(25, 1, 30, month=10, fold=1))


def test_the_night_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    evening = london(28, 23, month=3)

    closes = NIGHTS.closes(evening)
    assert closes is not None
    assert closes - evening == timedelta(hours=3)


def test_a_weekend_that_is_open_through_a_change_of_clocks_stays_open() -> None:
    friday = london(23, 18, month=10)

    assert all(BREATHING.open(friday + timedelta(hours=nth)) for nth in range(61))
    assert BREATHING.closes(friday) == friday + timedelta(hours=61)  # sixty on the wall


def test_a_line_that_opens_at_an_hour_that_is_skipped_opens_with_the_clocks() -> None:
    early = Hours((Span(6, time(1, 30), 0, time(5)),))

    assert early.opens(london(29, 0, 59, month=3)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_closed_line_says_when_it_opens_next() -> None:
    assert EVENINGS.opens(london(23, 10)) == london(23, 17)
    assert BREATHING.opens(london(27, 3)) == london(27, 18)
    assert BREATHING.opens(london(23, 18)) is None
    assert ALWAYS.opens(london(23, 18)) is None


def test_an_open_line_says_when_it_closes() -> None:
    assert EVENINGS.closes(london(23, 20)) == london(24, 0)
    assert BREATHING.closes(london(27, 20)) == london(30, 6)
    assert BREATHING.closes(london(27, 17)) is None


def test_stretches_that_touch_are_one() -> None:
    days = Hours((Span(0, time(9), 0, time(12)), Span(0, time(12), 0, time(17))))

    assert days.closes(london(23, 10)) == london(23, 17)
    assert WHOLE_DAYS.closes(london(23, 10)) is None


def test_hours_are_those_of_where_the_line_is() -> None:
    dublin = Hours((Span(0, time(9), 0, time(17)),), zone="America/New_York")

    assert not dublin.open(london(23, 10))
    assert dublin.opens(london(23, 10)) == london(23, 14)


@given(at=MOMENTS, hours=st.sampled_from([EVENINGS, BREATHING, NIGHTS]))
def test_at_any_moment_a_line_is_open_or_says_when_it_opens(at: datetime, hours: Hours) -> None:
    opens, closes = hours.opens(at), hours.closes(at)

    assert (opens is None) == hours.open(at) == (closes is not None)
    if opens:
        assert at < opens
        assert hours.open(opens)
        assert not hours.open(opens - timedelta(minutes=1))
    if closes:
        assert at < closes
        assert not hours.open(closes)
        assert hours.open(closes - timedelta(minutes=1))


def test_the_lines_for_all_of_the_uk_are_the_same_in_every_nation() -> None:
    posts = (
        post("999", Kind.EMERGENCY),
        post("a"),
        post("wales", nations=("GB-WLS",)),
        post("b"),
        post("acas", Kind.RIGHTS),
    )

    assert [p.id for p in signposts.everywhere(posts)] == ["a", "b"]


def test_a_nation_has_its_own_lines_with_the_number_for_emergencies_first() -> None:
    posts = (post("a", nations=("GB", "IE")), post("112", Kind.EMERGENCY, ("IE",)), post("b"))

    assert [p.id for p in signposts.within(posts, "IE")] == ["112", "a"]
    assert signposts.within(posts, "GB") == ()
    assert signposts.within(posts, "FR") == ()


@pytest.mark.parametrize(
    ("nation", "shown"),
    [
        ("GB-SCT", ["acas"]),
        ("GB-NIR", ["lra"]),
        ("GB", ["acas", "lra"]),
        ("IE", ["acas", "lra"]),
        ("INTL", ["acas", "lra"]),
    ],
)
def test_services_are_the_nations_own_or_all_of_them_where_it_is_unknown(
    nation: str, shown: list[str]
) -> None:
    posts = (
        post("acas", Kind.RIGHTS, ("GB-ENG", "GB-SCT", "GB-WLS")),
        post("lra", Kind.RIGHTS, ("GB-NIR",)),
        post("a"),
    )

    assert [p.id for p in signposts.about(posts, (Kind.RIGHTS,), nation)] == shown


def test_nobody_has_checked_what_nobody_is_named_for() -> None:
    assert post("a").checked
    assert not replace(post("a"), checked_by="Nobody yet, from a copy").checked


def test_the_first_way_of_a_kind_is_found() -> None:
    assert post("a").first(By.EMAIL, By.WEB) == Way(By.EMAIL, "a@b.org")
    assert post("a").first(By.WEB) is None
