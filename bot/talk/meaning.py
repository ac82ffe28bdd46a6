"""What plain words most likely mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.facts import Facts
from bot.understand import intents, interview
from bot.understand.intents import Guess

SURE = 0.6
"""From here on a guess is acted on, or confirmed where it would write down a result."""

OUTCOMES: Mapping[str, str] = {
    "record-outcome-rejected": "rejected",
    "record-outcome-offer": "offer",
    "record-outcome-no-reply": "nothing-yet",
}
"""Intents that tell a result → the result."""


def guesses(facts: Facts, words: str) -> tuple[Guess, ...]:
    """The intents and topics the words may mean, best first."""
    phrases = facts.library.phrases.get(facts.person.language) or facts.library.phrases.get("en-GB", ())
    return intents.best(words, phrases)


def outcome(facts: Facts, words: str) -> str | None:
    """The result that the words tell. None: they tell none clearly."""
    best = next(iter(guesses(facts, words)), None)
    return OUTCOMES.get(best.id) if best and best.score >= SURE else None


def tells_interview(facts: Facts, words: str, at: datetime) -> bool:
    """Whether the words clearly tell of an interview: a day, and a job or an employer. `at`: UTC."""
    told = interview.read(words, at, facts.person.zone)
    return told.when is not None and bool(told.role or told.employer)
