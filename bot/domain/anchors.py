"""The moments from which journeys count, as they are for one person, interview or request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain import nos, offer
from bot.domain.calendar import instant, local
from bot.domain.callback import Request
from bot.domain.facts import Facts
from bot.domain.history import History
from bot.domain.interview import Interview
from bot.domain.offer import Answer
from bot.domain.vocabulary import DAYS, About


@dataclass(frozen=True, slots=True)
class Subject:
    """What one run of a journey concerns."""

    key: str
    """How keys of its nudges begin: «interview:42»."""
    interviews: tuple[Interview, ...] = ()
    """The one it is about, or all of the person's own."""
    interview: Interview | None = None
    """The one interview it is about. None: it is about something else."""
    request: Request | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A moment to count from. A day without a time begins at midnight on the person's clock."""

    at: datetime
    day: date


def subjects(facts: Facts) -> dict[About, tuple[Subject, ...]]:
    """Everything that journeys can be about."""
    return {
        About.INTERVIEW: tuple(Subject(f"interview:{i.id}", (i,), i) for i in facts.interviews),
        About.PERSON: (Subject(f"person:{facts.person.id}", facts.interviews),),
        About.REQUEST: tuple(Subject(f"request:{r.id}", request=r) for r in facts.requests),
    }


class Anchors:
    """The anchors of one person, each worked out once: many steps count from the same."""

    def __init__(self, facts: Facts, history: History) -> None:
        self._facts, self._history = facts, history
        self._found: dict[tuple[str, str], Anchor | None] = {}

    def latest(self, names: Iterable[str], subject: Subject) -> Anchor | None:
        """The latest of several anchors. None: none of them is known."""
        found: Anchor | None = None
        for name in names:
            anchor = self._one(name, subject)
            if anchor is not None and (found is None or anchor.at > found.at):
                found = anchor
        return found

    def _one(self, name: str, subject: Subject) -> Anchor | None:
        which = (name, subject.key)
        if which not in self._found:
            self._found[which] = _of(name, subject, self._facts, self._history)
        return self._found[which]


def noted(name: str, subject: Subject, facts: Facts) -> datetime | None:
    """When a mark was last set, for this interview or for the person as a whole. None: never."""
    own = subject.interview.id if subject.interview else 0
    return _last(mark.at for mark in facts.marks if mark.name == name and mark.interview in (0, own))


def _of(name: str, subject: Subject, facts: Facts, history: History) -> Anchor | None:
    zone = facts.person.zone
    if name in DAYS:
        day = _day(name, subject.interview)
        return None if day is None else Anchor(instant(day, time(0), zone), day)
    moment = _moment(name, subject, facts, history)
    return None if moment is None else Anchor(moment, local(moment, zone).date())


def _day(name: str, interview: Interview | None) -> date | None:
    if interview is None:
        return None
    match name:
        case "interview-day":
            return interview.day
        case "decision-day":
            return interview.decision_day
        case "start-day":
            return interview.start_day
        case "reply-by":
            return interview.reply_by
    return None


def _moment(name: str, subject: Subject, facts: Facts, history: History) -> datetime | None:
    stem, _, rest = name.partition(":")
    match stem:
        case "mark":
            return noted(rest, subject, facts)
        case "sent":
            return history.sent(f"{subject.key}/{rest}")
        case "outcome":
            return _last(i.outcome_at for i in subject.interviews if i.outcome and rest in ("", i.outcome))
        case "joined":
            return facts.person.created_at
        case "last-contact":
            return facts.person.seen_at
        case "given-up":
            return history.given_up()
        case "first-logged":
            met = [i.logged_at for i in subject.interviews if i.day is not None and i.logged_at is not None]
            return min(met, default=None)
        case "request-asked":
            return subject.request.asked_at if subject.request else None
    return _interview(stem, subject.interview) if subject.interview else _search(stem, subject, facts)


def _search(name: str, subject: Subject, facts: Facts) -> datetime | None:
    """Moments of the search as a whole."""
    match name:
        case "step-taken":
            return _last(action.at for action in facts.plan)
        case "third-no":
            return nos.third(subject.interviews)
        case "last-expected":
            days = [day for one in subject.interviews if one.open for day in (one.day, one.decision_day)]
            last = max((day for day in days if day is not None), default=None)
            return instant(last, time(0), facts.person.zone) if last else None
        case "offer-fell-through":
            return _last(_fell_through(one, facts) for one in subject.interviews)
    return None


def _fell_through(interview: Interview, facts: Facts) -> datetime | None:
    lost = offer.answer(facts, interview) is Answer.FELL_THROUGH
    return offer.since(facts, interview) if lost else None


def _interview(name: str, interview: Interview) -> datetime | None:
    match name:
        case "interview-start":
            return interview.starts_at
        case "interview-end":
            return interview.ends_at
        case "logged":
            return interview.logged_at
    return None


def _last(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
