"""How plain a page is: short words and sentences, little at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from bot.content import sentences
from bot.content.mistakes import Mistake
from bot.content.passages import Passage
from bot.domain import nations
from bot.domain.library import FALLBACK
from bot.domain.nations import ANYWHERE

PAGES = frozenset({"guidance", "exercises", "reframes", "nudges"})
"""What people read when they are upset or in a hurry. Messages to employers are formal, answers are short."""
HARDEST = 7
"""The Flesch-Kincaid grade that a wording may have."""
LONGEST_SENTENCE = 25
LONGEST_AVERAGE = 15
MOST_SENTENCES = 3
MOST_ITEMS = 4
MOST_STEPS = 6
"""Of a numbered list: those are done one after another, and need not be kept in mind together."""
MOST_WORDS = 90


class _Trouble(NamedTuple):
    rule: str
    line: int
    reason: str


def broken(passages: Iterable[Passage]) -> Iterator[Mistake]:
    """What is too much at once. What many nations read alike is told once."""
    told: set[tuple[str, int, str]] = set()
    for passage in passages:
        for trouble in _troubles(passage):
            place = (passage.file, trouble.line, trouble.rule)
            if place not in told:
                told.add(place)
                whose = "" if passage.nation == ANYWHERE else f"for {nations.names(passage.nation)} "
                yield Mistake(passage.file, trouble.line, f"{whose}{trouble.reason}")


def _troubles(passage: Passage) -> Iterator[_Trouble]:
    yield from _long_sentences(passage)
    if passage.entry.shelf in PAGES and not passage.head:
        yield from _paragraphs(passage)
        yield from _lists(passage)
        yield from _whole(passage)
        yield from _marks(passage)


def _long_sentences(passage: Passage) -> Iterator[_Trouble]:
    for paragraph in passage.paragraphs:
        for sentence in sentences.split(paragraph.words):
            if (count := len(sentences.words(sentence))) > LONGEST_SENTENCE:
                reason = f"a sentence has {count} words, {LONGEST_SENTENCE} at most: «{_begins(sentence)}»"
                yield _Trouble(f"sentence {sentence}", paragraph.number, reason)


def _paragraphs(passage: Passage) -> Iterator[_Trouble]:
    for paragraph in passage.paragraphs:
        if (count := len(sentences.split(paragraph.words))) > MOST_SENTENCES:
            reason = f"a paragraph has {count} sentences; divide it, {MOST_SENTENCES} fit"
            yield _Trouble("paragraph", paragraph.number, reason)


def _lists(passage: Passage) -> Iterator[_Trouble]:
    for listed, items in groupby(passage.paragraphs, key=lambda paragraph: paragraph.listed):
        whole = list(items)
        numbered = whole[0].source.lstrip()[:1].isdigit()
        most = MOST_STEPS if numbered else MOST_ITEMS
        if listed and len(whole) > most:
            reason = f"a list has {len(whole)} items, {most} at most"
            yield _Trouble("list", whole[most].number, reason)


def _whole(passage: Passage) -> Iterator[_Trouble]:
    texts = [paragraph.words for paragraph in passage.paragraphs]
    lengths = [len(sentences.words(sentence)) for text in texts for sentence in sentences.split(text)]
    if lengths and (average := sum(lengths) / len(lengths)) > LONGEST_AVERAGE:
        reason = f"sentences have {average:.1f} words on average, {LONGEST_AVERAGE} at most: make two of one"
        yield _Trouble("average", passage.line, reason)
    if (count := sum(lengths)) > MOST_WORDS:
        reason = f"this is {count} words long, {MOST_WORDS} at most; what can go below ---more---?"
        yield _Trouble("words", passage.line, reason)
    if passage.language == FALLBACK and (grade := round(sentences.grade(texts), 1)) > HARDEST:
        longest = ", ".join(f"«{word}»" for word in _hardest(texts))
        reason = f"reads at grade {grade}, {HARDEST} at most; try shorter words for {longest}"
        yield _Trouble("grade", passage.line, reason)


def _marks(passage: Passage) -> Iterator[_Trouble]:
    for rule, pattern, what in (("bold", _BOLD, "bold phrases"), ("link", _LINK, "links")):
        places = [p.number for p in passage.paragraphs for _ in pattern.finditer(p.source)]
        if len(places) > 1:
            yield _Trouble(rule, places[1], f"this has {len(places)} {what}; one is enough")


def _hardest(texts: Iterable[str]) -> list[str]:
    """The three words with most syllables that somebody chose, longest first."""
    words = {word.lower(): None for text in texts for word in sentences.chosen(text)}
    return sorted(words, key=lambda word: (-sentences.syllables(word), -len(word)))[:3]


def _begins(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")


_BOLD = re.compile(r"\*\*[^*]+\*\*")
_LINK = re.compile(r"\]\(|https?://(?![^\s]*\))")
