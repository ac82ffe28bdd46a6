"""A note told back: whole, or as one line of a list."""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.calendar import local
from bot.domain.decision import Button, Message, Rows
from bot.domain.facts import Facts
from bot.domain.form import Form
from bot.domain.note import Note
from bot.talk import choices

_EXCERPT = 60
"""How many characters of a note a list shows."""


def whole(facts: Facts, note: Note) -> Message:
    """Everything that was written, word for word, with what can be done with it."""
    values = {**head(facts, note), **_parts(facts, note)}
    return Message(facts.person.id, "notes.note", values, buttons(note))


def buttons(note: Note) -> Rows:
    """What can be done with a note that is open."""
    change = Button("button.change-note", "notes.change", note.id, note.version)
    drop = Button("button.delete-note", "notes.drop", note.id, note.version)
    return (change, drop), (Button("button.see-notes", "notes.list"),)


def line(facts: Facts, note: Note, nr: int) -> str:
    """A note in a list. Of a private one not a word is shown."""
    form = facts.library.forms.get(note.form)
    first = next(iter(note.words.values()), "")
    shown = "" if form and form.private else choices.short(" ".join(first.split()), _EXCERPT)
    values = {**head(facts, note), "nr": str(nr), "excerpt": shown}
    return facts.library.label("notes.line", facts.person.language, values)


def head(facts: Facts, note: Note) -> dict[str, str]:
    """What a note is: its kind, the job it is about, and the day it was written."""
    interview = facts.interview(note.interview)
    written = local(note.at, facts.person.zone).date() if note.at else facts.local_now.date()
    return {
        "title": title(facts, note.form),
        "job": spoken.job(facts, interview) if interview else "",
        "written": spoken.day(facts, written),
    }


def title(facts: Facts, form: str) -> str:
    """What a kind of note is called; one that content/ no longer has is a note all the same."""
    found = facts.library.forms.get(form)
    return facts.library.label(found.title if found else "notes.untitled", facts.person.language)


def heading(facts: Facts, form: Form | None, name: str) -> str:
    """The few words above an answer; empty for a prompt that is not asked any more."""
    prompt = form.prompt(name) if form else None
    return facts.library.label(prompt.heading, facts.person.language) if prompt else ""


def _parts(facts: Facts, note: Note) -> dict[str, str]:
    form = facts.library.forms.get(note.form)
    order = [prompt.name for prompt in form.prompts] if form else []
    names = sorted(note.words, key=lambda name: order.index(name) if name in order else len(order))
    found: dict[str, str] = {}
    for nth, name in enumerate(names, 1):
        found |= {f"head_{nth}": heading(facts, form, name), f"words_{nth}": note.words[name]}
    return found
