"""What people say of their first day and weeks at work, and what we say to that."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import offer as offers
from bot.domain.decision import Button, Decision
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.talk import choices, menus, telling, titled
from bot.talk.choices import GONE

_WEEK, _MONTH = timedelta(weeks=3), timedelta(weeks=8)
"""Until when after the first day a talk of how it goes is about the first week, and about the first month."""
_SAYS = ("day-good", "day-mixed", "day-bad", "well", "unsure")


def said(facts: Facts, event: Press) -> Decision:
    """The answer to «How was it?»; extra: what it was."""
    interview = facts.interview(event.id)
    if event.extra not in _SAYS or interview is None or offers.answer(facts, interview) is None:
        return GONE
    say = event.extra if event.extra.startswith("day-") else f"{event.extra}-{_stretch(facts, interview)}"
    rows = choices.rows(*_after(facts, interview, event.extra))
    message = telling.about(facts, interview, f"work.{say}", rows)
    again = Button("", "work.said", interview.id, extra=event.extra)
    return menus.stays(facts, again, Decision((*choices.used(event), message)))


def _stretch(facts: Facts, interview: Interview) -> str:
    """How far into the job somebody is: «week», «month» or «probation»."""
    if interview.start_day is None:
        return "week"
    gone = facts.local_now.date() - interview.start_day
    return "week" if gone < _WEEK else "month" if gone < _MONTH else "probation"


def _after(facts: Facts, interview: Interview, extra: str) -> tuple[Button, ...]:
    page = titled.pages(facts, "in-work", about=interview.id)
    if extra in ("day-good", "well"):
        return page
    human = (facts.library.button("talk-to-advisor"),) if facts.offers_calls else ()
    left = (Button("button.i-left-that-job", "offer.left", interview.id),)
    return (*page, *human, *(left if extra in ("day-bad", "unsure") else ()))
