"""Fourteen people over 120 days each, told as they would read them, and judged by what was received."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import pytest

from bot import app
from bot.domain.library import Library
from bot.domain.nudge import Fate, Key
from bot.settings import CONTENT
from tests.lives import judge
from tests.lives.judge import STEPS
from tests.lives.onlooker import Seen, played
from tests.test_stories import difference

LIVES = sorted((Path(__file__).parents[1] / "stories" / "lives").glob("*.txt"))
UPDATE = bool(os.environ.get("UPDATE_STORIES"))


class Way(StrEnum):
    """What can become of a journey's nudges."""

    COMES = "comes"
    IGNORED = "ignored"
    """It came, and nothing was heard of its person for days."""
    OFF = "called off"
    TOGETHER = "told together"
    """By [See all for today]."""
    LATER = "put off"
    """It came when its person had wished for it."""


JOURNEYS = sorted({step.partition("/")[0] for step in STEPS})
NEVER = {
    "first-day": {Way.TOGETHER: "nothing holds its steps up: they come outside the count of a day"},
    "silence": {Way.TOGETHER: "whoever presses a button has answered"},
}
"""What the rules make impossible, and why."""


def ways(life: Seen, journey: str) -> Iterator[Way]:
    """What became of one journey's nudges in a life."""
    for arrival in life.arrivals:
        if arrival.step.startswith(f"{journey}/"):
            yield Way.COMES
            if life.ignored(arrival):
                yield Way.IGNORED
            if Key(arrival.key).times:
                yield Way.LATER
    ended = {Fate.CANCELLED: Way.OFF, Fate.MERGED: Way.TOGETHER}
    yield from (ended[fate] for key, fate, _ in life.ends if key.split("/")[1] == journey and fate in ended)


@lru_cache(maxsize=1)
def library() -> Library:
    return app.words(CONTENT)


@lru_cache(maxsize=len(LIVES))
def seen(file: Path) -> Seen:
    return asyncio.run(played(file.read_text(encoding="utf-8"), library()))


@pytest.mark.parametrize("file", LIVES, ids=lambda file: file.stem)
def test_the_life_is_told_as_it_is_written(file: Path) -> None:
    written, told = file.read_text(encoding="utf-8"), seen(file).told

    if UPDATE:
        file.write_text(told, encoding="utf-8")
        return
    assert told == written, difference(written, told)
    assert "    rejected:" not in told


@pytest.mark.parametrize("file", LIVES, ids=lambda file: file.stem)
def test_no_rule_of_good_manners_is_broken(file: Path) -> None:
    life = seen(file)

    assert judge.broken(life.arrivals) == []
    assert life.waits == []
    assert [end for end in life.ends if end[1].ended and end[1] is not Fate.SENT and not end[2]] == []


@pytest.mark.parametrize("journey", JOURNEYS)
def test_in_these_lives_every_journey_comes_is_ignored_called_off_told_together_and_put_off(
    journey: str,
) -> None:
    met = {way for file in LIVES for way in ways(seen(file), journey)}
    never = NEVER.get(journey, {})

    assert met | set(never) == set(Way), f"nobody has it {set(Way) - met - set(never)}"
    assert not met & set(never), f"it can be: {met & set(never)}"


def test_in_these_lives_every_way_to_end_is_met() -> None:
    lives = [seen(file) for file in LIVES]
    arrivals = [arrival for life in lives for arrival in life.arrivals]

    ends = {fate for life in lives for _, fate, _ in life.ends}
    assert ends >= {Fate.CANCELLED, Fate.MERGED, Fate.EXPIRED, Fate.SKIPPED}
    assert [arrival for arrival in arrivals if arrival.step == "silence/pause-all"], "nobody gives up"


def test_in_ten_lives_there_is_downtime_and_several_clocks_and_nations() -> None:
    written = [file.read_text(encoding="utf-8") for file in LIVES]
    people = [arrival.then.person for file in LIVES for arrival in seen(file).arrivals]

    assert len(LIVES) >= 10
    assert any("\naway " in story for story in written)
    assert len({person.zone for person in people}) >= 2
    assert {person.nation for person in people} >= {"GB-ENG", "GB-SCT", "GB-NIR", "IE"}
