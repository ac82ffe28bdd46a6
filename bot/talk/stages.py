"""Where each interview stands, and so what its person most likely wants next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never

from bot.domain import offer
from bot.domain.calendar import add_working_days, local
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Interview, Outcome
from bot.domain.offer import Answer
from bot.talk import waits

UNANSWERED = 5
"""Working days after which a message to an employer counts as not answered."""

_FRESH = timedelta(days=21)
"""For how long a result still matters here."""
_JUST_OVER = timedelta(days=1)
_NO_DAY = timedelta(days=180)
"""For how long a yes without a first day waits for one."""
_NEW_THERE = timedelta(weeks=12)
TODAY = "no-today"
"""A no came in the last hours: kindness only, whatever else could be done."""
_STINGS = timedelta(hours=16)
"""So long after a no, and for the rest of its day, there is no advice; the journeys wait as long."""
_NOES = (Outcome.REJECTED, Outcome.NOT_SHORTLISTED)

ORDER = (
    "offer",
    "starting",
    "accepted",
    TODAY,
    "just-over",
    "passed",
    "ahead",
    "promised",
    "waiting",
    "ghosted",
    "unanswered",
    "chased",
    "fell-through",
    "rejected",
    "not-shortlisted",
    "no-reply",
    "in-work",
)
"""What comes first, where several things are going on."""


def standing(facts: Facts) -> list[tuple[str, Interview]]:
    """Every interview about which something can be done, with its stage; the most pressing first."""
    found = [(at, one) for one in facts.interviews if (at := stage(facts, one)) in ORDER]
    return sorted(found, key=lambda pair: (ORDER.index(pair[0]), pair[1].starts_at or facts.now))


def stage(facts: Facts, interview: Interview) -> str:
    """Where it stands; one that is not in `ORDER` needs nothing any more."""
    if not interview.open:
        return _closed(facts, interview)
    if interview.starts_at is not None and interview.starts_at > facts.now:
        return "ahead"
    if unanswered(facts, facts.mark("chased-again", interview.id)):
        return "ghosted"
    if facts.mark("chased-again", interview.id):
        return "chased"
    if chased := facts.mark("chased", interview.id):
        return "unanswered" if unanswered(facts, chased) else "chased"
    if waits.promise_passed(interview, facts):
        return "passed"
    if timedelta() <= facts.ago(interview.ends_at) <= _JUST_OVER:
        return "just-over"
    return "promised" if interview.decision_day else "waiting"


def unanswered(facts: Facts, mark: Mark | None) -> bool:
    """Whether a message that was noted has had the time to be answered, and was not."""
    if mark is None:
        return False
    sent = local(mark.at, facts.person.zone).date()
    return facts.local_now.date() >= add_working_days(sent, UNANSWERED, facts.person.nation)


def _closed(facts: Facts, interview: Interview) -> str:
    found = offer.answer(facts, interview)
    if found is not None:
        return _offered(facts, interview, found)
    if interview.outcome in _NOES and interview.outcome_at and _stings(facts, interview.outcome_at):
        return TODAY
    return str(interview.outcome) if facts.ago(interview.outcome_at) <= _FRESH else "over"


def _offered(facts: Facts, interview: Interview, found: Answer) -> str:
    lately = facts.ago(offer.since(facts, interview)) <= _FRESH
    match found:
        case Answer.NONE_YET:
            waits_on = interview.reply_by is not None and interview.reply_by >= facts.local_now.date()
            return "offer" if lately or waits_on else "over"
        case Answer.ACCEPTED:
            return _at_work(facts, interview)
        case Answer.FELL_THROUGH:
            return "fell-through" if lately else "over"
        case Answer.DECLINED | Answer.LEFT:
            return found.value
        case _:
            assert_never(found)


def _at_work(facts: Facts, interview: Interview) -> str:
    """Before and after the first day; once somebody has settled in, nothing is next."""
    if interview.start_day is None:
        return "accepted" if facts.ago(offer.since(facts, interview)) <= _NO_DAY else "over"
    if not offer.started(facts, interview):
        return "starting"
    return "in-work" if facts.local_now.date() - interview.start_day <= _NEW_THERE else "over"


def _stings(facts: Facts, at: datetime) -> bool:
    same_day = local(at, facts.person.zone).date() == facts.local_now.date()
    return same_day or facts.now - at < _STINGS
