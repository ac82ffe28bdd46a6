"""Reminders that rest for a week, until a day or until further word, and come back when asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain import spoken
from bot.domain.calendar import after_quiet, instant
from bot.domain.change import Ask, KeepPerson, Settle
from bot.domain.decision import Button, Decision, Message, Rows, Strip
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import choices, meaning, snooze
from bot.understand import dates
from bot.understand.until import until

WEEK = timedelta(days=7)

_RESUME = ((Button("button.resume-reminders", "pause.resume"),),)
_CHOICES: Rows = (
    (Button("button.pause-week", "pause.week"), Button("button.pause-on", "pause.on")),
    (Button("button.pause-until", "pause.until"), Button("button.pause-not", "pause.not")),
)
_FURTHEST = timedelta(days=180)
_FOR_PEACE = frozenset({"snooze", "stop-nudges"})
"""What such a wish sounds like without its day."""


def pause(facts: Facts, event: Command | Press) -> Decision:
    """For how long? «/pause until Monday» says it at once."""
    if isinstance(event, Command) and (day := _day(facts, event.words, event.origin.at)):
        return _until(facts, day)
    return _ask(facts, "pause.ask", event)


def wished(facts: Facts, said: Said) -> Decision | None:
    """What words wish of reminders, whatever else was asked: one of them later, or none until a day."""
    return snooze.told(facts, said) or _told(facts, said)


def _told(facts: Facts, said: Said) -> Decision | None:
    """«No messages until the 5th». None: no such wish, or no day in it."""
    day = None if said.forwarded else _day(facts, said.words, said.origin.at)
    if day is None:
        return None
    _, rest = dates.find(said.words, said.origin.at, facts.person.zone, dates.Context.FUTURE)
    wishes = {meaning.surely(facts, words) for words in (said.words, rest)}
    return _until(facts, day) if wishes & _FOR_PEACE else None


def which_day(facts: Facts, press: Press) -> Decision:
    """Until which day?"""
    return _ask(facts, "pause.which-day", press)


def answered(facts: Facts, said: Said) -> Decision:
    """The choice, in words or by its number."""
    press = None if said.forwarded else choices.typed(facts, said, choices.flat(_CHOICES))
    if press is not None:
        return _DOES[press.action](facts, press)
    if not said.forwarded and (day := _day(facts, said.words, said.origin.at)):
        return _until(facts, day)
    return Decision((Message(said.origin.chat, "pause.again", buttons=_CHOICES),), missed=True)


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


def _day(facts: Facts, words: str, at: datetime) -> date | None:
    """The first day after the rest. None: the words tell none in the next half year."""
    day = until(words, at, facts.person.zone, facts.person.nation) if words.strip() else None
    return day if day is not None and day <= facts.local_now.date() + _FURTHEST else None


def _until(facts: Facts, day: date) -> Decision:
    """They rest until the quiet hours of that day end, whatever was wished for before."""
    rested = after_quiet(instant(day, time(0), facts.person.zone), facts.person)
    person = replace(facts.person, paused=False, paused_until=rested)
    told = Message(facts.person.id, "pause.until", {"day": spoken.day(facts, day)}, _RESUME)
    return Decision((told,), (KeepPerson(person), *_settled(facts)))


def _ask(facts: Facts, say: str, event: Command | Press) -> Decision:
    """A question that has gathered answers keeps its place."""
    under_way = facts.question is not None and facts.question.gathers
    asked = () if under_way else (Ask(Question("pause.long", asked_at=facts.now)),)
    return Decision((*_used(event), Message(event.origin.chat, say, buttons=_CHOICES)), asked)


def _settled(facts: Facts) -> tuple[Settle, ...]:
    """Only our own question ends with the choice."""
    return (Settle(),) if facts.question is not None and facts.question.name == "pause.long" else ()


def _used(event: Command | Press) -> tuple[Strip, ...]:
    return choices.used(event) if isinstance(event, Press) else ()


_DOES = {"pause.week": week, "pause.on": until_told, "pause.until": which_day, "pause.not": not_now}
"""What stands on the buttons, typed."""
