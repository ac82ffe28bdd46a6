"""/next says what happens now, for where this person stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot import routes
from bot.domain.decision import Decision
from bot.domain.facts import Mark
from bot.domain.interview import Interview, Outcome, Promise
from bot.talk import log
from bot.talk.next import whats_next
from tests.cast import ACME, BAKERY, LOST, MONDAY, after, buttons, command, facts, labels, says, words
from tests.talk.shelf import guided

MET = replace(ACME, day=date(2026, 11, 19))
YESTERDAY = replace(LOST, outcome_at=MONDAY - timedelta(days=1))
UNSEEN = replace(YESTERDAY, outcome=Outcome.NOT_SHORTLISTED, day=None, clock=None)
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
        ((LOST,), "next.no-today"),
        ((replace(LOST, outcome=Outcome.NOT_SHORTLISTED, day=None, clock=None),), "next.no-today"),
        ((YESTERDAY,), "next.rejected"),
        ((replace(LOST, outcome=Outcome.OFFER),), "next.offer"),
        ((UNSEEN,), "next.not-shortlisted"),
        ((replace(LOST, outcome=Outcome.NO_REPLY),), "next.no-reply"),
        ((replace(MET, day=MONDAY.date(), clock=time(8, 0)),), "next.just-over"),
        ((replace(LOST, outcome=Outcome.WITHDREW),), "next.quiet"),
        ((replace(LOST, outcome_at=MONDAY - timedelta(days=60)),), "next.quiet"),
    ],
)
def test_each_place_has_its_own_words(interviews: tuple[Interview, ...], say: str) -> None:
    world = facts(interviews=interviews)

    decision = whats_next(world, command("/next"))

    assert says(decision) == [say]
    assert words(world, decision)


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.NOT_SHORTLISTED])
def test_on_the_day_of_a_no_there_is_only_kindness(outcome: Outcome) -> None:
    decision = whats_next(facts(interviews=(replace(LOST, outcome=outcome),)), command("/next"))

    assert labels(decision) == [
        "button.leave-me-today",
        "button.help-me-understand",
        "button.talk-to-advisor",
    ]


def test_after_no_interview_the_application_can_be_looked_at() -> None:
    decision = whats_next(facts(interviews=(UNSEEN,)), command("/next"))

    assert "button.check-one-application" in labels(decision)
    assert "button.show-feedback-email" in labels(decision)


def test_no_chase_is_offered_before_the_promised_date() -> None:
    assert "button.show-chase-email" not in labels(whats_next(facts(interviews=(MET,)), command("/next")))


def test_after_a_chase_it_is_their_turn() -> None:
    world = facts(interviews=(LATE,), marks=(Mark("chased", LATE.id, MONDAY),))

    assert says(whats_next(world, command("/next"))) == ["next.chased"]


def test_feedback_that_was_asked_for_is_not_offered_again() -> None:
    world = facts(interviews=(YESTERDAY,), marks=(Mark("asked-feedback", LOST.id, MONDAY),))

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


@pytest.mark.parametrize(
    ("days_ago", "say", "button"),
    [(2, "next.chased", "button.topic"), (9, "next.unanswered", "button.show-chase-email")],
)
def test_a_chase_that_stays_unanswered_may_be_followed_by_one_more(
    days_ago: int, say: str, button: str
) -> None:
    chased = Mark("chased", LATE.id, MONDAY - timedelta(days=days_ago))

    decision = whats_next(guided(interviews=(LATE,), marks=(chased,)), command("/next"))

    assert says(decision) == [say]
    assert labels(decision)[0] == button


def test_two_chases_without_an_answer_are_silence_and_it_can_be_closed() -> None:
    long_ago = MONDAY - timedelta(days=9)
    chased = (Mark("chased", LATE.id, long_ago), Mark("chased-again", LATE.id, long_ago))

    decision = whats_next(guided(interviews=(LATE,), marks=chased), command("/next"))

    assert says(decision) == ["next.ghosted"]
    assert labels(decision)[0] == "button.mark-no-reply"
    assert _pages(decision) == ["ghosted"]


def test_a_second_chase_gets_its_time_first() -> None:
    chased = (Mark("chased-again", LATE.id, MONDAY - timedelta(days=1)),)

    assert says(whats_next(facts(interviews=(LATE,), marks=chased), command("/next"))) == ["next.chased"]


def test_after_a_yes_to_an_offer_comes_the_first_day() -> None:
    offer = replace(LOST, outcome=Outcome.OFFER)
    said_yes = Mark("accepted", offer.id, MONDAY)

    decision = whats_next(guided(interviews=(offer,), marks=(said_yes,)), command("/next"))

    assert says(decision) == ["next.accepted"]
    assert _pages(decision) == ["plan-first-day"]


def test_an_offer_that_was_declined_is_over() -> None:
    offer = replace(LOST, outcome=Outcome.OFFER)
    world = facts(interviews=(offer,), marks=(Mark("declined", offer.id, MONDAY),))

    assert says(whats_next(world, command("/next"))) == ["next.quiet"]


@pytest.mark.parametrize(
    ("interview", "page"),
    [
        (ACME, "prepare-next-interview"),
        (MET, "waiting"),
        (BAKERY, "waiting"),
        (LATE, "chase-employer"),
    ],
)
def test_the_page_that_fits_is_offered_and_is_about_that_job(interview: Interview, page: str) -> None:
    decision = whats_next(guided(interviews=(interview,)), command("/next"))

    assert _pages(decision) == [page]
    assert {button.id for button in buttons(decision)} == {interview.id}


def test_there_are_never_more_than_three_buttons_for_one_job() -> None:
    for interview in (ACME, MET, BAKERY, LATE, LOST):
        assert 1 <= len(labels(whats_next(facts(interviews=(interview,)), command("/next")))) <= 3


def _pages(decision: Decision) -> list[str]:
    return [button.extra for button in buttons(decision) if button.action == "guide.show"]


def test_an_interview_that_is_half_told_comes_before_nothing_at_all() -> None:
    world = after(facts(), log.told(facts(), "Baker at Greggs", MONDAY))

    shown = routes.decide(world, command("/next"))

    assert says(shown) == ["next.half-told"]
