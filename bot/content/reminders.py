"""The words of reminders and ready messages: safe for other eyes, and whole when little is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.content.mistakes import Mistake
from bot.content.passages import Passage
from bot.content.shelf import Shelf
from bot.content.style import Style

MOST_BUTTONS = 4
_FILLED = frozenset({"nudges", "templates"})
"""The folders whose texts are filled with what a person has told us; nobody has told everything."""


def broken(shelf: Shelf, passages: Iterable[Passage], style: Style) -> Iterator[Mistake]:
    """Reminders that give something away, and texts that cannot be said when a value is missing."""
    for passage in passages:
        if passage.entry.shelf in _FILLED and not passage.head:
            yield from _unfilled(shelf, passage)
            if passage.entry.shelf == "nudges":
                yield from _seen_by_others(passage, style)
    for _, id_, found in shelf.all_texts():
        if found.thing.shelf == "nudges" and (count := len(found.thing.buttons)) > MOST_BUTTONS:
            yield found.mistake(f"«{id_}» has {count} buttons; {MOST_BUTTONS} fit", "buttons")


def _unfilled(shelf: Shelf, passage: Passage) -> Iterator[Mistake]:
    open_ = False
    for paragraph in passage.paragraphs:
        for token in _TOKEN.finditer(paragraph.source):
            if token["slot"] is None:
                open_ = token[0] == "[["
            elif not open_ and token["slot"] not in shelf.numbers:
                name = token["slot"]
                reason = f"{{{name}}} may be unknown; write {{{name}|other words}}, or [[ ]] around it"
                yield Mistake(passage.file, paragraph.number, reason)


def _seen_by_others(passage: Passage, style: Style) -> Iterator[Mistake]:
    first = passage.paragraphs[0]
    for said in style.lock_screen.found(first.words):
        reason = f"«{said.words}» in the first line: others may read it on a locked screen"
        yield Mistake(passage.file, first.number, reason)


_TOKEN = re.compile(r"\[\[|\]\]|\{(?P<slot>[a-z][a-z0-9_]*)(?::lines)?\}")
