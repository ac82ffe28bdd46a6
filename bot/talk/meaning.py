"""What plain words most likely mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.application import Application
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.understand import intents, interview, naming
from bot.understand.intents import SURE, Guess

OUTCOMES: Mapping[str, str] = {
    "record-outcome-rejected": "rejected",
    "record-outcome-offer": "offer",
    "record-outcome-no-reply": "nothing-yet",
    "record-outcome-another-round": "another-round",
    "record-outcome-withdrew": "withdrew",
    "record-outcome-not-shortlisted": "not-shortlisted",
    "record-outcome-cancelled": "cancelled",
}
"""Intents that tell a result → the result."""


__all__ = ["OUTCOMES", "SURE", "guesses", "outcome", "surely", "tells_interview", "tells_whole_interview"]


def guesses(facts: Facts, words: str) -> tuple[Guess, ...]:
    """The intents and topics the words may mean, best first. The name of a known job is no hindrance."""
    phrases = facts.library.phrases_of(facts.person.language)
    found = intents.best(words, phrases)
    bare = naming.without(words, _names(facts))
    if not bare or bare == words:
        return found
    both: dict[str, Guess] = {}
    for guess in (*found, *intents.best(bare, phrases)):
        if guess.id not in both or guess.score > both[guess.id].score:
            both[guess.id] = guess
    return tuple(sorted(both.values(), key=lambda guess: -guess.score))


def outcome(facts: Facts, words: str) -> str | None:
    """The result that the words tell. None: they tell none clearly."""
    return OUTCOMES.get(surely(facts, words))


def surely(facts: Facts, words: str) -> str:
    """The intent or topic that the words surely mean. Empty: none."""
    best = next(iter(guesses(facts, words)), None)
    return best.id if best and best.score >= SURE else ""


def tells_whole_interview(facts: Facts, words: str, at: datetime) -> bool:
    """Whether the words tell of a job, of an employer and of a day. `at`: UTC."""
    told = interview.read(words, at, facts.person.zone)
    return bool(told.when and told.role and told.employer)


def tells_interview(facts: Facts, words: str, at: datetime) -> bool:
    """Whether the words clearly tell of an interview: a day, and a job or an employer. `at`: UTC."""
    told = interview.read(words, at, facts.person.zone)
    return told.when is not None and bool(told.role or told.employer)


def _names(facts: Facts) -> set[str]:
    """What the jobs and employers are called that we know of."""
    known: list[Interview | Application] = [*facts.interviews, *facts.applications]
    return {name for one in known for name in (one.employer, one.role)}
