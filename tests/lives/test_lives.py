"""More than ten people over 120 days each, told as they would read them, and judged by what was received."""

from __future__ import annotations

import asyncio
import os
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

pytestmark = pytest.mark.xdist_group("ten lives")


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


def test_in_ten_lives_every_journey_comes_and_every_way_to_end_is_met() -> None:
    lives = [seen(file) for file in LIVES]
    arrivals = [arrival for life in lives for arrival in life.arrivals]
    journeys = {step.partition("/")[0] for step in STEPS}

    met = {arrival.step.partition("/")[0] for arrival in arrivals}
    ways = {(key.split("/")[1], fate) for life in lives for key, fate, _ in life.ends}
    assert met == journeys
    assert journeys - {journey for journey, fate in ways if fate is Fate.CANCELLED} == set()
    assert {fate for _, fate in ways} >= {Fate.CANCELLED, Fate.MERGED, Fate.EXPIRED, Fate.SKIPPED}
    assert [arrival for arrival in arrivals if Key(arrival.key).times], "never put off"
    assert [arrival for arrival in arrivals if arrival.step == "silence/pause-all"], "never ignored"


def test_in_ten_lives_there_is_downtime_and_several_clocks_and_nations() -> None:
    written = [file.read_text(encoding="utf-8") for file in LIVES]
    people = [arrival.then.person for file in LIVES for arrival in seen(file).arrivals]

    assert len(LIVES) >= 10
    assert any("\naway " in story for story in written)
    assert len({person.zone for person in people}) >= 2
    assert {person.nation for person in people} >= {"GB-ENG", "GB-SCT", "GB-NIR", "IE"}
