"""A nudge in words, with the buttons under it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import spoken
from bot.domain.decision import Button, Message
from bot.domain.facts import Facts
from bot.domain.nudge import Key, Nudge

LATER = "snooze.ask"
"""What a button does that puts the nudge off under which it stands."""
ALL = "nudges.all"
ALL_BUTTON = Button("button.see-all", ALL)
_HUMAN = "talk-to-advisor"
"""The button that no reminder has while nobody would hear of it."""
TEXTS = frozenset({ALL_BUTTON.label})
"""What is said when a nudge is sent, and by no handler."""


def message(facts: Facts, nudge: Nudge, others: int = 0) -> Message:
    """What is sent; `others`: how many more of today can be seen by a press."""
    rows = [(button,) for button in buttons(facts, nudge.say, nudge.key, nudge.interview)]
    if others:
        rows.append((ALL_BUTTON,))
    about = facts.interview(nudge.interview)
    return Message(nudge.person, nudge.say, spoken.unasked(facts, about), tuple(rows), wording=nudge.nth)


def buttons(facts: Facts, say: str, key: str, about: int) -> tuple[Button, ...]:
    """The buttons under a nudge by its words, its key and its interview, if any. KeyError: no such text."""
    offered = facts.library.buttons_of(say, facts.person.language)
    names = (name for name in offered if name != _HUMAN or facts.offers_calls)
    return tuple(button(facts, name, key, about) for name in names)


def button(facts: Facts, name: str, key: str, about: int) -> Button:
    """A button of content/buttons.yaml as it stands under a nudge. KeyError: no such button."""
    made = facts.library.button(name, about or Key(key).request)
    return replace(made, extra=Key(key).short) if made.action == LATER else made
