"""Three questions, and the one page that helps where a search sticks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from tests.cast import (
    ACME,
    BAKERY,
    LOST,
    after,
    buttons,
    command,
    facts,
    follow,
    labels,
    press,
    said,
    says,
    thing,
    words,
)

BEGIN = press("sticking.begin")


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


@pytest.mark.parametrize(
    ("answers", "page"),
    [
        (("1", "0", "3"), "not-shortlisted"),
        (("None or one", "None so far", "Neither of these"), "not-shortlisted"),
        (("4", "none", "neither of these"), "use-feedback"),
        (("three or more", "0", "1"), "close-second"),
        (("five", "0", "2"), "find-right-job"),
        (("2", "0", "3"), "keep-applying"),
        (("6", "one", "3"), "keep-going"),
    ],
)
def test_three_answers_lead_to_a_page(answers: tuple[str, ...], page: str) -> None:
    world, decision = on(facts(), BEGIN, *(said(answer) for answer in answers))

    assert says(decision) == [f"sticking.{page}"]
    assert says(on(world, said("1"))[1])[0] == page


def test_the_same_by_buttons() -> None:
    world, decision = on(facts(), BEGIN)
    for label in ("button.three-or-more", "button.no-offer", "button.felt-close"):
        world, decision = on(world, follow(decision, label))

    assert says(decision) == ["sticking.close-second"]


def test_without_an_interview_no_offer_is_asked_about() -> None:
    _, decision = on(facts(), BEGIN, said("0"))

    assert says(decision) == ["sticking.ask.feel"]


def test_what_is_recorded_is_offered_as_the_answer() -> None:
    world = facts(interviews=(BAKERY, ACME, replace(LOST, role="Cook", outcome=Outcome.OFFER)))

    world, decision = on(world, BEGIN)
    assert "[3, as noted here]" in words(world, decision)
    world, decision = on(world, follow(decision, "button.as-noted"))
    assert "[1, as noted here]" in words(world, decision)
    _, decision = on(world, said("1, as noted here"), said("3"))

    assert says(decision) == ["sticking.keep-going"]


def test_with_nothing_recorded_nothing_is_made_up() -> None:
    _, decision = on(facts(), BEGIN)

    assert "button.as-noted" not in labels(decision)


def test_the_page_and_a_human_are_a_press_away() -> None:
    world, decision = on(facts(), BEGIN, said("1"), said("0"), said("3"))

    assert buttons(decision)[0].extra == "not-shortlisted"
    assert "button.talk-to-advisor" in labels(decision)
    assert routes.decide(world, follow(decision, "button.topic")).messages


@pytest.mark.parametrize(("typed", "again"), [("purple", "number"), ("-3", "number"), ("1000", "number")])
def test_what_is_no_number_is_asked_for_again(typed: str, again: str) -> None:
    world, decision = on(facts(), BEGIN, said(typed))

    assert says(decision) == [f"sticking.again-{again}", "sticking.ask.interviews"]
    assert world.question is not None


def test_what_fits_nothing_is_asked_for_again() -> None:
    _, decision = on(facts(), BEGIN, said("3"), said("0"), said("purple"))

    assert says(decision) == ["sticking.again-feel", "sticking.ask.feel"]


def test_a_picture_leaves_the_question_open() -> None:
    _, decision = on(facts(), BEGIN, thing("photo"))

    assert says(decision)[-1] == "sticking.ask.interviews"


def test_an_old_or_forged_button_answers_nothing() -> None:
    world, first = on(facts(), BEGIN)
    world, _ = on(world, said("3"))

    for event in (follow(first, "button.two-of-them"), press("sticking.pick", 0, 1, "many")):
        decision = routes.decide(world, event)
        assert decision.toast is not None
        assert not decision.changes


def test_it_can_be_left() -> None:
    world, decision = on(facts(), BEGIN, command("/cancel"))

    assert says(decision) == ["cancel.done"]
    assert world.question is None


def test_danger_is_heard_first() -> None:
    world, decision = on(facts(), BEGIN, said("none, I want to die"))

    assert says(decision) == ["safety.card"]
    assert world.question is not None
    assert world.question.draft == {}
