"""How far the search has come: from applications to interviews, further rounds and offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.application import Application
from bot.domain.calendar import local
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome

WEEKS = 8
"""How far back applications are told week by week."""
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Try:
    """One application, and how far it went."""

    at: datetime
    """When it was made, or first told of, UTC."""
    met: bool = False
    """Whether there was an interview, or there will be one."""
    rounds: int = 0
    """How many interviews came after the first."""
    offer: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """The search in figures. Further rounds and offers are both among the interviews."""

    applications: int
    interviews: int
    further_rounds: int
    """How many of the jobs went to a further round."""
    offers: int
    weeks: tuple[int | None, ...]
    """Applications in each of the last weeks on the person's own clock, the present one last.

    None: a week before the first of all.
    """
    goal: int | None
    """How many a week they want to make. None: they set no goal."""

    @property
    def this_week(self) -> int:
        """Applications since Monday."""
        return self.weeks[-1] or 0


def progress(facts: Facts) -> Progress:
    """The figures as they are now."""
    found = tries(facts.applications, facts.interviews)
    return Progress(
        applications=len(found),
        interviews=sum(one.met for one in found),
        further_rounds=sum(one.rounds > 0 for one in found),
        offers=sum(one.offer for one in found),
        weeks=_weeks(facts),
        goal=facts.person.weekly_goal,
    )


def _weeks(facts: Facts) -> tuple[int | None, ...]:
    """A week begins on Monday. Applications that somehow lie ahead count for this one."""
    today = facts.local_now.date()
    monday = today - timedelta(days=today.weekday())
    made = (local(a.at, facts.person.zone).date() for a in facts.applications if a.at)
    ago = [max(0, -((day - monday).days // 7)) for day in made]
    first = max(ago, default=0)
    return tuple(ago.count(back) if back <= first else None for back in reversed(range(WEEKS)))


def tries(applications: Sequence[Application], interviews: Sequence[Interview]) -> tuple[Try, ...]:
    """Every application, oldest first. One that led to a logged interview counts once."""
    left = list(applications)
    found = []
    for first in interviews:
        if first.follows is not None and any(i.id == first.follows for i in interviews):
            continue
        told = next((a for a in left if same(a, first)), None)
        if told is not None:
            left.remove(told)
        found.append(_try(first, interviews, told))
    found += [Try(a.at or _NEVER) for a in left]
    return tuple(sorted(found, key=lambda one: one.at))


def _try(first: Interview, interviews: Sequence[Interview], told: Application | None) -> Try:
    chain = [first]
    while after := next((i for i in interviews if i.follows == chain[-1].id and i not in chain), None):
        chain.append(after)
    began = told.at if told and told.at else first.logged_at
    cancelled = len(chain) == 1 and first.outcome in (Outcome.CANCELLED, Outcome.NOT_SHORTLISTED)
    return Try(
        at=began or _NEVER,
        met=first.day is not None and not cancelled,
        rounds=len(chain) - 1,
        offer=any(one.outcome is Outcome.OFFER for one in chain),
    )


def unanswered(facts: Facts) -> tuple[Application, ...]:
    """The applications that have a name, and of which no interview and no answer is known; newest first."""
    known = facts.interviews
    waits = (a for a in reversed(facts.applications) if a.role or a.employer)
    return tuple(a for a in waits if not any(same(a, one) for one in known))


def same(application: Application, interview: Interview) -> bool:
    """Whether an interview came of an application: the names that both know agree, and there is one."""
    pairs = ((application.employer, interview.employer), (application.role, interview.role))
    known = [(_plain(a), _plain(b)) for a, b in pairs if a and b]
    return bool(known) and all(a == b for a, b in known)


def _plain(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())
