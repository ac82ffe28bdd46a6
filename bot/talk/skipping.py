"""Words typed after the list of reminders: one to skip or to move, a change to all, or anything else."""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.talk import nudges, pause, plain, settings, snooze

_DO = {
    "nudges.skip": nudges.skip,
    "snooze.ask": snooze.ask,
    "settings.ask": settings.ask,
    "pause.open": pause.pause,
}


def answered(facts: Facts, said: Said) -> Decision:
    """Does what is named; other words are read as if there had been no list."""
    press = None if said.forwarded else nudges.typed(facts, said)
    if press is not None:
        return _DO[press.action](facts, press)
    return plain.without_question(plain.said(facts, said))
