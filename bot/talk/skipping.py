"""Words typed after the list of reminders: the number of one to skip, or anything else."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision import Ask, Decision, Settle
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.talk import nudges, plain


def answered(facts: Facts, said: Said) -> Decision:
    """Skips the one that is named; other words are read as if there had been no list."""
    press = None if said.forwarded else nudges.typed(facts, said)
    if press is not None:
        return nudges.skip(facts, press)
    fresh = plain.said(facts, said)
    asked = any(isinstance(change, Ask) for change in fresh.changes)
    return fresh if asked else replace(fresh, changes=(*fresh.changes, Settle()))
