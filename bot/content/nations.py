"""Lines for the people of some nations only: `@Scotland Ring NHS 24.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.content.mistakes import Flaw
from bot.domain.fields import near
from bot.domain.nations import ANYWHERE, NAMED, NATIONS


class Reading(NamedTuple):
    """What a nation reads of a text."""

    words: str
    lines: Sequence[int]
    """Where each line of it stands in the text, counted from 0."""

    def placed(self, flaws: Sequence[Flaw]) -> Iterator[Flaw]:
        """Flaws of the words, where they stand in the text."""
        last = len(self.lines) - 1
        return (Flaw(self.lines[min(flaw.line, last)], flaw.reason) for flaw in flaws)


def readings(source: str) -> tuple[dict[str, Reading], list[Flaw]]:
    """What people read whose nation is not known, and what each nation reads that reads something else."""
    if "@" not in source:
        return {ANYWHERE: Reading(source, range(source.count("\n") + 1))}, []
    lines = source.split("\n")
    marks = [_mark(line) for line in lines]
    found = {nation: _reading(lines, marks, nation) for nation in NATIONS}
    differing = {n: read for n, read in found.items() if n == ANYWHERE or read != found[ANYWHERE]}
    return differing, [*_unknown(marks), *_unread(marks, found), *_lonely(marks), *_misplaced(lines, marks)]


class _Mark(NamedTuple):
    """The beginning of a line for some nations."""

    lead: str
    """What stays: the sign of a list item, or nothing."""
    name: str
    rest: str

    @property
    def listed(self) -> bool:
        """Whether it begins a list item."""
        return bool(self.lead.strip())


_MARK = re.compile(
    r"(?P<lead>[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)@(?P<name>[A-Za-z][A-Za-z-]*)[ \t]+(?P<rest>.*)"
)
_ASTRAY = re.compile(rf"(?<!\w)@({'|'.join(NAMED)})\b")


def _mark(line: str) -> _Mark | None:
    found = _MARK.fullmatch(line)
    return _Mark(found["lead"], found["name"], found["rest"]) if found else None


def _reading(lines: Sequence[str], marks: Sequence[_Mark | None], nation: str) -> Reading:
    """Of neighbours, only the first that fits."""
    kept: list[tuple[int, str]] = []
    fits = {at for at, mark in enumerate(marks) if mark and nation in NAMED.get(mark.name, frozenset())}
    for group in _groups(marks):
        fits -= set(sorted(fits.intersection(group))[1:])
    for at, (line, mark) in enumerate(zip(lines, marks)):
        if mark is None:
            kept.append((at, line))
        elif at in fits:
            kept.append((at, mark.lead + mark.rest))
    return Reading("\n".join(line for _, line in kept), tuple(at for at, _ in kept))


def _groups(marks: Sequence[_Mark | None]) -> Iterator[list[int]]:
    """The neighbours: paragraphs among paragraphs, list items among list items, no line between them."""
    group: list[int] = []
    listed = False
    for at, mark in enumerate(marks):
        if group and (mark is None or mark.listed != listed):
            yield group
            group = []
        if mark:
            group.append(at)
            listed = mark.listed
    if group:
        yield group


def _unknown(marks: Sequence[_Mark | None]) -> Iterator[Flaw]:
    for at, mark in enumerate(marks):
        if mark and mark.name not in NAMED:
            known = ", ".join(f"@{name}" for name in NAMED)
            yield Flaw(at, f"«@{mark.name}» is no nation{near(mark.name, NAMED)}; there are {known}")


def _unread(marks: Sequence[_Mark | None], found: Mapping[str, Reading]) -> Iterator[Flaw]:
    read = {at for reading in found.values() for at in reading.lines}
    for at, mark in enumerate(marks):
        if mark and mark.name in NAMED and at not in read:
            yield Flaw(at, f"nobody reads this «@{mark.name}»: the lines above are for the same people")


def _lonely(marks: Sequence[_Mark | None]) -> Iterator[Flaw]:
    for group in _groups(marks):
        first = marks[group[0]]
        if first and NAMED.get(first.name) == NAMED["elsewhere"]:
            yield Flaw(group[0], "«@elsewhere» stands right below the lines to which it is the alternative")


def _misplaced(lines: Sequence[str], marks: Sequence[_Mark | None]) -> Iterator[Flaw]:
    for at, (line, mark) in enumerate(zip(lines, marks)):
        if stray := _ASTRAY.search(mark.rest if mark else line):
            yield Flaw(at, f"«{stray[0]}» begins a paragraph or a list item, with a space after it")
