"""Each usual reason for a no has an honest answer, one thing to do, and a page behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.facts import Mark
from bot.domain.interview import Outcome
from bot.talk import outcomes, why
from tests.cast import LOST, MONDAY, buttons, command, facts, follow, labels, press, said, says, words
from tests.talk.shelf import guided

WORLD = guided(interviews=(LOST,))


def test_the_reasons_are_named_and_not_knowing_comes_last() -> None:
    decision = why.menu(WORLD, press("why.menu", LOST.id))

    assert [button.extra for button in buttons(decision)] == ["the-click", "ghosted", "dont-know"]
    assert "[I don't know]" in words(WORLD, decision)


def test_a_reason_has_its_answer_its_action_and_its_page() -> None:
    decision = why.show(WORLD, press("why.show", LOST.id, extra="the-click"))

    assert says(decision) == ["reframe-the-click"]
    assert labels(decision) == ["button.practise-warm-opening", "button.read-more", "button.another-reason"]
    assert follow(decision, "button.read-more").extra == "the-click"


def test_what_can_be_done_is_about_the_job_that_was_asked_about() -> None:
    decision = why.show(WORLD, press("why.show", LOST.id, extra="ghosted"))

    assert follow(decision, "button.mark-no-reply").id == LOST.id


def test_a_reason_without_a_page_still_leads_on() -> None:
    assert labels(why.show(WORLD, press("why.show", extra="dont-know"))) == ["button.another-reason"]


@pytest.mark.parametrize("extra", ["", "nonsense", "close-second", "../secret"])
def test_a_reason_that_is_not_there_leads_nowhere(extra: str) -> None:
    assert says(why.show(WORLD, press("why.show", extra=extra))) == []


def test_somebody_elses_interview_is_not_spoken_of() -> None:
    decision = why.menu(WORLD, press("why.menu", 4711))

    assert {button.id for button in buttons(decision)} == {0}


def test_without_any_reason_written_the_page_on_the_whole_is_shown() -> None:
    decision = why.why(facts(), command("/why"))

    assert says(decision) == ["why-not-me"] or says(decision) == ["why.menu"]


def test_after_a_no_why_is_one_press_away() -> None:
    shown = outcomes.said(WORLD, LOST, 2)

    assert next(b for row in shown.buttons for b in row if b.action == "why.menu").id == LOST.id


UNSEEN = replace(LOST, outcome=Outcome.NOT_SHORTLISTED, day=None, clock=None)


def test_an_application_that_led_nowhere_has_reasons_of_its_own() -> None:
    world = facts(interviews=(UNSEEN,))

    decision = why.menu(world, press("why.menu", UNSEEN.id))

    assert [button.extra for button in buttons(decision)] == list(why.ON_PAPER)


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("reason", why.ON_PAPER)
def test_no_reason_on_paper_speaks_of_a_talk_that_never_was(reason: str, turn: int) -> None:
    world = facts(interviews=(UNSEEN,), marks=(Mark(f"read-{turn}-reframe-{reason}", 0, MONDAY),))

    decision = why.show(world, press("why.show", UNSEEN.id, extra=reason))

    shown = words(world, decision).casefold()
    assert not any(word in shown for word in ("interview", "talked to you", "met you and", "answers"))
    assert {button.id for button in buttons(decision)} == {UNSEEN.id}


@pytest.mark.parametrize("line", ["why didn't they choose me?", "why wasn't I picked", "why did they say no"])
def test_why_can_be_asked_in_words(line: str) -> None:
    assert says(routes.decide(WORLD, said(line))) == ["why.menu"]
