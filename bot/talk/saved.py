"""What we say when an interview has been saved: when we will ask about it, and what can be done next."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import etiquette, spoken
from bot.domain.calendar import local
from bot.domain.decision import Button, Message, Rows
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.talk import choices, diary, telling


def said(facts: Facts, made: Interview) -> Message:
    """The answer to a new interview, which the facts do not hold yet."""
    say = "log.saved.ahead" if _ahead(facts, made) else "log.saved.past"
    return telling.about(facts, made, say, _next(facts, made), **_check_in(facts, made))


def _check_in(facts: Facts, made: Interview) -> dict[str, str]:
    """The value {check_in}: the day of the first nudge about it that will come once it is over."""
    known = replace(facts, interviews=(*facts.interviews, made))
    about = (nudge for nudge in etiquette.upcoming(known) if nudge.interview == made.id)
    first = next((nudge for nudge in about if made.ends_at is None or nudge.due >= made.ends_at), None)
    if first is None:
        return {}
    return {"check_in": spoken.day(facts, local(first.due, facts.person.zone).date())}


def _next(facts: Facts, made: Interview) -> Rows:
    another = Button("button.add-another", "log.begin")
    if _ahead(facts, made):
        return choices.rows(*diary.offered(facts, made), another)
    decide = Button("button.how-they-decide", "guide.show", extra="what-happens-next")
    return choices.rows(facts.library.button("i-have-a-result", made.id), decide, another)


def _ahead(facts: Facts, made: Interview) -> bool:
    return made.starts_at is not None and made.starts_at > facts.now
