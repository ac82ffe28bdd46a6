"""«Leave me today»: a rest until tomorrow morning, which spares what has to come at its own hour."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.domain.calendar import instant, local
from bot.domain.facts import Facts

LEFT = "left-today"
"""The mark that somebody wants to be left alone for the day."""
_MORNING = time(10, 0)


def until_tomorrow(at: datetime, zone: str) -> datetime:
    """Ten o'clock on the day after a moment, on the clocks of a zone; UTC."""
    return instant(local(at, zone).date() + timedelta(days=1), _MORNING, zone)


def spared(facts: Facts) -> bool:
    """Whether the rest is for the day alone: the eve of an interview and a first day are told of still.

    A pause that somebody asked for themselves spares nothing, and the longer of the two holds.
    """
    left, until = facts.mark(LEFT), facts.person.paused_until
    return left is not None and until == until_tomorrow(left.at, facts.person.zone)
