"""Lines written without sight of the readers they test, and what the readers make of them.

`python -m tests.understand.heldout` prints counts alone: whoever improves a reader need not see the lines.
"""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.domain.calendar import bank_holidays
from bot.understand import dates, distress

HERE = Path(__file__).parent
PHRASES = HERE.parents[1] / "content" / "phrases" / "en-GB"
ASKING = frozenset({"ambiguous", "invalid", "none"})
CRISIS = 3
FIRST_DATES, SECOND_DATES = "heldout_dates.yaml", "heldout_dates_2.yaml"
THIRD_DATES, FOURTH_DATES = "heldout_dates_3.yaml", "heldout_dates_4.yaml"
FIFTH_DATES, SIXTH_DATES = "heldout_dates_5.yaml", "heldout_dates_6.yaml"
SEVENTH_DATES, EIGHTH_DATES = "heldout_dates_7.yaml", "heldout_dates_8.yaml"
NINTH_DATES = "heldout_dates_9.yaml"
FIRST_DISTRESS, SECOND_DISTRESS = "heldout_distress.yaml", "heldout_distress_2.yaml"


@dataclass(frozen=True, slots=True)
class DateReading:
    """A line, every answer that is right for it, and the one it got.

    An answer is an ISO local date, an ISO local date and time to the minute, or one of ASKING.
    """

    text: str
    now: str
    context: str
    right: tuple[str, ...]
    arguable: bool
    got: str

    @property
    def correct(self) -> bool:
        return self.got in self.right

    @property
    def invented(self) -> bool:
        """A concrete date where only asking is right."""
        return ASKING.issuperset(self.right) and self.got not in ASKING

    def __str__(self) -> str:
        return (
            f"{self.text!r} ({self.context}, {self.now}): expected {' or '.join(self.right)}, got {self.got}"
        )


@dataclass(frozen=True, slots=True)
class DistressReading:
    """A line, the least or the most level that is right for it, and what it got."""

    text: str
    at_least: int | None
    at_most: int | None
    kind: str | None
    level: int
    rule: str | None
    got_kind: str | None

    @property
    def missed(self) -> bool:
        return self.at_least is not None and self.level < self.at_least

    @property
    def alarmed(self) -> bool:
        """An everyday saying that was taken for a crisis."""
        return self.at_most is not None and self.level >= CRISIS

    def __str__(self) -> str:
        wanted = f"at least {self.at_least} ({self.kind})" if self.at_least else f"at most {self.at_most}"
        return f"{self.text!r}: expected {wanted}, got {self.level} ({self.got_kind}) by {self.rule}"


def read_dates(name: str = FIRST_DATES) -> list[DateReading]:
    return [_read_date(line) for line in _lines(name)]


def read_distress(name: str = FIRST_DISTRESS) -> list[DistressReading]:
    files = sorted(PHRASES.glob("*.txt"))
    phrases = distress.compile_phrases({file.stem: file.read_text(encoding="utf-8") for file in files})
    readings = []
    for line in _lines(name):
        found = distress.level(line["text"], phrases)
        expected = (line.get("at_least"), line.get("at_most"), line.get("kind"))
        readings.append(DistressReading(line["text"], *expected, found.level, found.rule, found.kind))
    return readings


def listed(readings: list[DateReading] | list[DistressReading]) -> str:
    return "\n".join(["", *map(str, readings)])


def _lines(name: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return lines


def _read_date(line: dict[str, Any]) -> DateReading:
    now = datetime.fromisoformat(line["now"]).replace(tzinfo=ZoneInfo(line["zone"]))
    closed = bank_holidays("GB", now.year) | bank_holidays("GB", now.year + 1)
    found = dates.read(line["text"], now, line["zone"], dates.Context(line["context"]), closed)
    right = (line["answer"], *line.get("accept", ()))
    return DateReading(
        line["text"], line["now"], line["context"], right, line.get("arguable", False), _answer(found)
    )


def _answer(found: dates.When | dates.Unclear) -> str:
    if isinstance(found, dates.Unclear):
        return str(found.why)
    if found.clock is None:
        return found.day.isoformat()
    return f"{found.day.isoformat()}T{found.clock:%H:%M}"


def _score(days: list[DateReading], words: list[DistressReading]) -> str:
    plain = [reading for reading in days if not reading.arguable]
    explicit = [reading for reading in words if reading.at_least]
    idioms = [reading for reading in words if not reading.at_least]
    return "\n".join(
        [
            f"dates, unarguable: {sum(r.correct for r in plain)} of {len(plain)} right",
            f"dates, all: {sum(r.correct for r in days)} of {len(days)} right",
            f"dates invented where asking is right: {sum(r.invented for r in days)}",
            f"crisis lines missed: {sum(r.missed for r in explicit)} of {len(explicit)}",
            f"crisis lines of another kind than expected: {sum(r.kind != r.got_kind for r in explicit)}",
            f"everyday lines taken for a crisis: {sum(r.alarmed for r in idioms)} of {len(idioms)}",
            f"everyday lines above their level: {sum(r.level > (r.at_most or 0) for r in idioms)}",
            "",
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(_score(read_dates(FIRST_DATES), read_distress(FIRST_DISTRESS)))
    sys.stdout.write(_score(read_dates(SECOND_DATES), read_distress(SECOND_DISTRESS)))
