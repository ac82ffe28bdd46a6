"""Whatever happens in whatever order, what was promised holds; a bot with a mistake in it is found out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.river.machine import Life
from tests.river.mistakes import MISTAKES

LIVES = 50


@pytest.mark.timeout(300)
def test_whatever_happens_the_promises_hold(kind: type[Life]) -> None:
    chosen = settings(
        max_examples=LIVES,
        stateful_step_count=16,
        derandomize=True,  # the same lives each time; `make soak` has others
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(kind, settings=chosen)


# --- a bot with a mistake in it ----------------------------------------------------------------------


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_out_and_nothing_is_where_there_is_none(
    kind: type[Life], monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    where, name, wrong, lived, found = MISTAKES[mistake]
    _live(kind, lived)
    monkeypatch.setattr(where, name, wrong)

    with pytest.raises((AssertionError, ExceptionGroup), match=found):
        _live(kind, lived)


def _live(kind: type[Life], lived: Callable[[Life], None]) -> None:
    """One life, in which this happens."""
    life = kind()
    life.begin(seed=0)
    try:
        lived(life)
        life.nothing_went_wrong_at_the_receiver()
        life.what_was_acknowledged_is_kept_once()
    finally:
        life.teardown()
