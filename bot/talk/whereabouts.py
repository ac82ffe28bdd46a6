"""A place that somebody shares: the time zone there, shown with its clock and theirs to confirm.

The place itself never gets as far as here; an event carries the zone alone.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain import spoken
from bot.domain.change import Ask, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Press, Said, Thing
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import choices, menus, settings
from bot.talk.places import ZONE
from bot.understand import zones

_ASKED = (settings.PLACE, f"settings.{ZONE.name}")
"""The questions that a place answers."""
_GIVES_WAY = (settings.WHICH, menus.QUESTION, "plain.guess")
"""Those that it may push aside; any other is asked once more, and the place changes nothing."""


def place(facts: Facts, event: Thing) -> Decision | None:
    """What a place brings. None: it is no answer, and no wish that could be honoured now."""
    question = facts.question
    if event.kind != "location" or (question and question.name not in (*_ASKED, *_GIVES_WAY)):
        return None
    if not zones.exists(event.zone):
        asked = settings.ask(facts, Press(replace(event.origin, message=None), "", "", extra=ZONE.name))
        return _after(Message(facts.person.id, "settings.place.nowhere", drop_keyboard=True), asked)
    if event.zone == facts.person.zone:
        same = Message(facts.person.id, "settings.place.same", _clock(facts, event.zone), drop_keyboard=True)
        return Decision((same,), (Settle(),) if question else ())
    thanks = Message(facts.person.id, "settings.place.thanks", drop_keyboard=True)
    return _after(thanks, _shown(facts, event.zone)) if _button_below(facts) else _shown(facts, event.zone)


def answered(facts: Facts, said: Said) -> Decision:
    """Words where a place was asked for, or after the zone there was shown."""
    question = facts.question or Question(settings.PLACE)
    zone = question.draft.get("shown", "")
    if not said.words.strip():
        return _shown(facts, zone) if zone else settings.share(facts, _pressed(said, "settings.place"))
    if zone and not said.forwarded:
        right, other = _choices(zone)
        press = choices.typed(facts, said, (right, other))
        if press == choices.press(said, right) or choices.means(facts, said.words, "yes"):
            return settings.pick(facts, choices.press(said, right))
        if press or choices.means(facts, said.words, "no"):
            return settings.ask(facts, choices.press(said, other))
    asking_zone = replace(facts, question=replace(question, name=_ASKED[1], draft={}))
    read = settings.answered(asking_zone, said)
    if not _button_below(facts) or read.missed:
        return read
    return _after(Message(facts.person.id, "settings.place.without", drop_keyboard=True), read)


def _shown(facts: Facts, zone: str) -> Decision:
    shown = Message(
        facts.person.id, "settings.place.check", _clock(facts, zone), choices.rows(*_choices(zone), across=2)
    )
    return Decision((shown,), (Ask(Question(settings.PLACE, draft={"shown": zone}, asked_at=facts.now)),))


def _choices(zone: str) -> tuple[Button, Button]:
    right = Button("button.zone-right", "settings.set", extra=f"{ZONE.name}={zone}", style="success")
    return right, Button("button.zone-other", "settings.ask", extra=ZONE.name)


def _clock(facts: Facts, zone: str) -> dict[str, str]:
    there = replace(facts, person=replace(facts.person, zone=zone))
    now = there.local_now.time().replace(second=0, microsecond=0)
    return {"value": zones.city(zone), "clock": spoken.clock(there, now)}


def _button_below(facts: Facts) -> bool:
    """Whether Telegram's own button stands in the place of the keyboard."""
    question = facts.question
    return question is not None and question.name == settings.PLACE and not question.draft


def _pressed(said: Said, action: str) -> Press:
    return choices.press(said, Button("", action))


def _after(first: Outgoing, then: Decision) -> Decision:
    return replace(then, messages=(first, *then.messages))
