"""sources.yaml: where the advice in the pages comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot.content import tree
from bot.content.mistakes import Flaw
from bot.content.shelf import Found, Shelf
from bot.domain.fields import near
from bot.domain.source import Source

_KEY = re.compile(r"[A-Z]+[0-9]+")
_ADDRESS = re.compile(r"https?://[^\s/?#]+\.\S+")
_FACTS = ("name", "about", "url")


def read(shelf: Shelf, path: Path) -> None:
    """Reads every source onto the shelf."""
    grown = tree.read(shelf.words(path))
    shelf.blame(path, grown.flaws)
    if grown.data is not None and not isinstance(grown.data, dict):
        shelf.blame(path, (Flaw(0, "sources are lines like «P2: {name: …, about: …, url: https://…}»"),))
        return
    for key, value in (grown.data or {}).items():
        shelf.blame(path, tuple(_flaws(grown, key, value)))
        if isinstance(value, dict):
            source = Source(*(str(value.get(fact, "")) for fact in _FACTS))
            shelf.sources[key] = Found(source, shelf.name(path), grown.line((key,)) + 1)


def _flaws(grown: tree.Tree, key: str, value: object) -> Iterable[Flaw]:
    line = grown.line((key,))
    if not _KEY.fullmatch(key):
        yield Flaw(line, f"«{key}» has to be capital letters and a number, such as P2")
    if not isinstance(value, dict):
        yield Flaw(line, f"«{key}» says where it is: {{name: …, about: …, url: https://…}}")
        return
    for fact, words in value.items():
        place = grown.line((key, fact))
        if fact not in _FACTS:
            yield Flaw(place, f"«{fact}» means nothing here{near(fact, _FACTS)}")
        elif not isinstance(words, str) or not words:
            yield Flaw(place, f"«{fact}» has no words")
    for fact in _FACTS:
        if fact not in value:
            yield Flaw(line, f"«{fact}» of «{key}» is missing")
    address = value.get("url")
    if isinstance(address, str) and address and not _ADDRESS.fullmatch(address):
        yield Flaw(grown.line((key, "url")), f"«{address}» is no address; it begins with https://")
