"""Whether words are in a language that we do not read: by their letters, or by everyday words of others."""

import re
import unicodedata
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FEW = 3
"""In so few words one of another language is enough."""


def other(said: str, known: Collection[str]) -> bool:
    """Whether the words are in another language. `known`: everyday words of others, in small letters.

    Only what is clear counts: a name with an accent, or one foreign word in an English sentence, is English.
    """
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(unicodedata.normalize("NFC", said))]
    letters = [char for word in words for char in word]
    if sum(not _latin(char) for char in letters) * 2 > len(letters):
        return True
    theirs = sum(word in known for word in words)
    return theirs > 0 and (len(words) <= _FEW or (theirs > 1 and theirs * 4 >= len(words)))


def _latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith(("LATIN", "FULLWIDTH LATIN"))
