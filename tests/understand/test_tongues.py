"""Another language is noticed where it is clear, and English is left alone."""

from __future__ import annotations

import pytest

from bot.understand import tongues

KNOWN = frozenset({"hola", "mam", "rozmowę", "jutro", "je", "suis", "ciao"})


@pytest.mark.parametrize(
    "said", ["Добрый день", "你好", "مرحبا Acme", "Hola!", "Mam rozmowę jutro o 14", "je suis"]
)
def test_other_letters_or_everyday_words_of_others_are_noticed(said: str) -> None:
    assert tongues.other(said, KNOWN)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "🙂",
        "12",
        "Crème Ltd, Tuesday",
        "my boss said ciao to me",
        "a talk with Łukasz at Żabka",
        "Ｂａｋｅｒ",
    ],
)
def test_english_with_foreign_names_is_english(said: str) -> None:
    assert not tongues.other(said, KNOWN)
