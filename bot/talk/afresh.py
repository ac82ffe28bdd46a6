"""Words that come long after a question, and tell something of their own."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.decision import Decision
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.talk import filling, log, meaning, plain

_COLD = timedelta(hours=6)
"""For how long words of any kind are taken as the answer to what was asked."""


_GIVE_WAY = (log.QUESTION, filling.QUESTION)
"""Questions that an interview told whole is no answer to. What a note was told already is kept."""


def said(facts: Facts, event: Said) -> Decision | None:
    """What such words bring, whatever was asked. None: they can be the answer."""
    question = facts.question
    if question is None or question.name not in _GIVE_WAY or facts.ago(question.asked_at) < _COLD:
        return None
    if len(event.words.split()) < plain.CLEAR or event.forwarded:
        return None
    if meaning.tells_whole_interview(facts, event.words, event.origin.at):
        return log.told(facts, event.words, event.origin.at)
    return plain.instead(facts, event) if question.name == log.QUESTION else None
