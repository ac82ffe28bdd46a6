"""Which pages of the guide somebody may mean, by their titles and by what the words most likely ask for."""

from __future__ import annotations

import re

from bot.domain.facts import Facts
from bot.talk import meaning, titled
from bot.understand.intents import SURE

_FAINT = 0.25
_STEM = 4
"""As many letters have to be the same: «chase» is in «chasing»."""
_WORD = re.compile(r"[^\W\d_]+")


def pages(facts: Facts, words: str) -> tuple[str, ...]:
    """The pages that are meant, likeliest first; one alone, where it is clear."""
    named = titled.called(facts, words)
    if named:
        return (named,)
    there = frozenset(facts.library.ids("guidance"))
    guessed = [guess for guess in meaning.guesses(facts, words) if guess.id in there]
    if guessed and guessed[0].score >= SURE:
        return (guessed[0].id,)
    likely = [guess.id for guess in guessed if guess.score >= _FAINT]
    return tuple(dict.fromkeys([*alike(facts, words), *likely]))


def alike(facts: Facts, words: str, shortest: int = _STEM) -> list[str]:
    """The pages whose title or short line has the words, those with the most of them first.

    `shortest`: how many letters a word takes to count. In a sentence most short words say nothing.
    """
    asked, language = _stems(words, shortest), facts.person.language
    found = []
    for topic in facts.library.ids("guidance"):
        title, short = facts.library.title(topic, language), facts.library.short(topic, language)
        in_title, in_short = asked & _stems(f"{title} {topic}"), asked & _stems(short)
        score = 2 * len(in_title) + len(in_short - in_title)
        if score:
            found.append((-score, topic))
    best = min(found, default=(0, ""))[0]
    return [topic for score, topic in sorted(found) if 2 * score <= best]


def _stems(words: str, shortest: int = _STEM) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(words.casefold()) if len(word) >= shortest}
