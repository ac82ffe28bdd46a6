"""What we keep about a person, as a text that they can read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.domain import etiquette, marked, offer, spoken
from bot.domain.action import Action, Stage
from bot.domain.callback import Request
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.note import Note

_SECTIONS = ("interviews", "notes", "steps", "applications", "nudges", "marks", "requests")
_KINDS = (
    "head", "you", "person", "paused", "paused-until", "interview", "note", "step", "application", "nudge",
    "mark", "request", "none", "caption", *(f"step.{stage}" for stage in Stage),
)  # fmt: skip
_LOOKS = frozenset({"settings.light", "settings.dark"})
TEXTS = _LOOKS | marked.TEXTS | frozenset(f"export.{name}" for name in (*_SECTIONS, *_KINDS))
"""The strings that are said by name here and where the file is sent."""
_NATIONS = {
    "GB-ENG": "button.support.england",
    "GB-SCT": "button.support.scotland",
    "GB-WLS": "button.support.wales",
    "GB-NIR": "button.support.northern-ireland",
    "IE": "button.support.ireland",
    "INTL": "button.support.elsewhere",
}
"""Nation → the id of its name."""


def readable(facts: Facts) -> str:
    """A plain text: the person, then each kind of thing, oldest first."""
    sections = {
        "interviews": (_interview(facts, interview) for interview in facts.interviews),
        "notes": (_note(facts, note) for note in facts.notes),
        "applications": (
            _say(facts, "export.application", job=_job(done.role, done.employer), when=_when(facts, done.at))
            for done in facts.applications
        ),
        "steps": (_step(facts, action) for action in facts.actions),
        "nudges": _nudges(facts),
        "marks": (
            _say(
                facts,
                "export.mark",
                what=marked.words(facts, mark),
                when=_when(facts, mark.at),
                job=_about(facts, mark.interview),
            )
            for mark in facts.marks
        ),
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
        "language": _say(facts, "settings.tongue"),
        "nation": _say(facts, _NATIONS[who.nation]) if who.nation in _NATIONS else "",
        "zone": who.zone.rpartition("/")[2].replace("_", " "),
        "pace": _say(facts, f"settings.{who.pace}"),
        "employers": _say(facts, "settings.shown" if who.shows_employer else "settings.hidden"),
        "reminders": _rest(facts),
        "from": spoken.clock(facts, who.quiet_from),
        "until": spoken.clock(facts, who.quiet_until),
        "hour": spoken.clock(facts, who.nudge_clock) if who.nudge_clock else "",
        "goal": str(who.weekly_goal or ""),
        "pictures": _say(facts, "settings.dark" if who.dark_pictures else "settings.light"),
        "since": _when(facts, who.created_at),
    }
    return _say(facts, "export.person", **values)


def _rest(facts: Facts) -> str:
    """How reminders rest. Empty: they come."""
    until = facts.person.paused_until
    if facts.person.paused or facts.person.crisis_at:
        return _say(facts, "export.paused")
    return _say(facts, "export.paused-until", when=_when(facts, until)) if until and until > facts.now else ""


def _step(facts: Facts, action: Action) -> str:
    theme = facts.library.themes.get(action.theme)
    known = theme is not None and action.step in theme.steps
    return _say(
        facts,
        "export.step",
        step=_say(facts, theme.label(action.step) if theme and known else "plan.untitled"),
        day=spoken.day(facts, action.day),
        stage=_say(facts, f"export.step.{action.stage}"),
        job=_about(facts, action.interview),
    )


def _interview(facts: Facts, interview: Interview) -> str:
    values = dict(spoken.values(facts, interview))
    if interview.outcome:
        values["outcome"] = _say(facts, f"outcome.{offer.outcome(facts, interview)}")
    return _say(facts, "export.interview", **values)


def _note(facts: Facts, note: Note) -> str:
    """The words exactly as they were written, each under what had been asked."""
    form = facts.library.forms.get(note.form)
    job = _about(facts, note.interview)
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
        job = _about(facts, nudge.interview)
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


def _about(facts: Facts, interview: int) -> str:
    """The job that something is about. Empty: none, or one that was deleted."""
    found = facts.interview(interview)
    return spoken.job(facts, found) if found else ""


def _job(*known: str) -> str:
    return ", ".join(filter(None, known))


def _when(facts: Facts, moment: datetime | None) -> str:
    return spoken.moment(facts, moment) if moment else ""


def _say(facts: Facts, id_: str, **values: str) -> str:
    return facts.library.label(id_, facts.person.language, values)
