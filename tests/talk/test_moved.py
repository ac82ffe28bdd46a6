"""Whoever says that an interview has been moved is shown its new date before anything changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.change import Ask, KeepInterview
from bot.talk import moved
from tests.cast import ACME, BAKERY, LOST, after, buttons, facts, follow, only, press, said, says

ONE = facts(interviews=(ACME, LOST))
TWO = facts(interviews=(ACME, BAKERY))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("it's been moved to Friday 27 November 11am", "2026-11-27"),
        ("moved to 27 November at 11", "2026-11-27"),
        ("They've rescheduled my interview to Thursday, 11am", "2026-11-26"),
        ("the Acme interview is now on the 30th at 11am", "2026-11-30"),
        ("they changed my interview time to 11am tomorrow", "2026-11-24"),
    ],
)
def test_the_new_date_is_shown_back_and_kept(words: str, day: str) -> None:
    check = routes.decide(ONE, said(words))
    assert says(check)[-1] == "log.check"

    kept = only(routes.decide(after(ONE, check), follow(check, "button.right")), KeepInterview).interview

    assert (kept.id, str(kept.day), str(kept.clock)) == (ACME.id, day, "11:00:00")


def test_without_a_time_the_old_one_is_offered() -> None:
    asked = routes.decide(ONE, said("my interview has been moved to the 30th, same time"))

    assert says(asked) == ["log.ask.clock"]
    assert "button.same-time" in [button.label for button in buttons(asked)]


@pytest.mark.parametrize("words", ["they've put it back a week", "my interview has been moved"])
def test_a_date_that_nobody_can_know_is_asked_for(words: str) -> None:
    asked = routes.decide(ONE, said(words))

    assert says(asked) == ["list.move"]
    assert only(asked, Ask).question.about == ACME.id


def test_two_dates_are_offered_to_choose_from() -> None:
    asked = routes.decide(ONE, said("they moved my interview to Thursday or Friday at 2"))

    assert says(asked) == ["log.ask.which-when"]


def test_a_day_that_has_just_been_is_not_taken_for_next_years() -> None:
    asked = routes.decide(ONE, said("my interview was moved to 20 November at 11"))

    assert says(asked) == ["log.ask.which-when"]
    assert only(asked, Ask).question.draft["when-options"] == "20261120T1100 20271120T1100"


def test_of_several_the_person_says_which_and_the_date_is_not_forgotten() -> None:
    which = routes.decide(TWO, said("my interview was moved to the 30th at 11am"))
    assert says(which) == ["list.moved-which"]

    check = routes.decide(after(TWO, which), said("2"))

    assert says(check) == ["log.check"]
    assert only(check, Ask).question.draft["day"] == "2026-11-30"


def test_the_one_that_is_named_is_meant() -> None:
    check = routes.decide(TWO, said("the Acme interview has been moved to the 30th at 11am"))

    assert only(check, Ask).question.about == ACME.id


def test_an_interview_that_nobody_knows_is_a_new_one() -> None:
    asked = routes.decide(facts(), said("my interview has been moved to Friday 2pm"))

    assert says(asked) == ["log.ask.role"]


def test_a_person_who_moves_is_no_interview_that_does() -> None:
    assert moved.told(ONE, said("I've moved to Dublin")) is None


def test_words_that_somebody_else_wrote_move_nothing() -> None:
    assert moved.told(ONE, replace(said("moved to 11 December at 11"), forwarded=True)) is None


def test_a_button_for_one_that_is_gone_says_so() -> None:
    assert routes.decide(facts(interviews=(LOST,)), press("list.moved", ACME.id)).toast is not None
