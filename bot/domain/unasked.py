"""A nudge in words, with the buttons under it."""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.decision import Button, Message
from bot.domain.facts import Facts
from bot.domain.nudge import Key, Nudge

LATER = "snooze.ask"
"""What a button does that puts the nudge off under which it stands."""
ALL = "nudges.all"
_ALL = "button.see-all"
_HUMAN = "talk-to-advisor"
"""The button that no reminder has while nobody would hear of it."""
TEXTS = frozenset({_ALL})
"""What is said when a nudge is sent, and by no handler."""


def message(facts: Facts, nudge: Nudge, others: int = 0) -> Message:
    """What is sent; `others`: how many more of today can be seen by a press."""
    offered = facts.library.buttons_of(nudge.say, facts.person.language)
    names = [name for name in offered if name != _HUMAN or facts.offers_calls]
    rows = [(_button(facts, nudge, name),) for name in names]
    if others:
        rows.append((Button(_ALL, ALL),))
    about = facts.interview(nudge.interview)
    return Message(nudge.person, nudge.say, spoken.unasked(facts, about), tuple(rows), wording=nudge.nth)


def _button(facts: Facts, nudge: Nudge, name: str) -> Button:
    if facts.library.choices[name].does == LATER:
        return Button(f"button.{name}", LATER, nudge.interview, extra=Key(nudge.key).short)
    return facts.library.button(name, nudge.interview)
