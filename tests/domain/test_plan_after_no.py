"""What waits after a no: the reminder of feedback, a look of one's own, the plan, the three questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.action import Action, Stage
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.nos import third
from bot.domain.nudge import Fate, Snooze, Told
from tests.domain.nudged import ACME, SAM, at, lost, mark, planned, sent, shipped, with_journeys
from tests.domain.nudged import facts as known

REMINDER = "interview:42/feedback-reminder/remind/1"
REVIEW = "interview:42/own-review/review/1"
PAPER = "interview:42/own-review/application/1"
CHECK = "person:7/plan-check/ask"
SEVERAL = "person:7/several-nos/offer/1"
NO = replace(lost("2026-11-30 15:00"), logged_at=at("2026-11-10 12:00"))
ASKED = mark("asked-feedback", "2026-12-01 10:30")
STEP = Action(31, SAM.id, "fb-examples", "story", date(2026, 12, 3), at=at("2026-12-01 11:00"))


def facts(now: str, *interviews: Interview, **more: Any) -> Facts:
    names = ("ask-feedback", "feedback-reminder", "own-review", "plan-check", "several-nos", "keep-applying")
    return with_journeys(known(now, *interviews, **more), shipped(*names))


def test_feedback_is_reminded_of_five_working_days_after_it_was_asked_for() -> None:
    assert planned(facts("2026-12-01 11:00", NO, marks=(ASKED,)))[REMINDER] == "Tue 2026-12-08 10:00"


@pytest.mark.parametrize(
    "done",
    ["asked-feedback-again", "feedback-by-phone", "feedback-refused", "no-feedback", "note-feedback"],
)
def test_nobody_is_reminded_once_it_is_settled(done: str) -> None:
    world = facts("2026-12-02 11:00", NO, marks=(ASKED, mark(done, "2026-12-02 10:00")))

    assert REMINDER not in planned(world)


def test_a_result_taken_back_takes_the_reminder_along() -> None:
    assert REMINDER not in planned(facts("2026-12-02 11:00", ACME, marks=(ASKED,)))


@pytest.mark.parametrize("refused", ["feedback-refused", "asked-feedback-again"])
def test_where_none_comes_there_is_a_look_of_ones_own(refused: str) -> None:
    world = facts("2026-12-02 11:00", NO, marks=(ASKED, mark(refused, "2026-12-02 10:00")))

    assert planned(world)[REVIEW] == "Wed 2026-12-09 12:30"


def test_after_the_reminder_alone_it_comes_as_well() -> None:
    came = (sent(REMINDER, "2026-12-08 10:00"),)

    assert planned(facts("2026-12-08 11:00", NO, marks=(ASKED,), told=came))[REVIEW] == "Tue 2026-12-15 12:30"


def test_it_waits_for_a_reminder_that_was_put_off_and_counts_from_when_that_came() -> None:
    wish = Snooze(REMINDER, 1, at("2026-12-17 10:00"))
    skipped = Told(REMINDER, Fate.SKIPPED, at("2026-12-08 10:00"), at("2026-12-08 09:00"), ACME.id)
    waits = Told(wish.later, Fate.WAITING, wish.until, interview=ACME.id)
    for now, told in (("2026-12-08 09:00", (skipped,)), ("2026-12-14 11:00", (skipped, waits))):
        assert REVIEW not in planned(facts(now, NO, marks=(ASKED,), snoozes=(wish,), told=told))

    came = (skipped, sent(wish.later, "2026-12-17 10:00"))
    after = facts("2026-12-17 11:00", NO, marks=(ASKED,), snoozes=(wish,), told=came)

    assert planned(after)[REVIEW] == "Thu 2026-12-24 12:30"


def test_where_there_was_no_interview_the_application_is_looked_at() -> None:
    paper = replace(NO, outcome=Outcome.NOT_SHORTLISTED, day=None, clock=None)
    refused = mark("feedback-refused", "2026-12-02 10:00")

    waits = planned(facts("2026-12-02 11:00", paper, marks=(ASKED, refused)))

    assert PAPER in waits
    assert REVIEW not in waits


@pytest.mark.parametrize("done", ["no-review", "note-review", "note-feedback"])
def test_a_look_that_is_not_wanted_or_done_never_comes(done: str) -> None:
    marks = (mark("feedback-refused", "2026-12-02 10:00"), mark(done, "2026-12-02 10:05"))

    assert REVIEW not in planned(facts("2026-12-02 11:00", NO, marks=marks))


def test_the_plan_is_asked_about_after_a_week_and_once_more_after_two() -> None:
    fresh = facts("2026-12-01 12:00", actions=(STEP,))
    once = replace(facts("2026-12-09 12:00", actions=(STEP,)), told=(sent(f"{CHECK}/1", "2026-12-08 18:00"),))

    assert planned(fresh)[f"{CHECK}/1"] == "Tue 2026-12-08 18:00"
    assert planned(once)[f"{CHECK}/2"] == "Tue 2026-12-22 18:00"


@pytest.mark.parametrize("stage", [Stage.DONE, Stage.DROPPED])
def test_a_plan_without_open_steps_is_not_asked_about(stage: Stage) -> None:
    over = replace(STEP, stage=stage, ended_at=at("2026-12-02 10:00"))

    assert not [key for key in planned(facts("2026-12-02 12:00", actions=(over,))) if key.startswith(CHECK)]


def test_three_nos_in_a_row_bring_three_questions_some_days_later() -> None:
    nos = [replace(NO, id=40 + nth, outcome_at=at(f"2026-11-{20 + nth} 12:00")) for nth in range(3)]
    better = replace(nos[1], outcome=Outcome.ANOTHER_ROUND)

    assert planned(facts("2026-11-22 13:00", *nos))[SEVERAL] == "Thu 2026-11-26 12:30"
    assert SEVERAL not in planned(facts("2026-11-22 13:00", *nos[:2]))
    assert SEVERAL not in planned(facts("2026-11-22 13:00", nos[0], better, nos[2]))


def test_nos_that_lie_far_apart_are_no_row() -> None:
    apart = [replace(NO, id=nth, outcome_at=at(f"2026-{nth:02}-01 12:00")) for nth in (3, 6, 9)]

    assert third(apart) is None


def test_the_questions_are_offered_once_at_most() -> None:
    nos = [replace(NO, id=40 + nth, outcome_at=at(f"2026-11-{20 + nth} 12:00")) for nth in range(5)]

    assert SEVERAL not in planned(facts("2026-11-27 13:00", *nos, told=(sent(SEVERAL, "2026-11-26 12:30"),)))
