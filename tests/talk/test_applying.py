"""The small steps for applying end when somebody says so, and come back when they are wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.change import ClearMark, SetMark
from bot.domain.etiquette import upcoming
from bot.domain.facts import Facts
from tests.cast import LOST, after, command, facts, follow, labels, only, press, said, says, words

WORLD = facts(interviews=(LOST,))


def ended(world: Facts = WORLD) -> Facts:
    return after(world, routes.decide(world, press("applying.stop")))


@pytest.mark.parametrize("line", ["no more of these", "No more of these", "stop telling me to apply"])
def test_they_end_in_words_too(line: str) -> None:
    decision = routes.decide(WORLD, said(line))

    assert only(decision, SetMark) == SetMark("no-applying")
    assert says(decision) == ["applying.stopped"]


def test_none_of_them_waits_then_and_the_others_do() -> None:
    journeys = {nudge.journey for nudge in upcoming(ended())}

    assert "keep-applying" not in journeys
    assert "ask-feedback" in journeys


@pytest.mark.parametrize("line", ["/nudges", "/progress"])
def test_they_can_be_had_back_from_where_one_looks(line: str) -> None:
    world = ended()

    shown = routes.decide(world, command(line))
    back = routes.decide(world, follow(shown, "button.start-applying-again"))

    assert only(back, ClearMark) == ClearMark("no-applying")
    assert "The next one is on" in words(world, back)


def test_after_setting_a_goal_they_can_be_had_back() -> None:
    assert "button.start-applying-again" in labels(routes.decide(ended(), command("/goal 2")))
    assert "button.start-applying-again" not in labels(routes.decide(WORLD, command("/goal 2")))


def test_the_list_of_nudges_offers_to_end_them() -> None:
    shown = routes.decide(WORLD, command("/nudges"))

    assert says(routes.decide(WORLD, follow(shown, "button.no-more-applying"))) == ["applying.stopped"]


def test_a_press_twice_changes_nothing_more() -> None:
    world = ended()

    assert not [c for c in routes.decide(world, press("applying.stop")).changes if isinstance(c, SetMark)]
    assert not routes.decide(replace(world, marks=()), press("applying.start")).changes
