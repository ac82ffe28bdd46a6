"""The words in which journeys speak: the moments they count from and the conditions they look at."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.fields import near
from bot.domain.interview import Outcome


class About(StrEnum):
    """What each run of a journey concerns."""

    INTERVIEW = "interview"
    PERSON = "person"
    REQUEST = "request"


DAYS = frozenset({"interview-day", "decision-day", "start-day", "reply-by"})
"""Anchors that are a date without a time."""

_INTERVIEW = {About.INTERVIEW}
_ANY = set(About)

_ANCHORS = {
    "interview-start": _INTERVIEW,
    "interview-end": _INTERVIEW,
    "interview-day": _INTERVIEW,
    "decision-day": _INTERVIEW,
    "start-day": _INTERVIEW,
    "reply-by": _INTERVIEW,
    "logged": _INTERVIEW,
    "offer-fell-through": {About.PERSON},
    "first-logged": {About.PERSON},
    "joined": {About.PERSON},
    "step-taken": {About.PERSON},
    "third-no": {About.PERSON},
    "last-contact": _ANY,
    "given-up": {About.PERSON},
    "last-expected": {About.PERSON},
    "request-asked": {About.REQUEST},
    "request-promised": {About.REQUEST},
    "outcome": {About.INTERVIEW, About.PERSON},
    "outcome:": {About.INTERVIEW, About.PERSON},
    "mark:": _ANY,
    "sent:": _ANY,
}
"""Anchor → what a journey may be about to use it; with a colon, a name follows.

«first-logged»: when the first interview was noted; an application counts for none.
«sent:…»: when that step came; put off, it has not come yet.
«given-up»: three reminders in a row have had no reaction.
«last-expected»: the last day on which an open interview, or the answer to one, is expected.
«step-taken»: when the newest small step that is still open was taken on. «third-no»: the third no in a row.
"""

_CONDITIONS = {
    "decision-day": _INTERVIEW,
    "no-date-said": _INTERVIEW,
    "interview-past": _INTERVIEW,
    "start-day": _INTERVIEW,
    "reply-by": _INTERVIEW,
    "offer-unanswered": _INTERVIEW,
    "offer-accepted": _INTERVIEW,
    "offer-over": _INTERVIEW,
    "outcome": {About.INTERVIEW, About.PERSON},
    "outcome:": {About.INTERVIEW, About.PERSON},
    "turned-down": _INTERVIEW,
    "open-interview": {About.PERSON},
    "interview-near": {About.PERSON},
    "no-steps": {About.INTERVIEW, About.PERSON},
    "another-interview": {About.PERSON},
    "offer": {About.PERSON},
    "request-closed": {About.REQUEST},
    "request-taken": {About.REQUEST},
    "replied": _ANY,
    "low-mood": _ANY,
    "mark:": _ANY,
    "mark-since:": _ANY,
}
"""Condition → what a journey may be about to use it.

«outcome»: of the interview, or of any that the person has. «no-date-said»: the employer gave no date.
«turned-down»: a no of any kind, or no reply.
«interview-near»: one is still to come today or tomorrow. «no-steps»: no small step is open in the plan.
«another-interview»: one was logged since the anchor.
«offer»: there is an offer that is not over, and no interview was logged after it. «offer-unanswered»: neither
a yes nor a no to it was noted. «offer-over»: they said no, it fell through, or they left the job.
«replied»: any contact since the anchor. «request-taken»: an advisor has taken it, whatever came of it.
«mark:…»: noted down at any time; «mark-since:…»: since the anchor.
"""


def anchor(word: str, about: About) -> str:
    """What is wrong with an anchor; empty: nothing."""
    return _wrong(word, about, _ANCHORS, "moment")


def condition(word: str, about: About) -> str:
    """What is wrong with a condition; empty: nothing."""
    return _wrong(word, about, _CONDITIONS, "condition")


def _wrong(word: str, about: About, known: dict[str, set[About]], kind: str) -> str:
    stem, colon, name = word.partition(":")
    entry = stem + colon
    if entry not in known:
        options = sorted(known)
        return f"«{word}» is no {kind}{near(entry, options)}; it can be {', '.join(options)}"
    if about not in known[entry]:
        return f"«{word}» means nothing in a journey about the {about}"
    if colon and not name:
        return f"a name is missing after «{word}»"
    if stem == "outcome" and colon and name not in set(Outcome):
        return f"«{name}» is no outcome{near(name, [*Outcome])}; it can be {', '.join(Outcome)}"
    return ""
