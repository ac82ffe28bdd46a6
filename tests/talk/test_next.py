"""/next says what happens now, for where this person stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.facts import Mark
from bot.domain.interview import Interview, Outcome, Promise
from bot.talk.next import whats_next
from tests.cast import ACME, BAKERY, LOST, MONDAY, command, facts, labels, says, words

MET = replace(ACME, day=date(2026, 11, 19))
LATE = replace(MET, decision_day=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("interviews", "say"),
    [
        ((), "next.nothing"),
        ((ACME,), "next.ahead"),
        ((MET,), "next.promised"),
        ((replace(MET, promise=Promise.ROUGHLY),), "next.promised"),
        ((BAKERY,), "next.waiting"),
        ((LATE,), "next.passed"),
        ((replace(BAKERY, day=date(2026, 11, 2)),), "next.passed"),
        ((LOST,), "next.rejected"),
        ((replace(LOST, outcome=Outcome.OFFER),), "next.offer"),
        ((replace(LOST, outcome=Outcome.NOT_SHORTLISTED, day=None, clock=None),), "next.not-shortlisted"),
        ((replace(LOST, outcome=Outcome.NO_REPLY),), "next.no-reply"),
        ((replace(LOST, outcome=Outcome.WITHDREW),), "next.quiet"),
        ((replace(LOST, outcome_at=MONDAY - timedelta(days=60)),), "next.quiet"),
    ],
)
def test_each_place_has_its_own_words(interviews: tuple[Interview, ...], say: str) -> None:
    world = facts(interviews=interviews)

    decision = whats_next(world, command("/next"))

    assert says(decision) == [say]
    assert words(world, decision)


def test_no_chase_is_offered_before_the_promised_date() -> None:
    assert "button.show-chase-email" not in labels(whats_next(facts(interviews=(MET,)), command("/next")))


def test_after_a_chase_it_is_their_turn() -> None:
    world = facts(interviews=(LATE,), marks=(Mark("chased", LATE.id, MONDAY),))

    assert says(whats_next(world, command("/next"))) == ["next.chased"]


def test_feedback_that_was_asked_for_is_not_offered_again() -> None:
    world = facts(interviews=(LOST,), marks=(Mark("asked-feedback", LOST.id, MONDAY),))

    assert "button.show-feedback-email" not in labels(whats_next(world, command("/next")))


def test_an_offer_comes_before_everything_else() -> None:
    world = facts(interviews=(LATE, replace(LOST, outcome=Outcome.OFFER), ACME))

    assert says(whats_next(world, command("/next"))) == ["next.offer", "next.passed", "next.ahead"]


def test_never_more_than_three_at_once() -> None:
    world = facts(interviews=tuple(replace(ACME, id=nth) for nth in range(20, 30)))

    assert len(says(whats_next(world, command("/next")))) == 3


def test_a_job_without_a_name_is_spoken_of_all_the_same() -> None:
    world = facts(interviews=(replace(LATE, role="", employer=""), replace(ACME, role="", employer="")))

    assert "{" not in words(world, whats_next(world, command("/next")))
