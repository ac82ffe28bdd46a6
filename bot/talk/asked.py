"""Feedback, told in words: they were asked for it, they said it by phone, or they won't give any."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision import Decision
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.talk import emails, letters

_KIND = "ask-for-feedback"


def them(facts: Facts, event: Command) -> Decision:
    """«I've asked them»: for feedback after a no, else for news."""
    if letters.fitting(facts, _KIND) or not letters.fitting(facts, "chase"):
        return for_feedback(facts, event)
    return _noted(facts, event, "chased", letters.fitting(facts, "chase"))


def for_feedback(facts: Facts, event: Command) -> Decision:
    """«I've asked for feedback»: about the job that it was not asked for yet, if that is clear."""
    return _noted(facts, event, "asked-feedback", _not_asked(facts))


def by_phone(facts: Facts, event: Command) -> Decision:
    """«They told me by phone»."""
    return _noted(facts, event, "feedback-by-phone", _asked(facts))


def refused(facts: Facts, event: Command) -> Decision:
    """«They don't give feedback»."""
    return _noted(facts, event, "feedback-refused", _asked(facts))


def awaited(facts: Facts) -> bool:
    """Whether feedback was asked for and nothing was written of it: «I got it» is about that."""
    waits = [one for one in letters.fitting(facts, _KIND) if facts.mark("asked-feedback", one.id)]
    told = ("note-feedback", "feedback-by-phone", "feedback-refused")
    return any(not any(facts.mark(name, one.id) for name in told) for one in waits)


def _asked(facts: Facts) -> tuple[Interview, ...]:
    """The nos that they were asked about; all of them, where there is none."""
    noes = letters.fitting(facts, _KIND)
    return tuple(one for one in noes if facts.mark("asked-feedback", one.id)) or noes


def _not_asked(facts: Facts) -> tuple[Interview, ...]:
    """The nos that they were not asked about; all of them, where there is none."""
    noes = letters.fitting(facts, _KIND)
    return tuple(one for one in noes if not facts.mark("asked-feedback", one.id)) or noes


def _noted(facts: Facts, event: Command, mark: str, meant: tuple[Interview, ...]) -> Decision:
    """The mark, where one job is meant; of several, the person says which."""
    about = meant[0].id if len(meant) == 1 else 0
    where = replace(event.origin, message=None)
    return emails.done(facts, Press(where, "", "emails.done", about, extra=mark))
