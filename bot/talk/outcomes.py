"""What we say when a result has been written down."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.talk import choices, telling
from bot.talk.choices import GONE


def said(facts: Facts, interview: Interview, version: int) -> Message:
    """The answer to a result that is written down; version is the one the interview has from now on."""
    told = telling.about(facts, interview, f"result.{interview.outcome}", _after(facts, interview, version))
    return replace(told, effect="confetti") if interview.outcome is Outcome.OFFER else told


def offered(facts: Facts, event: Press) -> Decision:
    """What was said when an offer was written down, once more and more quietly."""
    interview = facts.interview(event.id)
    if interview is None or interview.outcome is not Outcome.OFFER:
        return GONE
    return Decision((replace(said(facts, interview, interview.version), effect=""),))


def _after(facts: Facts, interview: Interview, version: int) -> Rows:
    undo = Button("button.undo-result", "result.undo", interview.id, version)
    match interview.outcome:
        case Outcome.REJECTED | Outcome.NOT_SHORTLISTED:
            feedback = Button(
                "button.ask-for-feedback", "emails.show", interview.id, extra="ask-for-feedback"
            )
            left, why, *talk = kindness(facts, interview)
            return choices.rows(left, why, feedback, *talk, undo)
        case Outcome.NO_REPLY:
            return choices.rows(*_talk(facts), undo)
        case Outcome.OFFER:
            return choices.rows(*_answers(interview), undo)
        case _:
            return choices.rows(undo)


def _answers(interview: Interview) -> tuple[Button, ...]:
    """What an offer leads to: a look at it first."""
    id_ = interview.id
    return (
        Button("button.check-offer", "guide.show", id_, extra="check-the-offer"),
        Button("button.set-reply-by-day", "offer.ask-day", id_, extra="reply-by"),
        Button("button.i-said-yes", "offer.accept", id_),
        Button("button.ask-for-more-time", "emails.show", id_, extra="more-time"),
        Button("button.say-no", "offer.no", id_),
    )


def kindness(facts: Facts, interview: Interview) -> tuple[Button, ...]:
    """What may be wanted on the day of a no; nothing of it comes by itself."""
    return (
        Button("button.leave-me-today", "result.leave-today", interview.id),
        Button("button.help-me-understand", "why.menu", interview.id),
        *_talk(facts),
    )


def _talk(facts: Facts) -> tuple[Button, ...]:
    return (facts.library.button("talk-to-advisor"),) if facts.offers_calls else ()
