"""Words that come long after a question, and tell something of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.decision import Decision
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.talk import log, meaning, pause, plain, snooze
from bot.understand import dates

_COLD = timedelta(hours=6)
"""For how long words of any kind are taken as the answer to what was asked."""
_FOR_A_PERSON = "advisor."
"""Questions whose answer somebody else reads, whatever it is."""


def said(facts: Facts, event: Said) -> Decision | None:
    """What such words bring, whatever was asked. None: they can be the answer.

    What a note was told already is kept, so it can give way as well.
    """
    question = facts.question
    if question is None or question.asked_at is None or question.name.startswith(_FOR_A_PERSON):
        return None
    if question.name == log.QUESTION and (wish := pause.wished(facts, event)):
        return wish  # its day is no answer to the day that was asked for
    soon = facts.ago(question.asked_at) < _COLD
    if soon or event.forwarded or len(event.words.split()) < plain.CLEAR:
        return None
    if meaning.tells_whole_interview(facts, event.words, event.origin.at):
        return log.told(facts, event.words, event.origin.at)
    if question.name == snooze.QUESTION and _says_more_than_a_day(facts, event):
        return plain.without_question(plain.said(replace(facts, question=None), event))
    return plain.instead(facts, event) if question.name == log.QUESTION else None


def _says_more_than_a_day(facts: Facts, event: Said) -> bool:
    _, rest = dates.find(event.words, event.origin.at, facts.person.zone, dates.Context.FUTURE)
    return len(rest.split()) >= plain.CLEAR
