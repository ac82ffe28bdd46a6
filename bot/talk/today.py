"""«Leave me today»: quiet until tomorrow morning, by a press or in words."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import KeepPerson, SetMark
from bot.domain.decision import Decision, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.rest import LEFT, until_tomorrow
from bot.talk import choices


def leave(facts: Facts, event: Command | Press) -> Decision:
    """Quiet until tomorrow at ten on their own clock; a longer rest stays as long as it is."""
    until = until_tomorrow(facts.now, facts.person.zone)
    later = max(until, facts.person.paused_until or until)
    used = choices.used(event) if isinstance(event, Press) else ()
    message = Message(facts.person.id, "result.left-today", {"first_name": facts.person.first_name})
    kept = KeepPerson(replace(facts.person, paused_until=later))
    return Decision((*used, message), (kept, SetMark(LEFT)))
