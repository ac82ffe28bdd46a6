"""/next: what happens now, for where this person stands."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.talk import choices, telling, waits

_FRESH = timedelta(days=21)
"""For how long a result still matters here."""

_AT_ONCE = 3

_ORDER = (
    "offer",
    "passed",
    "ahead",
    "promised",
    "waiting",
    "chased",
    "rejected",
    "not-shortlisted",
    "no-reply",
)
"""What comes first, where several things are going on."""


def whats_next(facts: Facts, _: Command | Press) -> Decision:
    """«/next»: one short text for each thing that is going on; at most three."""
    if not facts.interviews:
        return Decision((_invitation(facts, "next.nothing"),))
    standing = [(stage, i) for i in facts.interviews if (stage := _stage(facts, i)) in _ORDER]
    standing.sort(key=lambda pair: (_ORDER.index(pair[0]), pair[1].starts_at or facts.now))
    if not standing:
        return Decision((_invitation(facts, "next.quiet"),))
    shown = (
        telling.about(
            facts, one, f"next.{stage}", _buttons(facts, stage, one), **waits.when_to_ask(facts, one)
        )
        for stage, one in standing[:_AT_ONCE]
    )
    return Decision(tuple(shown))


def _stage(facts: Facts, interview: Interview) -> str:
    if not interview.open:
        recent = facts.ago(interview.outcome_at) <= _FRESH
        return str(interview.outcome) if recent else "over"
    if interview.starts_at is not None and interview.starts_at > facts.now:
        return "ahead"
    if facts.mark("chased", interview.id):
        return "chased"
    if waits.promise_passed(interview, facts):
        return "passed"
    return "promised" if interview.decision_day else "waiting"


def _buttons(facts: Facts, stage: str, interview: Interview) -> Rows:
    return choices.rows(*_offers(facts, stage, interview))


def _offers(facts: Facts, stage: str, interview: Interview) -> tuple[Button, ...]:
    result = facts.library.button("i-have-a-result", interview.id)
    match stage:
        case "ahead":
            return (Button("button.how-they-decide", "guide.show", extra="what-happens-next"),)
        case "passed":
            return (facts.library.button("show-chase-email", interview.id), result)
        case "promised" | "waiting" | "chased":
            return (result, Button("button.while-you-wait", "guide.show", extra="waiting"))
        case Outcome.OFFER:
            return (Button("button.check-offer", "guide.show", extra="check-the-offer"),)
        case Outcome.REJECTED | Outcome.NOT_SHORTLISTED:
            asked = facts.mark("asked-feedback", interview.id)
            feedback = () if asked else (facts.library.button("show-feedback-email", interview.id),)
            return (*feedback, facts.library.button("show-tips"))
        case _:
            return (facts.library.button("show-tips"),)


def _invitation(facts: Facts, say: str) -> Message:
    log, result = facts.library.button("log-interview"), Button("button.i-have-a-result", "result.about")
    return Message(facts.person.id, say, buttons=choices.rows(log, result))
