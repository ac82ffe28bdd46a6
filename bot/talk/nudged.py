"""The buttons of the reminder that came last, typed instead of pressed."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import keyboard
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Told
from bot.talk import choices

_LATELY = timedelta(days=14)


def typed(facts: Facts, said: Said) -> Press | None:
    """The button that the words name under it. None: they name none, or no reminder has come lately."""
    last = _last(facts)
    if last is None or said.forwarded or _asked_since(facts, last):
        return None
    _, journey, step, _ = f"{last.key}///".split("/")[:4]
    known = facts.library.journeys.get(journey)
    found = known.step(step) if known else None
    if found is None:
        return None
    return choices.named(facts, said, keyboard.under(facts, found.say, last.interview))


def _asked_since(facts: Facts, last: Told) -> bool:
    """Whether a question that is open came after the reminder: then words are its answer."""
    question = facts.question
    if question is None:
        return False
    return question.asked_at is None or last.at is None or question.asked_at > last.at


def _last(facts: Facts) -> Told | None:
    came = [told for told in facts.told if told.fate in (Fate.SENT, Fate.UNCERTAIN) and told.at is not None]
    last = max(came, key=lambda told: told.at or facts.now, default=None)
    return last if last and facts.ago(last.at) <= _LATELY else None
