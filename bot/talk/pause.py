"""Reminders that rest for a week or until further word, and come back when asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain import spoken
from bot.domain.change import Ask, KeepPerson, Settle
from bot.domain.decision import Button, Decision, Message, Rows, Strip
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import choices

WEEK = timedelta(days=7)

_RESUME = ((Button("button.resume-reminders", "pause.resume"),),)
_CHOICES: Rows = (
    (Button("button.pause-week", "pause.week"), Button("button.pause-on", "pause.on")),
    (Button("button.pause-not", "pause.not"),),
)


def pause(facts: Facts, event: Command | Press) -> Decision:
    """For how long? A question that has gathered answers keeps its place."""
    under_way = facts.question is not None and facts.question.gathers
    asked = () if under_way else (Ask(Question("pause.long", asked_at=facts.now)),)
    return Decision((*_used(event), Message(event.origin.chat, "pause.ask", buttons=_CHOICES)), asked)


def answered(facts: Facts, said: Said) -> Decision:
    """The choice, in words or by its number."""
    press = None if said.forwarded else choices.typed(facts, said, choices.flat(_CHOICES))
    if press is None:
        return Decision((Message(said.origin.chat, "pause.again", buttons=_CHOICES),), missed=True)
    return {"pause.week": week, "pause.on": until_told, "pause.not": not_now}[press.action](facts, press)


def week(facts: Facts, press: Press) -> Decision:
    """They rest for seven days."""
    until = facts.now + WEEK
    person = replace(facts.person, paused_until=max(until, facts.person.paused_until or until))
    shown = spoken.moment(facts, person.paused_until or until)
    said = Message(press.origin.chat, "pause.week", {"until": shown}, _RESUME)
    return Decision((*_used(press), said), (KeepPerson(person), *_settled(facts)))


def until_told(facts: Facts, press: Press) -> Decision:
    """They rest until the person says otherwise."""
    said = Message(press.origin.chat, "pause.on", buttons=_RESUME)
    paused = KeepPerson(replace(facts.person, paused=True))
    return Decision((*_used(press), said), (paused, *_settled(facts)))


def not_now(facts: Facts, press: Press) -> Decision:
    """They go on as before."""
    return Decision((*_used(press), Message(press.origin.chat, "pause.not")), _settled(facts))


def stop(facts: Facts, event: Command | Press) -> Decision:
    """Stops them at once, and says what else could be meant."""
    said = Message(event.origin.chat, "pause.stopped", buttons=_RESUME)
    return Decision((*_used(event), said), (KeepPerson(replace(facts.person, paused=True)),))


def resume(facts: Facts, event: Command | Press) -> Decision:
    """Reminders may come again, also after the crisis card."""
    awake = replace(facts.person, paused=False, paused_until=None, crisis_at=None)
    said = Message(event.origin.chat, "pause.resumed" if resting(facts) else "pause.not-paused")
    return Decision((*_used(event), said), (KeepPerson(awake),) if awake != facts.person else ())


def wanted_back(facts: Facts, event: Command | Press) -> Decision:
    """The wish in plain words. After the crisis card they bring nothing back: they are too easily misread."""
    if facts.person.crisis_at is None:
        return resume(facts, event)
    return Decision((*_used(event), Message(event.origin.chat, "pause.on", buttons=_RESUME)))


def resting(facts: Facts) -> bool:
    """Whether no reminder comes now, whatever the reason."""
    person = facts.person
    until = person.paused_until
    return person.paused or person.crisis_at is not None or (until is not None and until > facts.now)


def _settled(facts: Facts) -> tuple[Settle, ...]:
    """Only our own question ends with the choice."""
    return (Settle(),) if facts.question is not None and facts.question.name == "pause.long" else ()


def _used(event: Command | Press) -> tuple[Strip, ...]:
    return choices.used(event) if isinstance(event, Press) else ()
