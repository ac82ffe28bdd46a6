"""What is pressed under a reminder and only has to be noted down: «not for me», «I'm ready»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain import etiquette, spoken
from bot.domain.calendar import local
from bot.domain.change import ClearMark, KeepInterview, SetMark
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Promise
from bot.talk import choices, telling, waits
from bot.talk.choices import GONE

SAYS: Mapping[str, str] = {
    "skip-thank-you": "replied.skip-thank-you",
    "wait-is-fine": "replied.wait-is-fine",
    "no-setback-plan": "replied.no-setback-plan",
    "ready": "replied.ready",
    "good-luck": "replied.good-luck",
}
"""What may be noted down, and what is said to it."""
_CLOSE = "close"
_SHORTLY = timedelta(hours=2)
"""So long before an interview the good luck is due."""


def noted(facts: Facts, press: Press) -> Decision:
    """It is written down, with a word; it can be taken back."""
    about = facts.interview(press.id)
    if press.extra not in SAYS or (press.id and about is None):
        return GONE
    if press.extra == "good-luck" and about is not None and not _time_for_luck(facts, about):
        now = Message(facts.person.id, "replied.good-luck-now", spoken.values(facts, about))
        return Decision((*choices.used(press), now))
    back = Button("button.undo-reply", "replied.undo", press.id, extra=press.extra)
    told = Message(facts.person.id, SAYS[press.extra], spoken.values(facts, about), ((back,),))
    return Decision((*choices.used(press), told), (SetMark(press.extra, press.id),))


def undo(facts: Facts, press: Press) -> Decision:
    """It was not meant: whatever it kept away may come."""
    if press.extra not in SAYS or facts.mark(press.extra, press.id) is None:
        return GONE
    told = Message(facts.person.id, "replied.undone")
    return Decision((*choices.used(press), told), (ClearMark(press.extra, press.id),))


def stays_open(facts: Facts, press: Press) -> Decision:
    """It is not closed: says when it is asked about again, if ever."""
    about = facts.interview(press.id)
    if about is None or not about.open:
        return GONE
    here = replace(facts, person=replace(facts.person, seen_at=facts.now))  # whoever answers ignores nothing
    nudges = (n for n in etiquette.upcoming(here) if n.journey == _CLOSE and n.interview == about.id)
    again = next(nudges, None)
    say = "replied.stays-open" if again else "replied.stays-open-for-good"
    when = {"when": spoken.day(facts, local(again.due, facts.person.zone).date())} if again else {}
    return Decision((*choices.used(press), telling.about(facts, about, say, (), **when)))


def no_date(facts: Facts, press: Press) -> Decision:
    """The employer did not say when: what is usual counts instead."""
    interview = facts.interview(press.id)
    if interview is None or not interview.open:
        return GONE
    known = replace(interview, promise=Promise.NONE, decision_day=None)
    told = telling.about(facts, known, "replied.no-date", (), **waits.when_to_ask(facts, known))
    return Decision((*choices.used(press), told), (KeepInterview(known),))


def _time_for_luck(facts: Facts, interview: Interview) -> bool:
    """Whether there will be a moment for it: the hour is known, and not too near."""
    starts = interview.starts_at
    return interview.clock is not None and starts is not None and facts.now < starts - _SHORTLY
