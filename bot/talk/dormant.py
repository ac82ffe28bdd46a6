"""After a long silence: going on as before, or closing everything that still waits for an answer."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import KeepInterview
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.talk import choices, pause
from bot.talk.choices import GONE


def going_on(facts: Facts, press: Press) -> Decision:
    """Reminders go on; being there again is all it takes."""
    if pause.resting(facts):
        return pause.resume(facts, press)
    return Decision((*choices.used(press), Message(facts.person.id, "dormant.going-on")))


def close_all(facts: Facts, press: Press) -> Decision:
    """Everything that is over and has no answer is written down as unanswered, all at once."""
    silent = [interview for interview in facts.interviews if _over(facts, interview)]
    used = choices.used(press)
    if not silent:
        return Decision((*used, Message(facts.person.id, "dormant.none-open")))
    closed = [replace(i, outcome=Outcome.NO_REPLY, outcome_at=facts.now) for i in silent]
    moment = f"{int(facts.now.timestamp() * 1_000_000)}"
    back = Button("button.reopen-all", "dormant.reopen", extra=moment)
    told = Message(facts.person.id, "dormant.closed", {"count": str(len(closed))}, ((back,),))
    return Decision((*used, told), tuple(KeepInterview(interview) for interview in closed))


def reopen(facts: Facts, press: Press) -> Decision:
    """Takes that back, but for what has got another result since."""
    shut = [
        interview
        for interview in facts.interviews
        if interview.outcome is Outcome.NO_REPLY
        and interview.outcome_at is not None
        and f"{int(interview.outcome_at.timestamp() * 1_000_000)}" == press.extra
    ]
    if not shut:
        return GONE
    waiting = (KeepInterview(replace(i, outcome=None, outcome_at=None)) for i in shut)
    told = Message(facts.person.id, "dormant.reopened")
    return Decision((*choices.used(press), told), tuple(waiting))


def _over(facts: Facts, interview: Interview) -> bool:
    return interview.open and (interview.starts_at is None or interview.starts_at <= facts.now)
