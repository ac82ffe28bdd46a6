"""A typed line made plain for reading, which still knows where each letter came from."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.understand.lexicon import MONTHS, PROPER, WEEKDAYS, proper

_DIGIT_WORD = "|".join(odd for odd in PROPER if odd[0].isdigit())
_WORD = re.compile(rf"(?<!\d)(?:{_DIGIT_WORD})\b|[a-z]+(?:'s\b)?")
LONGEST = 1500  # letters of the plain line; what comes later is not looked at
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘`´ʼ＇"), "'")
_SPELT_OUT = {"½": " half ", "¼": " quarter ", "@": " at ", "&": " and "}
_DAYS = frozenset((*WEEKDAYS, *MONTHS, "today", "tonight", "tomorrow"))
_HALF_AND_DAY = re.compile(r"([ap]m|th|st|nd|rd)([a-z]{3,})")
_WE_WOULD = re.compile(
    r" (?:like|love|be|been|have|had|got|prefer|rather|need|want|never|all|both|just(?! gone)|only|said|"
    r"agreed|spoken|met|hoped|already|discuss|hire|take|let|keep)\b"
)
_SAT_DOWN = re.compile(r"(?:^|[^a-z])(?:i|we|you|he|she|they|just|and|have|had|was|ive|having|been) $")


@dataclass(frozen=True)
class Line:
    """`plain` is small letters, spelt right; `origin[i]` is where its letter i stands in `text`."""

    text: str
    plain: str
    origin: tuple[int, ...]

    def without(self, spans: Iterable[tuple[int, int]]) -> str:
        """The text as typed, less these stretches of `plain`."""
        kept, at = "", 0
        for start, end in sorted(spans):
            begin = self.origin[start]
            kept += self.text[at : max(begin, at)] + " "
            at = max(at, self.origin[end - 1] + 1)
        return kept + self.text[at:]


@lru_cache(maxsize=8)  # one reading looks at the same words several times; nobody's are kept for longer
def line(text: str) -> Line:
    """The text, ready to be read."""
    letters: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        for small in _small(char):
            if small != " " or (letters and letters[-1][0] != " "):
                letters.append((small, index))
        if len(letters) > LONGEST:
            break
    rough = "".join(letter for letter, _ in letters)
    plain: list[str] = []
    origin: list[int] = []
    at = 0
    for word in _WORD.finditer(rough):
        plain.append(rough[at : word.start()])
        origin.extend(index for _, index in letters[at : word.start()])
        mended = _mended(word, rough)
        plain.append(mended)
        last = word.end() - word.start() - 1
        origin.extend(letters[word.start() + min(place, last)][1] for place in range(len(mended) - 1))
        origin.append(letters[word.end() - 1][1])
        at = word.end()
    plain.append(rough[at:])
    origin.extend(index for _, index in letters[at:])
    return Line(text, "".join(plain), tuple(origin))


@lru_cache(maxsize=1024)
def _small(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char in _SPELT_OUT:
        return _SPELT_OUT[char]
    if char.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", char).translate(_DASHES).translate(_QUOTES).lower()
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _mended(word: re.Match[str], rough: str) -> str:
    """The word spelt out, with a space where a number or a half of the day was typed onto it."""
    found = word.group()
    if found.endswith("'s"):
        return proper(found[:-2])
    before, after = rough[: word.start()][-12:], rough[word.end() :][:12]
    glued = _HALF_AND_DAY.fullmatch(found) if before[-1:].isdigit() else None
    if glued and proper(glued[2]) in _DAYS:
        return f"{glued[1]} {proper(glued[2])}"
    mended = _of_two_meanings(found, before, after)
    return mended + " " if mended in _DAYS and after[:1].isdigit() else mended


def _of_two_meanings(found: str, before: str, after: str) -> str:
    """The word spelt out, if it is the short name of a day and not another word that looks like it."""
    if found == "sat":
        return (
            found
            if _SAT_DOWN.search(before)
            or re.match(r" (?:down|a|an|the|in|there|my|through|nav|navs)\b", after)
            else "saturday"
        )
    if found == "sun":
        return found if re.search(r"\bthe $", before) else "sunday"
    if found == "wed" and _WE_WOULD.match(after):
        return found
    if found == "morn" and before.endswith("the ") and not before.endswith("in the "):
        return "tomorrow"  # as Scots say it
    return proper(found)
