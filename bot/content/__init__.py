"""content/ → Library: all words and plans, read and checked before anything starts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.content import loading, rules, signposts
from bot.content.mistakes import BadContent, Mistake
from bot.content.shelf import Shelf
from bot.domain.library import Library

__all__ = ["BadContent", "Mistake", "load"]


def load(
    root: Path,
    *,
    actions: frozenset[str] | None = None,
    ids_used: frozenset[str] = frozenset(),
    when: date | None = None,
) -> Library:
    """The checked words of a folder. BadContent: with every mistake, not only the first.

    `actions` are what buttons can do (None: not checked), `ids_used` the texts that the code names.
    With a day in `when`, a review date before it is a mistake, too.
    """
    shelf = loading.read(root)
    mistakes = [*shelf.mistakes, *rules.broken(shelf, actions, ids_used), *signposts.broken(shelf)]
    if when is not None:
        mistakes += [*rules.overdue(shelf, when), *signposts.overdue(shelf, when)]
    if mistakes:
        raise BadContent(mistakes)
    return _library(shelf)


def _library(shelf: Shelf) -> Library:
    return Library(
        journeys={name: found.thing for name, found in shelf.journeys.items()},
        phrases={language: tuple(texts.items()) for language, texts in shelf.phrases.items()},
        texts={
            language: {id_: found.thing for id_, found in texts.items()}
            for language, texts in shelf.texts.items()
        },
        choices={name: found.thing for name, found in shelf.choices.items()},
        groups={name: found.thing for name, found in shelf.groups.items()},
        sources={key: found.thing for key, found in shelf.sources.items()},
        signposts={id_: found.thing for id_, found in shelf.signposts.items()},
        forms={name: found.thing for name, found in shelf.forms.items()},
        themes={name: found.thing for name, found in shelf.themes.items()},
        checklists={name: found.thing for name, found in shelf.checklists.items()},
    )
