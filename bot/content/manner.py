"""The words themselves: none that hurts, blames, shouts or is spelled the American way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.content import sentences
from bot.content.mistakes import Mistake
from bot.content.passages import GAP, Paragraph, Passage
from bot.content.style import Phrases, Style
from bot.domain.library import FALLBACK


def broken(passages: Iterable[Passage], style: Style) -> Iterator[Mistake]:
    """What has to be said otherwise."""
    for passage, paragraph in _english(passages):
        for reason in _reasons(paragraph.words, style):
            yield Mistake(passage.file, paragraph.number, reason)


def doubtful(passages: Iterable[Passage], style: Style) -> Iterator[Mistake]:
    """Words that are often wrong; and figures where somebody feels low."""
    for passage, paragraph in _english(passages):
        for said in style.look_at.found(paragraph.words):
            yield Mistake(passage.file, paragraph.number, f"«{said.words}»: {said.instead}")
        if passage.entry.kind == "wellbeing" and (figure := _FIGURE.search(paragraph.words)):
            reason = f"«{figure[0]}»: whoever feels low is no number; leave figures to other pages"
            yield Mistake(passage.file, paragraph.number, reason)


def _english(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Paragraph]]:
    """The list is of English words."""
    for passage in passages:
        if passage.language == FALLBACK:
            yield from ((passage, paragraph) for paragraph in passage.paragraphs)


def _reasons(words: str, style: Style) -> Iterator[str]:
    yield from _told(style.avoid, words, "")
    yield from _told(style.blame, words, "this blames the reader; ")
    yield from _told(style.spelling, words, "American; in Britain ")
    if style.verbs:
        for sentence in sentences.split(words):
            yield from _belittling(sentence, style)
    for word in _SHOUTED.findall(words):
        if style.capitals and word not in style.capitals:
            yield f"«{word}» shouts; write it small, or add it to «capitals» in style.yaml"


def _told(phrases: Phrases, words: str, why: str) -> Iterator[str]:
    return (f"«{said.words}»: {why}{said.instead}" for said in phrases.found(words))


def _belittling(sentence: str, style: Style) -> Iterator[str]:
    """«Just» and «simply» tell somebody for whom it is hard that it ought to be easy."""
    first = _FIRST.match(sentence)
    if first and first["next"].lower() not in _NO_VERBS:
        yield f"«{first[0].strip()}»: leave out «{first['word']}»; it may not be easy for the reader"
    for inside in _INSIDE.finditer(sentence):
        if inside["next"].lower() in style.verbs:
            yield f"«{inside[0].strip()}»: leave out «{inside['word']}»; it may not be easy for the reader"


_FIGURE = re.compile(rf"\d[\d.,]*\s?(?:%|per cent)|\b\d+ (?:in|out of) (?:every )?\d+|{GAP}%")
_SHOUTED = re.compile(r"(?<![\w./])[A-Z]{4,}(?!\w|[./]\w)")
_FIRST = re.compile(r"(?P<word>Just|Simply)\s+(?P<next>\w+)")
_INSIDE = re.compile(
    r"(?:[,;:\u2013]|\b(?:and|then|or|to|can|could|you))\s+(?P<word>just|simply)\s+(?P<next>\w+)"
)
_NO_VERBS = frozenset(
    {
        "a", "an", "the", "one", "two", "three", "this", "that", "these", "those", "in", "on", "as", "for",
        "so", "because", "like", "before", "after", "under", "over", "now", "once", "some", "enough", "to",
        "what", "how", "when", "if", "your", "my",
    }
)  # fmt: skip
"""After «Just» at the beginning: not an instruction."""
