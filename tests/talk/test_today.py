"""«Leave me today»: quiet until tomorrow, however it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.change import KeepPerson, SetMark
from bot.talk import plain, today
from tests.cast import BAKERY, MONDAY, SAM, facts, only, press, said, says

ONE = facts(interviews=(BAKERY,))


def test_leave_me_today_is_quiet_until_ten_tomorrow() -> None:
    decision = today.leave(ONE, press("result.leave-today", BAKERY.id))

    assert only(decision, KeepPerson).person.paused_until == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert only(decision, SetMark) == SetMark("left-today")


def test_leave_me_today_never_shortens_a_longer_rest() -> None:
    rested = replace(SAM, paused_until=MONDAY + timedelta(days=7))

    decision = today.leave(replace(ONE, person=rested), press("result.leave-today", BAKERY.id))

    assert only(decision, KeepPerson).person.paused_until == MONDAY + timedelta(days=7)


@pytest.mark.parametrize(
    "words",
    ["leave me alone today", "Leave it until tomorrow", "not today please", "No more messages today!"],
)
def test_it_can_be_said(words: str) -> None:
    assert says(plain.said(ONE, said(words))) == ["result.left-today"]


def test_who_wants_to_be_left_alone_for_good_is() -> None:
    assert says(plain.said(ONE, said("leave me alone"))) == ["pause.stopped"]
