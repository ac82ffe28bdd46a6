"""Which day of an offer a sentence tells."""

import pytest

from bot.understand.offer import tells_day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("I start on 4 January", "start"),
        ("I'm starting on Monday", "start"),
        ("I'll start in two weeks", "start"),
        ("my first day is 4 January", "start"),
        ("start date: 4 Jan", "start"),
        ("they want an answer by Friday", "reply-by"),
        ("I have until Tuesday", "reply-by"),
        ("I need to let them know by the 3rd", "reply-by"),
        ("when do I start?", ""),
        ("what if I start on Monday", ""),
        ("they start interviews on Monday", ""),
        ("it was a good first interview", ""),
    ],
)
def test_the_day_is_known_by_its_words(words: str, day: str) -> None:
    assert tells_day(words) == day
