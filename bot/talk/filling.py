"""Writing a note: one prompt after the other. What has been answered is kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.change import AddNote, Ask, Change, ClearMark, DropNote, KeepNote, SetMark, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.form import Form, Prompt, mark
from bot.domain.interview import Interview
from bot.domain.note import MOST, Note
from bot.domain.question import Question
from bot.domain.text import units
from bot.talk import caring, choices, closing, log, noted, replies, telling
from bot.talk.choices import GONE
from bot.understand.words import clean

QUESTION, WHICH = "notes.answer", "notes.which"
_LONGEST = 3 * 4096
"""Whatever Telegram can send is kept whole, also where it grows in being made safe to keep."""
_FULL = 3500
"""From so many UTF-16 units on, the app may have cut a text into several messages."""
_LISTED = 6
_SAID = "said"
"""Where the question which interview is meant keeps what was told already."""


def begin(facts: Facts, press: Press, words: str = "") -> Decision:
    """The button that starts a note; extra: its form. Version 1: which interview was settled already.

    `words`: the first answer, where it came with the question.
    """
    form = facts.library.forms.get(press.extra)
    if form is None:
        return GONE
    before: tuple[Outgoing, ...] = (*choices.used(press), *log.left_behind(facts))
    if len(facts.notes) >= MOST:
        return Decision((*before, Message(facts.person.id, "notes.full", {"most": str(MOST)})))
    interview = facts.interview(press.id)
    if form.about_interview and interview is None and not press.version:
        listed = _candidates(facts, form)
        if len(listed) > 1:
            return _which(facts, form, "notes.which", *before, words=words)
        interview = listed[0] if listed else None
    about = interview.id if interview else 0
    note = Note(facts.new_id(), facts.person.id, form.id, about, at=facts.now)
    asked = _asking(facts, form, note, {"form": form.id, "note": str(note.id)}, "", *before)
    words = words or _told_before(facts, form)
    return _fed(facts, press, asked, words, *before) if words else asked


def which(facts: Facts, said: Said) -> Decision:
    """The interview that a note is about, in words."""
    form = _form(facts)
    if form is None:
        return Decision((), (Settle(),))
    press = None if said.forwarded else choices.typed(facts, said, choices.flat(_jobs(facts, form)))
    if press is not None:
        return begin(facts, press)
    missed = bool(said.words.strip())
    return replace(_which(facts, form, "notes.which-again" if missed else "notes.which"), missed=missed)


def change(facts: Facts, note: Note, name: str, *before: Outgoing) -> Decision:
    """Asks for one part of a note anew."""
    form = facts.library.forms.get(note.form)
    if form is None or form.prompt(name) is None:
        return GONE
    draft = {"form": note.form, "note": str(note.id), "only": name}
    return _ask(facts, form, note, {**draft, "step": name}, *before)


def answered(facts: Facts, said: Said) -> Decision:
    """An answer, or several at once. Empty words: the question is asked once more."""
    question, form = facts.question, _form(facts)
    prompt = form.prompt(question.draft.get("step", "")) if form and question else None
    if question is None or form is None or prompt is None:
        return Decision((Message(facts.person.id, "notes.over"),), (Settle(),))
    note = _note(facts, question)
    if not said.forwarded and (press := _typed(facts, said, note, question.draft)):
        return pick(facts, press)
    words = clean(said.words, _LONGEST)
    if not words:
        return _ask(facts, form, note, question.draft)
    return _written(facts, said, form, prompt, words)


def _written(facts: Facts, said: Said, form: Form, prompt: Prompt, words: str) -> Decision:
    """Keeps an answer, and goes on; what is about who somebody is gets its page first."""
    question = facts.question
    assert question is not None  # noqa: S101 - the callers answer one
    note = _note(facts, question)
    told = _told(facts, said, form, prompt, words)
    care = caring.first(facts, form, note, told)
    written = replace(note, words={**note.words, **told})
    if units(words) >= _FULL:
        on = _ask(facts, form, written, {**question.draft, "step": list(told)[-1], "more": "yes"})
    elif "only" in question.draft:
        return _changed(facts, written)
    else:
        draft = {key: value for key, value in question.draft.items() if key != "more"}
        on = _asking(facts, form, written, draft, prompt.name)
    changes = (*_kept(facts, note, written), *care.changes, *on.changes)
    return replace(on, messages=(*care.messages, *on.messages), changes=changes)


def pick(facts: Facts, press: Press) -> Decision:
    """A button under one of the prompts; extra: skip, done, on, leave or clear."""
    question, form = facts.question, _form(facts)
    ours = question is not None and question.name == QUESTION
    if question is None or form is None or not ours or question.draft.get("note") != str(press.id):
        return GONE
    note, draft, used = _note(facts, question), question.draft, choices.used(press)
    if draft.get("nr") != str(press.version):
        return _ask(facts, form, note, draft, *used)
    prompt = form.prompt(draft.get("step", ""))
    given = next((id_ for id_ in prompt.offers if _last(id_) == press.extra), "") if prompt else ""
    if prompt and given:
        words = facts.library.label(given, facts.person.language)
        picked = _written(facts, Said(press.origin, words), form, prompt, words)
        return replace(picked, messages=(*used, *picked.messages))
    match press.extra, "only" in draft:
        case "skip", False:
            return _asking(facts, form, note, draft, draft["step"], *used)
        case "done", False:
            return closing.done(facts, form, note, *used)
        case "on", False:
            told = {key: value for key, value in draft.items() if key != "more"}
            return _asking(facts, form, note, told, draft["step"], *used)
        case "on" | "leave", True:
            kept = Message(facts.person.id, "notes.changed" if press.extra == "on" else "notes.unchanged")
            return Decision((*used, kept, noted.whole(facts, note)), (Settle(),))
        case "clear", True:
            left = {name: words for name, words in note.words.items() if name != draft["only"]}
            return _changed(facts, replace(note, words=left), *used)
    return GONE


def dropped(facts: Facts, note: Note) -> tuple[Change, ...]:
    """What deleting a note means: without another of its kind, journeys know of none."""
    others = [n for n in facts.notes if n.id != note.id]
    alike = any((n.form, n.interview) == (note.form, note.interview) for n in others)
    return (DropNote(note.id), *(() if alike else (ClearMark(mark(note.form), note.interview),)))


def under_way(facts: Facts) -> Note | None:
    """The note that is being written or changed, as far as it is kept. None: none is."""
    question = facts.question
    if question is None or question.name != QUESTION:
        return None
    return facts.note(int(question.draft["note"]))


def _asking(
    facts: Facts, form: Form, note: Note, draft: Mapping[str, str], after: str, *before: Outgoing
) -> Decision:
    """Asks what comes after a prompt, or says that it is done."""
    prompt = form.next_after(after, note.words)
    if prompt is None:
        return closing.done(facts, form, note, *before)
    return _ask(facts, form, note, {**draft, "step": prompt.name}, *before)


def _ask(facts: Facts, form: Form, note: Note, draft: Mapping[str, str], *before: Outgoing) -> Decision:
    draft = {**draft, "nr": str(int(draft.get("nr", "0")) + 1)}
    prompt = form.prompt(draft["step"])
    assert prompt is not None  # noqa: S101 - the callers took the step from the form
    say = "notes.more" if "more" in draft else prompt.ask
    rows = _offered(note, draft, prompt)
    asked = telling.about(facts, facts.interview(note.interview), say, rows)
    return Decision((*before, asked), (Ask(Question(QUESTION, note.interview, draft, asked_at=facts.now)),))


def _offered(note: Note, draft: Mapping[str, str], prompt: Prompt) -> Rows:
    def choice(label: str, extra: str) -> Button:
        return Button(f"button.{label}", "notes.pick", note.id, int(draft["nr"]), extra)

    given = choices.rows(*(replace(choice("", _last(id_)), label=id_) for id_ in prompt.offers))
    if "more" in draft:
        return choices.rows(choice("no-more", "on"))
    if "only" not in draft:
        done = (choice("note-done", "done"),) if note.words else ()
        return (*given, *choices.rows(choice("skip", "skip"), *done, across=2))
    clear = (choice("clear-part", "clear"),) if draft["only"] in note.words else ()
    return (*given, *choices.rows(choice("leave-part", "leave"), *clear))


def _last(id_: str) -> str:
    """The last part of the id of an answer that can be picked: «panel»."""
    return id_.rpartition(".")[2]


def _changed(facts: Facts, note: Note, *before: Outgoing) -> Decision:
    if not note.words:
        gone = Message(facts.person.id, "notes.deleted")
        return Decision((*before, gone), (*dropped(facts, note), Settle()))
    shown = noted.whole(facts, replace(note, version=note.version + 1))
    changed_ = Message(facts.person.id, "notes.changed")
    return Decision((*before, changed_, shown), (KeepNote(note), Settle()))


def _told(facts: Facts, said: Said, form: Form, prompt: Prompt, words: str) -> Mapping[str, str]:
    """What one message answers; the rest of a long answer is added to what came before it."""
    question = facts.question
    if question and "more" in question.draft:
        return {prompt.name: f"{_note(facts, question).words.get(prompt.name, '')}\n{words}".strip()}
    if question and "only" in question.draft:
        return {prompt.name: replies.read(facts, said, prompt, words)}
    return replies.told(facts, said, form, prompt, words)


def _kept(facts: Facts, before: Note, written: Note) -> tuple[Change, ...]:
    """The first answer makes the note; each further one is added to it."""
    if facts.note(before.id):
        return (KeepNote(written),)
    return (AddNote(written), SetMark(mark(written.form), written.interview))


def _typed(facts: Facts, said: Said, note: Note, draft: Mapping[str, str]) -> Press | None:
    """The button that the words stand for. A bare number may be the answer where none is offered."""
    form = _form(facts)
    prompt = form.prompt(draft["step"]) if form else None
    if prompt is None:
        return None
    buttons = choices.flat(_offered(note, draft, prompt))
    if ("only" not in draft or "more" in draft) and choices.means(facts, said.words, "skip"):
        on = next(button for button in buttons if button.extra in ("skip", "on"))
        return choices.press(said, on)
    read = choices.typed if prompt.offers else choices.named
    return read(facts, said, buttons)


def _fed(facts: Facts, press: Press, asked: Decision, words: str, *before: Outgoing) -> Decision:
    """The first question, answered by what was said along with the wish to write."""
    question = next(change.question for change in asked.changes if isinstance(change, Ask))
    told = answered(replace(facts, question=question), Said(press.origin, words))
    return replace(told, messages=(*before, *told.messages))


def _told_before(facts: Facts, form: Form) -> str:
    """The first answer, where it was told before it was clear which interview it is about."""
    question = facts.question
    ours = question is not None and question.name == WHICH and question.draft.get("form") == form.id
    return question.draft.get(_SAID, "") if question and ours else ""


def _which(facts: Facts, form: Form, say: str, *before: Outgoing, words: str = "") -> Decision:
    words = words or _told_before(facts, form)
    asked = Message(facts.person.id, say, {"title": noted.title(facts, form.id)}, _jobs(facts, form))
    draft = {"form": form.id, **({_SAID: words} if words else {})}
    question = Question(WHICH, draft=draft, asked_at=facts.now)
    return Decision((*before, asked), (Ask(question),))


def _jobs(facts: Facts, form: Form) -> Rows:
    jobs = (
        Button("button.job", "notes.begin", i.id, 1, form.id, {"job": choices.job(facts, i)})
        for i in _candidates(facts, form)
    )
    return choices.rows(*jobs, Button("button.no-job", "notes.begin", 0, 1, form.id))


def _candidates(facts: Facts, form: Form) -> tuple[Interview, ...]:
    """The interviews that a note may be about, newest first; how one went can be told once it has begun."""
    met = (i for i in reversed(facts.interviews) if i.starts_at is not None)
    return tuple(i for i in met if not form.plan or (i.starts_at or facts.now) <= facts.now)[:_LISTED]


def _form(facts: Facts) -> Form | None:
    """The form that is being filled in. None: none, or content/ has it no more."""
    question = facts.question
    ours = question is not None and question.name in (QUESTION, WHICH)
    return facts.library.forms.get(question.draft.get("form", "")) if question and ours else None


def _note(facts: Facts, question: Question) -> Note:
    """The note as it is kept; before the first answer, an empty one."""
    id_ = int(question.draft["note"])
    fresh = Note(id_, facts.person.id, question.draft["form"], question.about, at=question.asked_at)
    return facts.note(id_) or fresh
