"""While an answer is awaited, the employer's own date decides when asking makes sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.change import SetMark
from bot.domain.interview import Interview, Promise
from bot.talk import waits
from tests.cast import ACME, BAKERY, MONDAY, facts, labels, only, says, words

MET = replace(ACME, day=date(2026, 11, 19))
"""Met last Thursday; they promised Tuesday 1 December."""


def test_before_the_promised_date_no_chase_is_offered_and_the_day_is_named() -> None:
    world = facts(interviews=(MET,))

    decision = waits.nothing_yet(world, MET)

    assert says(decision) == ["wait.promised"]
    assert "Tuesday 1 December" in words(world, decision)
    assert "from Thursday 3 December" in words(world, decision)
    assert "button.show-chase-email" not in labels(decision)


def test_after_the_promised_date_the_message_is_offered() -> None:
    late = replace(MET, decision_day=date(2026, 11, 20))

    decision = waits.nothing_yet(facts(interviews=(late,)), late)

    assert says(decision) == ["wait.passed"]
    assert labels(decision)[0] == "button.show-chase-email"


def test_without_a_date_seven_working_days_are_given() -> None:
    world = facts(interviews=(BAKERY,))

    assert "from Monday 30 November" in words(world, waits.nothing_yet(world, BAKERY))


def test_nothing_yet_is_written_down() -> None:
    assert only(waits.nothing_yet(facts(), MET), SetMark) == SetMark("nothing-yet", MET.id)


@pytest.mark.parametrize(
    "one",
    [
        ACME,
        MET,
        BAKERY,
        replace(BAKERY, day=None, clock=None),
        replace(MET, promise=Promise.ROUGHLY),
        replace(BAKERY, day=date(2026, 6, 1)),
        replace(BAKERY, role="", employer=""),
    ],
)
def test_every_wait_can_be_put_in_words(one: Interview) -> None:
    world = facts(interviews=(one,))

    assert words(world, waits.nothing_yet(world, one))


@pytest.mark.parametrize("days", range(0, 40, 3))
def test_the_chase_never_lies_before_the_promised_date(days: int) -> None:
    promised = MONDAY.date() + timedelta(days=days)

    day = waits.chase_day(replace(MET, decision_day=promised), "GB")

    assert day is not None
    assert day > promised
