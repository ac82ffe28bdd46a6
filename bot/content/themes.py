"""What feedback can be about: one file that names the steps of each theme; their words are strings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.content import tree
from bot.content.mistakes import Flaw, Mistake
from bot.content.pages import ID
from bot.content.shelf import Found, Shelf
from bot.domain.fields import Fields, Mistakes, near
from bot.domain.library import FALLBACK
from bot.domain.theme import Theme

NAME = "feedback.yaml"
MOST_STEPS = 3
LONGEST_THEME = 16
LONGEST_STEP = 8
"""So that a button can carry a theme and a step."""
LONGEST_LABEL = 28
_LABELS = 2
"""Dots in the id of a step's label: «plan.fb-nerves.routine»."""


def read(shelf: Shelf, path: Path) -> None:
    """Reads the themes onto the shelf."""
    grown = tree.read(shelf.words(path), tree.as_values)
    shelf.blame(path, grown.flaws)
    if not isinstance(grown.data, dict):
        return
    mistakes: Mistakes = []
    lines = {place: line + 1 for place, line in grown.lines.items()}
    for id_, value in grown.data.items():
        theme = _theme(str(id_), Fields(value, (id_,), mistakes))
        shelf.themes[theme.id] = Found(theme, shelf.name(path), grown.line((id_,)) + 1, lines)
    shelf.blame(path, tuple(Flaw(grown.line(place), reason) for place, reason in mistakes))


def broken(shelf: Shelf) -> Iterator[Mistake]:
    """Themes that name texts or buttons that are not there."""
    strings = shelf.texts.get(FALLBACK, {})
    for found in shelf.themes.values():
        theme = found.thing
        for id_ in theme.texts:
            if id_ not in strings:
                yield found.mistake(f"there is no string «{id_}» in {FALLBACK}{near(id_, strings)}")
            elif id_.count(".") == _LABELS and ".cue-" not in id_:
                long = len(strings[id_].thing.variants[0].plain())
                if long > LONGEST_LABEL:
                    yield found.mistake(f"«{id_}» has {long} characters; {LONGEST_LABEL} fit a button")
        if theme.exercise and theme.exercise not in shelf.choices:
            reason = f"there is no button «{theme.exercise}»{near(theme.exercise, shelf.choices)}"
            yield found.mistake(reason, theme.id, "exercise")


def _theme(id_: str, fields: Fields) -> Theme:
    theme = Theme(id_, fields.several("steps"), fields.words("exercise", must=True), fields.yes("personal"))
    if not ID.fullmatch(id_) or len(id_) > LONGEST_THEME:
        fields.wrong(f"a theme's name is small letters and hyphens, {LONGEST_THEME} at most")
    if not 0 < len(theme.steps) <= MOST_STEPS:
        fields.wrong(f"a theme has one to {MOST_STEPS} steps", "steps")
    for nth, step in enumerate(theme.steps):
        if not ID.fullmatch(step) or len(step) > LONGEST_STEP:
            fields.wrong(f"«{step}» is too long or no name; {LONGEST_STEP} letters fit", "steps", nth)
    fields.close()
    return theme
