"""What comes before an interview: the plan, the list, the evening before, and good luck for who asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain import etiquette
from bot.domain.action import Action, Stage
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.nudge import Fate
from tests.domain import nudged
from tests.domain.nudged import (
    ACME,
    SAM,
    at,
    live,
    mark,
    nudge,
    planned,
    sent,
    shipped,
    waiting,
    with_journeys,
)

PLAN = "interview:42/prepare/plan/1"
LIST = "interview:42/prepare/list/1"
EVE = "interview:42/prepare/eve/1"
LUCK = "interview:42/prepare/luck/1"
JOURNEYS = shipped("prepare")
WISHED = mark("good-luck", "2026-12-07 18:05")
STEP = Action(31, SAM.id, "fb-examples", "story", date(2026, 12, 1), at=at("2026-11-23 11:00"))

AHEAD = replace(
    ACME, day=date(2026, 12, 8), decision_day=date(2026, 12, 18), logged_at=at("2026-11-24 12:00")
)
"""Interview on Tuesday 8 December at two."""


def facts(now: str, *interviews: Interview, **more: object) -> Facts:
    """What is known about Sam, with what can come before an interview."""
    return with_journeys(nudged.facts(now, *interviews or (AHEAD,), **more), JOURNEYS)  # type: ignore[arg-type]


def test_the_list_comes_two_days_before_and_a_word_on_the_eve() -> None:
    assert planned(facts("2026-11-24 12:00")) == {LIST: "Sun 2026-12-06 18:00", EVE: "Mon 2026-12-07 18:00"}


def test_the_plan_comes_five_days_before_for_those_who_have_one() -> None:
    done = replace(STEP, stage=Stage.DONE, ended_at=at("2026-11-24 10:00"))

    assert planned(facts("2026-11-24 12:00", actions=(STEP,)))[PLAN] == "Thu 2026-12-03 18:00"
    assert PLAN not in planned(facts("2026-11-24 12:00", actions=(done,)))


def test_good_luck_comes_two_hours_before_to_those_who_asked() -> None:
    assert LUCK not in planned(facts("2026-12-07 18:10"))
    assert planned(facts("2026-12-07 18:10", marks=(WISHED,)))[LUCK] == "Tue 2026-12-08 12:00"


def test_good_luck_wished_for_one_interview_is_not_told_for_another() -> None:
    other = mark("good-luck", "2026-12-07 18:05", interview=41)

    assert LUCK not in planned(facts("2026-12-07 18:10", marks=(other,)))


@pytest.mark.parametrize(
    ("clock", "comes"), [(time(9, 0), "Tue 2026-12-08 07:00"), (time(8, 0), "Tue 2026-12-08 07:00")]
)
def test_good_luck_wakes_nobody_before_seven(clock: time, comes: str) -> None:
    early = replace(AHEAD, clock=clock)

    assert planned(facts("2026-12-07 18:10", early, marks=(WISHED,)))[LUCK] == comes


def test_good_luck_never_comes_late() -> None:
    due = nudge(LUCK, "2026-12-08 12:00")
    row = (waiting(LUCK, "2026-12-08 12:00"),)
    soon, late = (facts(now, marks=(WISHED,), told=row) for now in ("2026-12-08 12:55", "2026-12-08 13:05"))
    begun = facts("2026-12-08 07:00", replace(AHEAD, clock=time(7, 0)), marks=(WISHED,), told=row)

    assert etiquette.judge(due, soon) == etiquette.Send()
    assert etiquette.judge(due, late) == etiquette.Drop(Fate.EXPIRED, "too-late")
    assert etiquette.judge(due, begun) == etiquette.Drop(Fate.CANCELLED, "interview-past")


@pytest.mark.parametrize(
    ("key", "due", "now"),
    [(LIST, "2026-12-06 18:00", "2026-12-06 23:30"), (EVE, "2026-12-07 18:00", "2026-12-07 23:05")],
)
def test_tomorrow_is_never_told_of_when_it_is_today(key: str, due: str, now: str) -> None:
    world = facts(now, told=(waiting(key, due),))

    assert etiquette.judge(nudge(key, due), world) == etiquette.Drop(Fate.EXPIRED, "too-late")


def test_the_eve_is_made_up_for_on_the_same_evening_even_in_quiet_hours() -> None:
    world = facts("2026-12-07 22:30", told=(waiting(EVE, "2026-12-07 18:00"),))

    assert etiquette.judge(nudge(EVE, "2026-12-07 18:00"), world) == etiquette.Send()


def test_the_eve_comes_on_a_full_day_too() -> None:
    full = (sent("interview:41/result-check/ask/1", "2026-12-07 10:00"), waiting(EVE, "2026-12-07 18:00"))

    assert (
        etiquette.judge(nudge(EVE, "2026-12-07 18:00"), facts("2026-12-07 18:00", told=full))
        == etiquette.Send()
    )


@pytest.mark.parametrize(
    ("logged", "comes"),
    [
        ("2026-12-03 17:00", [PLAN, LIST, EVE]),
        ("2026-12-04 12:00", [LIST, EVE]),
        ("2026-12-07 12:00", [EVE]),
        ("2026-12-08 09:00", []),
    ],
)
def test_logged_late_the_steps_that_have_passed_are_left_out(logged: str, comes: list[str]) -> None:
    world = facts(logged, replace(AHEAD, logged_at=at(logged)), actions=(STEP,))

    came, _ = live(world, "2026-12-20 12:00")

    assert [key for _, key in came] == comes


@pytest.mark.parametrize(
    "logged", ["2026-12-03 18:30", "2026-12-06 19:00", "2026-12-07 18:20", "2026-12-07 21:00"]
)
def test_what_was_over_when_the_interview_was_logged_does_not_come_at_once(logged: str) -> None:
    world = facts(logged, replace(AHEAD, logged_at=at(logged)), actions=(STEP,))

    came, _ = live(world, f"{logged[:10]} 23:59")

    assert came == []


def test_never_two_at_once() -> None:
    came, _ = live(facts("2026-11-24 12:00", actions=(STEP,), marks=(WISHED,)), "2026-12-20 12:00")

    assert came == [
        ("Thu 2026-12-03 18:00", PLAN),
        ("Sun 2026-12-06 18:00", LIST),
        ("Mon 2026-12-07 18:00", EVE),
        ("Tue 2026-12-08 12:00", LUCK),
    ]


def test_moved_to_a_later_day_all_of_it_comes_at_its_new_time() -> None:
    _, before = live(facts("2026-11-24 12:00", marks=(WISHED,)), "2026-12-07 19:00")
    moved = replace(before, now=at("2026-12-07 19:30"), interviews=(replace(AHEAD, day=date(2026, 12, 15)),))

    came, _ = live(moved, "2026-12-20 12:00")

    assert came == [
        ("Sun 2026-12-13 18:00", "interview:42/prepare/list/2"),
        ("Mon 2026-12-14 18:00", "interview:42/prepare/eve/2"),
        ("Tue 2026-12-15 12:00", LUCK),
    ]


def test_moved_to_an_earlier_day_nothing_is_told_of_that_has_passed() -> None:
    waits = (waiting(LIST, "2026-12-06 18:00"), waiting(EVE, "2026-12-07 18:00"))
    moved = facts("2026-12-02 12:00", replace(AHEAD, day=date(2026, 12, 3)), told=waits)

    came, _ = live(moved, "2026-12-20 12:00")

    assert came == [("Wed 2026-12-02 18:00", EVE)]


def test_another_hour_of_the_same_day_brings_nothing_twice() -> None:
    _, before = live(facts("2026-11-24 12:00"), "2026-12-07 19:00")
    later = replace(before, now=at("2026-12-07 19:30"), interviews=(replace(AHEAD, clock=time(16, 0)),))

    assert live(later, "2026-12-20 12:00")[0] == []


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.WITHDREW])
def test_an_interview_that_is_called_off_is_not_prepared(outcome: Outcome) -> None:
    off = replace(AHEAD, outcome=outcome, outcome_at=at("2026-12-01 12:00"))

    assert planned(facts("2026-12-01 12:05", off, marks=(WISHED,), actions=(STEP,))) == {}


def test_whoever_is_ready_gets_no_list() -> None:
    ready = (mark("ready", "2026-12-05 12:00"),)

    assert planned(facts("2026-12-05 12:05", marks=ready)) == {EVE: "Mon 2026-12-07 18:00"}


def test_clocks_turned_in_between_change_no_hour() -> None:
    spring = replace(AHEAD, day=date(2027, 3, 28), clock=time(9, 30), logged_at=at("2027-03-01 12:00"))
    world = facts("2027-03-20 12:00", spring, marks=(WISHED,))

    assert planned(world) == {
        LIST: "Fri 2027-03-26 18:00",
        EVE: "Sat 2027-03-27 18:00",
        LUCK: "Sun 2027-03-28 07:30",
    }


def test_ignored_twice_the_list_stays_away_and_the_eve_still_comes() -> None:
    ignored = (sent(PLAN, "2026-11-25 18:00"), sent("interview:42/prepare/list/1", "2026-11-26 18:00"))
    world = facts("2026-12-01 12:00", actions=(STEP,), told=ignored)

    assert planned(world) == {"interview:42/prepare/eve/1": "Mon 2026-12-07 18:00"}
