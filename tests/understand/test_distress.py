"""Who is in danger is seen at once, and everyday exaggeration is let be."""

import time
from pathlib import Path

import pytest

from bot.understand.distress import Distress, level
from bot.understand.phrases import Phrases, compile_phrases

HERE = Path(__file__).parent


def rows(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


CRISIS = [tuple(part.strip() for part in row.split("|", 2)) for row in rows("crisis_lines.txt")]
EVERYDAY = rows("everyday_lines.txt")


@pytest.mark.parametrize(("grade", "about", "text"), CRISIS)
def test_what_a_person_says_of_danger_is_heard(grade: str, about: str, text: str, phrases: Phrases) -> None:
    found = level(text, phrases)

    assert found.level == int(grade)
    assert about in {found.kind, "any"}


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_speech_does_not_bring_the_crisis_card(text: str, phrases: Phrases) -> None:
    assert level(text, phrases).level < 3
