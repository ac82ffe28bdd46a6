"""The body of a page: its wordings, what follows each of them, and what each nation reads of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content import gaps, markdown, nations
from bot.content.mistakes import Flaw
from bot.content.shelf import Shelf
from bot.domain.fields import near
from bot.domain.nations import ANYWHERE
from bot.domain.text import Text

VARIANT = "variant"
"""`---variant---`: from here on it is another wording of the same text."""
PARTS: Mapping[str, Mapping[str, str]] = {
    "guidance": {"more": "more"},
    "exercises": {"more": "more"},
    "templates": {"shorter": "shorter", "more formal": "formal"},
}
"""Folder → what may stand between dashes («---more formal---») → the end of that text's id («.formal»)."""

Wording = Mapping[str, Text]
"""One wording by nation; a nation that reads what people of no known nation do is not in it."""


@dataclass(frozen=True)
class Part:
    """A text of a page, with all its wordings."""

    line: int
    """Where it begins, counted from 1."""
    wordings: tuple[Wording, ...]
    lines: tuple[int, ...]
    """Where the words of each of them begin."""


def read(shelf: Shelf, folder: str, path: Path, body: str, first: int) -> dict[str, Part]:
    """Every part of a page by the end of its id, the page itself by «»; `first` is the line of the body."""
    parts, flaws = pieces(folder, body)
    shelf.blame(path, tuple(flaws), first)
    found: dict[str, dict[int, Part]] = {}
    for piece in parts:
        if piece.words.strip():
            line = first + piece.line
            wording = compiled(shelf, folder, path, piece.words, line)
            found.setdefault(piece.part, {})[piece.variant] = Part(
                line, (wording,), (line + _empty(piece.words),)
            )
        else:
            shelf.blame(path, (Flaw(piece.line, "there are no words here"),), first)
    last = parts[-1].variant
    return {end: _together(variants, last) for end, variants in found.items()}


def compiled(shelf: Shelf, folder: str, path: Path, source: str, first: int) -> Wording:
    """One wording for every nation; what is wrong with it goes to the shelf."""
    readings, flaws = nations.readings(source)
    shelf.blame(path, tuple(flaws), first)
    done: dict[str, Text] = {}
    found: dict[str, Text] = {}
    for nation, reading in readings.items():
        if reading.words not in done:
            done[reading.words], amiss = _compiled(shelf, folder, reading.words)
            shelf.blame(path, tuple(reading.placed(amiss)), first)
        found[nation] = done[reading.words]
    return found


def spread(wordings: Sequence[Wording]) -> tuple[tuple[Text, ...], dict[str, tuple[Text, ...]]]:
    """The wordings of a text for everybody, and for each nation that reads something else in one of them."""
    differing = sorted({nation for wording in wordings for nation in wording} - {ANYWHERE})
    each = {n: tuple(wording.get(n, wording[ANYWHERE]) for wording in wordings) for n in differing}
    return tuple(wording[ANYWHERE] for wording in wordings), each


def _together(variants: Mapping[int, Part], last: int) -> Part:
    """A wording without this part goes on as the first one does, so that the same turn picks what fits."""
    usual = next(iter(variants.values()))
    each = [variants.get(nth, usual) for nth in range(last + 1)]
    return Part(usual.line, tuple(part.wordings[0] for part in each), tuple(part.lines[0] for part in each))


def _empty(words: str) -> int:
    """How many lines stand empty before the first word."""
    return words[: len(words) - len(words.lstrip())].count("\n")


def _compiled(shelf: Shelf, folder: str, words: str) -> tuple[Text, tuple[Flaw, ...]]:
    marked = gaps.mark(words, shelf.numbers)
    write = markdown.preformatted if folder == "templates" else markdown.render
    rendered, flaws = write(marked.words)
    text, split = gaps.text(rendered, marked)
    return text, (*marked.flaws, *flaws, *split)


def pieces(folder: str, body: str) -> tuple[list[Piece], list[Flaw]]:
    """The pieces of a body in order, and the lines of dashes that mean nothing in this folder."""
    return _Dividing(folder).all(body)


@dataclass(frozen=True)
class Piece:
    """What stands between two lines of dashes."""

    variant: int
    part: str
    words: str
    line: int
    """Where it begins, counted from 0."""


_DASHES = re.compile(r"^-{2,}[ \t]*[A-Za-z][A-Za-z -]*?[ \t]*-{2,}[ \t]*$", re.MULTILINE)


class _Dividing:
    """One pass over one body."""

    def __init__(self, folder: str) -> None:
        self._ends = PARTS.get(folder, {})
        self._known = [f"---{name}---" for name in (VARIANT, *self._ends)]

    def all(self, body: str) -> tuple[list[Piece], list[Flaw]]:
        pieces: list[Piece] = []
        flaws: list[Flaw] = []
        variant, part, start, line = 0, "", 0, 0
        for match in _DASHES.finditer(body):
            name = match[0].strip()
            here = line + body.count("\n", start, match.start())
            pieces.append(Piece(variant, part, body[start : match.start()], line))
            start, line = match.end(), here
            if name not in self._known:
                flaws.append(Flaw(here, f"«{name}» means nothing here{near(name, self._known)}"))
            elif name == f"---{VARIANT}---":
                variant, part = variant + 1, ""
            else:
                part = self._ends[name.strip("-")]
                if any((piece.variant, piece.part) == (variant, part) for piece in pieces):
                    flaws.append(Flaw(here, f"«{name}» is here twice"))
        return [*pieces, Piece(variant, part, body[start:], line)], flaws
