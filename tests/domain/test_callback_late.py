"""A callback that nobody has taken: one honest word once the time that was promised is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import etiquette
from bot.domain.callback import State
from bot.domain.facts import Facts
from bot.domain.nudge import Fate
from bot.domain.unasked import buttons
from tests.cast import CALL, LIBRARY
from tests.domain import nudged
from tests.domain.nudged import at, nudge, planned, shipped, with_journeys

KEY = "request:5/callback-late/sorry/1"


def facts(now: str, state: State = State.REQUESTED, asked: str = "2026-11-26 15:00") -> Facts:
    request = replace(CALL, id=5, state=state, asked_at=at(asked))
    return with_journeys(
        replace(nudged.facts(now), interviews=(), requests=(request,)), shipped("callback-late")
    )


def test_it_comes_on_the_third_working_day_after() -> None:
    assert planned(facts("2026-11-26 15:01")) == {KEY: "Tue 2026-12-01 10:00"}


@pytest.mark.parametrize("state", [state for state in State if state is not State.REQUESTED])
def test_it_does_not_come_once_an_advisor_has_taken_it_or_it_is_over(state: State) -> None:
    assert planned(facts("2026-11-26 15:01", state)) == {}
    late = facts("2026-12-01 10:00", state)

    verdict = etiquette.judge(nudge(KEY, "2026-12-01 10:00"), late)

    assert isinstance(verdict, etiquette.Drop)
    assert verdict.fate is Fate.CANCELLED


def test_its_buttons_change_the_request_and_take_it_back() -> None:
    shown = buttons(replace(facts("2026-12-01 10:00"), library=LIBRARY), "nudge-callback-late", KEY, 0)

    assert [(one.action, one.id) for one in shown] == [("advisor.change", 5), ("advisor.withdraw", 5)]
