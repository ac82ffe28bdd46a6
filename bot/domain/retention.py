"""The notice that comes two weeks before everything of a silent person goes."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import spoken
from bot.domain.calendar import local
from bot.domain.decision import Button, Message
from bot.domain.facts import Facts

NOTICE = timedelta(days=14)
"""How long before the end somebody is told of it, however late the notice itself is."""
SAYS = "delete.notice"
_KEEP = Button("button.keep-my-things", "delete.keep-on")
TEXTS = frozenset({SAYS, _KEEP.label})
"""What is said when it is sent, and by no handler."""


def notice(facts: Facts) -> Message | None:
    """The day on which it all goes, and how to keep it; any word at all does. None: they are back."""
    person = facts.person
    if person.warned_at is None:
        return None
    day = spoken.day(facts, local(person.warned_at + NOTICE, person.zone).date())
    return Message(person.id, SAYS, {"day": day}, ((_KEEP,),))
