"""What somebody most likely wants, by how alike their words are to listed ways of saying it."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.understand.notation import COMMON
from bot.understand.phrases import lines_of, read_spelling
from bot.understand.plain import BREAK, Spelling, plain

SURE = 0.6  # from here on a guess may be acted on; below, it may only be offered

LIKELY = 0.35  # from here on the words at least speak of it
FAINT = 0.2  # below this a likeness is chance

TOP = 3
LONGEST = 600  # characters; what somebody wants stands at the beginning
FOLDER = "intents/"
PAIR_WEIGHT = 0.6  # of two neighbouring words, against single ones
STRANGE = 1.3  # how much more a word counts that no phrase has: it says the text is about something else

LIGHT = 0.8  # what a very common word weighs that no phrase has

_BEFORE_A_NAME = frozenset({"at", "with", "from"})

Vector = Mapping[str, float]
Pairs = tuple[tuple[str, str], ...]  # (file name without .txt, its text)


@dataclass(frozen=True)
class Guess:
    """An intent, by the name of its list, and how alike the words are to it: 0 not at all, 1 the same."""

    id: str
    score: float


def best(text: str, phrases: Pairs) -> tuple[Guess, ...]:
    """The three likeliest intents, best first; none at all for words that share nothing with any list.

    `phrases`: (file name without .txt, its text) of a language. Those in intents/ and spelling are read.
    """
    index = _index(phrases)
    words = _words(text[:LONGEST], index.spelling)
    if not words:
        return ()
    likeness: dict[int, float] = defaultdict(float)
    for feature, value in _vector(_without_names(words, index), index.weights, index.strange).items():
        for place, other in index.places.get(feature, ()):
            likeness[place] += value * other
    scores: dict[str, float] = {}
    for place, score in likeness.items():
        intent = index.intents[place]
        scores[intent] = max(scores.get(intent, 0.0), score)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Guess(intent, round(score, 3)) for intent, score in ranked[:TOP] if score >= FAINT)


@dataclass(frozen=True)
class _Index:
    spelling: Spelling
    weights: Vector
    strange: float
    intents: tuple[str, ...]  # of each phrase
    places: Mapping[str, tuple[tuple[int, float], ...]]  # feature -> the phrases that have it, and how much


@lru_cache(maxsize=4)
def _index(pairs: Pairs) -> _Index:
    files = dict(pairs)
    spelling = read_spelling(files.get("spelling", ""))
    said = [
        (name.removeprefix(FOLDER), _words(line, spelling))
        for name, text in sorted(files.items())
        if name.startswith(FOLDER)
        for _, line in lines_of(text)
    ]
    seen = Counter(feature for _, words in said for feature in set(_features(words)))
    weights = {feature: math.log(1 + len(said) / count) for feature, count in seen.items()}
    strange = math.log(1 + len(said)) * STRANGE
    spoken = [(intent, words) for intent, words in said if words]
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, (_, words) in enumerate(spoken):
        for feature, value in _vector(words, weights, strange).items():
            places[feature].append((place, value))
    found = {feature: tuple(pairs) for feature, pairs in places.items()}
    return _Index(spelling, weights, strange, tuple(intent for intent, _ in spoken), found)


def _without_names(words: tuple[str, ...], index: _Index) -> tuple[str, ...]:
    """Less what no phrase knows behind "at" or "with": the name of a firm changes nothing."""
    return tuple(
        word
        for before, word in pairwise(("", *words))
        if before not in _BEFORE_A_NAME or word in index.weights or word in COMMON
    )


def _words(text: str, spelling: Spelling) -> tuple[str, ...]:
    return tuple(_stem(word) for word in plain(text, spelling) if word != BREAK)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def _features(words: tuple[str, ...]) -> Iterator[str]:
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def _vector(words: tuple[str, ...], weights: Vector, strange: float) -> Vector:
    counts = Counter(_features(words))
    raw: dict[str, float] = {}
    for feature, count in counts.items():
        known = weights.get(feature)
        if known is None and " " in feature:
            continue
        if known is None and feature in COMMON:
            known = LIGHT
        raw[feature] = (
            (strange if known is None else known) * math.sqrt(count) * (PAIR_WEIGHT if " " in feature else 1)
        )
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {feature: value / length for feature, value in raw.items()}
