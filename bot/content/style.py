"""style.yaml: the words that we avoid, spell otherwise or keep for certain places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.content import tree
from bot.content.mistakes import Flaw
from bot.content.shelf import Shelf
from bot.domain.fields import near


class Said(NamedTuple):
    """A phrase of style.yaml that stands in a text."""

    words: str
    """As they stand there."""
    instead: str


class Phrases:
    """Phrases to look for: whole words, small and capital letters alike, `*` for any ending."""

    def __init__(self, entries: Mapping[str, str] = {}, fine: Iterable[str] = ()) -> None:
        self._each = [(_pattern([phrase]), instead) for phrase, instead in entries.items()]
        self._any = _pattern(entries)
        self._fine = _pattern(fine)

    def __bool__(self) -> bool:
        return bool(self._each)

    def found(self, words: str) -> Iterator[Said]:
        """Each place where one of them stands, except inside what is fine."""
        if not self._any.search(words):
            return
        words = self._fine.sub(lambda right: "\0" * len(right[0]), words)
        for pattern, instead in self._each:
            yield from (Said(there[0], instead) for there in pattern.finditer(words))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches any of them; with none, nothing."""
    either = "|".join(_either(phrase) for phrase in phrases) or r"(?!)"
    return re.compile(rf"(?<![\w\u2019'-])(?:{either})(?!\w)", re.IGNORECASE)


def _either(phrase: str) -> str:
    words = re.escape(" ".join(phrase.split()))
    return words.replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "['\u2019]")


@dataclass(frozen=True)
class Style:
    """What style.yaml says; without that file, nothing."""

    avoid: Phrases = field(default_factory=Phrases)
    blame: Phrases = field(default_factory=Phrases)
    look_at: Phrases = field(default_factory=Phrases)
    spelling: Phrases = field(default_factory=Phrases)
    lock_screen: Phrases = field(default_factory=Phrases)
    no_emoji: frozenset[str] = frozenset()
    emoji: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()


NAME = "style.yaml"
_INSTEAD = ("avoid", "blame", "look_at", "spelling")
"""Lines like «reach out: say «ask»»."""
_LISTS = ("fine", "lock_screen", "no_emoji", "emoji", "capitals", "verbs", "answers", "labels")


def read(shelf: Shelf) -> tuple[Style, tuple[Flaw, ...]]:
    """The style of a content folder, and what is wrong with the file."""
    path = shelf.root / NAME
    if not path.is_file():
        return Style(), ()
    grown = tree.read(path.read_text(encoding="utf-8-sig", errors="replace"))
    data = grown.data if isinstance(grown.data, dict) else {}
    return _style(data), (*grown.flaws, *_flaws(grown, data))


def _flaws(grown: tree.Tree, data: Mapping[str, object]) -> Iterator[Flaw]:
    if grown.data is not None and not isinstance(grown.data, dict):
        yield Flaw(0, "style is lists such as «avoid:», with lines like «reach out: say «ask»» below")
    for name, value in data.items():
        known = (*_INSTEAD, *_LISTS)
        if name not in known:
            yield Flaw(grown.line((name,)), f"«{name}» means nothing here{near(name, known)}")
        elif name in _INSTEAD and not isinstance(value, dict):
            yield Flaw(grown.line((name,)), f"«{name}» has lines like «reach out: say «ask»»")
        elif name in _LISTS and not isinstance(value, list):
            yield Flaw(grown.line((name,)), f"«{name}» is a list: [first, second]")
        else:
            inner = value.items() if isinstance(value, dict) else enumerate(_items(value))
            for at, word in inner:
                if not isinstance(word, str) or not word.strip():
                    yield Flaw(grown.line((name, at)), f"here «{name}» has no words")


def _style(data: Mapping[str, object]) -> Style:
    listed = {name: [word for word in _items(data.get(name)) if isinstance(word, str)] for name in _LISTS}
    told = {name: _entries(data.get(name)) for name in _INSTEAD}
    fine = listed["fine"]
    return Style(
        **{name: Phrases(told[name], fine) for name in _INSTEAD},
        lock_screen=Phrases(dict.fromkeys(listed["lock_screen"], "")),
        no_emoji=frozenset(listed["no_emoji"]),
        emoji=frozenset(listed["emoji"]),
        capitals=frozenset(listed["capitals"]),
        verbs=frozenset(word.lower() for word in listed["verbs"]),
        answers=frozenset(word.lower() for word in listed["answers"]),
        labels=frozenset(listed["labels"]),
    )


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _entries(value: object) -> dict[str, str]:
    found = value if isinstance(value, dict) else {}
    return {
        phrase: instead for phrase, instead in found.items() if isinstance(instead, str) and phrase.strip()
    }
