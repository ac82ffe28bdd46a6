"""The settings of quiet hours, and of the hour at which reminders come."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.domain import spoken
from bot.domain.calendar import is_quiet
from bot.domain.facts import Facts
from bot.domain.person import Person
from bot.talk.setting import VALUE, Offer, Setting, words
from bot.understand import hours

USUAL = "usual"
"""The value that lets each reminder come at its own time of day."""
_QUIET = ("20:00-08:30", "21:00-09:00", "22:00-07:00")
_HOURS = ("09:00", "12:00", "18:00")


def hushed(facts: Facts, clock: time) -> bool:
    """Whether a time of day lies in the person's quiet hours."""
    at = facts.local_now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return is_quiet(at, facts.person)


def _ends(value: str) -> tuple[time, time] | None:
    start, _, end = value.partition("-")
    try:
        found = time.fromisoformat(start), time.fromisoformat(end)
    except ValueError:
        return None
    return None if found[0] == found[1] or found[0].tzinfo or found[1].tzinfo else found


def _spoken(facts: Facts, start: time, end: time) -> dict[str, str]:
    return {"from": spoken.clock(facts, start), "until": spoken.clock(facts, end)}


def _spans(facts: Facts) -> tuple[Offer, ...]:
    each = ((value, _ends(value)) for value in _QUIET)
    return tuple((value, "button.quiet-hours", _spoken(facts, *ends)) for value, ends in each if ends)


def _span(_: Facts, said: str) -> tuple[str, ...]:
    found = hours.span(said)
    return (f"{found[0]:%H:%M}-{found[1]:%H:%M}",) if found else ()


def _quiet(person: Person, value: str) -> Person | None:
    ends = _ends(value)
    return replace(person, quiet_from=ends[0], quiet_until=ends[1]) if ends else None


def _quiet_shown(facts: Facts) -> str:
    ends = _spoken(facts, facts.person.quiet_from, facts.person.quiet_until)
    return words(facts, "button.quiet-hours", ends)


def _clocks(facts: Facts) -> tuple[Offer, ...]:
    awake = (clock for clock in map(time.fromisoformat, _HOURS) if not hushed(facts, clock))
    each = tuple((f"{clock:%H:%M}", VALUE, {"value": spoken.clock(facts, clock)}) for clock in awake)
    return each if facts.person.nudge_clock is None else (*each, (USUAL, "button.usual-hour", {}))


def _clock(_: Facts, said: str) -> tuple[str, ...]:
    found = hours.clock(said)
    return (f"{found:%H:%M}",) if found else ()


def _hour(person: Person, value: str) -> Person | None:
    try:
        clock = None if value == USUAL else time.fromisoformat(value)
    except ValueError:
        return None
    return replace(person, nudge_clock=clock and clock.replace(tzinfo=None))


def _hour_shown(facts: Facts) -> str:
    clock = facts.person.nudge_clock
    if clock is None:
        return words(facts, "settings.usual")
    return spoken.clock(facts, facts.person.quiet_until if hushed(facts, clock) else clock)


QUIET = Setting(
    name="quiet",
    change="button.change-quiet",
    ask="settings.quiet.ask",
    again="settings.quiet.again",
    done="settings.quiet.done",
    offers=_spans,
    read=_span,
    apply=_quiet,
    shown=_quiet_shown,
)
HOUR = Setting(
    name="hour",
    change="button.change-hour",
    ask="settings.hour.ask",
    again="settings.hour.again",
    done="settings.hour.done",
    offers=_clocks,
    read=_clock,
    apply=_hour,
    shown=_hour_shown,
    numbers=True,
)
