"""Years of people, made by chance from a number: the same number makes the same life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from bot.domain.library import Library
from tests.lives.deeds import DEEDS
from tests.lives.living import Deed, Living

WEEK = timedelta(weeks=1)
_YEAR = timedelta(days=365)
GAPS = (0, 1, 5, 20, 24, 30, 48, 60, 75, 100, 170, 24 * 35)
"""Hours between two things that happen."""
_LIKELY = (8, 8, 8, 8, 10, 10, 8, 8, 8, 6, 5, 1)
SLOWER = (1, 2, 4)
"""Some have something to tell every other day, some once a week: so many times longer are their gaps."""
HAPPENS = (*DEEDS, "blocks", "snooze", "unsnooze", "skip", "see all", "downtime")
_OFTEN = {
    "log": 6,
    "result": 4,
    "offer": 3,
    "mark": 4,
    "write": 8,
    "resume": 4,
    "snooze": 4,
    "skip": 2,
    "named": 2,
}
_RARELY = {"blocks": 0.5, "delete": 0.5, "travel": 0.5, "nation": 0.3, "unsnooze": 0.5, "downtime": 0.7}


def lived(library: Library, number: int) -> Living:
    """One year. AssertionError: a rule was broken; the number tells which life it was."""
    chance = Random(number)
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
    life = Living(library, start)
    try:
        life.live(list(_year(chance)))
    except AssertionError as error:
        raise AssertionError(f"life {number}: {error}") from error
    return life


def _year(chance: Random) -> Iterator[Deed]:
    often = [{**_OFTEN, **_RARELY}.get(what, 1.0) for what in HAPPENS]
    slower = chance.choice(SLOWER)
    passed = timedelta()
    while passed < _YEAR:
        hours = chance.choices(GAPS, _LIKELY)[0] * slower
        passed += timedelta(hours=hours)
        yield Deed(hours, chance.choices(HAPPENS, often)[0], chance.randrange(2**30))
