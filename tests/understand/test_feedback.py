"""What feedback is about: suggested from listed phrases, and never from who somebody is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understand.feedback import themes, touched
from tests.cast import LIBRARY

PHRASES = LIBRARY.phrases_of("en-GB")
TOLD = [
    tuple(line.split(": ", 1))
    for line in (Path(__file__).parent / "touching_lines.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
"""(who, health or neither; the words)"""


@pytest.mark.parametrize(
    ("words", "theme"),
    [
        ("We would have liked more examples from your own work.", "fb-examples"),
        ("A bit rambling, you said we a lot and not I.", "fb-examples"),
        ("They weren't sure about your enthusiasm for the role… why us?", "fb-motivation"),
        ("You scored lower on the Excel test.", "fb-technical"),
        ("Your answers were hard to follow, get to the point!", "fb-communication"),
        ("You knew little about us and our values", "fb-research"),
        ("you seemed nervous and froze on question 2", "fb-nerves"),
        ("You were ten minutes late.", "fb-presentation"),
        ("Your salary expectations were above our budget.", "fb-logistics"),
        ("We couldn’t fault you. It was a close second.", "fb-nothing-wrong"),
    ],
)
def test_each_theme_is_heard_in_what_employers_say(words: str, theme: str) -> None:
    assert themes(words, PHRASES)[0] == theme


@pytest.mark.parametrize(
    "words",
    ["We went with somebody who was a better fit on the day.", "thanks", "", "🎉", "Others were stronger."],
)
def test_words_that_say_little_suggest_nothing(words: str) -> None:
    assert themes(words, PHRASES) == ()


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("They said my accent is hard to follow", "who"),
        ("Could you do something about your hair, as first impressions count", "who"),
        ("the headscarf wouldn't look smart", "who"),
        ("we wanted someone younger with more energy", "who"),
        ("they asked if I was pregnant and said availability matters", "who"),
        ("as a woman you'd struggle with the shifts", "who"),
        ("you aren't a native speaker, communication matters", "who"),
        ("my stammer made me too quiet", "health"),
        ("you avoid eye contact because you're autistic", "health"),
        ("with your disability the travel would be hard", "health"),
    ],
)
def test_a_remark_on_who_somebody_is_suggests_nothing(words: str, what: str) -> None:
    assert touched(words, PHRASES) == {what}
    assert themes(words, PHRASES) == ()


def test_the_rest_of_such_feedback_still_counts() -> None:
    words = "They mentioned my age. They also wanted more specific examples."

    assert touched(words, PHRASES) == {"who"}
    assert themes(words, PHRASES) == ("fb-examples",)


def test_praise_is_nothing_to_work_on() -> None:
    assert themes("You communicated well and were very confident, but we need more depth.", PHRASES) == (
        "fb-examples",
    )


@pytest.mark.parametrize(
    "words", ["I work in health and safety", "the packaging line", "they manage a cross-team rota"]
)
def test_ordinary_work_is_not_who_somebody_is(words: str) -> None:
    assert touched(words, PHRASES) == frozenset()


@pytest.mark.parametrize("words", [words for what, words in TOLD if what != "neither"])
def test_however_they_say_it_who_somebody_is_becomes_no_step(words: str) -> None:
    assert touched(words, PHRASES)
    assert themes(words, PHRASES) == ()


@pytest.mark.parametrize("words", [words for what, words in TOLD if what == "neither"])
def test_what_only_sounds_like_it_is_ordinary_feedback(words: str) -> None:
    assert touched(words, PHRASES) == frozenset()
