"""What is said to a person whose time zone has gone from the data: nobody knows their clock any more."""

from __future__ import annotations

from bot.domain import clocks
from bot.domain.decision import Button, Decision, Message
from bot.domain.facts import Facts

SAYS = "settings.zone.gone"
_TELL = Button("button.change-zone", "settings.ask", extra="zone")
TEXTS = frozenset({SAYS, _TELL.label})
"""What is said without anybody having written, and by no handler."""


def asked(facts: Facts) -> Decision | None:
    """The question where they are. None: their zone is there, or they cannot be reached."""
    person = facts.person
    if clocks.known(person.zone) or person.unreachable:
        return None
    return Decision((Message(person.id, SAYS, buttons=((_TELL,),)),))
