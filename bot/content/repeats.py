"""Sentences that stand twice, and words that are somebody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.content import sentences
from bot.content.mistakes import Mistake
from bot.content.passages import GAP, Passage

SHORTEST = 5
"""Fewer words («Ask for feedback.») may be said again."""
IN_A_ROW = 5
"""So many words in common with somebody else's text are taken from it."""
_TOLD_ONCE = frozenset({"guidance", "exercises", "reframes"})


def broken(passages: Iterable[Passage]) -> Iterator[Mistake]:
    """Sentences of pages that another page has, too: whoever reads both feels fobbed off."""
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    for passage in passages:
        if passage.entry.shelf not in _TOLD_ONCE or passage.head:
            continue
        page = f"{passage.language} {passage.id.split('.')[0]}"
        for paragraph in passage.paragraphs:
            for sentence in sentences.split(paragraph.words):
                said = _words(sentence)
                if len(said) < SHORTEST:
                    continue
                other, place = first.setdefault(said, (page, f"{passage.file}:{paragraph.number}"))
                if other != page:
                    yield Mistake(
                        passage.file, paragraph.number, f"«{sentence}» stands in {place}, too; say it afresh"
                    )


def taken(passages: Iterable[Passage], folder: Path) -> Iterator[Mistake]:
    """Places with as many words in a row as in a file of the folder."""
    theirs = _rows(folder)
    for passage in passages:
        for paragraph in passage.paragraphs:
            said = _words(paragraph.words)
            for begin, end, file in _runs(said, theirs):
                words = " ".join(said[begin:end])
                yield Mistake(
                    passage.file,
                    paragraph.number,
                    f"«{words}» stands in {file}, word for word; use your own words",
                )


def _rows(folder: Path) -> dict[tuple[str, ...], str]:
    """Every row of words in the files of a folder → the name of a file that has it."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        said = _words(path.read_text(encoding="utf-8-sig", errors="replace"))
        for at in range(len(said) - IN_A_ROW + 1):
            found.setdefault(said[at : at + IN_A_ROW], path.name)
    return found


def _runs(said: tuple[str, ...], theirs: Mapping[tuple[str, ...], str]) -> Iterator[tuple[int, int, str]]:
    """The longest stretches that are theirs: from, to, file."""
    begin, end, file = 0, 0, ""
    for at in range(len(said) - IN_A_ROW + 1):
        row = said[at : at + IN_A_ROW]
        if row not in theirs or GAP in row:
            continue
        if not file or at > end - IN_A_ROW + 1:
            if file:
                yield begin, end, file
            begin, file = at, theirs[row]
        end = at + IN_A_ROW
    if file:
        yield begin, end, file


def _words(words: str) -> tuple[str, ...]:
    return tuple(word.lower().replace("\u2019", "'") for word in sentences.words(words))
