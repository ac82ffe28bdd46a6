"""What we say when a result has been written down."""

from __future__ import annotations

from bot.domain.decision import Button, Message, Rows
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.talk import choices, telling


def said(facts: Facts, interview: Interview, version: int) -> Message:
    """The answer to a result; version is the one the interview has from now on."""
    return telling.about(facts, interview, f"result.{interview.outcome}", _after(facts, interview, version))


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
            return choices.rows(Button("button.check-offer", "guide.show", extra="check-the-offer"), undo)
        case _:
            return choices.rows(undo)


def kindness(facts: Facts, interview: Interview) -> tuple[Button, ...]:
    """What may be wanted on the day of a no; nothing of it comes by itself."""
    return (
        Button("button.leave-me-today", "result.leave-today", interview.id),
        Button("button.help-me-understand", "why.menu", interview.id),
        *_talk(facts),
    )


def _talk(facts: Facts) -> tuple[Button, ...]:
    return (facts.library.button("talk-to-advisor"),) if facts.offers_calls else ()
