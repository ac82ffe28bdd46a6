"""What feedback is about, by listed phrases: a theme to suggest, or something that no plan may touch."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from bot.understand.phrases import lines_of

FOLDER = "feedback/"
TOUCHES = "touches-"
"""How the lists begin that are about who somebody is, and not how they work."""
_PRAISE = "praise"
_SENTENCE = re.compile(r"[.!?;\n]+|\bbut\b", re.IGNORECASE)

Pairs = tuple[tuple[str, str], ...]  # (file name without .txt, its text)


def touched(words: str, phrases: Pairs) -> frozenset[str]:
    """What the words touch of who somebody is: «who», «health»."""
    found = _found(_plain(words), phrases)
    return frozenset(name.removeprefix(TOUCHES) for name in found if name.startswith(TOUCHES))


def themes(words: str, phrases: Pairs) -> tuple[str, ...]:
    """The themes the words speak of, the likeliest first, without sentences that touch who somebody is."""
    counted: Counter[str] = Counter()
    kind = dict(_lists(phrases)).get(_PRAISE)
    for sentence in _SENTENCE.split(words):
        plain = _plain(sentence)
        found = _found(kind.sub("", plain) if kind else plain, phrases)
        if not any(name.startswith(TOUCHES) for name in found):
            counted.update(found)
    return tuple(name for name, _ in counted.most_common())


def _found(plain: str, phrases: Pairs) -> Counter[str]:
    counted = ((name, len(one.findall(plain))) for name, one in _lists(phrases) if name != _PRAISE)
    return Counter({name: hits for name, hits in counted if hits})


@lru_cache(maxsize=4)
def _lists(phrases: Pairs) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_compiled(phrases))


def _compiled(phrases: Pairs) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, text in phrases:
        if name.startswith(FOLDER):
            said = sorted((_pattern(line) for _, line in lines_of(text)), key=len, reverse=True)
            yield name.removeprefix(FOLDER), re.compile(rf"(?<= )(?:{'|'.join(said)})(?= )")


def _pattern(line: str) -> str:
    """«rambl*» stands for any ending."""
    return r"\S*".join(re.escape(_plain(piece).strip()) for piece in line.split("*"))


def _plain(words: str) -> str:
    """Small letters, one space between words, and one at each end."""
    kept = words.casefold().replace("'", "").replace("’", "")
    return f" {' '.join(re.sub(r'[^0-9a-zà-ÿ]+', ' ', kept).split())} "
