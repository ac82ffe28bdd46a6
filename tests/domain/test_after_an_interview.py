"""What comes after an interview: notes, a thank-you, the day they named, the wait, a plan for a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain import etiquette
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome, Promise
from bot.domain.nudge import Fate
from bot.domain.person import Pace
from tests.domain import nudged
from tests.domain.nudged import (
    ACME,
    SAM,
    UNDATED,
    at,
    live,
    lost,
    mark,
    nudge,
    planned,
    reconciled,
    sent,
    shipped,
    waiting,
    wall,
    with_journeys,
)

NOTES = "interview:42/post-interview/notes"
THANKS = "interview:42/thank-you/thank/1"
ASK_DATE = "interview:42/decision-date/ask/1"
HALFWAY = "interview:42/long-wait/halfway/1"
SETBACK = "person:7/setback-plan/offer/1"
CHECK = "interview:42/result-check/ask/1"

JOURNEYS = shipped(
    "post-interview", "thank-you", "decision-date", "long-wait", "setback-plan", "result-check"
)
UNASKED = replace(ACME, promise=Promise.UNASKED, decision_day=None)


def facts(now: str, *interviews: Interview, **more: object) -> Facts:
    """What is known about Sam, with what can come after an interview."""
    return with_journeys(nudged.facts(now, *interviews, **more), JOURNEYS)  # type: ignore[arg-type]


# --- notes -----------------------------------------------------------------------------------------


def test_notes_are_asked_for_two_hours_after_the_end() -> None:
    assert planned(facts("2026-11-24 15:30"))[f"{NOTES}/1"] == "Tue 2026-11-24 17:00"


@pytest.mark.parametrize(
    ("clock", "comes"),
    [
        (time(16, 30), "Tue 2026-11-24 19:30"),
        (time(16, 31), "Wed 2026-11-25 09:30"),
        (None, "Wed 2026-11-25 09:30"),
    ],
)
def test_notes_after_a_late_interview_wait_for_the_morning(clock: time | None, comes: str) -> None:
    late = replace(ACME, clock=clock)

    assert planned(facts("2026-11-24 12:30", late))[f"{NOTES}/1"] == comes


def test_notes_are_asked_for_once_more_next_day_and_never_again() -> None:
    came, _ = live(with_journeys(facts("2026-11-24 15:30"), shipped("post-interview")), "2026-12-24 12:00")

    assert came == [("Tue 2026-11-24 17:00", f"{NOTES}/1"), ("Wed 2026-11-25 10:00", f"{NOTES}/2")]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_any_result_ends_all_that_follows_an_interview(outcome: Outcome) -> None:
    over = replace(ACME, outcome=outcome, outcome_at=at("2026-11-24 16:30"))

    assert planned(facts("2026-11-24 16:31", over)) == {}


def test_a_result_recorded_in_between_stops_what_is_due() -> None:
    world = facts("2026-11-25 09:30", lost("2026-11-25 09:29"), told=(waiting(THANKS, "2026-11-25 09:30"),))

    assert etiquette.judge(nudge(THANKS, "2026-11-25 09:30"), world) == etiquette.Drop(
        Fate.CANCELLED, "outcome"
    )


def test_whoever_has_written_notes_is_not_asked_for_them() -> None:
    written = (mark("note-after-interview", "2026-11-24 15:45"),)

    assert f"{NOTES}/1" not in planned(facts("2026-11-24 16:00", marks=written))
    assert f"{NOTES}/2" not in planned(
        facts("2026-11-24 18:00", marks=written, told=(sent(f"{NOTES}/1", "2026-11-24 17:00"),))
    )


def test_notes_about_another_interview_do_not_count() -> None:
    other = (mark("note-after-interview", "2026-11-24 15:45", interview=43),)

    assert f"{NOTES}/1" in planned(facts("2026-11-24 16:00", marks=other))


def test_after_words_that_say_they_are_the_last_nothing_more_is_asked() -> None:
    told_of = "2026-11-27 09:45"
    late = replace(ACME, day=date(2026, 11, 24), logged_at=at(told_of))

    came, _ = live(facts(told_of, late), "2026-12-03 12:00")

    assert [(when, key) for when, key in came if key.startswith(NOTES)] == [
        ("Fri 2026-11-27 10:00", f"{NOTES}/2")
    ]


def test_an_interview_noted_days_later_is_not_asked_about_as_if_it_were_fresh() -> None:
    old = replace(ACME, logged_at=at("2026-11-28 12:00"))

    came, _ = live(
        facts("2026-11-28 12:00", old, marks=(mark("no-setback-plan", "2026-11-28 12:00", 0),)),
        "2026-12-08 12:00",
    )

    assert [key for _, key in came] == [HALFWAY, CHECK]


# --- a thank-you -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "nation", "comes"),
    [
        (date(2026, 11, 24), "GB", "Wed 2026-11-25 09:30"),
        (date(2026, 11, 27), "GB", "Mon 2026-11-30 09:30"),
        (date(2026, 11, 27), "GB-SCT", "Tue 2026-12-01 09:30"),
        (date(2026, 12, 24), "GB", "Tue 2026-12-29 09:30"),
        (date(2026, 10, 23), "GB", "Mon 2026-10-26 09:30"),
    ],
    ids=["midweek", "Friday", "Saint Andrew's day", "Christmas", "clocks turned back"],
)
def test_a_thank_you_is_offered_on_the_next_working_morning(day: date, nation: str, comes: str) -> None:
    met = replace(UNDATED, day=day)
    world = facts(f"{day} 18:00", met, person=replace(SAM, nation=nation))

    assert planned(world)[THANKS] == comes


def test_a_thank_you_does_not_wait_for_the_day_on_which_they_decide() -> None:
    assert planned(facts("2026-11-24 18:00", ACME))[THANKS] == "Wed 2026-11-25 09:30"


@pytest.mark.parametrize("done", ["thanked", "skip-thank-you"])
def test_whoever_has_thanked_or_does_not_want_to_is_left_alone(done: str) -> None:
    assert THANKS not in planned(facts("2026-11-24 18:00", marks=(mark(done, "2026-11-24 17:30"),)))


def test_a_thank_you_comes_once_or_not_at_all() -> None:
    late = facts("2026-11-28 12:00", told=(waiting(THANKS, "2026-11-25 09:30"),))

    assert THANKS not in planned(facts("2026-11-25 12:00", told=(sent(THANKS, "2026-11-25 09:30"),)))
    assert etiquette.judge(nudge(THANKS, "2026-11-25 09:30"), late) == etiquette.Drop(
        Fate.EXPIRED, "too-late"
    )


# --- the day on which they decide ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "comes"),
    [
        (date(2026, 11, 24), "Fri 2026-11-27 12:30"),
        (date(2026, 11, 26), "Tue 2026-12-01 12:30"),
        (date(2026, 12, 23), "Wed 2026-12-30 12:30"),
    ],
)
def test_the_day_is_asked_for_three_working_days_after_the_interview(day: date, comes: str) -> None:
    assert planned(facts(f"{day} 18:00", replace(UNASKED, day=day)))[ASK_DATE] == comes


@pytest.mark.parametrize("known", [ACME, UNDATED], ids=["a day", "they did not say"])
def test_the_day_is_not_asked_for_once_it_is_settled(known: Interview) -> None:
    assert ASK_DATE not in planned(facts("2026-11-24 18:00", known))


def test_the_day_is_asked_for_once() -> None:
    asked = (sent(ASK_DATE, "2026-11-27 12:30"),)

    assert ASK_DATE not in planned(facts("2026-11-27 13:00", UNASKED, told=asked))


# --- the wait --------------------------------------------------------------------------------------


def test_a_long_wait_has_a_word_in_its_middle() -> None:
    assert planned(facts("2026-11-24 18:00"))[HALFWAY] == "Sat 2026-11-28 12:30"


@pytest.mark.parametrize(("day", "long"), [(date(2026, 12, 1), False), (date(2026, 12, 2), True)])
def test_a_wait_of_fewer_than_six_working_days_is_not_long(day: date, long: bool) -> None:
    met = replace(ACME, decision_day=day)

    assert (HALFWAY in planned(facts("2026-11-24 18:00", met))) is long


def test_bank_holidays_are_no_working_days_of_a_wait() -> None:
    christmas = replace(ACME, day=date(2026, 12, 22), decision_day=date(2026, 12, 31))

    assert HALFWAY not in planned(facts("2026-12-22 18:00", christmas))


def test_a_word_in_the_middle_never_comes_when_the_wait_is_nearly_over() -> None:
    late = facts("2026-12-02 12:30", told=(waiting(HALFWAY, "2026-11-28 12:30"),))

    assert etiquette.judge(nudge(HALFWAY, "2026-11-28 12:30"), late) == etiquette.Drop(
        Fate.EXPIRED, "too-late"
    )


def test_whoever_is_fine_is_not_asked_about_the_wait() -> None:
    fine = (mark("wait-is-fine", "2026-11-25 12:00"),)

    assert HALFWAY not in planned(facts("2026-11-25 18:00", marks=fine))


# --- a plan for a no -------------------------------------------------------------------------------

FIRST = replace(ACME, day=date(2026, 11, 26), logged_at=at("2026-11-23 12:00"))


def test_a_plan_for_a_no_is_offered_in_the_evening_after_the_first_interview_was_noted() -> None:
    assert planned(facts("2026-11-23 12:00", FIRST))[SETBACK] == "Mon 2026-11-23 18:30"


def test_noted_in_the_evening_it_is_offered_the_next() -> None:
    late = facts("2026-11-23 21:00", replace(FIRST, logged_at=at("2026-11-23 21:00")))

    assert live(late, "2026-11-24 19:00")[0] == [("Tue 2026-11-24 18:30", SETBACK)]


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 24)])
def test_the_evening_before_an_interview_is_not_for_a_plan_for_a_no(day: date) -> None:
    assert SETBACK not in planned(facts("2026-11-23 12:05", replace(FIRST, day=day)))


@pytest.mark.parametrize("done", ["note-setback-plan", "no-setback-plan"])
def test_a_plan_that_is_made_or_not_wanted_is_not_offered(done: str) -> None:
    assert SETBACK not in planned(
        facts("2026-11-23 12:05", FIRST, marks=(mark(done, "2026-11-23 12:01", 0),))
    )


def test_after_a_no_there_is_no_plan_for_the_first_no() -> None:
    other = replace(lost("2026-11-23 12:00"), id=41, logged_at=at("2026-11-23 11:00"))

    assert SETBACK not in planned(facts("2026-11-23 12:05", FIRST, other))


def test_an_application_is_no_first_interview() -> None:
    paper = replace(FIRST, day=None, clock=None, promise=Promise.UNASKED, decision_day=None)

    assert SETBACK not in planned(facts("2026-11-23 12:05", paper))


def test_a_second_interview_brings_no_second_offer() -> None:
    second = replace(FIRST, id=43, day=date(2026, 12, 8), logged_at=at("2026-12-01 12:00"))
    came = (sent(SETBACK, "2026-11-23 18:30"),)

    assert not [
        key for key in planned(facts("2026-12-01 12:05", FIRST, second, told=came)) if "setback" in key
    ]


def test_low_mood_leaves_the_plan_for_a_no_out() -> None:
    low = replace(SAM, low_at=at("2026-11-23 13:00"))
    world = facts("2026-11-23 18:30", FIRST, person=low, told=(waiting(SETBACK, "2026-11-23 18:30"),))

    assert etiquette.judge(nudge(SETBACK, "2026-11-23 18:30"), world) == etiquette.Drop(
        Fate.EXPIRED, "low-mood"
    )


# --- all of them together --------------------------------------------------------------------------


def test_notes_and_thanks_leave_room_for_the_question_what_came_of_it() -> None:
    soon = replace(ACME, decision_day=date(2026, 11, 27), logged_at=at("2026-11-20 12:00"))
    world = facts("2026-11-24 12:00", soon, person=replace(SAM, pace=Pace.FEWER))

    came, _ = live(world, "2026-12-01 12:00")

    assert came == [("Mon 2026-11-30 10:00", CHECK)]


def test_notes_do_not_take_the_day_of_a_result_check() -> None:
    soon = replace(ACME, decision_day=date(2026, 11, 24))
    world = reconciled(facts("2026-11-25 09:30", soon, told=(sent(f"{NOTES}/1", "2026-11-24 17:00"),)))
    verdict = etiquette.judge(nudge(THANKS, "2026-11-25 09:30"), world)

    assert isinstance(verdict, etiquette.Wait)
    assert wall(verdict.until) == "Thu 2026-11-26 09:30"


def test_what_nudges_tells_is_what_comes() -> None:
    world = reconciled(facts("2026-11-24 12:00", UNASKED))
    told = {(wall(n.due), n.key) for n in etiquette.upcoming(world)}
    came, _ = live(world, "2026-11-25 09:45")

    assert set(came) <= told


def test_who_leaves_all_of_them_unanswered_is_still_asked_what_came_of_it() -> None:
    silent = replace(SAM, seen_at=at("2026-11-23 12:00"))

    came, _ = live(facts("2026-11-24 12:00", person=silent), "2026-12-12 12:00")

    assert [key for _, key in came] == [f"{NOTES}/1", THANKS, f"{NOTES}/2", CHECK]
