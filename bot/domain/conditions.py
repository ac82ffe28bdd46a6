"""The conditions that start and stop journeys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain import offer
from bot.domain.anchors import Anchor, Subject, noted
from bot.domain.calendar import local
from bot.domain.callback import State
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Promise
from bot.domain.nos import NOES
from bot.domain.offer import Answer

LOW = timedelta(days=7)
"""How long low mood is remembered."""


def first(words: Iterable[str], subject: Subject, facts: Facts, since: Anchor) -> str:
    """The first of these conditions that holds; empty: none does."""
    for word in words:
        if holds(word, subject, facts, since):
            return word
    return ""


def holds(word: str, subject: Subject, facts: Facts, since: Anchor) -> bool:
    """Whether a condition holds now, for a step that counts from `since`."""
    stem, _, rest = word.partition(":")
    match stem:
        case "mark":
            return noted(rest, subject, facts) is not None
        case "mark-since":
            return _from(noted(rest, subject, facts), since)
        case "replied":
            seen = facts.person.seen_at
            return seen is not None and seen > since.at
        case "no-steps":
            return not facts.plan
        case "low-mood":
            return low(facts, facts.now)
        case "request-closed":
            return subject.request is not None and not subject.request.state.open
        case "request-taken":
            return subject.request is not None and subject.request.state is not State.REQUESTED
    if subject.interview is not None:
        return _about_interview(stem, rest, subject.interview, facts)
    return _about_person(word, subject.interviews, since, facts)


def low(facts: Facts, at: datetime) -> bool:
    """Whether the person has said in the week before a moment that they feel low."""
    mood = facts.person.low_at
    return mood is not None and at - mood < LOW


def _about_interview(stem: str, rest: str, interview: Interview, facts: Facts) -> bool:
    match stem:
        case "outcome":
            return interview.outcome is not None and rest in ("", interview.outcome)
        case "turned-down":
            return interview.outcome in NOES
        case "decision-day":
            return interview.decision_day is not None
        case "no-date-said":
            return interview.promise is Promise.NONE
        case "interview-past":
            return interview.starts_at is not None and facts.now >= interview.starts_at
        case "start-day":
            return interview.start_day is not None
        case "reply-by":
            return interview.reply_by is not None
    return _about_offer(stem, offer.answer(facts, interview))


def _about_offer(stem: str, answer: Answer | None) -> bool:
    match stem:
        case "offer-unanswered":
            return answer is Answer.NONE_YET
        case "offer-accepted":
            return answer is Answer.ACCEPTED
        case "offer-over":
            return answer is not None and answer.over
    return False


def _near(interview: Interview, facts: Facts) -> bool:
    starts, tomorrow = interview.starts_at, facts.local_now.date() + timedelta(days=1)
    if starts is None or not interview.open or starts <= facts.now:
        return False
    return local(starts, facts.person.zone).date() <= tomorrow


def _about_person(word: str, interviews: tuple[Interview, ...], since: Anchor, facts: Facts) -> bool:
    met = [i.logged_at for i in interviews if i.day is not None and i.logged_at is not None]
    stem, _, rest = word.partition(":")
    match stem:
        case "outcome":
            return any(i.outcome is not None and rest in ("", i.outcome) for i in interviews)
        case "interview-near":
            return any(_near(interview, facts) for interview in interviews)
        case "open-interview":
            return any(interview.open for interview in interviews)
        case "another-interview":
            return any(logged > since.at for logged in met)
        case "offer":
            offers = [i.outcome_at for i in offer.standing(facts) if i.outcome_at is not None]
            return bool(offers) and all(logged <= max(offers) for logged in met)
    return False


def _from(moment: datetime | None, since: Anchor) -> bool:
    return moment is not None and moment >= since.at
