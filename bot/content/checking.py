"""Everything about content/ that a machine can find: for editors and tests, never for a start of the bot."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.content import (
    emoji,
    labels,
    loading,
    manner,
    numbers,
    passages,
    plainness,
    reminders,
    repeats,
    rules,
    signposts,
    style,
    timing,
)
from bot.content.mistakes import Mistake
from bot.content.shelf import Shelf


class Review(NamedTuple):
    """What there is to do, each sorted by file and line."""

    mend: tuple[Mistake, ...]
    look: tuple[Mistake, ...]
    """What somebody has to judge: it may be right."""
    late: tuple[Mistake, ...]
    """What was to be read again by now."""


def review(
    root: Path,
    today: date,
    *,
    actions: frozenset[str] | None = None,
    ids_used: frozenset[str] = frozenset(),
    against: Path | None = None,
) -> Review:
    """All that is wrong with a content folder, or might be, however broken it is.

    `actions` and `ids_used` are as for `content.load`; `against` is a folder of other people's texts, from
    which nothing may be taken.
    """
    shelf = loading.read(root)
    chosen, flaws = style.read(shelf)
    shelf.blame(root / style.NAME, flaws)
    words = passages.read(shelf) if root.is_dir() else []
    mend = {*shelf.mistakes, *rules.broken(shelf, actions, ids_used), *signposts.broken(shelf)}
    mend |= _unfit(shelf, words, chosen)
    if against is not None:
        mend |= {*repeats.taken(words, against)}
    look = {*rules.idle(shelf, ids_used), *signposts.unchecked(shelf)}
    look |= {*manner.doubtful(words, chosen), *timing.doubtful(shelf)}
    late = {*rules.overdue(shelf, today), *signposts.overdue(shelf, today)}
    return Review(tuple(sorted(mend)), tuple(sorted(look)), tuple(sorted(late)))


def _unfit(shelf: Shelf, words: list[passages.Passage], chosen: style.Style) -> set[Mistake]:
    """What could be sent, and should not be."""
    return {
        *manner.broken(words, chosen),
        *plainness.broken(words),
        *emoji.broken(words, chosen),
        *labels.broken(words, chosen),
        *numbers.broken(shelf, words),
        *repeats.broken(words),
        *reminders.broken(shelf, words, chosen),
        *timing.broken(shelf),
    }
