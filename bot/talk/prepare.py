"""/prepare: three lines before the next interview, never more."""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.action import Stage
from bot.domain.calendar import local
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.theme import Theme
from bot.talk import ahead, choices, menus, recalled, telling

_USUAL = "warm-up"
"""The exercise where no plan names another."""
_COUNTS = (Stage.OPEN, Stage.DONE, Stage.KEPT)


def prepare(facts: Facts, _: Command | Press) -> Decision:
    """«/prepare»: one strength, one thing to do differently, one practical thing.

    As with a page, the buttons that brought it stay: beside them may stand «Wish me luck».
    """
    coming = ahead.interview(facts)
    if coming is None:
        log = facts.library.button("log-interview")
        none = Message(facts.person.id, "prepare.none", buttons=choices.rows(log))
        return menus.stays(facts, Button("", "prepare.show"), Decision((none,)))
    theme = _theme(facts)
    lines = {
        "repeat": _repeat(facts),
        "change": _change(facts, theme, coming),
        "practical": _practical(facts, coming),
    }
    names = ("open-interview-checklist", theme.exercise if theme else _USUAL, "ask-for-adjustments")
    rows = choices.rows(*(facts.library.button(name, coming.id) for name in names))
    say = telling.about(facts, coming, "prepare.lines", rows, **lines)
    return menus.stays(facts, Button("", "prepare.show"), Decision((say,)))


def _theme(facts: Facts) -> Theme | None:
    """What the plan is about: what is still open, else what helped, else what was done. None: no plan."""
    counting = [action for action in facts.actions if action.stage in _COUNTS]
    order = (Stage.OPEN, Stage.KEPT, Stage.DONE)
    best = sorted(counting, key=lambda action: (order.index(action.stage), -action.id))
    themes = (facts.library.themes.get(action.theme) for action in best)
    return next((theme for theme in themes if theme is not None), None)


def _repeat(facts: Facts) -> str:
    words = recalled.strength(facts)
    say = "prepare.repeat" if words else "prepare.repeat-any"
    return facts.library.label(say, facts.person.language, {"words": words} if words else None)


def _change(facts: Facts, theme: Theme | None, coming: Interview) -> str:
    """The cue of the plan for so many days ahead; else what the notes say; else what helps most people."""
    if theme is not None:
        return facts.library.label(theme.cue(_days(facts, coming)), facts.person.language)
    words = recalled.change(facts)
    say = "prepare.change" if words else "prepare.change-any"
    return facts.library.label(say, facts.person.language, {"words": words} if words else None)


def _practical(facts: Facts, coming: Interview) -> str:
    """What is not known yet is found out first."""
    values = {"place": coming.place, "clock": spoken.clock(facts, coming.clock) if coming.clock else ""}
    say = "prepare.ready"
    if not coming.place:
        say = "prepare.ask-place"
    if not coming.clock:
        say = "prepare.ask-time"
    given = {name: value for name, value in values.items() if value}
    return facts.library.label(say, facts.person.language, given)


def _days(facts: Facts, coming: Interview) -> int:
    """How many days are left, on the person's own calendar."""
    if coming.starts_at is None:
        return 0
    return (local(coming.starts_at, facts.person.zone).date() - facts.local_now.date()).days
