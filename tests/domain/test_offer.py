"""What became of an offer is told by what was noted last, and every reminder of it keeps to that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain import offer
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.library import Library
from bot.domain.nudge import Fate
from bot.domain.offer import Answer
from bot.domain.progress import progress
from tests.domain.nudged import ACME, SAM, at, facts, live, lost, mark, planned, shipped

JOURNEYS = Library(journeys=shipped("offer-admin", "first-day", "in-work", "keep-applying"))
OFFER = replace(ACME, outcome=Outcome.OFFER, outcome_at=at("2026-11-27 15:00"))
"""They offered it on Friday 27 November at three."""
WRITTEN = mark("tick-offer-writing", "2026-11-27 16:00")
YES = mark("accepted", "2026-11-27 16:00")


def world(now: str, interview: Interview = OFFER, *marks: Any, **more: Any) -> Facts:
    return facts(now, interview, marks=marks, library=JOURNEYS, **more)


def keys(came: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(when, key.split("/", 1)[1].rpartition("/")[0]) for when, key in came]


# --- where it stands -------------------------------------------------------------------------------


def test_without_an_offer_there_is_no_answer_to_one() -> None:
    assert offer.answer(facts("2026-11-27 15:00"), ACME) is None
    assert offer.answer(facts("2026-11-27 15:00"), None) is None


def test_what_was_noted_last_counts() -> None:
    yes, no = mark("accepted", "2026-11-28 10:00"), mark("declined", "2026-11-29 10:00")
    known = world("2026-12-01 10:00", OFFER, yes, no)

    assert offer.answer(known, OFFER) is Answer.DECLINED
    assert offer.answer(offer.taken_back(known, OFFER, Answer.DECLINED), OFFER) is Answer.ACCEPTED
    assert offer.answer(offer.noted(known, OFFER, Answer.ACCEPTED), OFFER) is Answer.ACCEPTED


def test_a_mark_about_another_job_changes_nothing() -> None:
    other = mark("declined", "2026-11-28 10:00", 99)

    assert offer.answer(world("2026-12-01 10:00", OFFER, other), OFFER) is Answer.NONE_YET


@pytest.mark.parametrize("gone", ["declined", "fell-through", "left-job"])
def test_an_offer_that_is_over_stops_every_reminder_and_still_counts_as_one(gone: str) -> None:
    known = replace(OFFER, start_day=date(2026, 12, 14), reply_by=date(2026, 12, 7))
    before = world("2026-11-28 10:00", known, YES)
    after = world("2026-11-28 10:00", known, YES, mark(gone, "2026-11-28 09:00"))

    assert planned(before)
    assert not [key for key in planned(after) if key.startswith("interview:")]
    assert progress(after).offers == 1


# --- the days after it -----------------------------------------------------------------------------


def test_an_offer_on_friday_is_asked_about_on_monday_and_never_over_the_weekend() -> None:
    came, _ = live(world("2026-11-27 15:00"), "2026-12-31 10:00")

    assert keys(came) == [
        ("Mon 2026-11-30 10:00", "offer-admin/writing"),
        ("Wed 2026-12-02 10:00", "offer-admin/start"),
    ]


def test_over_christmas_and_a_bank_holiday_working_days_are_counted() -> None:
    known = replace(OFFER, outcome_at=at("2026-12-24 15:00"))
    person = replace(SAM, nation="GB-ENG", seen_at=at("2026-12-24 15:00"))

    came, _ = live(world("2026-12-24 15:00", known, person=person), "2027-01-31 10:00")

    assert keys(came) == [
        ("Tue 2026-12-29 10:00", "offer-admin/writing"),
        ("Thu 2026-12-31 10:00", "offer-admin/start"),
    ]


def test_what_is_in_writing_with_a_first_day_is_not_asked_for() -> None:
    known = replace(OFFER, start_day=date(2027, 3, 1))

    assert not [key for key in planned(world("2026-11-27 17:00", known, WRITTEN)) if "offer-admin" in key]


def test_a_first_day_with_nothing_in_writing_is_asked_about_once_more() -> None:
    known = replace(OFFER, start_day=date(2027, 3, 1))

    came, _ = live(world("2026-11-27 15:00", known), "2026-12-31 10:00")

    assert keys(came)[1] == ("Wed 2026-12-02 10:00", "offer-admin/writing-again")


def test_an_answer_is_reminded_of_on_the_working_day_before() -> None:
    known = replace(OFFER, reply_by=date(2026, 12, 7))

    came, _ = live(world("2026-11-27 15:00", known, WRITTEN), "2026-12-31 10:00")

    assert ("Fri 2026-12-04 10:00", "offer-admin/reply-by") in keys(came)


def test_an_answer_wanted_tomorrow_is_reminded_of_on_the_day_itself_and_never_after() -> None:
    known = replace(OFFER, reply_by=date(2026, 12, 2))

    soon = planned(world("2026-12-01 15:00", known, WRITTEN))
    late = planned(world("2026-12-02 15:00", known, WRITTEN))

    assert soon["interview:42/offer-admin/reply-by/1"] == "Wed 2026-12-02 10:00"
    assert "interview:42/offer-admin/reply-by/1" not in late


def test_a_later_day_to_answer_is_reminded_of_anew() -> None:
    known = replace(OFFER, reply_by=date(2026, 12, 7))
    _, then = live(world("2026-11-27 15:00", known, WRITTEN), "2026-12-05 10:00")
    moved = replace(then, interviews=(replace(known, reply_by=date(2026, 12, 14)),))

    assert planned(moved)["interview:42/offer-admin/reply-by/2"] == "Fri 2026-12-11 10:00"


def test_whoever_has_answered_is_not_reminded_to() -> None:
    known = replace(OFFER, reply_by=date(2026, 12, 7))

    assert not [key for key in planned(world("2026-11-30 12:00", known, WRITTEN, YES)) if "reply-by" in key]


# --- the first day and the first weeks -------------------------------------------------------------


def accepted(start: date, now: str = "2026-11-27 16:30", **more: Any) -> Facts:
    return world(now, replace(OFFER, start_day=start), WRITTEN, YES, **more)


def test_the_first_three_months_have_three_questions() -> None:
    coming = planned(accepted(date(2027, 1, 4)))

    assert {key: when for key, when in coming.items() if "in-work" in key} == {
        "interview:42/in-work/first-week/1": "Mon 2027-01-11 16:00",
        "interview:42/in-work/first-month/1": "Mon 2027-02-01 18:00",
        "interview:42/in-work/probation/1": "Mon 2027-03-22 18:00",
    }


def test_whoever_never_answers_is_left_in_peace_after_the_first_month() -> None:
    person = replace(SAM, nation="GB-ENG")
    came, _ = live(accepted(date(2027, 1, 4), person=person), "2027-12-31 10:00")

    assert keys(came) == [
        ("Mon 2026-12-28 18:00", "first-day/papers"),
        ("Sun 2027-01-03 17:00", "first-day/route"),
        ("Mon 2027-01-04 17:30", "first-day/how"),
        ("Mon 2027-01-11 16:00", "in-work/first-week"),
        ("Mon 2027-02-01 18:00", "in-work/first-month"),
    ]


def test_clocks_that_go_forward_before_a_first_day_change_no_wall_clock() -> None:
    came, _ = live(accepted(date(2027, 3, 29), "2027-03-15 12:00"), "2027-03-29 23:00")

    assert [when for when, _ in came] == [
        "Mon 2027-03-22 18:00",
        "Sun 2027-03-28 17:00",
        "Mon 2027-03-29 17:30",
    ]


def test_clocks_that_go_back_before_a_first_day_change_no_wall_clock() -> None:
    came, _ = live(accepted(date(2027, 11, 1), "2027-10-20 12:00"), "2027-11-01 23:00")

    assert [when for when, _ in came] == [
        "Mon 2027-10-25 18:00",
        "Sun 2027-10-31 17:00",
        "Mon 2027-11-01 17:30",
    ]


def test_a_first_day_that_moves_times_everything_anew() -> None:
    _, then = live(accepted(date(2026, 12, 14)), "2026-12-08 10:00")
    moved = replace(then, interviews=(replace(OFFER, start_day=date(2027, 1, 11)),))

    came, _ = live(moved, "2027-01-11 23:00")

    assert keys(came) == [
        ("Mon 2027-01-04 18:00", "first-day/papers"),
        ("Sun 2027-01-10 17:00", "first-day/route"),
        ("Mon 2027-01-11 17:30", "first-day/how"),
    ]


def test_tomorrow_is_never_said_on_the_day_itself() -> None:
    late = planned(accepted(date(2026, 12, 14), "2026-12-13 23:30"))

    assert "interview:42/first-day/route/1" not in late
    assert late["interview:42/first-day/how/1"] == "Mon 2026-12-14 17:30"


def test_a_first_day_counts_only_once_the_offer_is_accepted() -> None:
    known = replace(OFFER, start_day=date(2026, 12, 14))

    names = [key.split("/")[1] for key in planned(world("2026-11-27 16:30", known, WRITTEN))]

    assert not {"first-day", "in-work"} & {*names}


def test_a_result_that_is_undone_takes_the_first_day_with_it() -> None:
    open_ = replace(OFFER, outcome=None, outcome_at=None, start_day=date(2026, 12, 14))

    assert not [key for key in planned(world("2026-11-27 16:30", open_, YES)) if "first-day" in key]


def test_whoever_leaves_between_planning_and_sending_is_not_asked_how_it_goes() -> None:
    _, then = live(accepted(date(2026, 12, 14)), "2026-12-18 10:00")
    left = replace(then, marks=(*then.marks, mark("left-job", "2026-12-18 10:00")))

    came, after = live(left, "2027-12-31 10:00")

    assert came == []
    assert not [told for told in after.told if told.fate is Fate.WAITING]


# --- back to looking -------------------------------------------------------------------------------


def test_applying_goes_on_after_an_offer_fell_through_and_rests_while_one_stands() -> None:
    no = replace(lost("2026-11-20 10:00"), id=41)
    gone = mark("fell-through", "2026-12-01 11:00")

    standing = facts("2026-12-01 12:00", no, OFFER, marks=(WRITTEN,))
    fallen = facts("2026-12-01 12:00", no, OFFER, marks=(WRITTEN, gone))

    assert not [key for key in planned(standing) if "keep-applying" in key]
    assert planned(fallen)["person:7/keep-applying/tips/1"] == "Fri 2026-12-04 10:00"
