"""A calendar file about one interview or first day, for whatever calendar somebody uses (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from urllib.parse import quote
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event, vText

from bot.domain import diary, spoken
from bot.domain.calendar import instant
from bot.domain.diary import Entry, Kind
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.text import cleaned
from bot.papers.paper import Everything, Paper

TEXTS = frozenset(
    {"calendar.no-time", "calendar.newer", "calendar.item"}
    | {f"calendar.{kind}.{name}" for kind in Kind for name in ("caption", "summary", "description")}
)
"""The strings that are said by name here."""

_OURS = UUID("6f0d3b52-2f0e-5c7e-9a52-5b0f1c2a7d11")
"""The namespace of the names that entries have for ever."""
_MAKER = "-//Bounceback//Bounceback//EN"
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_EVENING = time(18, 0)
"""When somebody is reminded the day before: early enough to iron a shirt or look up a train."""
_UNTIL_MIDNIGHT = timedelta(hours=6)
"""The same evening for a whole day, which begins at midnight wherever its calendar is."""
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?)]}'»”’\u2069"
_STAYS_IN_LINK = "%/:?#[]@!$&'()*+,;=-._~"
_SPECIAL = re.compile(r"[\\;,]")
_FENCE = "\u2068\u2069"


class _Words(vText):
    r"""Words escaped as the standard says: the library would take a typed «\N» for a new line."""

    def to_ical(self) -> bytes:
        return _SPECIAL.sub(r"\\\g<0>", self).replace("\n", r"\n").encode()


def paper(facts: Facts, _: Everything, about: int) -> Paper | None:
    """The file about an interview as it is now. None: nothing of it is ahead any more."""
    interview = facts.interview(about)
    entry = diary.entry(_seen(interview), facts.now) if interview else None
    return _paper(facts, entry) if entry else None


def _seen(interview: Interview) -> Interview:
    """The same with its words as people see them; what cannot be seen at all is as good as not told."""
    return replace(
        interview,
        role=cleaned(interview.role),
        employer=cleaned(interview.employer),
        place=cleaned(interview.place),
        contact=cleaned(interview.contact),
    )


def _paper(facts: Facts, entry: Entry) -> Paper:
    hints = {
        "no_time": entry.clock is None,
        # Google's calendar and others may keep the entry from before beside it, whatever the standard says.
        "newer": entry.about.version > 1,
    }
    said = {name: _say(facts, f"calendar.{name.replace('_', '-')}") for name, so in hints.items() if so}
    values = {**_values(facts, entry), **said}
    return Paper(
        f"{entry.kind}.ics", f"calendar.{entry.kind}.caption", partial(written, facts, entry), values
    )


def written(facts: Facts, entry: Entry) -> bytes:
    """The file: one entry, with reminders that are still to come."""
    event = Event()
    event.add("uid", str(uuid5(_OURS, f"{entry.kind}/{entry.about.person}/{entry.about.id}")))
    event.add("sequence", entry.about.version)
    event.add("dtstamp", facts.now.astimezone(UTC).replace(microsecond=0))
    _when(event, entry)
    summary = _say(facts, f"calendar.{entry.kind}.summary", **_values(facts, entry))
    event.add("summary", _Words(summary))
    event.add("description", _Words(_description(facts, entry)))
    _where(event, entry)
    # Calendars are shared with colleagues, and those of a job that somebody is about to leave most of all.
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.clock else "TRANSPARENT")
    for before in _reminders(entry, facts.now):
        event.add_component(_alarm(before, summary))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _MAKER)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    made: bytes = calendar.to_ical(sorted=False)
    return made


def _when(event: Event, entry: Entry) -> None:
    """In UTC, which every calendar shows on its owner's clock; a whole day is a date, and ends the next."""
    if entry.clock is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + _DAY)
    else:
        event.add("dtstart", entry.starts_at)
        event.add("dtend", entry.starts_at + entry.length)


def _where(event: Event, entry: Entry) -> None:
    # Alone in its field a name needs no fence, and a map would look for the fence as well.
    place = entry.place.strip(_FENCE)
    if place:
        event.add("location", _Words(place))
    link = _LINK.search(place)
    if link:
        event.add("url", quote(link[0].rstrip(_AFTER_LINK), safe=_STAYS_IN_LINK, errors="replace"))


def _description(facts: Facts, entry: Entry) -> str:
    """Who to ask for, where, and what is still to be seen to. The place again: links work here."""
    found = facts.library.checklists.get(entry.checklist)
    left = [
        _say(facts, "calendar.item", item=_say(facts, item))
        for item in (found.items if found else ())
        if found and not facts.mark(found.mark(item), entry.about.id)
    ]
    listed = {"title": _say(facts, found.title), "items": "\n".join(left)} if found and left else {}
    return _say(facts, f"calendar.{entry.kind}.description", **_values(facts, entry), **listed)


def _reminders(entry: Entry, now: datetime) -> Iterator[timedelta]:
    """How long before its start. The one that matters most comes first: Outlook takes no other."""
    evening = instant(entry.day - _DAY, _EVENING, entry.about.zone)
    if entry.clock and entry.starts_at - _HOUR > now:
        yield _HOUR
    if evening > now:
        yield entry.starts_at - evening if entry.clock else _UNTIL_MIDNIGHT


def _alarm(before: timedelta, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    # Counted from the start, because it then moves with an entry that somebody drags to another day.
    alarm.add("trigger", -before)
    alarm.add("description", _Words(words))
    return alarm


def _values(facts: Facts, entry: Entry) -> Mapping[str, str]:
    return {**spoken.values(facts, entry.about), "first_day": spoken.day(facts, entry.day)}


def _say(facts: Facts, id_: str, **values: str) -> str:
    return facts.library.label(id_, facts.person.language, values)
