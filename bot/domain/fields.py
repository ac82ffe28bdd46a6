"""Reads one mapping of a content file field by field, and tells every mistake with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import time

Place = tuple[str | int, ...]
"""The way to a part of the data: («steps», 2, «say»)."""

Mistakes = list[tuple[Place, str]]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Fields:
    """One mapping. Each field is asked for once; `close` names those that nobody asked for."""

    def __init__(self, data: object, place: Place, mistakes: Mistakes) -> None:
        self.place = place
        self._mistakes = mistakes
        self._asked: set[str] = set()
        found = data if isinstance(data, Mapping) else {}
        # Some readers of YAML take the word «on» for a yes.
        self._data = {"on" if name is True else str(name): value for name, value in found.items()}
        if not isinstance(data, Mapping):
            self.wrong("fields are missing here, such as «id: ask»")

    def wrong(self, reason: str, *where: str | int) -> None:
        """Writes a mistake down."""
        self._mistakes.append(((*self.place, *where), reason))

    def faulty(self, name: str) -> bool:
        """Whether something is wrong with a field already."""
        return any(place[: len(self.place) + 1] == (*self.place, name) for place, _ in self._mistakes)

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def raw(self, name: str) -> object:
        """What stands there, unread. None: nothing."""
        self._asked.add(name)
        return self._data.get(name)

    def words(self, name: str, *, must: bool = False) -> str:
        """A text; empty if there is none."""
        found = self.raw(name)
        if found is None:
            if must:
                self.wrong(f"«{name}» is missing")
            return ""
        if not isinstance(found, str) or not found.strip():
            self.wrong("this has to be words", name)
            return ""
        return found.strip()

    def choice(self, name: str, known: Iterable[str], usual: str) -> str:
        """One of the known words."""
        found = self.words(name)
        if not found:
            return usual
        options = sorted(known)
        if found in options:
            return found
        self.wrong(f"«{found}» is not known here{near(found, options)}; it can be {', '.join(options)}", name)
        return usual

    def yes(self, name: str) -> bool:
        """Whether it says true."""
        found = self.raw(name)
        if found in (None, False, "false"):
            return False
        if found not in (True, "true"):
            self.wrong("this has to be true or false", name)
        return True

    def whole(self, name: str, *, least: int) -> int | None:
        """A whole number. None: there is none."""
        found = self.raw(name)
        if found is None:
            return None
        number = whole(found)
        if number is None or number < least:
            self.wrong(f"this has to be a whole number from {least}", name)
            return None
        return number

    def clock(self, name: str) -> time | None:
        """A time of day such as "09:30". None: there is none."""
        found = self.raw(name)
        if found is None:
            return None
        clock = _clock(found)
        if clock is None:
            self.wrong(f'«{found}» is not a time of day; write it in quotes: {name}: "10:00"', name)
        return clock

    def several(self, name: str) -> tuple[str, ...]:
        """One word or a list of them."""
        found = self.raw(name)
        items = found if isinstance(found, list) else [] if found is None else [found]
        for at, item in enumerate(items):
            if not isinstance(item, str) or not item.strip():
                self.wrong("this has to be a word", name, at)
        return tuple(item.strip() for item in items if isinstance(item, str) and item.strip())

    def weekdays(self, name: str) -> frozenset[int]:
        """«monday», or a list such as [tue, wed, thu]; Monday is 0."""
        days = set()
        for word in self.several(name):
            named = [
                nth for nth, day in enumerate(_WEEKDAYS) if len(word) > 2 and day.startswith(word.lower())
            ]
            if named and named[0] < 5:
                days.add(named[0])
            elif named:
                self.wrong("nudges that keep to weekdays come from Monday to Friday", name)
            else:
                self.wrong(f"«{word}» is not a day of the week{near(word.lower(), _WEEKDAYS)}", name)
        return frozenset(days)

    def part(self, name: str, nth: int | None = None) -> Fields:
        """The mapping that stands there, or the nth of a list of them."""
        found = self.raw(name)
        if nth is None:
            return Fields(found, (*self.place, name), self._mistakes)
        inner = found[nth] if isinstance(found, list) else None
        return Fields(inner, (*self.place, name, nth), self._mistakes)

    def close(self) -> None:
        """Names every field that nobody asked for, with the nearest that exists."""
        for name in self._data:
            if name not in self._asked:
                self.wrong(f"«{name}» is not known here{near(name, self._asked)}", name)


def near(word: str, known: Iterable[str]) -> str:
    """« (did you mean «after»?)», or nothing when no known word is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean «{found[0]}»?)" if found else ""


def whole(value: object) -> int | None:
    """A whole number, also where YAML was read as words. None: it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        return int(value)
    return value if isinstance(value, int) else None


def _clock(value: object) -> time | None:
    if isinstance(value, time):
        return value
    try:
        hour, minute = (int(part) for part in str(value).split(":"))
        return time(hour, minute)
    except ValueError:
        return None
