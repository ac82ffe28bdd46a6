"""Times of day alone, as people set them: «9am», «22:00 to 7», «noon»."""

import re
from datetime import time

_CLOCK = re.compile(
    r"\b(?:(?P<word>noon|midday|midnight)|(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d))?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?)",
    re.IGNORECASE,
)
_MOST_WORDS = 12
_WORDS = {"noon": time(12, 0), "midday": time(12, 0), "midnight": time(0, 0)}


def clock(words: str) -> time | None:
    """The one time that the words name; a bare hour is one of the day, «9» in the morning and «6» in the
    evening. None: none, or several."""
    found = _found(words)
    return _settled(found[0], from_hour=7) if len(found) == 1 else None


def span(words: str) -> tuple[time, time] | None:
    """From when until when; bare hours are an evening and a morning. None: the words name no two times."""
    found = _found(words)
    if len(found) != 2:
        return None
    start, end = _settled(found[0], from_hour=12), _settled(found[1], from_hour=0)
    return (start, end) if start is not None and end is not None and start != end else None


def _found(words: str) -> list[re.Match[str]]:
    return list(_CLOCK.finditer(words)) if len(words.split()) <= _MOST_WORDS else []


def _settled(said: re.Match[str], *, from_hour: int) -> time | None:
    """The time that is meant; where no half of the day was said, the first one from this hour on."""
    if said["word"]:
        return _WORDS[said["word"].casefold()]
    hour, minute, half = int(said["hour"]), int(said["minute"] or 0), (said["half"] or "")[:1].casefold()
    if half:
        return time(hour % 12 + (12 if half == "p" else 0), minute) if 1 <= hour <= 12 else None
    if hour > 23:
        return None
    if 1 <= hour <= 11 and not said["hour"].startswith("0") and hour < from_hour:
        hour += 12
    return time(hour, minute)
