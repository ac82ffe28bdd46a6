"""Typed words made plain, so that a phrase is found however it was spelt, stretched, dotted or censored."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.understand.lexicon import listed

BREAK = "."  # stands between sentences; no phrase reaches across it

LONGEST_SPELT = 24  # tokens: a word of twelve letters with a dot behind each

FILLERS = frozenset(
    listed(
        "just really so literally honestly even actually basically totally completely "
        "absolutely fucking fuckin fkn effing "
        "bloody kinda sorta genuinely seriously truly simply quite practically probably "
        "maybe tbh lol lmao haha hahaha ffs "
        "fr ngl rn please omg ugh"
    )
)

_TOKEN = re.compile(r"[.!?;…\n]+(?=\s|$|\w)|[\w*@$#'|+-]+(?:!(?=\w)[\w*@$#'|+-]+)*|!(?=\w)[\w*@$#'|+-]+")
_FOLDED = {ord(odd): plain for odd, plain in zip("’‘`´ʼ‐‑‒–—―аеорсхуіѕ", "'''''------aeopcxyis", strict=True)}
_STRETCHED = re.compile(r"(.)\1{2,}")
_DISTANCE = re.compile(r"\b(\d[\d.,]*|few|couple of|many|several|ten|twenty|thirty|forty|fifty) ?kms?\b")
_LEET = str.maketrans("0345789@$!|+1", "oeastbgasiiti")
_LEETS = (
    _LEET,
    str.maketrans("0345789@$!|+1", "oeastbgasiitl"),
    str.maketrans("0345789@$!|+1", "oeastbgasllti"),
    str.maketrans("0345789@$!|+1", "oeastbgaslltl"),
)
_ENDINGS = {
    "n't": " not",
    "'m": " am",
    "'ve": " have",
    "'ll": " will",
    "'d": " would",
    "'re": " are",
    "'s": " is",
}
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


@dataclass(frozen=True)
class Spelling:
    """What is known about odd spellings. `known` are the words that a disguised word may turn out to be."""

    mended: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)  # a forgiving word less one letter -> the word
    forgiving: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


def plain(text: str, spelling: Spelling) -> list[str]:
    """The words of `text` in small letters, spelt as phrases spell them; BREAK between sentences."""
    words: list[str] = []
    seen: dict[str, list[str]] = {}
    for token in _TOKEN.findall(_fold(text)):
        if token not in seen:
            seen[token] = list(_read(token, spelling))
        words.extend(seen[token])
    joined = _joined_letters(words, spelling)
    return [word for word in _with_phrases(joined, spelling) if word not in FILLERS]


def _read(token: str, spelling: Spelling) -> Iterable[str]:
    if token[0] in ".!?;…\n":
        return (BREAK,)
    return (token,) if len(token) == 1 or _is_plain(token, spelling) else _words_of(token, spelling)


def _is_plain(token: str, spelling: Spelling) -> bool:
    return (
        token.isalpha() and token not in spelling.mended and len(token) < 7 and not _STRETCHED.search(token)
    )


def slips_of(word: str) -> Iterator[str]:
    """The word less one letter, in every way."""
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


def _fold(text: str) -> str:
    lowered = unicodedata.normalize("NFKD", text).translate(_FOLDED).lower()
    lowered = _DISTANCE.sub(r"\1 kilometres", lowered)
    if lowered.isascii():
        return lowered
    return "".join(char for char in lowered if unicodedata.category(char) not in {"Mn", "Cf"})


def _words_of(token: str, spelling: Spelling) -> Iterable[str]:
    whole = token.strip("'-+|#")
    if "'" in whole:
        return [word for part in _apart(whole).split() for word in _words_of(part, spelling)]
    if "-" in whole:
        joined = whole.replace("-", "")
        parts = [joined] if joined in spelling.known and "-" in whole[1:2] else whole.split("-")
        return [word for part in parts for word in _words_of(part, spelling)]
    if whole in spelling.mended:
        return spelling.mended[whole]
    if not whole.isalpha():
        return _uncovered(whole, spelling)
    if _STRETCHED.search(whole):
        return _unstretched(whole, spelling)
    return (_forgiven(whole, spelling),)


def _apart(word: str) -> str:
    """ "don't" as "do not"."""
    for ending, words in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)]
            return _IRREGULAR.get(stem, stem) + words
    return word.replace("'", "")


def _uncovered(word: str, spelling: Spelling) -> tuple[str, ...]:
    """A word with digits or signs for letters, if it then is a word we know."""
    if "*" in word or "#" in word:
        hidden = re.compile(
            "".join("." if char in "*#" else re.escape(char) for char in word.translate(_LEET))
        )
        fits = sorted(
            known for known in spelling.known if len(known) == len(word) and hidden.fullmatch(known)
        )
        return (fits[0],) if fits and len(word.strip("*#")) > 1 else (word,)
    if any(char.isalpha() for char in word):
        for guess in (word.translate(table) for table in _LEETS):
            if guess in spelling.known:
                return (guess,)
            if guess in spelling.mended:
                return spelling.mended[guess]
    return (word.strip("!@$"),)


def _unstretched(word: str, spelling: Spelling) -> tuple[str, ...]:
    short, double = _STRETCHED.sub(r"\1", word), _STRETCHED.sub(r"\1\1", word)
    for guess in (double, short):
        if guess in spelling.mended:
            return spelling.mended[guess]
        if guess in spelling.known:
            return (guess,)
    return (short,)


def _forgiven(word: str, spelling: Spelling) -> str:
    """The word it was meant to be, if that one forgives a slip; "hurtin" is "hurting"."""
    if word.endswith("in") and word + "g" in spelling.known:
        return word + "g"
    if len(word) < 7 or word in spelling.known:
        return word
    if word in spelling.slips:
        return spelling.slips[word]
    for shorter in slips_of(word):
        if shorter in spelling.forgiving or shorter in spelling.slips:
            return shorter if shorter in spelling.forgiving else spelling.slips[shorter]
    return word


def _joined_letters(words: list[str], spelling: Spelling) -> list[str]:
    """ "k i l l" as "kill": a row of single letters that makes a word we know."""
    if not any(len(one) == len(two) == 1 for one, two in pairwise(words)):
        return words
    kept: list[str] = []
    at = 0
    while at < len(words):
        found = _spelt_out(words[at : at + LONGEST_SPELT], spelling) if len(words[at]) == 1 else None
        kept.extend(found[0] if found else words[at : at + 1])
        at += found[1] if found else 1
    return kept


def _spelt_out(words: list[str], spelling: Spelling) -> tuple[tuple[str, ...], int] | None:
    """The longest known word that the single letters at the beginning make, and how many words it took."""
    letters = ""
    found = None
    for taken, word in enumerate(words, 1):
        if len(word) > 1 or (word == BREAK and not letters):
            break
        letters += "" if word == BREAK else word
        if len(letters) > 2 and word != BREAK and (letters in spelling.known or letters in spelling.mended):
            found = (spelling.mended.get(letters, (letters,)), taken)
    return found


def _with_phrases(words: list[str], spelling: Spelling) -> Iterator[str]:
    """The words with odd spellings that take several words, as "sewer slide", mended."""
    if spelling.phrases.keys().isdisjoint(words):
        yield from (one for word in words for one in _mended_letter(word, spelling))
        return
    at = 0
    while at < len(words):
        for odd, meant in spelling.phrases.get(words[at], ()):
            if tuple(words[at : at + len(odd)]) == odd:
                yield from meant
                at += len(odd)
                break
        else:
            yield from _mended_letter(words[at], spelling)
            at += 1


def _mended_letter(word: str, spelling: Spelling) -> tuple[str, ...]:
    """ "u" as "you": only once it is sure that no letters around it spell a word."""
    return spelling.mended.get(word, (word,)) if len(word) == 1 else (word,)
