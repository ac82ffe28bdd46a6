"""The buttons under a reminder, as its person may have them."""

from __future__ import annotations

from bot.domain.decision import Button
from bot.domain.facts import Facts

_HUMAN = "talk-to-advisor"


def under(facts: Facts, say: str, interview: int) -> tuple[Button, ...]:
    """The buttons of a reminder about one interview, 0: none. A talk only where somebody would hear of it."""
    names = facts.library.buttons_of(say, facts.person.language)
    shown = (name for name in names if name != _HUMAN or facts.offers_calls)
    return tuple(facts.library.button(name, interview) for name in shown)
