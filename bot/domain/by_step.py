"""What its step says of a nudge: at what hour it comes, why, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.domain import timing
from bot.domain.facts import Facts
from bot.domain.nudge import Nudge

_TEN = time(10, 0)


def clock(key: str, facts: Facts) -> time:
    """The time of day at which a nudge usually comes; ten, if nobody knows it any more."""
    step = facts.library.step(key)
    own = step.at if step and step.at else _TEN
    return timing.wanted(own, step, facts.person) if step else own


def explain(nudge: Nudge, facts: Facts) -> str:
    """The id of the string that tells a person why a nudge comes. KeyError: no such step."""
    step = facts.library.step(nudge.key)
    if step is None:
        raise KeyError(nudge.key)
    return step.why


def in_todays_words(nudge: Nudge, facts: Facts) -> Nudge:
    """The nudge with the words that its step names now; the row may be older than they are."""
    step = facts.library.step(nudge.key)
    return replace(nudge, say=step.say) if step else nudge
