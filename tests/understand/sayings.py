"""Days and times as people in the UK type them, each with every answer that is right for it.

The lines stand in british_dates.txt and its two sequels, with their conventions at the head. They were
written from the rules alone; `python -m tests.understand.sayings FILE` prints what the reader makes of one.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.calendar import bank_holidays
from bot.domain.nations import NAMED
from bot.understand import dates

HERE = Path(__file__).parent
FIRST, SECOND = "british_dates.txt", "british_dates_2.txt"
THIRD, FOURTH = "british_dates_3.txt", "british_dates_4.txt"
ASKING = frozenset({"ambiguous", "invalid", "none"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrase, when and where it was typed, every answer that is right for it, and the one it got."""

    text: str
    now: datetime
    context: str
    right: tuple[str, ...]
    got: str

    @property
    def correct(self) -> bool:
        return self.got in self.right

    @property
    def invented(self) -> bool:
        """A day where only asking is right."""
        return ASKING.issuperset(self.right) and self.got not in ASKING

    @property
    def mistaken(self) -> bool:
        """A day that is not the one they meant."""
        return not self.correct and self.got not in ASKING

    def __str__(self) -> str:
        when = f"{self.context}, {self.now:%a %d %b %Y}"
        return f"{self.text!r} ({when}): {' or '.join(self.right)}, got {self.got}"


def read(name: str) -> list[Saying]:
    return [_read(text, right, head) for head, text, right in _lines(name)]


def answer(found: dates.When | dates.Unclear) -> str:
    if isinstance(found, dates.Unclear):
        return str(found.why)
    if found.clock is None:
        return found.day.isoformat()
    return f"{found.day.isoformat()}T{found.clock:%H:%M}"


def _read(text: str, right: tuple[str, ...], head: tuple[str, ...]) -> Saying:
    moment, zone, context, nation = head
    now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    found = dates.read(text, now, zone, dates.Context(context), _closed(nation, now.year))
    return Saying(text, now, context, right, answer(found))


def _closed(nation: str, year: int) -> frozenset[date]:
    within = sorted(NAMED.get(nation, ()))
    return frozenset[date]().union(*(bank_holidays(one, at) for one in within for at in (year, year + 1)))


def _lines(name: str) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    head: tuple[str, ...] = ()
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            head = tuple(part.strip() for part in line.strip("[]").split("|"))
        elif " => " in line and not line.startswith("#"):
            text, _, right = line.rpartition(" => ")
            yield head, text, tuple(right.split())


if __name__ == "__main__":
    readings = read(sys.argv[1])
    wrong = [reading for reading in readings if not reading.correct]
    sys.stdout.write("".join(f"{reading}\n" for reading in wrong))
    sys.stdout.write(f"{len(readings) - len(wrong)} of {len(readings)} right, ")
    sys.stdout.write(f"{sum(reading.mistaken for reading in wrong)} another day than meant\n")
