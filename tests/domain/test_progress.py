"""What has been logged, in figures: each application counts once, however much is known of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.application import Application
from bot.domain.interview import Outcome
from bot.domain.progress import Try, progress, tries
from bot.domain.sticking import Feel, points_to, recorded
from tests.cast import ACME, BAKERY, MONDAY, SAM, facts

AT_CRUMBS = Application(61, SAM.id, "Baker", "Crumbs", MONDAY - timedelta(days=9))
AT_SUNRISE = Application(62, SAM.id, "Care assistant", "Sunrise", MONDAY)


def test_an_application_that_led_to_an_interview_counts_once() -> None:
    figures = progress(facts(applications=(AT_CRUMBS, AT_SUNRISE), interviews=(BAKERY, ACME)))

    assert (figures.applications, figures.interviews, figures.offers) == (3, 2, 0)


@pytest.mark.parametrize(
    ("role", "employer", "same"),
    [
        ("baker", "CRUMBS ", True),
        ("", "Crumbs", True),
        ("Baker", "", True),
        ("Baker", "Fern", False),
        ("Porter", "Crumbs", False),
        ("", "", False),
    ],
)
def test_names_that_both_know_have_to_agree(role: str, employer: str, same: bool) -> None:
    told = replace(AT_CRUMBS, role=role, employer=employer)

    assert len(tries([told], [BAKERY])) == (1 if same else 2)


def test_one_application_is_not_counted_for_two_interviews() -> None:
    assert len(tries([AT_CRUMBS], [BAKERY, replace(BAKERY, id=80)])) == 2


def test_further_rounds_belong_to_the_job_they_began_with() -> None:
    second = replace(ACME, id=71, follows=ACME.id)
    third = replace(ACME, id=72, follows=71, outcome=Outcome.OFFER)

    assert tries([], [ACME, second, third]) == (Try(MONDAY, met=True, rounds=2, offer=True),)
    figures = progress(facts(interviews=(ACME, second, third)))
    assert (figures.interviews, figures.further_rounds, figures.offers) == (1, 1, 1)


def test_rounds_that_follow_each_other_in_a_circle_end() -> None:
    one, two = replace(ACME, id=71, follows=72), replace(ACME, id=72, follows=71)

    assert tries([], [one, two]) == ()


def test_a_round_whose_first_was_deleted_is_a_first_itself() -> None:
    assert len(tries([], [replace(ACME, follows=4711)])) == 1


@pytest.mark.parametrize(
    ("changes", "met"),
    [({"day": None}, False), ({"outcome": Outcome.CANCELLED}, False), ({"outcome": Outcome.REJECTED}, True)],
)
def test_only_an_interview_that_took_or_takes_place_counts_as_one(changes, met) -> None:  # type: ignore[no-untyped-def]
    assert tries([], [replace(ACME, **changes)])[0].met is met


@pytest.mark.parametrize(
    ("at", "this_week"),
    [
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), 1),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), 0),
    ],
)
def test_a_week_begins_on_monday(at: datetime, this_week: int) -> None:
    assert progress(facts(applications=(replace(AT_CRUMBS, at=at),))).this_week == this_week


def test_weeks_are_told_from_the_first_application_on_and_eight_at_most() -> None:
    days = (0, 1, 8, 22)
    made = tuple(replace(AT_SUNRISE, id=n, at=MONDAY - timedelta(days=n)) for n in days)
    older = (*made, replace(AT_SUNRISE, id=99, at=MONDAY - timedelta(weeks=30)))

    assert progress(facts(applications=made)).weeks == (None, None, None, 1, 0, 1, 1, 1)
    assert progress(facts(applications=older)).weeks == (0, 0, 0, 1, 0, 1, 1, 1)
    assert progress(facts()).weeks == (None,) * 7 + (0,)


def test_a_week_begins_on_the_persons_own_clock() -> None:
    late = replace(AT_CRUMBS, at=datetime(2026, 11, 22, 20, 0, tzinfo=UTC))
    auckland = replace(SAM, zone="Pacific/Auckland")

    assert progress(facts(applications=(late,), person=auckland)).this_week == 1


@pytest.mark.parametrize(
    ("interviews", "offers", "feel", "page"),
    [
        (0, 0, Feel.NEITHER, "not-shortlisted"),
        (1, 0, Feel.CLOSE, "not-shortlisted"),
        (2, 0, Feel.NEITHER, "keep-applying"),
        (2, 0, Feel.CLOSE, "close-second"),
        (3, 0, Feel.NEITHER, "use-feedback"),
        (9, 0, Feel.CLOSE, "close-second"),
        (9, 1, Feel.NEITHER, "keep-going"),
        (9, 1, Feel.UNSURE, "find-right-job"),
        (0, 0, Feel.UNSURE, "find-right-job"),
    ],
)
def test_each_answer_points_to_the_page_that_helps_there(
    interviews: int, offers: int, feel: Feel, page: str
) -> None:
    assert points_to(interviews, offers, feel) == page


def test_what_is_recorded_is_counted_over_the_last_ten_applications() -> None:
    old = tuple(Try(MONDAY - timedelta(days=90 - n), met=True) for n in range(5))
    new = tuple(Try(MONDAY, met=n < 2, offer=n == 0) for n in range(10))

    assert recorded((*old, *new)) == (2, 1)
    assert recorded(()) is None
