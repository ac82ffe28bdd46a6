"""Words and sentences, and how hard they are to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.content.passages import GAP


def split(words: str) -> list[str]:
    """The sentences of one paragraph. «C.A.L.L. helps» is one: the next word begins small."""
    return [sentence for sentence in _END.split(words.strip()) if _WORD.search(sentence)]


def words(sentence: str) -> list[str]:
    """Its words; a value that is filled in and a number count as one each."""
    return _WORD.findall(sentence)


def chosen(sentence: str) -> list[str]:
    """The words that somebody chose: no number, no name, nothing that is filled in."""
    kept = _WORD.findall(_INITIALS.sub("", _ADDRESS.sub("", sentence)))
    return [word for nth, word in enumerate(kept) if word[0].isalpha() and not _name(word, nth)]


def grade(paragraphs: Iterable[str]) -> float:
    """The Flesch-Kincaid grade: about the American school year in which it is read with ease.

    Numbers, addresses, names and values that are filled in are taken out first: nobody can choose those.
    A formula is a smoke alarm, not a goal: read it aloud, too.
    """
    counted = [kept for text in paragraphs for sentence in split(text) if (kept := chosen(sentence))]
    total = sum(len(kept) for kept in counted)
    if not total:
        return 0.0
    beats = sum(syllables(word) for kept in counted for word in kept)
    return 0.39 * total / len(counted) + 11.8 * beats / total - 15.59


def syllables(word: str) -> int:
    """How many syllables an English word has, by its spelling; right for nearly all that we write.

    The rules are here because a library for it brings a dictionary of every English word, and asks that.
    """
    plain = word.lower().replace("\u2019", "'")
    if "-" in plain:
        return sum(syllables(part) for part in plain.split("-") if part)
    if plain in _ODD:
        return _ODD[plain]
    stem, _, rest = plain.partition("'")
    if stem in _ODD:
        return _ODD[stem]
    stem = _HIDDEN_E.sub("", stem)
    count = len(_VOWELS.findall(stem)) + len(_APART.findall(stem))
    if count > 1 and _SILENT.search(stem):
        count -= 1
    # «didn't» has one more than «did», and «don't» has not.
    if rest == "t" and stem.endswith(("dn", "sn")):
        count += 1
    return max(count, 1)


_END = re.compile(
    r"(?<=[.!?\u2026])[\"'\u201d\u2019)\u00bb]*\s+(?=[\"'\u201c\u2018(\u00ab]*[A-Z0-9" + GAP + "])"
)
_WORD = re.compile(rf"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d(?:[\d.,:/]*\d)?|{GAP}")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:uk|org|com|gov)\b")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")

_VOWELS = re.compile(r"[aeiou]+(?:y(?![aeiou]))?|y(?![aeiou])")
_HIDDEN_E = re.compile(
    r"(?<=^som)e(?=[^aeiouy])|(?<=^[tw]her)e(?=[^aeiouy])|(?<=^mor)e(?=[^aeiouy])|(?<=[^aeiou])e(?=(?:ly|ful|fully|less|ment|ments)$)"
)
"""As in «something», «politely», «statement»."""
_APART = re.compile(
    r"[aeiou]ing|[^aeiou]ying|(?<![cst])ie(?=n[ct])|(?<![cstgxln])i[ao]|(?<=[ln])ia|(?<!q)ua(?=[lt])|(?<=r)ie(?=r$|st$)"
)
"""Vowels side by side that are said one after the other: «doing», «trying», «client», «period», «usual»."""
_SILENT = re.compile(r"(?<![^aeiou]l)e$|[^aeioutd]ed$(?<![^aeioul]led)|[^aeioucsgxzh]es$(?<![^aeioul]les)")
"""An «e» that nobody says: «time», «asked», «makes»; but «simple», «handled», «places»."""
_ODD = {
    "anyone": 3, "area": 3, "areas": 3, "business": 2, "cafe": 2, "clothes": 1, "create": 2,
    "created": 3, "employee": 3, "evening": 2, "evenings": 2, "every": 2, "everybody": 4,
    "everything": 3, "idea": 3, "ideas": 3, "maybe": 2, "poem": 2, "quiet": 2, "quietly": 3, "react": 2,
    "recipe": 3, "science": 2, "several": 2, "society": 4, "wednesday": 2,
}  # fmt: skip
"""Words that the rules get wrong."""


def _name(word: str, nth: int) -> bool:
    if word.isupper() and len(word) > 1:
        return True
    return nth > 0 and word[0].isupper() and word not in _I


_I = {"I"} | {f"I{mark}{end}" for mark in ("'", "\u2019") for end in ("m", "ll", "ve", "d")}
