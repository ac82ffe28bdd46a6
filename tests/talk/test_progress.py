"""/progress: how far the search has come, in words that blame nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.domain.application import Application
from bot.domain.change import KeepPerson
from bot.domain.decision import File, Message, Strip
from bot.domain.interview import Outcome
from bot.talk.choices import GONE
from tests.cast import (
    ACME,
    BAKERY,
    MONDAY,
    SAM,
    after,
    command,
    facts,
    follow,
    labels,
    only,
    press,
    said,
    says,
    words,
)

SENT = tuple(Application(60 + n, SAM.id, f"Job {n}", "Fern", MONDAY - timedelta(days=n)) for n in range(3))
WORLD = facts(applications=SENT, interviews=(BAKERY, ACME))


@pytest.mark.parametrize("event", [command("/progress"), press("progress.show"), said("show my progress")])
def test_a_picture_comes_and_then_how_this_week_stands(event) -> None:  # type: ignore[no-untyped-def]
    decision = routes.decide(WORLD, event)

    picture, week = [out for out in decision.messages if not isinstance(out, Strip)]
    assert picture == File(SAM.id, "progress")
    assert isinstance(week, Message)
    assert "This week: 1 application." in words(WORLD, decision)


def test_the_other_look_is_a_press_away_and_stays() -> None:
    shown = routes.decide(WORLD, command("/progress"))
    dark = routes.decide(WORLD, follow(shown, "button.dark-picture"))
    world = after(WORLD, dark)
    light = routes.decide(world, follow(dark, "button.light-picture"))

    assert File(SAM.id, "progress") in dark.messages
    assert only(dark, KeepPerson).person == replace(SAM, dark_pictures=True)
    assert "button.dark-picture" not in labels(dark)
    assert only(light, KeepPerson).person == SAM
    assert "button.light-picture" in labels(routes.decide(world, command("/progress")))


def test_a_look_that_there_is_not_changes_nothing() -> None:
    assert routes.decide(WORLD, press("progress.look", extra="red")) == GONE


def test_an_old_button_of_the_picture_says_so_when_there_is_nothing_left_to_count() -> None:
    decision = routes.decide(facts(), press("progress.look", extra="dark"))

    assert says(decision) == ["progress.none"]


@pytest.mark.parametrize(
    ("goal", "sent", "line"),
    [
        (None, 0, "This week: none so far, and that's fine."),
        (None, 1, "This week: 1 application."),
        (2, 0, "This week: none so far. You set 2, and there's no rush."),
        (2, 1, "This week: 1 application, of the 2 you set."),
        (2, 2, "This week: 2 applications. You set 2, so that's done."),
    ],
)
def test_the_week_stands_beside_the_goal(goal: int | None, sent: int, line: str) -> None:
    old = replace(SENT[0], id=99, at=MONDAY - timedelta(days=30))
    made = (old, *(replace(SENT[0], id=70 + n) for n in range(sent)))
    world = facts(applications=made, person=replace(SAM, weekly_goal=goal))

    assert line in words(world, routes.decide(world, command("/progress")))


def test_with_nothing_noted_it_says_how_to_begin() -> None:
    decision = routes.decide(facts(), command("/progress"))

    assert says(decision) == ["progress.none"]
    assert labels(decision) == ["button.add-application", "button.set-weekly-goal"]


def test_where_a_search_sticks_can_be_asked_after_several_tries_without_an_offer() -> None:
    got = facts(applications=SENT, interviews=(replace(BAKERY, outcome=Outcome.OFFER),))

    assert "button.find-sticking-point" in labels(routes.decide(WORLD, command("/progress")))
    assert "button.find-sticking-point" not in labels(routes.decide(got, command("/progress")))
    assert "button.find-sticking-point" not in labels(routes.decide(facts(), command("/progress")))


def test_a_goal_that_is_set_can_be_changed_from_here() -> None:
    world = replace(WORLD, person=replace(SAM, weekly_goal=2))

    assert "button.change-goal" in labels(routes.decide(world, command("/progress")))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Set a weekly goal", "goal.ask"),
        ("3", "sticking.ask.interviews"),
        ("add an application", "applied.ask"),
        ("get a dark picture", "progress.week"),
        ("4", "progress.week"),
    ],
)
def test_what_can_be_done_next_can_be_typed(typed: str, shown: str) -> None:
    world = after(WORLD, routes.decide(WORLD, command("/progress")))

    assert says(routes.decide(world, said(typed))) == [shown]
