"""How people say things: text files with a phrase a line, tried out before anything starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.content.mistakes import Mistake
from bot.content.shelf import Shelf
from bot.domain.library import FALLBACK
from bot.understand import intents
from bot.understand.distress import compiled


def read(shelf: Shelf, language: str, paths: list[Path]) -> None:
    """Reads the phrases of a language onto the shelf, each file under its name without .txt."""
    folder = shelf.root / "phrases" / language
    texts = {path.relative_to(folder).with_suffix("").as_posix(): shelf.words(path) for path in paths}
    shelf.phrases[language] = texts
    try:
        compiled(tuple(texts.items()))  # kept, so that the first person to write need not wait for it
        intents.best("", tuple(texts.items()))
    except ValueError as error:
        shelf.mistakes.extend(_mistakes(str(error), shelf.name(folder)))


def ways(shelf: Shelf) -> frozenset[str]:
    """What words can be known to mean: each file of answers/ and intents/, by its name without either."""
    names = shelf.phrases.get(FALLBACK, {})
    return frozenset(name.partition("/")[2] for name in names if name.startswith(("answers/", "intents/")))


_PLACED = re.compile(r"(?P<file>[^:\s]+?)(?:\.txt)?:(?P<line>\d+): (?P<reason>.*)")


def _mistakes(told: str, folder: str) -> Iterator[Mistake]:
    for line in told.splitlines():
        placed = _PLACED.fullmatch(line)
        if placed:
            yield Mistake(f"{folder}/{placed['file']}.txt", int(placed["line"]), placed["reason"])
        else:
            yield Mistake(folder, 0, line)
