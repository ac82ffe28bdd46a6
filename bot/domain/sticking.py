"""Where a search sticks, and the page that helps there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.domain.progress import Try

LOOKED_AT = 10
"""How many applications the questions are about: the last ones."""
PAGES = ("find-right-job", "keep-going", "close-second", "not-shortlisted", "use-feedback", "keep-applying")
"""Every page that it may point to."""
_SEVERAL = 3
"""From so many interviews without an offer on, it is the interview that can be worked on."""


class Feel(StrEnum):
    """What a person says about how it ended."""

    CLOSE = "close"
    """They were among the last two, more than once."""
    UNSURE = "unsure"
    """They were not sure that they wanted the jobs."""
    NEITHER = "neither"


def points_to(interviews: int, offers: int, feel: Feel) -> str:
    """The id of the page. Interviews and offers: of the last ten applications."""
    if feel is Feel.UNSURE:
        return "find-right-job"
    if offers:
        return "keep-going"
    if feel is Feel.CLOSE and interviews > 1:
        return "close-second"
    if interviews <= 1:
        return "not-shortlisted"
    return "use-feedback" if interviews >= _SEVERAL else "keep-applying"


def recorded(tries: Sequence[Try]) -> tuple[int, int] | None:
    """Interviews and offers of the last ten applications as they were logged. None: none was."""
    last = tries[-LOOKED_AT:]
    return (sum(one.met for one in last), sum(one.offer for one in last)) if last else None
