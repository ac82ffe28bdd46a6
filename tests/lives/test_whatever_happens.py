"""Whatever a person does, and whatever happens to us: no nudge breaks a rule, and each ends in one state."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.library import Library
from tests.domain.nudged import at, shipped
from tests.lives import years
from tests.lives.judge import STEPS
from tests.lives.living import Deed, Living


@lru_cache(maxsize=1)
def library() -> Library:
    return Library(journeys=shipped())


deed = st.builds(
    Deed,
    st.sampled_from(years.GAPS),
    st.sampled_from(years.HAPPENS),
    st.integers(min_value=0, max_value=2**20),
)


@given(st.lists(deed, max_size=40), st.integers(min_value=0, max_value=52))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_nudge_breaks_a_rule(life: list[Deed], weeks: int) -> None:
    Living(library(), at("2026-03-02 09:40") + weeks * years.WEEK).live(life)


def test_the_judge_knows_every_step_that_ships() -> None:
    shipping = {f"{j.name}/{step.id}" for j in library().journeys.values() for step in j.steps}

    assert shipping == set(STEPS)


def test_a_year_meets_most_of_what_there_is() -> None:
    met = {arrival.step for number in range(3) for arrival in years.lived(library(), number).arrivals}

    assert len(met) > len(STEPS) / 2
