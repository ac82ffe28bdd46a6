"""An interview told back: what the placeholders of our texts become."""

from __future__ import annotations

from bot.domain import offer, spoken
from bot.domain.decision import Message, Rows
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Promise
from bot.domain.offer import Answer


def about(facts: Facts, interview: Interview | None, say: str, buttons: Rows = (), **more: str) -> Message:
    """A text about one interview, to the person; `more`: further values."""
    return Message(facts.person.id, say, {**values(facts, interview), **more}, buttons)


def values(facts: Facts, interview: Interview | None) -> dict[str, str]:
    """What is known about it, and nothing for what is not."""
    told = dict(spoken.values(facts, interview))
    if interview is None:
        return told
    if interview.promise is Promise.ROUGHLY and interview.decision_day:
        told["rough_date"] = spoken.day(facts, interview.decision_day)
    if interview.outcome:
        told["outcome"] = outcome(facts, offer.outcome(facts, interview))
        gone = offer.over(facts, interview)
        if gone or offer.answer(facts, interview) is not Answer.NONE_YET:
            told.pop("reply_by", None)
        if gone:
            told.pop("start_date", None)
    return told


def outcome(facts: Facts, name: str) -> str:
    """A result in words: «not this time»."""
    return facts.library.label(f"outcome.{name}", facts.person.language)
