"""What we keep about a person, as a text that they can read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.domain import etiquette, offer, spoken
from bot.domain.callback import Request
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.note import Note

_SECTIONS = ("interviews", "notes", "applications", "nudges", "requests")
_KINDS = ("head", "you", "person", "interview", "note", "application", "nudge", "request", "none", "caption")
TEXTS = frozenset(f"export.{name}" for name in (*_SECTIONS, *_KINDS))
"""The strings that are said by name here and where the file is sent."""


def readable(facts: Facts) -> str:
    """A plain text: the person, then each kind of thing, oldest first."""
    sections = {
        "interviews": (_interview(facts, interview) for interview in facts.interviews),
        "notes": (_note(facts, note) for note in facts.notes),
        "applications": (
            _say(facts, "export.application", job=_job(done.role, done.employer), when=_when(facts, done.at))
            for done in facts.applications
        ),
        "nudges": _nudges(facts),
        "requests": (_request(facts, request) for request in facts.requests),
    }
    parts = [_say(facts, "export.head", when=_when(facts, facts.now))]
    parts.append(f"{_say(facts, 'export.you').upper()}\n\n{_person(facts)}")
    for name in _SECTIONS:
        found = "\n\n".join(sections[name])
        parts.append(f"{_say(facts, f'export.{name}').upper()}\n\n{found or _say(facts, 'export.none')}")
    return "\n\n\n".join(parts) + "\n"


def _person(facts: Facts) -> str:
    who = facts.person
    values = {
        "first_name": who.first_name,
        "nation": who.nation,
        "zone": who.zone,
        "from": spoken.clock(facts, who.quiet_from),
        "until": spoken.clock(facts, who.quiet_until),
        "hour": spoken.clock(facts, who.nudge_clock) if who.nudge_clock else "",
        "goal": str(who.weekly_goal or ""),
        "since": _when(facts, who.created_at),
    }
    return _say(facts, "export.person", **values)


def _interview(facts: Facts, interview: Interview) -> str:
    values = dict(spoken.values(facts, interview))
    if interview.outcome:
        values["outcome"] = _say(facts, f"outcome.{offer.outcome(facts, interview)}")
    return _say(facts, "export.interview", **values)


def _note(facts: Facts, note: Note) -> str:
    """The words exactly as they were written, each under what had been asked."""
    form = facts.library.forms.get(note.form)
    about = facts.interview(note.interview)
    job = spoken.job(facts, about) if about else ""
    title = _say(facts, form.title) if form else note.form
    head = _say(facts, "export.note", title=title, job=job, when=_when(facts, note.at))
    prompts = {prompt.name: prompt.heading for prompt in form.prompts} if form else {}
    answers = (
        f"{_say(facts, prompts[name]) if name in prompts else name}:\n{words}"
        for name, words in note.words.items()
    )
    return "\n".join((head, *answers))


def _nudges(facts: Facts) -> Iterator[str]:
    for nudge in etiquette.upcoming(facts):
        about = facts.interview(nudge.interview)
        job = spoken.job(facts, about) if about else ""
        yield _say(facts, "export.nudge", job=job, when=spoken.moment(facts, nudge.due))


def _request(facts: Facts, request: Request) -> str:
    return _say(
        facts,
        "export.request",
        when=_when(facts, request.asked_at),
        about=request.about,
        number=request.number,
        advisor=request.advisor_name,
    )


def _job(*known: str) -> str:
    return ", ".join(filter(None, known))


def _when(facts: Facts, moment: datetime | None) -> str:
    return spoken.moment(facts, moment) if moment else ""


def _say(facts: Facts, id_: str, **values: str) -> str:
    return facts.library.label(id_, facts.person.language, values)
