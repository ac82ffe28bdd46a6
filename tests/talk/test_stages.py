"""Where an interview stands is told from the clock, the result and what the person says they did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.facts import Mark
from bot.domain.interview import Interview, Outcome
from bot.talk import stages
from tests.cast import ACME, BAKERY, LOST, MONDAY, facts

MET = replace(ACME, day=date(2026, 11, 19))
OFFER = replace(LOST, outcome=Outcome.OFFER)


@pytest.mark.parametrize(
    ("interview", "stage"),
    [
        (ACME, "ahead"),
        (replace(ACME, day=MONDAY.date(), clock=time(8, 30)), "just-over"),
        (replace(ACME, day=MONDAY.date(), clock=time(9, 30)), "promised"),
        (MET, "promised"),
        (BAKERY, "waiting"),
        (replace(MET, decision_day=date(2026, 11, 20)), "passed"),
        (OFFER, "offer"),
        (LOST, "no-today"),
        (replace(LOST, outcome_at=MONDAY - timedelta(hours=11)), "no-today"),
        (replace(LOST, outcome_at=MONDAY - timedelta(hours=17)), "rejected"),
        (replace(LOST, outcome_at=MONDAY - timedelta(days=40)), "over"),
        (replace(LOST, outcome=Outcome.WITHDREW), "withdrew"),
    ],
)
def test_the_clock_and_the_result_say_where_it_stands(interview: Interview, stage: str) -> None:
    assert stages.stage(facts(), interview) == stage


@pytest.mark.parametrize(
    ("mark", "days_ago", "interview", "stage"),
    [
        ("chased", 1, MET, "chased"),
        ("chased", 7, MET, "unanswered"),
        ("chased-again", 6, MET, "chased"),
        ("chased-again", 7, MET, "ghosted"),
        ("accepted", 60, replace(OFFER, outcome_at=MONDAY - timedelta(days=60)), "accepted"),
        ("declined", 1, OFFER, "declined"),
        ("fell-through", 1, OFFER, "fell-through"),
        ("left-job", 1, OFFER, "left-job"),
        ("accepted", 1, replace(OFFER, start_day=date(2026, 12, 7)), "starting"),
        ("accepted", 9, replace(OFFER, start_day=date(2026, 11, 23)), "in-work"),
        ("accepted", 99, replace(OFFER, start_day=date(2026, 8, 3)), "over"),
    ],
)
def test_what_the_person_did_says_where_it_stands(
    mark: str, days_ago: int, interview: Interview, stage: str
) -> None:
    world = facts(marks=(Mark(mark, interview.id, MONDAY - timedelta(days=days_ago)),))

    assert stages.stage(world, interview) == stage


def test_the_most_pressing_comes_first_and_what_is_over_not_at_all() -> None:
    over = replace(LOST, id=30, outcome=Outcome.WITHDREW)
    world = facts(interviews=(BAKERY, ACME, over, OFFER))

    assert [stage for stage, _ in stages.standing(world)] == ["offer", "ahead", "waiting"]
