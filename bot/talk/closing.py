"""The end of a note: what is said, what can be done next, and where a plan begins."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import Settle
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.domain.form import Form
from bot.domain.note import Note
from bot.talk import choices, helped, menus, telling, themes
from bot.talk.choices import GONE

_HUMAN = "talk-to-advisor"


def done(facts: Facts, form: Form, note: Note, *before: Outgoing) -> Decision:
    """What is said when a note is done; one that tells how an interview went leads on to a plan."""
    if not note.words:
        return Decision((*before, Message(facts.person.id, "notes.nothing-written")), (Settle(),))
    answered = replace(facts, question=None)
    whole = _closing(facts, form, note)
    if form.plan:
        return themes.ask(answered, note, *before, *whole.messages)
    shown = menus.stays(answered, Button("", "notes.closed", note.id), whole)
    told = helped.then(answered, shown, [note]) if form.about_interview and not form.private else shown
    return replace(told, messages=(*before, *told.messages))


def again(facts: Facts, press: Press) -> Decision:
    """What was said at the end of a note, once more."""
    note = facts.note(press.id)
    form = facts.library.forms.get(note.form) if note else None
    return _closing(facts, form, note) if note and form else GONE


def _closing(facts: Facts, form: Form, note: Note) -> Decision:
    then = [name for name in form.then if facts.offers_calls or name != _HUMAN]
    about = note.interview if facts.interview(note.interview) else 0
    follow = [facts.library.button(name, about) for name in then]
    gone = Button("button.delete-note", "notes.drop", note.id, note.version)
    last = gone if form.private else Button("button.see-notes", "notes.list")
    buttons = () if form.plan else choices.rows(*follow, last)
    return Decision((telling.about(facts, facts.interview(note.interview), form.closes, buttons),))
