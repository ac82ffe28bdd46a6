"""/notes: everything a person wrote down, to be read, changed, deleted and added to."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import Ask, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.form import Form
from bot.domain.note import Note
from bot.domain.question import Question
from bot.talk import choices, filling, log, menus, noted
from bot.talk.choices import GONE

LIST, PART, SURE = "notes.list", "notes.part", "notes.sure"
_LISTS = (LIST, SURE, menus.QUESTION)
"""Questions that only wait for something to be picked: another list takes their place."""
_A_PAGE = 6
_WRITE = Button("button.write-note", "notes.menu")


def notes(facts: Facts, event: Command | Press) -> Decision:
    """«/notes»: a line for each, those about one interview together, the newest first. Extra: from where."""
    used = choices.used(event) if isinstance(event, Press) else ()
    extra = event.extra if isinstance(event, Press) else ""
    start = int(extra) if extra.isascii() and extra.isdigit() else 0
    unasked = isinstance(event, Command) and event.words.strip()
    before = (*used, *((Message(facts.person.id, "notes.not-kept"),) if unasked else ()))
    if not facts.notes:
        none = Message(facts.person.id, "notes.none", buttons=choices.rows(_WRITE))
        return _stays(facts, Button("", "notes.list"), Decision((*before, none)))
    return _page(facts, start, *before)


def open_(facts: Facts, press: Press) -> Decision:
    """One note, whole. The list keeps its buttons and its numbers for the next one."""
    note, question = facts.note(press.id), facts.question
    if note is None:
        return GONE
    shown = Decision((noted.whole(facts, note),))
    if question is None or question.name != LIST:
        return menus.stays(facts, Button("", "notes.open", note.id), shown)
    listed = replace(question, draft={**question.draft, "open": str(note.id)})
    return replace(shown, changes=(Ask(listed),))


def typed(facts: Facts, said: Said) -> Press | None:
    """The button that is named, by its words or by the number in the list. None: none is."""
    draft = facts.question.draft if facts.question else {}
    ids, start = [int(id_) for id_ in draft.get("shown", "").split()], int(draft.get("from", "0"))
    buttons = choices.flat(_list_buttons(ids, start, draft.get("on", "")))
    digits = said.words.strip().rstrip(".)")
    if digits.isascii() and digits.isdigit() and start < int(digits[:4]) <= start + len(ids):
        return choices.press(said, buttons[int(digits[:4]) - start - 1])
    note = facts.note(int(draft.get("open", "0")))
    return choices.named(facts, said, (*buttons, *(choices.flat(noted.buttons(note)) if note else ())))


def show(facts: Facts, press: Press) -> Decision:
    """All notes of one form, whole; extra: the form. Without any, it is offered."""
    form = facts.library.forms.get(press.extra)
    if form is None:
        return GONE
    found = [n for n in reversed(facts.notes) if n.form in (form.id, *form.also)]
    title = {"title": noted.title(facts, form.id)}
    if not found:
        write = choices.rows(_form_button(facts, form))
        none = Decision((Message(facts.person.id, "notes.none-of-these", title, write),))
        return _stays(facts, Button("", "notes.show", extra=form.id), none)
    lead = Message(facts.person.id, form.shown or "notes.these", title)
    more = Button("button.see-notes", "notes.list")
    left = (Message(facts.person.id, "notes.older", buttons=choices.rows(more)),)
    whole = (noted.whole(facts, note) for note in found[:_A_PAGE])
    return Decision((lead, *whole, *(left if len(found) > _A_PAGE else ())))


def menu(facts: Facts, press: Press) -> Decision:
    """What can be written: the groups of forms, or those of one group; extra: its name."""
    forms = [form for form in facts.library.forms.values() if form.group == press.extra and not form.old]
    groups = dict.fromkeys(form.group for form in facts.library.forms.values())
    if forms:
        rows = choices.rows(*(_form_button(facts, form) for form in forms))
    else:
        rows = choices.rows(*(Button(f"notes.group.{name}", "notes.menu", extra=name) for name in groups))
    asked = Message(facts.person.id, "notes.menu.group" if forms else "notes.menu", buttons=rows)
    again = Button("", "notes.menu", extra=press.extra if forms else "")
    return _stays(facts, again, Decision((*choices.used(press), asked)))


def change(facts: Facts, press: Press) -> Decision:
    """The button that changes a note: asks for the part, where there are several. Extra: the part."""
    note = facts.note(press.id)
    form = facts.library.forms.get(note.form) if note else None
    if note is None:
        return GONE
    if form is None:
        return Decision((*choices.used(press), Message(facts.person.id, "notes.fixed")))
    used = choices.used(press)
    if press.version != note.version:
        return Decision((*used, noted.whole(facts, note)))
    if press.extra or len(form.prompts) == 1:
        return filling.change(facts, note, press.extra or form.prompts[0].name, *used)
    asked = Message(facts.person.id, "notes.which-part", buttons=_part_buttons(facts, form, note))
    left = log.left_behind(facts)
    return Decision((*used, *left, asked), (Ask(Question(PART, draft={"note": str(note.id)})),))


def part(facts: Facts, said: Said) -> Decision:
    """The part that is to be changed, in words or by its number."""
    note = facts.note(int(facts.question.draft["note"])) if facts.question else None
    form = facts.library.forms.get(note.form) if note else None
    if note is None or form is None:
        return Decision((Message(facts.person.id, "notes.over"),), (Settle(),))
    buttons = _part_buttons(facts, form, note)
    press = None if said.forwarded else choices.typed(facts, said, choices.flat(buttons))
    if press is not None:
        return change(facts, press)
    again = Message(facts.person.id, "notes.which-part-again", buttons=buttons)
    return Decision((again,), missed=bool(said.words.strip()))


def drop(facts: Facts, press: Press) -> Decision:
    """The button that deletes: asks once more."""
    note = facts.note(press.id)
    if note is None:
        return GONE
    asked = Message(facts.person.id, "notes.delete", noted.head(facts, note), _sure(note))
    question = facts.question
    free = question is None or question.name in _LISTS
    wait = (Ask(Question(SURE, draft={"note": str(note.id)}, asked_at=facts.now)),) if free else ()
    return Decision((*choices.used(press), asked), wait)


def sure(facts: Facts, said: Said) -> Decision:
    """Whether it really shall go, in words; anything else deletes nothing."""
    note = facts.note(int(facts.question.draft["note"])) if facts.question else None
    if note is None:
        return Decision((Message(facts.person.id, "notes.over"),), (Settle(),))
    gone, stays = choices.flat(_sure(note))
    press = None if said.forwarded else choices.typed(facts, said, (gone, stays))
    if choices.means(facts, said.words, "yes") or press == choices.press(said, gone):
        return drop_really(facts, choices.press(said, gone))
    if choices.means(facts, said.words, "no") or press:
        return keep(facts, choices.press(said, stays))
    again = Message(facts.person.id, "notes.delete", noted.head(facts, note), _sure(note))
    return Decision((again,), missed=bool(said.words.strip()))


def drop_really(facts: Facts, press: Press) -> Decision:
    """Deletes a note for good."""
    note = facts.note(press.id)
    if note is None:
        return GONE
    seen = choices.rows(Button("button.see-notes", "notes.list"))
    done = Message(facts.person.id, "notes.deleted", buttons=seen)
    settled = _settled(facts) or ((Settle(),) if filling.under_way(facts) == note else ())
    return Decision((*choices.used(press), done), (*filling.dropped(facts, note), *settled))


def keep(facts: Facts, press: Press) -> Decision:
    """The button that keeps it after all."""
    if facts.note(press.id) is None:
        return GONE
    return Decision((*choices.used(press), Message(facts.person.id, "notes.kept")), _settled(facts))


def _sure(note: Note) -> Rows:
    return choices.rows(
        Button("button.delete-note-really", "notes.drop-really", note.id, style="danger"),
        Button("button.keep-note", "notes.keep", note.id),
    )


def _settled(facts: Facts) -> tuple[Settle, ...]:
    """Only our own question ends with the answer."""
    return (Settle(),) if facts.question is not None and facts.question.name == SURE else ()


def _stays(facts: Facts, again: Button, shown: Decision) -> Decision:
    """Keeps the buttons of a message open to be typed; a list of ours gives way to it."""
    question = facts.question
    listed = question is not None and question.name in _LISTS
    return menus.stays(replace(facts, question=None) if listed else facts, again, shown)


def _page(facts: Facts, start: int, *before: Outgoing) -> Decision:
    ordered = _ordered(facts)
    start = start if start < len(ordered) else 0
    shown = ordered[start : start + _A_PAGE]
    lines = "\n".join(noted.line(facts, note, nr) for nr, note in enumerate(shown, start + 1))
    left = len(ordered) - start - len(shown)
    ids, on = [note.id for note in shown], str(start + len(shown)) if left else ""
    say = Message(
        facts.person.id,
        "notes.list" if start == 0 else "notes.list-on",
        {"lines": lines, "left": str(left) if left else ""},
        _list_buttons(ids, start, on),
    )
    draft = {"shown": " ".join(map(str, ids)), "from": str(start), "on": on}
    question = facts.question
    free = question is None or question.name == LIST or not question.gathers
    return Decision((*before, say), (Ask(Question(LIST, draft=draft, asked_at=facts.now)),) if free else ())


def _list_buttons(ids: list[int], start: int, on: str) -> Rows:
    """`on`: from where the list goes on; empty: nowhere."""
    read = (
        Button("button.read-note", "notes.open", id_, values={"nr": str(nr)})
        for nr, id_ in enumerate(ids, start + 1)
    )
    more = (Button("button.show-more", "notes.list", extra=on),) if on else ()
    return (*choices.rows(*read, across=2), *choices.rows(*more, _WRITE))


def _ordered(facts: Facts) -> list[Note]:
    """Those about one interview together; the one that was written about last comes first."""
    last = {note.interview: note.id for note in facts.notes}
    return sorted(facts.notes, key=lambda note: (last[note.interview], note.id), reverse=True)


def _part_buttons(facts: Facts, form: Form, note: Note) -> Rows:
    parts = (
        Button(
            "button.note-part",
            "notes.change",
            note.id,
            note.version,
            prompt.name,
            {"part": choices.short(noted.heading(facts, form, prompt.name))},
        )
        for prompt in form.prompts
    )
    return choices.rows(*parts)


def _form_button(facts: Facts, form: Form) -> Button:
    words = {"form": choices.short(noted.title(facts, form.id))}
    return Button("button.form", "notes.begin", extra=form.id, values=words)
