"""A job or an employer is found among other words by its whole name."""

from __future__ import annotations

import pytest

from bot.understand.naming import named, without


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("they offered me the ACME job", "Acme"),
        ("nandos said no", "Nando's"),
        ("Nando’s: no", "Nando's"),
        ("fresh box took somebody else", "Fresh-Box"),
        ("the IT role fell through", "IT"),
    ],
)
def test_a_whole_name_is_found(words: str, name: str) -> None:
    assert named(words, "", name)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("they said it was a no", "IT"),
        ("acmeworks said no", "Acme"),
        ("fresh from the box", "Fresh Box"),
        ("no", ""),
    ],
)
def test_what_only_looks_like_it_is_not(words: str, name: str) -> None:
    assert not named(words, name)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("they offered me the Acme job!", "they offered me the job!"),
        ("Acme took somebody else", "they took somebody else"),
        ("I got the job at Acme", "I got the job"),
        ("Acme said no, Acme never writes", "they said no, never writes"),
        ("Data Analyst at Acme said no", "they said no"),
        ("they said no", "they said no"),
        ("Acme", "they"),
    ],
)
def test_without_the_names_the_rest_says_the_same(words: str, left: str) -> None:
    assert without(words, {"Acme", "Data analyst", ""}) == left
