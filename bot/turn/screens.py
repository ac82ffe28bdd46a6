"""Which buttons a turn leaves on somebody's screen: kept, so that their words can be typed later."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.change import Change, Erase, Show
from bot.domain.decision import Decision, Message
from bot.domain.facts import Facts
from bot.domain.screen import Keyboard, Screen


def changes(decision: Decision, mine: Facts) -> tuple[Change, ...]:
    """The changes of a decision, and what it shows to the person. At the desk nothing is kept."""
    erased = any(isinstance(change, Erase) for change in decision.changes)
    found = () if erased or not mine.person.id else tuple(_keyboards(decision, mine))
    return (*decision.changes, Show(Screen(mine.now, found))) if found else decision.changes


def _keyboards(decision: Decision, mine: Facts) -> Iterator[Keyboard]:
    language = mine.person.language
    for out in decision.messages:
        if isinstance(out, Message) and out.chat == mine.person.id and out.buttons:
            buttons = (button for row in out.buttons for button in row)
            yield tuple((mine.library.label(b.label, language, b.values), b.data) for b in buttons)
