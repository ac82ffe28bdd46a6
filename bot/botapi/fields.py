"""Single fields of an update: each is what it should be, or the update is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

MOST = 2**63
"""Numbers from here on fit no database."""
SINCE, _UNTIL = datetime(2013, 8, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_SURROGATES = re.compile("[\ud800-\udfff]")
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters that show nothing."""
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


class Unparseable(Exception):
    """Not as Telegram makes updates. Its text says what is wrong, without any words of a person."""


def whole(value: object) -> int | None:
    """A whole number that a database can hold. None: it is something else."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if -MOST < value < MOST else None


def number(value: object, name: str) -> int:
    """The same. Unparseable: it is something else."""
    found = whole(value)
    if found is None:
        raise Unparseable(name)
    return found


def text(value: object, name: str) -> str:
    """Words, as they came. Unparseable: they are something else."""
    if not isinstance(value, str):
        raise Unparseable(name)
    return value


def clean(words: str) -> str:
    """Words that every database and every part of Telegram takes; empty where nothing can be seen."""
    whole_ones = _SURROGATES.sub("\ufffd", words.replace("\0", "")).strip()
    return "" if all(map(_unseen, whole_ones)) else whole_ones


def moment(value: object, name: str) -> datetime:
    """UTC. Unparseable: no moment at which Telegram could have sent anything."""
    if not isinstance(value, datetime) or value.tzinfo is None or not SINCE <= value < _UNTIL:
        raise Unparseable(name)
    return value.astimezone(UTC)


def _unseen(char: str) -> bool:
    return char in _FILLERS or unicodedata.category(char) in _UNSEEN
