"""Presses under reminders that only have to be noted down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import routes
from bot.domain.change import ClearMark, KeepInterview, SetMark
from bot.domain.event import Press
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Outcome, Promise
from bot.domain.nudge import Fate, Told
from bot.talk import replied
from bot.talk.choices import GONE
from tests.cast import ACME, LIBRARY, MONDAY, after, facts, follow, only, press, says, words

UNDER = {
    "not-for-me": "skip-thank-you",
    "wait-is-fine": "wait-is-fine",
    "all-ready": "ready",
    "wish-me-luck": "good-luck",
    "no-setback-plan": "no-setback-plan",
}
"""Button → the mark that it sets."""

MET = replace(ACME, day=date(2026, 11, 19), promise=Promise.UNASKED, decision_day=None)
"""Met last Thursday; nobody knows when they decide."""


def pressed(world: Facts, button: str, about: int = ACME.id) -> Press:
    """The press of a button that stands under a reminder."""
    made = world.library.button(button, about)
    return press(made.action, made.id, made.version, made.extra)


def test_every_answer_has_a_button_that_leads_to_it() -> None:
    assert sorted(UNDER.values()) == sorted(replied.SAYS)
    assert all(LIBRARY.button(button, 1).action == "replied.noted" for button in UNDER)


@pytest.mark.parametrize(("button", "mark"), UNDER.items())
def test_it_is_noted_down_with_a_word_and_can_be_taken_back(button: str, mark: str) -> None:
    world = facts(interviews=(ACME,))

    noted = routes.decide(world, pressed(world, button))
    undone = routes.decide(after(world, noted), follow(noted, "button.undo-reply"))

    assert only(noted, SetMark) == SetMark(mark, ACME.id)
    assert says(noted) == [f"replied.{mark}"]
    assert only(undone, ClearMark) == ClearMark(mark, ACME.id)
    assert says(undone) == ["replied.undone"]


@pytest.mark.parametrize("extra", ["chased", "", "rubbish"])
def test_nothing_else_can_be_noted_down_this_way(extra: str) -> None:
    assert routes.decide(facts(), press("replied.noted", ACME.id, extra=extra)) == GONE
    assert routes.decide(facts(), press("replied.undo", ACME.id, extra=extra)) == GONE


def test_a_button_about_a_deleted_interview_says_that_it_is_gone() -> None:
    gone = facts(interviews=())

    assert all(routes.decide(gone, pressed(gone, button)) == GONE for button in UNDER)
    assert routes.decide(gone, pressed(gone, "they-said-none")) == GONE
    assert routes.decide(gone, pressed(gone, "wait-longer")) == GONE


def test_taking_back_twice_changes_nothing() -> None:
    assert routes.decide(facts(), press("replied.undo", ACME.id, extra="ready")) == GONE


# --- good luck -------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [timedelta(hours=1), timedelta(hours=-1)])
def test_good_luck_asked_for_too_late_is_wished_at_once_and_promised_no_more(left: timedelta) -> None:
    starts = ACME.starts_at
    assert starts is not None
    world = facts(interviews=(ACME,), now=starts - left)

    decision = routes.decide(world, pressed(world, "wish-me-luck"))

    assert says(decision) == ["replied.good-luck-now"]
    assert not decision.changes


def test_without_an_hour_good_luck_is_wished_at_once() -> None:
    world = facts(interviews=(replace(ACME, clock=None),))

    decision = routes.decide(world, pressed(world, "wish-me-luck"))

    assert says(decision) == ["replied.good-luck-now"]
    assert not decision.changes


# --- no date ---------------------------------------------------------------------------------------


def test_where_they_named_no_day_what_is_usual_counts() -> None:
    world = facts(interviews=(MET,))

    decision = routes.decide(world, pressed(world, "they-said-none"))

    kept = only(decision, KeepInterview).interview
    assert (kept.promise, kept.decision_day) == (Promise.NONE, None)
    assert "from Monday 30 November. I'll remind you then." in words(world, decision)


def test_after_a_result_there_is_no_date_to_note() -> None:
    over = facts(interviews=(replace(MET, outcome=Outcome.REJECTED, outcome_at=MONDAY),))

    assert routes.decide(over, pressed(over, "they-said-none")) == GONE


# --- left open -------------------------------------------------------------------------------------


def asked_to_close(*numbers: int) -> Facts:
    """Sam, who has chased twice, and was asked so many times whether to close it; the last time now."""
    marks = tuple(
        Mark(name, ACME.id, MONDAY - timedelta(days=days))
        for name, days in (("chased", 20), ("chased-again", 10))
    )
    told = tuple(
        Told(f"interview:{ACME.id}/close/ask/{nr}", Fate.SENT, when, when)
        for nr in numbers
        for when in [MONDAY - timedelta(days=14 * (len(numbers) - nr), minutes=5)]
    )
    old = replace(MET, day=date(2026, 10, 12), logged_at=MONDAY - timedelta(days=50))
    return facts(interviews=(old,), marks=marks, told=told)


def test_left_open_it_says_on_which_day_it_is_asked_about_again() -> None:
    world = asked_to_close(1)

    decision = routes.decide(world, pressed(world, "wait-longer"))

    assert says(decision) == ["replied.stays-open"]
    assert "I'll ask once more on Monday 7 December." in words(world, decision)


def test_left_open_after_a_late_answer_it_names_the_day_on_which_it_really_comes() -> None:
    world = asked_to_close(1)
    late = replace(world, now=world.now + timedelta(days=4))

    decision = routes.decide(late, pressed(late, "wait-longer"))

    assert "I'll ask once more on Monday 7 December." in words(late, decision)


def test_left_open_twice_it_is_left_alone() -> None:
    world = asked_to_close(1, 2)

    decision = routes.decide(world, pressed(world, "wait-longer"))

    assert says(decision) == ["replied.stays-open-for-good"]


def test_what_has_a_result_is_not_left_open() -> None:
    over = facts(interviews=(replace(MET, outcome=Outcome.REJECTED, outcome_at=MONDAY),))

    assert routes.decide(over, pressed(over, "wait-longer")) == GONE
