"""Every button that can be reached from any stage is answered: pressed, typed and stale."""

from __future__ import annotations

import os
from functools import cache

from bot import routes
from tests.cast import LIBRARY
from tests.walk.people import STAGES, world
from tests.walk.walker import Walk

DEEP = int(os.environ.get("WALK_DEEP", "0"))
"""How many presses further than usual: an evening's walk, not one for every change."""
DEPTH, OWN = 6 + DEEP, 1 + DEEP

FULL_STOPS = {
    "calendar.left-over",  # their own calendar is theirs to tidy; what was asked for has been answered before
    "export.rests",  # says when there is a copy again
    "plan.kept", "plan.retired",  # thanks for an answer to a question of ours
    "replied.good-luck-now",  # the interview is about to begin
    "result.left-today",  # they wish to be left alone
    "support.nation", "support.abroad", "support.access",  # helplines: nothing else asks for attention
    "advisor.none-england", "advisor.none-scotland", "advisor.none-wales", "advisor.none-northern-ireland",
    "advisor.none-ireland", "advisor.none-uk",  # who can help instead of us
}  # fmt: skip
"""Words after which there is nothing to do, on purpose."""
ADDRESSES = {
    "applied.show", "applying.show", "diary.show", "guide.back", "guide.find", "notes.closed", "nudges.show",
    "offer.begin", "plan.ended", "plan.show", "plan.themes", "prepare.show", "sticking.show",
}  # fmt: skip
"""What shows an open menu once more to whoever types; no button does it."""
UNUSED = {"see-my-plan", "show-emails", "show-nudges"}
"""Buttons that editors may put under a text; none of ours has them now."""


@cache
def walked() -> Walk:
    """One walk through all stages."""
    walk = Walk(DEPTH, OWN)
    for stage in STAGES:
        walk.through(world(stage))
    for stage in STAGES if DEEP else list(STAGES)[::8]:
        walk.stale(world(stage), stage)
    return walk


def test_every_press_is_answered_with_words_that_telegram_takes_and_a_person_can_read() -> None:
    assert walked().wrongs == {}


def test_what_stands_on_a_button_does_the_same_when_it_is_typed() -> None:
    assert walked().untyped == {}


def test_no_path_ends_without_a_way_on() -> None:
    assert {say: path for say, path in walked().ends.items() if say not in FULL_STOPS} == {}


def test_every_action_is_pressed_on_the_way() -> None:
    assert set(routes.BUTTONS) - set(walked().actions) <= ADDRESSES


def test_every_button_of_the_content_is_shown_somewhere() -> None:
    unseen = {name for name in LIBRARY.choices if f"button.{name}" not in walked().labels}

    assert unseen <= UNUSED
