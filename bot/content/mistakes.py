"""What is wrong in content/: which file, which line, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to put right."""

    file: str
    line: int
    """Counted from 1; 0: the file as a whole."""
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}"


class BadContent(ValueError):
    """Every mistake of content/ at once; nothing starts before they are put right."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class Flaw(NamedTuple):
    """A mistake in a piece of a file, before it is known where the piece stands."""

    line: int
    """Counted from 0, from the beginning of the piece."""
    reason: str
