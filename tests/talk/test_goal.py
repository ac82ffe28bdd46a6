"""/goal: a number a week that is the person's own, to set, to change and to drop without a word of blame."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from tests.cast import SAM, after, command, facts, follow, labels, press, said, says, thing, words

WITH_GOAL = facts(person=replace(SAM, weekly_goal=3))


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


@pytest.mark.parametrize(
    ("typed", "goal"),
    [
        ("2", 2),
        ("Two a week", 2),
        ("about 4 a week", 4),
        ("one", 1),
        ("50", 50),
        ("0", None),
        ("none", None),
        ("no", None),
    ],
)
def test_a_number_is_that_many_a_week(typed: str, goal: int | None) -> None:
    world, _ = on(WITH_GOAL, command("/goal"), said(typed))

    assert world.person.weekly_goal == goal
    assert world.question is None


def test_the_command_alone_is_enough() -> None:
    world, decision = on(facts(), command("/goal 1"))

    assert world.person.weekly_goal == 1
    assert "Your goal is 1 application a week." in words(world, decision)


def test_a_page_that_speaks_of_a_goal_leads_here() -> None:
    world, decision = on(facts(), press("goal.ask"))
    assert labels(decision) == ["button.goal-1", "button.goal-2", "button.goal-3", "button.goal-5"]

    world, _ = on(world, follow(decision, "button.goal-2"))

    assert world.person.weekly_goal == 2


def test_a_goal_is_told_changed_and_dropped() -> None:
    world, decision = on(WITH_GOAL, command("/goal"))
    assert "Now it's 3 applications a week." in words(world, decision)
    assert "button.goal-3" not in labels(decision)

    world, decision = on(world, follow(decision, "button.drop-goal"))

    assert world.person.weekly_goal is None
    assert says(decision) == ["goal.dropped"]


def test_a_goal_beyond_measure_is_asked_about_again() -> None:
    world, decision = on(facts(), command("/goal"), said("400"))
    assert says(decision) == ["goal.many"]

    world, _ = on(world, said("4"))

    assert world.person.weekly_goal == 4


def test_what_is_no_number_is_asked_for_again() -> None:
    world, decision = on(facts(), command("/goal"), said("purple"))

    assert says(decision) == ["goal.again"]
    assert world.person.weekly_goal is None
    assert says(on(world, thing("photo"))[1])[-1] == "goal.ask"


@pytest.mark.parametrize("extra", ["", "x", "999", "-1", "²"])
def test_a_forged_button_sets_nothing(extra: str) -> None:
    assert routes.decide(facts(), press("goal.pick", extra=extra)).changes == ()


def test_a_button_takes_no_other_question_away() -> None:
    world, decision = on(facts(), command("/goal"))
    world, _ = on(world, command("/log Baker at Crumbs"))
    before = world.question

    world, _ = on(world, follow(decision, "button.goal-2"))

    assert world.question == before


def test_it_can_be_left() -> None:
    world, decision = on(WITH_GOAL, command("/goal"), command("/cancel"))

    assert says(decision) == ["cancel.done"]
    assert world.person.weekly_goal == 3
