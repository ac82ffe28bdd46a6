"""Everything read from content/, before it is known whether it fits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from bot.content.mistakes import Flaw, Mistake
from bot.domain.checklist import Checklist
from bot.domain.fields import Place
from bot.domain.form import Form
from bot.domain.journey import Journey
from bot.domain.library import Choice, Entry
from bot.domain.signposts import Signpost
from bot.domain.source import Source
from bot.domain.theme import Theme

Thing = TypeVar("Thing")


WORDING = "wording"
"""The place of a text's wordings, with their number: («wording», 2)."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Thing]):
    """A thing and where it stands."""

    thing: Thing
    file: str
    line: int = 1
    lines: Mapping[Place, int] = field(default_factory=dict)
    """Where its parts stand, as far as it has some: («buttons»,), («steps», 2, «say»)."""

    def mistake(self, reason: str, *place: str | int) -> Mistake:
        """A mistake in it; with a place, in the line where that part or the one around it stands."""
        while place and place not in self.lines:
            place = place[:-1]
        return Mistake(self.file, self.lines[place] if place else self.line, reason)


@dataclass
class Shelf:
    """What has been found so far; filled while reading."""

    root: Path
    texts: dict[str, dict[str, Found[Entry]]] = field(default_factory=dict)
    """Language → id → text."""
    choices: dict[str, Found[Choice]] = field(default_factory=dict)
    journeys: dict[str, Found[Journey]] = field(default_factory=dict)
    groups: dict[str, Found[tuple[str, ...]]] = field(default_factory=dict)
    """Group of the guide → the ids of its pages."""
    sources: dict[str, Found[Source]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Placeholder → the number or address of a signpost, which texts have in them once they are read."""
    signposts: dict[str, Found[Signpost]] = field(default_factory=dict)
    forms: dict[str, Found[Form]] = field(default_factory=dict)
    checklists: dict[str, Found[Checklist]] = field(default_factory=dict)
    themes: dict[str, Found[Theme]] = field(default_factory=dict)
    phrases: dict[str, dict[str, str]] = field(default_factory=dict)
    """Language → name → text."""
    mistakes: list[Mistake] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """A file as mistakes call it: «content/guidance/en-GB/waiting.md»."""
        return (Path(self.root.name) / path.relative_to(self.root)).as_posix()

    def words(self, path: Path) -> str:
        """What a text file says; empty, with a mistake, if it is no text."""
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.mistakes.append(Mistake(self.name(path), 0, "this is not saved as UTF-8 text"))
            return ""

    def blame(self, path: Path, flaws: tuple[Flaw, ...], first: int = 1) -> None:
        """Notes what is wrong in a piece of a file that begins in line `first`."""
        self.mistakes.extend(Mistake(self.name(path), first + flaw.line, flaw.reason) for flaw in flaws)

    def put(self, language: str, id_: str, found: Found[Entry]) -> None:
        """Adds a text, unless its id is taken."""
        texts = self.texts.setdefault(language, {})
        if id_ in texts:
            first = texts[id_]
            self.mistakes.append(found.mistake(f"there is a «{id_}» already, in {first.file}:{first.line}"))
        else:
            texts[id_] = found

    def all_texts(self) -> Iterator[tuple[str, str, Found[Entry]]]:
        """Language, id and text of each."""
        for language, texts in self.texts.items():
            for id_, found in texts.items():
                yield language, id_, found
