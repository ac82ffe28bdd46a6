"""Between the interview and the answer: when it makes sense to ask the employer."""

from __future__ import annotations

from datetime import date

from bot.domain import spoken
from bot.domain.calendar import add_working_days, local, next_working_day
from bot.domain.change import Change, SetMark
from bot.domain.decision import Button, Decision, Outgoing
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Promise
from bot.talk import choices, telling

AFTER_THE_DATE = 2
"""Working days that an employer may be late before we suggest to ask."""

WITHOUT_A_DATE = 7
"""Working days after the interview, where no date was named."""


def nothing_yet(
    facts: Facts, interview: Interview, *before: Outgoing, settled: tuple[Change, ...] = ()
) -> Decision:
    """No answer so far: says when asking makes sense, by what the employer promised."""
    buttons = choices.rows(*_buttons(facts, interview))
    message = telling.about(
        facts, interview, _say(interview, facts), buttons, **when_to_ask(facts, interview)
    )
    return Decision((*before, message), (SetMark("nothing-yet", interview.id), *settled))


def chase_day(interview: Interview, nation: str) -> date | None:
    """The first day on which a chase is polite. None: there was no interview."""
    if interview.decision_day:
        return add_working_days(interview.decision_day, AFTER_THE_DATE, nation)
    return add_working_days(interview.day, WITHOUT_A_DATE, nation) if interview.day else None


def when_to_ask(facts: Facts, interview: Interview) -> dict[str, str]:
    """The value {chase_day}: when asking them makes sense, at the earliest the next working day."""
    today, nation = facts.local_now.date(), facts.person.nation
    polite = chase_day(interview, nation)
    return {"chase_day": spoken.day(facts, max(polite, next_working_day(today, nation)))} if polite else {}


def promise_passed(interview: Interview, facts: Facts) -> bool:
    """Whether the day has gone by on which they would decide, or on which most would have."""
    today = local(facts.now, interview.zone).date()
    if interview.decision_day:
        return today > interview.decision_day
    due = chase_day(interview, facts.person.nation)
    return due is not None and today >= due


def _say(interview: Interview, facts: Facts) -> str:
    if interview.starts_at is not None and interview.starts_at > facts.now:
        return "wait.ahead"
    if promise_passed(interview, facts):
        return "wait.passed"
    return "wait.promised" if interview.promise in (Promise.DATE, Promise.ROUGHLY) else "wait.no-date"


def _buttons(facts: Facts, interview: Interview) -> tuple[Button, ...]:
    if promise_passed(interview, facts):
        chase = Button("button.show-chase-email", "emails.show", interview.id, extra="chase")
        return (chase, Button("button.mark-no-reply", "result.record", interview.id, extra="no-reply"))
    return (Button("button.while-you-wait", "guide.show", extra="waiting"),)
