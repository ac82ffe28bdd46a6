"""The words of content/ as people read them, paragraph by paragraph, each with the line where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content import nations, pages, tree, wordings
from bot.content.shelf import Shelf
from bot.domain.library import Entry
from bot.domain.nations import ANYWHERE

GAP = "\ufffc"
"""Stands for a value that is not known here: a name, a date, a number."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or an item of a list."""

    number: int
    """Its line in the file, counted from 1."""
    source: str
    """As it is typed."""
    words: str
    """As it is read: no marks, and where a value has a fallback, the fallback."""

    @property
    def listed(self) -> bool:
        """Whether it is an item of a list."""
        return bool(_ITEM.match(self.source))


@dataclass(frozen=True)
class Passage:
    """One wording of one text, as the people of some nations read it."""

    language: str
    id: str
    file: str
    line: int
    """Where it begins."""
    entry: Entry
    variant: int
    paragraphs: tuple[Paragraph, ...]
    nation: str = ANYWHERE
    head: bool = False
    """Whether it is what stands in lists: the title, and the line about it."""


def read(shelf: Shelf) -> list[Passage]:
    """Every wording that is on the shelf, read again from its file: what is sent has forgotten its lines."""
    return [*_heads(shelf), *_pages(shelf), *_strings(shelf)]


def plain(source: str) -> str:
    """A line without its marks: `**Ask** {contact|them}` is «Ask them»."""
    words = _LEAD.sub("", source)
    words = _LINK.sub(r"\1", words)
    words = _SLOT.sub(lambda slot: slot["fallback"] or GAP, words)
    return " ".join(_MARKS.sub("", words).split())


_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_LEAD = re.compile(r"^\s*(?:>\s?)*(?:\[!more\]\s*)?(?:(?:[-*+]|\d+[.)])\s+)?")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^\s()]*\)")
_SLOT = re.compile(r"\{[a-z][a-z0-9_]*(?::lines)?(?:\|(?P<fallback>[^{}\n]*))?\}")
_MARKS = re.compile(r"\[\[|\]\]|\*+|`|~~|\\(?=[{}\[\]*_])")


def _heads(shelf: Shelf) -> Iterator[Passage]:
    for language, id_, found in shelf.all_texts():
        entry = found.thing
        if not entry.part_of:
            told = [
                (found.lines.get((name,), found.line), getattr(entry, name))
                for name in ("title", "label", "short")
            ]
            paragraphs = tuple(Paragraph(line, words, plain(words)) for line, words in told if words)
            if paragraphs:
                yield Passage(language, id_, found.file, found.line, entry, 0, paragraphs, head=True)


def _pages(shelf: Shelf) -> Iterator[Passage]:
    for folder in pages.FORMS:
        for path in sorted(shelf.root.glob(f"{folder}/*/*.md")):
            front = pages.divided(_words(path))
            if front is not None and path.name != "README.md":
                parts, _ = wordings.pieces(folder, front.body)
                for piece in parts:
                    id_ = f"{path.stem}.{piece.part}" if piece.part else path.stem
                    yield from _readings(
                        shelf,
                        path.parent.name,
                        id_,
                        path,
                        piece.words,
                        front.first + piece.line,
                        piece.variant,
                    )


def _strings(shelf: Shelf) -> Iterator[Passage]:
    for path in sorted(shelf.root.glob("strings/**/*.yaml")):
        language = path.stem if path.parent.name == "strings" else path.parent.name
        grown = tree.read(_words(path))
        for id_, value in grown.data.items() if isinstance(grown.data, dict) else ():
            said = value if isinstance(value, list) else [value]
            for nth, word in enumerate(said):
                place = (id_, nth) if isinstance(value, list) else (id_,)
                line = grown.begins.get(place, grown.line(place)) + 1
                yield from _readings(shelf, language, id_, path, str(word), line, nth)


def _words(path: Path) -> str:
    """What the file says, however broken it is: what is wrong with its letters has been told."""
    return path.read_text(encoding="utf-8-sig", errors="replace")


def _readings(
    shelf: Shelf, language: str, id_: str, path: Path, source: str, line: int, variant: int
) -> Iterator[Passage]:
    found = shelf.texts.get(language, {}).get(id_)
    if found is None or found.file != shelf.name(path):
        return  # it could not be read at all, and that has been told
    readings, _ = nations.readings(source)
    for nation, reading in readings.items():
        lines = zip(reading.lines, reading.words.split("\n"))
        paragraphs = tuple(
            Paragraph(line + at, typed, words) for at, typed in lines if (words := plain(typed))
        )
        if paragraphs:
            first = paragraphs[0].number
            yield Passage(language, id_, shelf.name(path), first, found.thing, variant, paragraphs, nation)
