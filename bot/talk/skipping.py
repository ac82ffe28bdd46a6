"""Words typed after the list of reminders: the number of one to skip, or anything else."""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.talk import nudges, plain


def answered(facts: Facts, said: Said) -> Decision:
    """Skips the one that is named; other words are read as if there had been no list."""
    press = None if said.forwarded else nudges.typed(facts, said)
    if press is not None:
        return nudges.skip(facts, press)
    return plain.without_question(plain.said(facts, said))
