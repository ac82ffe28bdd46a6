"""/export: a file with everything, for the person themselves. Once an hour, because it is much to gather."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain import spoken
from bot.domain.calendar import local
from bot.domain.change import KeepPerson, SetMark
from bot.domain.decision import Decision, File, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.talk import choices

REST = timedelta(hours=1)
A_MOMENT = timedelta(minutes=1)
"""For how long it is enough to have said that the next copy has to wait."""
_RESTS = "export-rests"


def export(facts: Facts, event: Command | Press) -> Decision:
    """The file follows; or when the next one can."""
    used = choices.used(event) if isinstance(event, Press) else ()
    last = facts.person.exported_at
    if last is not None and facts.ago(last) < REST:
        told = facts.mark(_RESTS)
        if told and facts.ago(told.at) < A_MOMENT:
            return Decision(used)
        when = {"when": spoken.clock(facts, _whole_minute(local(last + REST, facts.person.zone)))}
        return Decision((*used, Message(facts.person.id, "export.rests", when)), (SetMark(_RESTS),))
    kept = KeepPerson(replace(facts.person, exported_at=facts.now))
    coming = Message(facts.person.id, "export.coming")
    return Decision((*used, coming, File(facts.person.id, "copy")), (kept,))


def _whole_minute(moment: datetime) -> time:
    """Clocks are told without seconds, and whoever comes back at what was told must not be too early."""
    whole = moment.replace(second=0, microsecond=0)
    return (whole if whole == moment else whole + timedelta(minutes=1)).time()
