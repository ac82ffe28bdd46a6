"""How a phrase is written: words, (one|of these), [may be missing], {set} and ... for a few other words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.understand.lexicon import listed

GAP = 5  # the most words that ... stands for
COMMON = frozenset(
    listed(
        "i me my you he she it they we a an the to of in on at for and or is am are was be "
        "been have has had do does did "
        "not no will would can this that with if up out so all go get him her them his"
    )
)

_TOKENS = re.compile(r"\.\.\.|[()\[\]|]|\{\w+\}|[^\s()\[\]|{}.]+|\S")

_PLAIN_WORD = re.compile(r"[\w'’-]+")

_CLOSING = {"(": ")", "[": "]"}


@dataclass(frozen=True)
class Shape:
    """A parsed phrase: one word, a gap, or a sequence or choice of shapes.

    A set stands in hundreds of phrases, so what is derived from a shape is kept with it.
    """

    kind: str  # "word", "gap", "row", "choice", "maybe"
    word: str = ""
    parts: tuple["Shape", ...] = ()

    def words(self) -> Iterator[str]:
        """Every word that stands in it."""
        if self.kind == "word":
            yield self.word
        for part in self.parts:
            yield from part.words()

    @cached_property
    def regex(self) -> str:
        """A pattern over a line of words, each after one space: so a search leaps from space to space."""
        if self.kind == "word":
            return " " + re.escape(self.word)
        if self.kind == "gap":
            return rf"(?: \w+){{0,{GAP}}}?"
        if self.kind == "row":
            return "".join(part.regex for part in self.parts)
        options = sorted({part.regex for part in self.parts}, key=lambda option: (-option.count(" "), option))
        return f"(?:{'|'.join(options)})" + ("?" if self.kind == "maybe" else "")

    @cached_property
    def needs(self) -> list[frozenset[str]]:
        """Sets of words: a text with no word of one of them cannot hold this shape."""
        if self.kind == "word":
            return [frozenset({self.word})]
        if self.kind == "row":
            return [need for part in self.parts for need in part.needs]
        if self.kind == "choice":
            picks = [min(part.needs, key=cost, default=None) for part in self.parts]
            return [] if None in picks else [frozenset().union(*(pick for pick in picks if pick))]
        return []


def cost(need: frozenset[str]) -> int:
    """How often a text has a word of these, roughly."""
    return sum(50 if word in COMMON else 1 for word in need)


def parse(phrase: str, spell: Callable[[str], Sequence[str]], sets: Mapping[str, Shape]) -> Shape:
    """The shape of a phrase. `spell` makes a word plain. Raises ValueError saying what is wrong with it."""
    tokens = [match.group() for match in _TOKENS.finditer(phrase)]
    shape, rest = _choice(tokens, 0, spell, sets)
    if rest < len(tokens):
        message = f"«{tokens[rest]}» without its beginning"
        raise ValueError(message)
    if not shape.needs:
        message = "nothing in it that must be there"
        raise ValueError(message)
    return shape


def _choice(
    tokens: Sequence[str], at: int, spell: Callable[[str], Sequence[str]], sets: Mapping[str, Shape]
) -> tuple[Shape, int]:
    options: list[Shape] = []
    while True:
        row, at = _row(tokens, at, spell, sets)
        if not row.parts and not row.word and row.kind == "row":
            message = "an empty option (little words such as «just» are dropped)"
            raise ValueError(message)
        options.append(row)
        if at >= len(tokens) or tokens[at] != "|":
            break
        at += 1
    return (options[0] if len(options) == 1 else Shape("choice", parts=tuple(options))), at


def _row(
    tokens: Sequence[str], at: int, spell: Callable[[str], Sequence[str]], sets: Mapping[str, Shape]
) -> tuple[Shape, int]:
    parts: list[Shape] = []
    while at < len(tokens) and tokens[at] not in {"|", ")", "]"}:
        piece = tokens[at]
        at += 1
        if piece in _CLOSING:
            inside, at = _choice(tokens, at, spell, sets)
            if at >= len(tokens) or tokens[at] != _CLOSING[piece]:
                message = f"«{piece}» is never closed"
                raise ValueError(message)
            at += 1
            parts.append(inside if _CLOSING[piece] == ")" else Shape("maybe", parts=(inside,)))
        elif piece.startswith("."):
            parts.append(Shape("gap"))
        elif piece.startswith("{"):
            parts.append(_named(piece[1:-1], sets))
        else:
            run = [piece]
            while at < len(tokens) and _PLAIN_WORD.fullmatch(tokens[at]):
                run.append(tokens[at])
                at += 1
            parts.extend(Shape("word", word) for word in _spelt(run, spell))
    return (parts[0] if len(parts) == 1 else Shape("row", parts=tuple(parts))), at


def _named(name: str, sets: Mapping[str, Shape]) -> Shape:
    if name not in sets:
        message = f"no set {{{name}}} in sets.txt"
        raise ValueError(message)
    return sets[name]


def _spelt(run: Sequence[str], spell: Callable[[str], Sequence[str]]) -> Iterable[str]:
    """Neighbouring words are spelt together: some odd spellings take several, as "was not" for "is not"."""
    for token in run:
        if not _PLAIN_WORD.fullmatch(token):
            message = f"«{token}» is no word"
            raise ValueError(message)
    return spell(" ".join(run))
