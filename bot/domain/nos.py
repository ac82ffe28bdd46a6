"""Nos in a row: when there have been enough of them to look for a pattern."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.interview import Interview, Outcome

NOES = (Outcome.REJECTED, Outcome.NOT_SHORTLISTED, Outcome.NO_REPLY)
"""Every way of being turned down."""
_ENDS_A_ROW = (Outcome.OFFER, Outcome.ANOTHER_ROUND)
_ENOUGH = 3
_WITHIN = timedelta(days=60)


def third(interviews: Sequence[Interview]) -> datetime | None:
    """When the third no in a row came, UTC; the three lie within sixty days. None: there is no such row."""
    row = in_a_row(interviews)
    each = (late for early, late in zip(row, row[_ENOUGH - 1 :]) if late - early <= _WITHIN)
    return next(each, None)


def in_a_row(interviews: Sequence[Interview]) -> list[datetime]:
    """The moments of the nos since anything better came, UTC; oldest first."""
    told = sorted((i.outcome_at, i.outcome) for i in interviews if i.outcome and i.outcome_at)
    row: list[datetime] = []
    for at, outcome in told:
        if outcome in _ENDS_A_ROW:
            row = []
        elif outcome in NOES:
            row.append(at)
    return row
