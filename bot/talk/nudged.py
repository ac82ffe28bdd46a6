"""The buttons of the nudge that came last, typed: «not now», «leave it there»."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.decision import Button
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Told
from bot.talk import choices

_FRESH = timedelta(days=3)
"""For so long after a nudge the words on its buttons are meant for it."""
_ARRIVED = (Fate.SENT, Fate.UNCERTAIN)


def typed(facts: Facts, said: Said) -> Press | None:
    """The button whose words were typed. None: no nudge came lately, or a question after it, or none fits."""
    last = _last(facts)
    return choices.named(facts, said, _buttons(facts, last)) if last and not said.forwarded else None


def _last(facts: Facts) -> Told | None:
    asked = facts.question.asked_at if facts.question else None
    since = max(facts.now - _FRESH, asked or facts.now - _FRESH)
    came = [(told.at, told) for told in facts.told if told.fate in _ARRIVED and told.at and told.at > since]
    return max(came, key=lambda pair: pair[0])[1] if came else None


def _buttons(facts: Facts, told: Told) -> list[Button]:
    subject, journey, step, *_ = f"{told.key}///".split("/")
    kind, _, id_ = subject.partition(":")
    known = facts.library.journeys.get(journey)
    found = known.step(step) if known else None
    if found is None or not facts.library.knows(found.say):
        return []
    about = int(id_) if kind == "interview" else 0
    names = facts.library.buttons_of(found.say, facts.person.language)
    return [facts.library.button(name, about) for name in names]
