"""What feedback is about: suggested from the words, and always picked by the person."""

from __future__ import annotations

from bot.domain.action import AT_ONCE
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.domain.note import Note
from bot.talk import caring, choices, menus, plan
from bot.talk.choices import GONE
from bot.understand import feedback

_MOST = 2
"""How many are suggested, and planned for at once."""
_OF_ONE, _OF_EACH = 3, 2
"""How many steps are shown of one theme, and of each of two."""
_PREFIX = "fb-"
_NOT_TO_MEND = frozenset({"from", "keep", "guess"})
"""Answers of which no step is to be made."""
_REVIEW, _HUMAN = "review", "talk-to-advisor"


def begin(facts: Facts, press: Press) -> Decision:
    """The button that makes a plan, or adds to it: from what was written about the interview, if anything."""
    used = choices.used(press)
    if len(facts.plan) >= AT_ONCE:
        return plan.shown(facts, *used, Message(facts.person.id, "plan.two-open"))
    interview = press.id if facts.interview(press.id) else 0
    note = next((n for n in reversed(facts.notes) if _leads_here(facts, n, interview)), None)
    return ask(facts, note, *used) if note else _every(facts, interview, *used)


def ask(facts: Facts, note: Note, *before: Outgoing) -> Decision:
    """What the words of a note seem to be about; nothing is settled until the person picks."""
    suggested, touched = _heard(facts, note)
    if suggested:
        titles = "\n".join(f"• {_title(facts, name)}" for name in suggested)
        say = Message(facts.person.id, "plan.suggested", {"themes": titles})
        rows = _suggestions(facts, note, suggested)
    elif touched:
        say = Message(facts.person.id, "plan.not-yours")
        rows = _others(facts, note, "was-it-discrimination", _HUMAN)
    else:
        say = Message(facts.person.id, "plan.unclear")
        review = () if note.form == _REVIEW else ("start-review",)
        rows = _others(facts, note, "ask-one-question", *review)
    shown = Message(say.chat, say.say, say.values, rows)
    return menus.stays(facts, Button("", "plan.themes", note.id), Decision((*before, shown)))


def again(facts: Facts, press: Press) -> Decision:
    """The suggestions for a note, once more."""
    note = facts.note(press.id)
    return ask(facts, note, *choices.used(press)) if note else GONE


def every(facts: Facts, press: Press) -> Decision:
    """The button that shows every theme."""
    return _every(facts, press.id if facts.interview(press.id) else 0, *choices.used(press))


def leave(facts: Facts, press: Press) -> Decision:
    """No plan now."""
    return Decision((*choices.used(press), Message(facts.person.id, "plan.left")))


def picked(facts: Facts, press: Press) -> Decision:
    """The button of a theme, or of both: its steps, to pick one. Extra: «examples.nerves»."""
    names = [f"{_PREFIX}{name}" for name in press.extra.split(".")]
    themes = [facts.library.themes[name] for name in names if name in facts.library.themes]
    if not themes:
        return GONE
    if len(facts.plan) >= AT_ONCE:
        return plan.shown(facts, *choices.used(press), Message(facts.person.id, "plan.two-open"))
    interview = press.id if facts.interview(press.id) else 0
    taken = {(action.theme, action.step) for action in facts.plan}
    most = _OF_ONE if len(themes) == 1 else _OF_EACH
    fresh = {one.id: [step for step in one.steps if (one.id, step) not in taken] for one in themes}
    steps = [(one, step) for one in themes for step in fresh[one.id][:most]]
    lines, buttons = list[str](), list[Button]()
    for nr, (theme, step) in enumerate(steps, 1):
        values = {"step": _label(facts, theme.label(step))}
        told = {**values, "nr": str(nr), "what": _label(facts, theme.told(step, smaller=False))}
        lines.append(facts.library.label("plan.step-line", facts.person.language, told))
        buttons.append(Button("button.step", "plan.step", interview, 0, f"{theme.id}.{step}", values))
    other = Button("button.other-theme", "plan.all", interview)
    titles = ", ".join(_title(facts, theme.id) for theme in themes)
    say = Message(
        facts.person.id,
        "plan.steps",
        {"lines": "\n\n".join(lines), "themes": titles},
        choices.rows(*buttons, other, _leaves()),
    )
    again_ = Button("", "plan.theme", interview, extra=press.extra)
    return menus.stays(facts, again_, Decision((*choices.used(press), say)))


def _every(facts: Facts, interview: int, *before: Outgoing) -> Decision:
    buttons = (_theme(facts, name, interview) for name in facts.library.themes)
    titles = (_title(facts, name) for name in facts.library.themes)
    lines = "\n".join(f"{nr}. {title}" for nr, title in enumerate(titles, 1))
    rows = choices.rows(*buttons, _leaves())
    say = Message(facts.person.id, "plan.themes", {"lines": lines}, rows)
    return menus.stays(facts, Button("", "plan.all", interview), Decision((*before, say)))


def _heard(facts: Facts, note: Note) -> tuple[list[str], bool]:
    """The themes to suggest, and whether the words touch who somebody is: then no personal one."""
    words = "\n".join(text for name, text in note.words.items() if name not in _NOT_TO_MEND)
    touched = bool(caring.touched(facts, words))
    found = feedback.themes(words, facts.library.phrases_of(facts.person.language))
    known = [facts.library.themes[name] for name in found if name in facts.library.themes]
    return [theme.id for theme in known if not (touched and theme.personal)][:_MOST], touched


def _leads_here(facts: Facts, note: Note, interview: int) -> bool:
    """Whether a plan can be made of a note."""
    form = facts.library.forms.get(note.form)
    return form is not None and form.plan and (not interview or note.interview == interview)


def _suggestions(facts: Facts, note: Note, names: list[str]) -> Rows:
    one_each = [_theme(facts, name, note.interview) for name in names]
    extra = ".".join(name.removeprefix(_PREFIX) for name in names)
    both = (Button("button.both-themes", "plan.theme", note.interview, extra=extra),)
    every_ = Button("button.all-themes", "plan.all", note.interview)
    return choices.rows(*one_each, *(both if len(names) > 1 else ()), every_, _leaves())


def _others(facts: Facts, note: Note, *names: str) -> Rows:
    there = [name for name in names if facts.offers_calls or name != _HUMAN]
    about = note.interview if facts.interview(note.interview) else 0
    first = (facts.library.button(name, about) for name in there)
    return choices.rows(*first, Button("button.all-themes", "plan.all", about), _leaves())


def _theme(facts: Facts, name: str, interview: int) -> Button:
    words = {"theme": choices.short(_title(facts, name))}
    return Button("button.theme", "plan.theme", interview, extra=name.removeprefix(_PREFIX), values=words)


def _leaves() -> Button:
    return Button("button.no-plan", "plan.leave")


def _title(facts: Facts, name: str) -> str:
    return _label(facts, facts.library.themes[name].title)


def _label(facts: Facts, id_: str) -> str:
    return facts.library.label(id_, facts.person.language)
