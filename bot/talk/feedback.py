"""/feedback: what they said, kept word for word; then what it is about, and a small plan."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision import Decision
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.talk import filling

FORM = "feedback"


def feedback(facts: Facts, event: Command) -> Decision:
    """«/feedback», alone or with their words."""
    begun = Press(replace(event.origin, message=None), "", "feedback.begin", extra=FORM)
    return filling.begin(facts, begun, event.words)


def begin(facts: Facts, press: Press) -> Decision:
    """The button that asks for it, about one interview or about none yet."""
    return filling.begin(facts, replace(press, extra=FORM))
