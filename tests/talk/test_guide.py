"""Guidance is shown when asked for, and nothing else is shown by its button."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.talk import guide
from tests.cast import LIBRARY, LOST, buttons, facts, labels, press, says, words

TOPICS = sorted(name for name, entry in LIBRARY.texts["en-GB"].items() if entry.shelf == "guidance")


def test_there_is_guidance() -> None:
    assert "waiting" in TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_fits_a_phone_screen(topic: str) -> None:
    world = facts()

    text = words(world, guide.topic(world, topic)).split("\n[")[0]

    assert 150 < len(text) <= 700


def test_its_buttons_speak_of_the_interview_it_came_from() -> None:
    world = facts(interviews=(LOST,))

    decision = guide.show(world, press("guide.show", LOST.id, extra="why-not-me"))

    assert [button.id for button in buttons(decision)] == [LOST.id]


def test_no_advisor_is_offered_where_there_is_none() -> None:
    assert labels(guide.topic(facts(desk=None), "rejected-today")) == []


@pytest.mark.parametrize("name", ["", "nonsense", "email-chase", "log.check", "nudge-chase", "../secret"])
def test_only_guidance_can_be_opened(name: str) -> None:
    decision = guide.show(facts(), press("guide.show", extra=name))

    assert says(decision) == []


def test_every_topic_has_a_day_on_which_it_is_looked_at_again() -> None:
    mine = Path(__file__).parents[2] / "content" / "guidance" / "en-GB"

    assert all("review_by:" in page.read_text() for page in mine.glob("*.md"))
