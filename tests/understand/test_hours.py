"""A time of day, and two of them, as people set them."""

from __future__ import annotations

from datetime import time

import pytest

from bot.understand import hours


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("9am", time(9)), ("9", time(9)), ("6", time(18)), ("at 7.30 pm please", time(19, 30)),
        ("08:15", time(8, 15)), ("06:00", time(6)), ("noon", time(12)), ("12am", time(0)), ("12", time(12)),
        ("20", time(20)), ("25", None), ("13pm", None), ("9 or 10", None), ("morning", None), ("", None),
    ],
)  # fmt: skip
def test_one_time_of_day(words: str, clock: time | None) -> None:
    assert hours.clock(words) == clock


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("9pm to 8am", (time(21), time(8))),
        ("22:00-07:00", (time(22), time(7))),
        ("10 till 7", (time(22), time(7))),
        ("midnight to 8", (time(0), time(8))),
        ("8", None),
        ("8pm to 8pm", None),
        ("1 2 3", None),
        ("30 to 8", None),
    ],
)
def test_from_when_until_when(words: str, span: tuple[time, time] | None) -> None:
    assert hours.span(words) == span
