"""The next interview."""

from __future__ import annotations

from bot.domain.facts import Facts
from bot.domain.interview import Interview


def interview(facts: Facts) -> Interview | None:
    """The one that comes next. None: none is ahead."""
    coming = [i for i in facts.interviews if i.open and i.starts_at and i.starts_at > facts.now]
    return min(coming, key=lambda i: i.starts_at or facts.now, default=None)
