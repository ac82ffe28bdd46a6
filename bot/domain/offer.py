"""An offer of a job: where it stands, by what its person has noted about it.

An offer that came to nothing stays an offer in the figures. What became of it is a mark, to be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.domain.facts import Facts, Mark
from bot.domain.interview import Interview, Outcome


class Answer(StrEnum):
    """What became of an offer. Each but the first is a mark of that name, about its interview."""

    NONE_YET = "offer"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    FELL_THROUGH = "fell-through"
    """The employer took it back, or it came to nothing in another way."""
    LEFT = "left-job"

    @property
    def over(self) -> bool:
        """Whether nothing is to be done about it any more."""
        return self in (Answer.DECLINED, Answer.FELL_THROUGH, Answer.LEFT)


IN_WRITING = "tick-offer-writing"
"""The mark that says it has come in writing: the tick of that item on the list."""


def answer(facts: Facts, interview: Interview | None) -> Answer | None:
    """Where the offer stands: what was noted last counts. None: there is no offer."""
    if interview is None or interview.outcome is not Outcome.OFFER:
        return None
    last = max(_noted(facts, interview), key=lambda mark: (mark.at, _ORDER.index(mark.name)), default=None)
    return Answer(last.name) if last else Answer.NONE_YET


def since(facts: Facts, interview: Interview) -> datetime | None:
    """When it came to stand so, UTC. None: there is no offer."""
    found = answer(facts, interview)
    if found is None or found is Answer.NONE_YET:
        return interview.outcome_at if found else None
    mark = facts.mark(found, interview.id)
    return mark.at if mark else None


def of(facts: Facts) -> tuple[Interview, ...]:
    """Every interview that led to an offer, newest first."""
    return tuple(one for one in reversed(facts.interviews) if one.outcome is Outcome.OFFER)


def standing(facts: Facts) -> tuple[Interview, ...]:
    """Those whose offer is not over, newest first."""
    return tuple(one for one in of(facts) if not over(facts, one))


def over(facts: Facts, interview: Interview) -> bool:
    """Whether there was an offer that was declined, fell through, or led to a job that they left."""
    found = answer(facts, interview)
    return found is not None and found.over


def in_writing(facts: Facts, interview: Interview) -> bool:
    """Whether they have it in writing."""
    return facts.mark(IN_WRITING, interview.id) is not None


def started(facts: Facts, interview: Interview) -> bool:
    """Whether the first day at work has come, on the person's own clock."""
    return interview.start_day is not None and facts.local_now.date() >= interview.start_day


def without_those_over(facts: Facts) -> Sequence[Interview]:
    """The person's interviews, oldest first, less those whose offer is over."""
    return [one for one in facts.interviews if not over(facts, one)]


def outcome(facts: Facts, interview: Interview) -> str:
    """The result as strings name it: «offer», or what became of the offer. Empty: there is none yet."""
    return answer(facts, interview) or str(interview.outcome or "")


def noted(facts: Facts, interview: Interview, found: Answer) -> Facts:
    """The facts as they are once this has been noted."""
    left = [mark for mark in facts.marks if (mark.name, mark.interview) != (found, interview.id)]
    return replace(facts, marks=(*left, Mark(found, interview.id, facts.now)))


def taken_back(facts: Facts, interview: Interview, found: Answer) -> Facts:
    """The facts as they are once it has been taken back."""
    left = (mark for mark in facts.marks if (mark.name, mark.interview) != (found, interview.id))
    return replace(facts, marks=tuple(left))


def _noted(facts: Facts, interview: Interview) -> list[Mark]:
    return [mark for mark in facts.marks if mark.interview == interview.id and mark.name in _ORDER]


_ORDER = (Answer.ACCEPTED, Answer.DECLINED, Answer.FELL_THROUGH, Answer.LEFT)
"""Of two that were noted at one moment the later one here counts."""
