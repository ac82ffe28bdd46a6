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


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(CRISIS) >= 80
    assert len(EVERYDAY) >= 60


def test_a_statement_about_oneself_outweighs_every_idiom_beside_it(phrases: Phrases) -> None:
    text = "That panel was killing me lol, nearly died of embarrassment in the interview. I want to die."

    assert level(text, phrases).kind == "self"


def test_it_is_heard_in_the_middle_of_a_long_cheerful_message(phrases: Phrases) -> None:
    cheer = "The panel was lovely and I think it went well. " * 20

    assert level(cheer + "I'm going to end my life on Friday. " + cheer, phrases).level == 3


def test_it_is_heard_in_a_long_message_without_a_full_stop(phrases: Phrases) -> None:
    cheer = "the panel was lovely and i think it went well and " * 20

    assert level(cheer + "i want to kill myself and " + cheer, phrases).level == 3


def test_an_idiom_needs_work_beside_it(phrases: Phrases) -> None:
    assert level("kill me now", phrases).level == 3
    assert level("kill me now, another application form", phrases).level == 0


def test_the_rule_that_told_is_named_and_the_words_are_not(phrases: Phrases) -> None:
    found = level("my secret words: I want to die", phrases)

    assert found.rule is not None
    assert found.rule.startswith("crisis-self.txt:")
    assert "secret" not in found.rule


def test_a_calm_text_is_calm(phrases: Phrases) -> None:
    assert level("", phrases) == level("See you on Monday", phrases) == Distress(0)


def test_a_message_of_full_length_is_read_at_once(phrases: Phrases) -> None:
    text = ("Had a lovely interview today, the panel was nice and they asked about my experience. " * 50)[
        :4096
    ]
    level(text, phrases)

    started = time.perf_counter()
    for _ in range(10):
        level(text, phrases)

    assert (time.perf_counter() - started) / 10 < 0.05  # about 2 ms where nothing else runs


@pytest.mark.parametrize(
    "piece", ["a", "k i ", "kill ", "i want to ", "*", "k*ll ", "... ", "me he she ", "\u0301", "not "]
)
def test_no_text_makes_it_slow(piece: str, phrases: Phrases) -> None:
    text = (piece * 4096)[:4096]

    started = time.perf_counter()
    level(text, phrases)

    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("want to (die", "«(» is never closed"),
        ("want to die)", "«)» without its beginning"),
        ("{nobody} wants", "no set {nobody} in sets.txt"),
        ("[perhaps]", "nothing in it that must be there"),
        ("(just|die)", "an empty option"),
        ("die $ now", "«$» is no word"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"crisis-self\.txt:2: ") as told:
        compile_phrases({"crisis-self": f"# remark\n{line}\n"})

    assert reason in str(told.value)


def test_every_mistake_is_told_at_once() -> None:
    files = {"crisis-self.txt": "(a\nfine\n(b", "sets.txt": "no set", "spelling.txt": "no colon"}

    with pytest.raises(ValueError, match="crisis-self") as told:
        compile_phrases(files)

    places = ["spelling.txt:1", "sets.txt:1", "crisis-self.txt:1", "crisis-self.txt:3"]
    assert [line.split(": ")[0] for line in str(told.value).splitlines()] == places
