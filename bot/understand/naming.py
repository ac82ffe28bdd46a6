"""Jobs and employers by their names, among other words."""

import re
from collections.abc import Iterable

SHORT = 2
"""A name of so few letters is one only as it is written: «IT» is a job, «it» is not."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LEAD = re.compile(r"\b(?:at|with|from)\s*$", re.IGNORECASE)


def named(words: str, *names: str) -> bool:
    """Whether one of these names stands among the words, whole, whatever its capitals and stops."""
    return any(_places(words, name) for name in names)


def without(words: str, names: Iterable[str]) -> str:
    """The words without these names: «they offered me the Acme job».

    Where a sentence begins with one, «they» stands for it: «Acme took somebody else».
    """
    for name in sorted(names, key=len, reverse=True):
        for start, end in reversed(_places(words, name)):
            before = _LEAD.sub("", words[:start])
            words = f"{before if before.strip() else 'they'} {words[end:]}"
    return " ".join(words.split())


def _places(words: str, name: str) -> list[tuple[int, int]]:
    """Where it begins and ends."""
    typed, wanted = list(_WORD.finditer(words)), [_plain(word[0]) for word in _WORD.finditer(name)]
    runs = (typed[at : at + len(wanted)] for at in range(len(typed) - len(wanted) + 1) if wanted)
    found = [(run[0].start(), run[-1].end()) for run in runs if [_plain(word[0]) for word in run] == wanted]
    long = sum(map(len, wanted)) > SHORT
    return [(start, end) for start, end in found if long or words[start:end] == name.strip()]


def _plain(word: str) -> str:
    return word.casefold().replace("'", "").replace("’", "")
