"""The body of a page: its wordings, what follows each of them, and what each nation reads of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content import gaps, markdown
from bot.content.mistakes import Flaw
from bot.content.shelf import Shelf
from bot.domain.fields import near
from bot.domain.text import Text

VARIANT = "variant"
"""`---variant---`: from here on it is another wording of the same text."""
PARTS: Mapping[str, Mapping[str, str]] = {
    "guidance": {"more": "more"},
    "exercises": {"more": "more"},
    "templates": {"shorter": "shorter", "more formal": "formal"},
}
"""Folder → what may stand between dashes («---more formal---») → the end of that text's id («.formal»)."""


@dataclass(frozen=True)
class Part:
    """A text of a page, with all its wordings."""

    line: int
    """Where it begins, counted from 1."""
    variants: tuple[Text, ...]


def read(shelf: Shelf, folder: str, path: Path, body: str, first: int) -> dict[str, Part]:
    """Every part of a page by the end of its id, the page itself by «»; `first` is the line of the body."""
    pieces, flaws = _Dividing(folder).all(body)
    shelf.blame(path, tuple(flaws), first)
    found: dict[str, dict[int, tuple[int, Text]]] = {}
    for piece in pieces:
        if piece.words.strip():
            text = compiled(shelf, folder, path, piece.words, first + piece.line)
            found.setdefault(piece.part, {})[piece.variant] = first + piece.line, text
        else:
            shelf.blame(path, (Flaw(piece.line, "there are no words here"),), first)
    last = pieces[-1].variant
    return {part: _part(variants, last) for part, variants in found.items()}


def compiled(shelf: Shelf, folder: str, path: Path, source: str, first: int) -> Text:
    """One wording; what is wrong with it goes to the shelf."""
    marked = gaps.mark(source)
    write = markdown.preformatted if folder == "templates" else markdown.render
    rendered, flaws = write(marked.words)
    text, split = gaps.text(rendered, marked)
    shelf.blame(path, (*marked.flaws, *flaws, *split), first)
    return text


def _part(variants: Mapping[int, tuple[int, Text]], last: int) -> Part:
    """A wording without this part goes on as the first one does, so that the same turn picks what fits."""
    line, usual = next(iter(variants.values()))
    texts = (variants.get(nth, (line, usual))[1] for nth in range(last + 1))
    return Part(line, tuple(texts))


@dataclass(frozen=True)
class _Piece:
    """What stands between two lines of dashes."""

    variant: int
    part: str
    words: str
    line: int
    """Where it begins, counted from 0."""


_DASHES = re.compile(r"^-{2,}[ \t]*(?P<name>[A-Za-z][A-Za-z -]*?)[ \t]*-{2,}[ \t]*$", re.MULTILINE)


class _Dividing:
    """One pass over one body."""

    def __init__(self, folder: str) -> None:
        self._ends = PARTS.get(folder, {})
        self._known = [f"---{name}---" for name in (VARIANT, *self._ends)]

    def all(self, body: str) -> tuple[list[_Piece], list[Flaw]]:
        """The pieces in order, and the lines of dashes that mean nothing."""
        pieces: list[_Piece] = []
        flaws: list[Flaw] = []
        variant, part, start, line = 0, "", 0, 0
        for match in _DASHES.finditer(body):
            name = match[0].strip()
            here = line + body.count("\n", start, match.start())
            pieces.append(_Piece(variant, part, body[start : match.start()], line))
            start, line = match.end(), here
            if name not in self._known:
                flaws.append(Flaw(here, f"«{name}» means nothing here{near(name, self._known)}"))
            elif name == f"---{VARIANT}---":
                variant, part = variant + 1, ""
            else:
                part = self._ends[name.strip("-")]
                flaws.extend(_twice(pieces, variant, part, Flaw(here, f"«{name}» is here twice")))
        return [*pieces, _Piece(variant, part, body[start:], line)], flaws


def _twice(pieces: list[_Piece], variant: int, part: str, flaw: Flaw) -> Iterator[Flaw]:
    if any((piece.variant, piece.part) == (variant, part) for piece in pieces):
        yield flaw
