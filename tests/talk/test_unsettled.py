"""A page can lead to the decision date of an open interview, and close one that was never answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.change import Ask, KeepInterview
from bot.domain.interview import Outcome
from bot.talk import unsettled
from tests.cast import ACME, BAKERY, LOST, after, buttons, facts, follow, only, press, said, says

ONE = facts(interviews=(BAKERY, LOST))
TWO = facts(interviews=(BAKERY, ACME))


def test_the_date_is_asked_about_the_one_open_interview() -> None:
    decision = unsettled.decision(ONE, press("log.decision"))

    assert says(decision) == ["log.ask.decision"]
    assert only(decision, Ask).question.about == BAKERY.id


def test_the_date_is_shown_back_and_kept() -> None:
    world = after(ONE, unsettled.decision(ONE, press("log.decision")))
    check = routes.decide(world, said("3 December"))

    saved = routes.decide(after(world, check), follow(check, "button.right"))

    kept = only(saved, KeepInterview).interview
    assert (kept.id, str(kept.decision_day)) == (BAKERY.id, "2026-12-03")


def test_of_several_open_interviews_the_person_says_which() -> None:
    which = unsettled.decision(TWO, press("log.decision"))

    assert says(which) == ["log.decision-which"]
    assert [button.id for button in buttons(which)] == [ACME.id, BAKERY.id]
    world = after(TWO, which)
    assert only(routes.decide(world, said("2")), Ask).question.about == BAKERY.id


def test_the_interview_that_the_page_was_about_is_meant() -> None:
    decision = unsettled.decision(TWO, press("log.decision", ACME.id))

    assert only(decision, Ask).question.about == ACME.id


def test_with_nothing_open_an_interview_is_asked_for_first() -> None:
    decision = unsettled.decision(facts(interviews=(LOST,)), press("log.decision", LOST.id))

    assert says(decision)[0] == "log.decision-unlogged"
    assert only(decision, Ask).question.name == "log"


def test_no_reply_is_written_down_at_once_where_the_job_is_clear() -> None:
    decision = unsettled.no_reply(TWO, press("guide.no-reply", BAKERY.id))

    assert only(decision, KeepInterview).interview.outcome is Outcome.NO_REPLY


def test_else_no_reply_is_confirmed_first() -> None:
    decision = unsettled.no_reply(ONE, press("guide.no-reply"))

    assert not [change for change in decision.changes if isinstance(change, KeepInterview)]
    assert follow(decision, "button.note-it").id == BAKERY.id


def test_of_several_that_wait_the_person_says_which_never_answered() -> None:
    world = facts(interviews=(BAKERY, replace(BAKERY, id=12)))

    decision = unsettled.no_reply(world, press("guide.no-reply", LOST.id))

    assert {button.extra for button in buttons(decision)} == {"no-reply"}


@pytest.mark.parametrize(
    "line", ["they'll let me know by 3 December", "they said by 3 December", "I should hear by 3 December"]
)
def test_a_date_told_in_a_sentence_is_shown_back_for_the_job_that_waits(line: str) -> None:
    shown = routes.decide(ONE, said(line))

    saved = routes.decide(after(ONE, shown), follow(shown, "button.right"))

    kept = only(saved, KeepInterview).interview
    assert (kept.id, str(kept.decision_day)) == (BAKERY.id, "2026-12-03")


@pytest.mark.parametrize(
    "line",
    [
        "i rang them and they said 3 December",
        "I've spoken to the office and they say they will decide on 3 December",
        "the manager told me I'd hear by 3 December",
        "just had an email, they'll let everyone know on the 3rd of December",
        "they've pushed the decision back to 3 December",
        "the decision has been delayed until the 3rd of December",
        "chased them and the lady said it will be 3 December",
    ],
)
def test_who_was_asked_and_who_said_it_is_no_employer(line: str) -> None:
    check = routes.decide(ONE, said(line))

    assert only(check, Ask).question.about == BAKERY.id
    assert only(check, Ask).question.draft["decision-day"] == "2026-12-03"
    assert only(check, Ask).question.draft["employer"] == BAKERY.employer


def test_of_several_jobs_the_date_is_for_the_one_that_is_named_or_has_none_yet() -> None:
    for_named = routes.decide(TWO, said(f"they'll tell me about {ACME.employer} by 18 December"))
    for_undated = routes.decide(TWO, said("they'll tell me by 18 December"))

    assert only(for_named, Ask).question.about == ACME.id
    assert only(for_undated, Ask).question.about == BAKERY.id


def test_a_date_that_cannot_be_is_asked_about() -> None:
    assert says(routes.decide(ONE, said("they'll tell me by 3 March 2019"))) == ["log.ask.decision"]


def test_without_an_open_interview_a_date_is_about_nothing() -> None:
    assert unsettled.told(facts(interviews=(LOST,)), said("they'll let me know by 3 December")) is None
