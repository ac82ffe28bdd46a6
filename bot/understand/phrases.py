"""The phrase lists of content/, compiled into something that finds them in what a person typed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from bot.understand.notation import Shape, cost, parse
from bot.understand.plain import BREAK, Spelling, plain, slips_of

LISTS = (
    "crisis-self",
    "crisis-other",
    "crisis-danger",
    "crisis-abuse",
    "unclear",
    "low-mood",
    "idioms",
    "everyday",
)
WINDOW = 40  # words looked at together; longer sentences are taken in overlapping windows
OVERLAP = 18  # no phrase is longer


@dataclass(frozen=True)
class Hit:
    """A phrase of `file`, line `line`, found from word `start` to before word `end`."""

    file: str
    line: int
    start: int
    end: int

    @property
    def rule(self) -> str:
        """How the log names it."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Phrase:
    """One line of a list, ready to be looked for."""

    file: str
    line: int
    shape: Shape
    needs: int  # one bit for each set of words of which a sentence must have one to hold the phrase

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a sentence first comes near the phrase: most of a thousand wait in vain."""
        return re.compile(self.shape.regex + "(?= |$)")


@dataclass(frozen=True)
class Phrases:
    """All lists of one language."""

    by_word: Mapping[str, tuple[Phrase, ...]]
    meets: Mapping[str, int]  # word -> the needs it meets
    spelling: Spelling
    work: frozenset[str]

    def words(self, text: str) -> list[str]:
        """The text as the phrases see it."""
        return plain(text, self.spelling)

    def found(self, words: list[str]) -> list[Hit]:
        """Every phrase of the eight lists that stands in these words."""
        return [hit for start, end in _windows(words) for hit in self._found_in(words[start:end], start)]

    def _found_in(self, words: list[str], offset: int) -> Iterator[Hit]:
        present = frozenset(words)
        met = 0
        for word in present:
            met |= self.meets.get(word, 0)
        fitting = {
            id(one): one
            for word in present
            for one in self.by_word.get(word, ())
            if one.needs & met == one.needs
        }
        if not fitting:
            return
        line = " " + " ".join(words)
        for phrase in fitting.values():
            for match in phrase.pattern.finditer(line):
                start = offset + line.count(" ", 0, match.start())
                yield Hit(phrase.file, phrase.line, start, start + match.group().count(" "))


@lru_cache(maxsize=8)
def compiled(pairs: tuple[tuple[str, str], ...]) -> Phrases:
    """The same from (file name, text) pairs, as a library holds them; worked out once."""
    return compile_phrases(dict(pairs))


def compile_phrases(files: Mapping[str, str]) -> Phrases:
    """The lists in `files`: file name, with or without .txt → its text. Files of other names are left alone.

    Raises ValueError with one line «file:line: reason» for every line that cannot be read.
    """
    texts = {name.removesuffix(".txt"): text for name, text in files.items()}
    mistakes: list[str] = []
    spelling = read_spelling(texts.get("spelling", ""), mistakes)
    spell = _speller(spelling)
    sets = _sets(texts.get("sets", ""), spell, mistakes)
    shapes = [
        (name, number, shape)
        for name in LISTS
        for number, shape in _shapes(f"{name}.txt", texts.get(name, ""), spell, sets, mistakes)
    ]
    known = frozenset(
        word for name, _, shape in shapes if name.startswith(("crisis", "unclear")) for word in shape.words()
    )
    spelling = Spelling(
        spelling.mended, spelling.phrases, spelling.slips, spelling.forgiving, known | spelling.forgiving
    )
    if mistakes:
        raise ValueError("\n".join(mistakes))
    work = sets.get("work")
    return Phrases(*_by_word(shapes), spelling, frozenset(work.words()) if work else frozenset())


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def _windows(words: list[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [place for place, word in enumerate(words) if word == BREAK] + [len(words)]:
        while end - start > WINDOW:
            yield start, start + WINDOW
            start += WINDOW - OVERLAP
        if end > start:
            yield start, end
        start = end + 1


def read_spelling(text: str, mistakes: list[str] | None = None) -> Spelling:
    """What the list of misspellings tells; lines that cannot be read are added to `mistakes`."""
    mended: dict[str, tuple[str, ...]] = {}
    several: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    forgiving: set[str] = set()
    for number, line in lines_of(text):
        word, colon, odds = line.partition(":")
        if not colon or not odds.strip():
            if mistakes is not None:
                mistakes.append(f"spelling.txt:{number}: expected «word: how it is misspelt»")
            continue
        if word.rstrip().endswith("~"):
            word = word.rstrip(" ~")
            forgiving.add(word)
        for odd in (tuple(part.split()) for part in odds.split(",") if part.strip()):
            if len(odd) == 1:
                mended[odd[0]] = tuple(word.split())
            else:
                several[odd[0]].append((odd, tuple(word.split())))
    slips = {slip: word for word in forgiving for slip in slips_of(word)}
    phrases = {
        first: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for first, pairs in several.items()
    }
    return Spelling(mended, phrases, slips, frozenset(forgiving))


def _speller(spelling: Spelling) -> Callable[[str], Sequence[str]]:
    """Phrases are made of few words that come again and again: each run of them is spelt once."""
    return cache(lambda words: tuple(plain(words, spelling)))


def _sets(text: str, spell: Callable[[str], Sequence[str]], mistakes: list[str]) -> dict[str, Shape]:
    sets: dict[str, Shape] = {}
    for number, line in lines_of(text):
        named = re.fullmatch(r"\{(\w+)\}\s*=\s*(.+)", line)
        try:
            if named is None:
                raise ValueError("expected «{name} = words | words»")
            sets[named[1]] = parse(named[2], spell, sets)
        except ValueError as wrong:
            mistakes.append(f"sets.txt:{number}: {wrong}")
    return sets


def _shapes(
    file: str,
    text: str,
    spell: Callable[[str], Sequence[str]],
    sets: Mapping[str, Shape],
    mistakes: list[str],
) -> Iterator[tuple[int, Shape]]:
    for number, line in lines_of(text):
        try:
            yield number, parse(line, spell, sets)
        except ValueError as wrong:
            mistakes.append(f"{file}:{number}: {wrong}")


def _by_word(
    shapes: list[tuple[str, int, Shape]],
) -> tuple[Mapping[str, tuple[Phrase, ...]], Mapping[str, int]]:
    """Each phrase under every word of its rarest part; and for each word the needs it meets, as bits."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    meets: dict[str, int] = defaultdict(int)
    bits: dict[frozenset[str], int] = {}
    for file, number, shape in shapes:
        needs = sorted(set(shape.needs), key=cost)
        mask = sum(bits.setdefault(need, 1 << len(bits)) for need in needs)
        phrase = Phrase(f"{file}.txt", number, shape, mask)
        for word in needs[0]:
            found[word].append(phrase)
    for need, bit in bits.items():
        for word in need:
            meets[word] |= bit
    return {word: tuple(phrases) for word, phrases in found.items()}, dict(meets)
