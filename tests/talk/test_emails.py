"""Ready messages: the text alone in its own message, then what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.change import KeepInterview, SetMark
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Outcome
from bot.talk import emails, result
from bot.talk.letters import LETTERS
from tests.cast import (
    ACME,
    BAKERY,
    LOST,
    MONDAY,
    after,
    buttons,
    facts,
    follow,
    labels,
    only,
    press,
    says,
    strips,
    words,
)
from tests.talk.shelf import guided

WORLD = facts(interviews=(BAKERY, LOST))


def marked(*names: str, interview: int, days_ago: int = 0) -> Facts:
    at = MONDAY - timedelta(days=days_ago)
    return replace(WORLD, marks=tuple(Mark(name, interview, at) for name in names))


def test_a_ready_message_stands_alone_and_its_buttons_come_after_it() -> None:
    decision = emails.show(WORLD, press("emails.show", BAKERY.id, extra="chase"))

    assert says(decision) == ["email-chase", "emails.copy"]
    assert (labels(decision)[0], labels(decision)[-1]) == ("button.sent-it", "button.no-chase")
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


def test_from_the_guide_with_nothing_logged_the_message_names_no_job() -> None:
    world = facts()

    decision = emails.show(world, press("emails.show", extra="chase"))

    assert says(decision) == ["email-chase", "emails.copy-unlogged"]
    assert labels(decision)[-1] == "button.log-interview"
    assert "Dear hiring team" in words(world, decision)


def test_the_page_that_led_here_keeps_its_buttons() -> None:
    assert strips(emails.show(WORLD, press("emails.show", extra="chase"))) == []


# --- every kind -------------------------------------------------------------------------------------

OFFERED = replace(ACME, day=BAKERY.day, outcome=Outcome.OFFER, outcome_at=MONDAY)
AT_LAST = guided(interviews=(BAKERY, replace(LOST, id=10), OFFERED, replace(ACME, id=11)))


@pytest.mark.parametrize("kind", LETTERS)
def test_no_kind_leads_nowhere(kind: str) -> None:
    for world in (AT_LAST, guided()):
        decision = emails.show(world, press("emails.show", extra=kind))

        assert decision.messages
        assert labels(decision)
        assert "{" not in words(world, decision)


@pytest.mark.parametrize(
    ("kind", "interview"),
    [("accept", 7), ("decline", 7), ("start-date", 7), ("stay-in-touch", 10), ("one-question", 10)],
)
def test_a_message_is_about_the_job_that_it_fits(kind: str, interview: int) -> None:
    decision = emails.show(AT_LAST, press("emails.show", BAKERY.id, extra=kind))

    assert follow(decision, "button.sent-it").id == interview


def test_where_several_jobs_fit_the_person_says_which() -> None:
    second = replace(OFFERED, id=12, role="Cook", employer="Crumbs")
    world = guided(interviews=(OFFERED, second))

    which = emails.show(world, press("emails.show", extra="accept"))

    assert says(which) == ["emails.which"]
    assert [button.id for button in buttons(which)] == [12, OFFERED.id]
    chosen = buttons(which)[0]
    decision = emails.show(world, press(chosen.action, chosen.id, extra=chosen.extra))
    assert "about Cook" in words(world, decision)


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("accept", "accepted"),
        ("decline", "declined"),
        ("start-date", "asked-start-date"),
        ("stay-in-touch", "stayed-in-touch"),
        ("one-question", "asked-one-question"),
    ],
)
def test_what_was_sent_is_written_down_and_leads_on(kind: str, mark: str) -> None:
    shown = emails.show(AT_LAST, press("emails.show", extra=kind))

    decision = emails.done(AT_LAST, follow(shown, "button.sent-it"))

    assert only(decision, SetMark).name == mark
    assert words(AT_LAST, decision)


def test_after_a_yes_the_first_day_comes_next() -> None:
    decision = emails.done(AT_LAST, press("emails.done", OFFERED.id, extra="accepted"))

    assert buttons(decision)[0].action == "offer.ask-day"
    assert says(decision)[0] == "offer.done.accepted"


def test_an_offer_that_was_declined_needs_no_more_messages() -> None:
    world = replace(AT_LAST, marks=(Mark("declined", OFFERED.id, MONDAY),))

    assert says(emails.show(world, press("emails.show", extra="accept")))[-1] == "emails.copy-unlogged"


def test_pulling_out_is_recorded_when_the_message_has_gone() -> None:
    world = guided(interviews=(BAKERY,))
    shown = emails.show(world, press("emails.show", extra="withdraw"))

    decision = result.record(world, follow(shown, "button.sent-it"))

    assert only(decision, KeepInterview).interview.outcome is Outcome.WITHDREW


def test_the_phone_script_ends_with_what_they_said() -> None:
    shown = emails.show(AT_LAST, press("emails.show", extra="phone-script"))

    decision = emails.done(AT_LAST, follow(shown, "button.told-by-phone"))

    assert only(decision, SetMark) == SetMark("feedback-by-phone", 10)


def test_a_reminder_can_be_asked_for_though_the_first_was_not_noted() -> None:
    decision = emails.show(WORLD, press("emails.show", LOST.id, extra="feedback-reminder"))

    assert says(decision)[0] == "email-second-feedback"
    assert follow(decision, "button.sent-it").extra == "asked-feedback-again"


def test_after_silence_feedback_is_asked_for_without_thanking_for_an_answer() -> None:
    world = guided(interviews=(replace(LOST, outcome=Outcome.NO_REPLY),))

    decision = emails.show(world, press("emails.show", LOST.id, extra="ask-for-feedback"))

    assert says(decision)[0] == "email-feedback-after-silence"
    assert follow(decision, "button.sent-it").extra == "asked-feedback"


# --- other wordings ----------------------------------------------------------------------------------


def test_a_message_can_be_shorter_or_more_formal_and_usual_again() -> None:
    world = guided(interviews=(BAKERY,))
    usual = emails.show(world, press("emails.show", BAKERY.id, extra="chase"))

    shorter = emails.show(world, follow(usual, "button.shorter"))
    formal = emails.show(world, follow(shorter, "button.more-formal"))
    again = emails.show(world, follow(formal, "button.usual-wording"))

    told = [says(decision)[0] for decision in (usual, shorter, formal, again)]
    assert told == ["email-chase", "email-chase.shorter", "email-chase.formal", "email-chase"]
    assert labels(shorter) == [
        "button.sent-it",
        "button.usual-wording",
        "button.more-formal",
        "button.no-chase",
    ]


def test_a_wording_that_nobody_wrote_is_not_offered() -> None:
    decision = emails.show(AT_LAST, press("emails.show", extra="accept"))

    assert labels(decision) == ["button.sent-it"]


@pytest.mark.parametrize("extra", ["chase.louder", "chase.20261203.x", "more-time.99999999", ".", "accept.."])
def test_a_forged_wording_leads_nowhere(extra: str) -> None:
    assert says(emails.show(AT_LAST, press("emails.show", extra=extra))) == []


# --- from a page, about no job in particular ---------------------------------------------------------


def test_chased_said_on_a_page_is_noted_for_the_one_job_it_can_be_about() -> None:
    decision = emails.done(WORLD, press("emails.done", extra="chased"))

    assert only(decision, SetMark) == SetMark("chased", BAKERY.id)


def test_of_several_jobs_the_person_says_which_was_chased() -> None:
    world = facts(interviews=(BAKERY, replace(BAKERY, id=13)))

    which = emails.done(world, press("emails.done", extra="chased"))

    assert says(which) == ["emails.which"]
    assert {(button.action, button.extra) for button in buttons(which)} == {("emails.done", "chased")}


def test_chased_with_nothing_logged_says_what_to_do() -> None:
    assert says(emails.done(facts(), press("emails.done", extra="chased"))) == ["emails.nothing-to-ask"]
