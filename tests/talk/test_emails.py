"""Ready messages: the text alone in its own message, then what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.decision import SetMark
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Outcome
from bot.talk import emails
from tests.cast import (
    ACME,
    BAKERY,
    LOST,
    MONDAY,
    after,
    facts,
    follow,
    labels,
    only,
    press,
    says,
    strips,
    words,
)

WORLD = facts(interviews=(BAKERY, LOST))


def marked(*names: str, interview: int, days_ago: int = 0) -> Facts:
    at = MONDAY - timedelta(days=days_ago)
    return replace(WORLD, marks=tuple(Mark(name, interview, at) for name in names))


def test_a_ready_message_stands_alone_and_its_buttons_come_after_it() -> None:
    decision = emails.show(WORLD, press("emails.show", BAKERY.id, extra="chase"))

    assert says(decision) == ["email-chase", "emails.copy"]
    assert labels(decision) == ["button.sent-it", "button.no-chase"]
    assert strips(decision) == [100]


def test_it_is_filled_with_what_is_known_and_nothing_stays_in_brackets() -> None:
    world = facts(interviews=(replace(ACME, day=BAKERY.day, contact="Priya"),))

    text = words(world, emails.show(world, press("emails.show", ACME.id, extra="chase")))

    assert "Dear Priya" in text
    assert "Data analyst" in text
    assert "Thursday 19 November" in text
    assert "by Tuesday 1 December" in text
    assert text.count("Sam") == 1
    assert "{" not in text


def test_with_nothing_known_it_still_reads_like_a_letter() -> None:
    bare = replace(BAKERY, role="", employer="", contact="")
    world = facts(interviews=(bare,), person=replace(WORLD.person, first_name=""))

    text = words(world, emails.show(world, press("emails.show", bare.id, extra="chase")))

    assert "Dear hiring team" in text
    assert "{" not in text


@pytest.mark.parametrize("kind", ["chase", "ask-for-feedback", "thank-you"])
def test_every_kind_can_be_read(kind: str) -> None:
    world = facts(interviews=(LOST if kind == "ask-for-feedback" else BAKERY,))

    assert "Kind regards" in words(world, emails.show(world, press("emails.show", extra=kind)))


def test_no_chase_after_a_recorded_result() -> None:
    decision = emails.show(WORLD, press("emails.show", LOST.id, extra="chase"))

    assert says(decision) == ["emails.answered"]


def test_a_second_chase_is_the_last_and_names_its_day() -> None:
    world = marked("chased", interview=BAKERY.id)

    decision = emails.show(world, press("emails.show", BAKERY.id, extra="chase"))

    assert says(decision)[0] == "email-second-chase"
    assert "Monday 30 November" in words(world, decision)


def test_there_is_no_third_chase() -> None:
    world = marked("chased", "chased-again", interview=BAKERY.id)

    assert says(emails.show(world, press("emails.show", BAKERY.id, extra="chase"))) == [
        "emails.twice-is-enough"
    ]


def test_feedback_is_asked_for_only_after_an_answer() -> None:
    decision = emails.show(WORLD, press("emails.show", BAKERY.id, extra="ask-for-feedback"))

    assert says(decision) == ["emails.no-answer-yet"]


def test_the_feedback_request_says_that_the_decision_is_accepted() -> None:
    decision = emails.show(WORLD, press("emails.show", LOST.id, extra="ask-for-feedback"))

    assert "I accept your decision" in words(WORLD, decision)


def test_an_application_without_interview_has_its_own_request() -> None:
    world = facts(interviews=(replace(LOST, outcome=Outcome.NOT_SHORTLISTED, day=None),))

    decision = emails.show(world, press("emails.show", LOST.id, extra="ask-for-feedback"))

    assert says(decision)[0] == "email-feedback-application"
    assert "meeting" not in words(world, decision)


def test_a_second_request_says_when_the_first_was() -> None:
    world = marked("asked-feedback", interview=LOST.id, days_ago=6)

    decision = emails.show(world, press("emails.show", LOST.id, extra="ask-for-feedback"))

    assert "which I sent on Tuesday 17 November" in words(world, decision)


@pytest.mark.parametrize(
    "mark",
    ["chased", "no-chase", "asked-feedback", "feedback-by-phone", "no-feedback", "thanked"],
)
def test_what_was_done_is_written_down(mark: str) -> None:
    decision = emails.done(WORLD, press("emails.done", BAKERY.id, extra=mark))

    assert only(decision, SetMark) == SetMark(mark, BAKERY.id)
    assert words(WORLD, decision)


def test_sent_twice_by_mistake_is_written_down_once() -> None:
    first = emails.show(WORLD, press("emails.show", BAKERY.id, extra="chase"))
    sent = follow(first, "button.sent-it")
    world = after(WORLD, emails.done(WORLD, sent))

    again = emails.done(world, sent)

    assert again.changes == ()
    assert again.toast is not None


def test_chased_again_a_week_later_is_the_second_time() -> None:
    world = marked("chased", interview=BAKERY.id, days_ago=7)

    decision = emails.done(world, press("emails.done", BAKERY.id, extra="chased"))

    assert only(decision, SetMark).name == "chased-again"


def test_not_now_leaves_it_open_and_offers_to_stop() -> None:
    decision = emails.not_now(WORLD, press("emails.not-now", LOST.id))

    assert decision.changes == ()
    assert labels(decision) == ["button.no-feedback"]


@pytest.mark.parametrize("handler", [emails.show, emails.done, emails.not_now])
def test_a_message_about_somebody_elses_interview_is_refused(handler) -> None:  # type: ignore[no-untyped-def]
    decision = handler(WORLD, press("emails.show", 4711, extra="chase"))

    assert (decision.messages, decision.changes) == ((), ())


@pytest.mark.parametrize("extra", ["", "offer", "nonsense", "album-1"])
def test_a_forged_mark_is_not_written_down(extra: str) -> None:
    assert emails.done(WORLD, press("emails.done", BAKERY.id, extra=extra)).changes == ()


def test_from_the_guide_the_fitting_interview_is_meant() -> None:
    decision = emails.show(WORLD, press("emails.show", extra="chase"))

    assert "Baker" in words(WORLD, decision)


def test_from_the_guide_with_nothing_logged_it_says_what_to_do() -> None:
    assert says(emails.show(facts(), press("emails.show", extra="chase"))) == ["emails.nothing-to-ask"]
