"""Wall clocks, working days and quiet hours: what «at ten on the next working day» means for one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from holidays import country_holidays

from bot.domain import clocks

if TYPE_CHECKING:
    from bot.domain.person import Person

_DAY = timedelta(days=1)
_NATIONS: dict[str, tuple[str, str | None]] = {
    "GB": ("GB", "ENG"),
    "GB-ENG": ("GB", "ENG"),
    "GB-WLS": ("GB", "WLS"),
    "GB-SCT": ("GB", "SCT"),
    "GB-NIR": ("GB", "NIR"),
    "IE": ("IE", None),
}
"""Our nations → country and part as `holidays` names them. The whole UK keeps England's days."""


@lru_cache(maxsize=4096)
def instant(day: date, clock: time, zone: str) -> datetime:
    """The UTC moment of a wall clock. A time that a change skips moves forward by what is skipped; of a time
    that comes twice it is the first."""
    return datetime.combine(day, clock, tzinfo=clocks.of(zone)).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """A moment as the clocks of a zone show it."""
    return moment.astimezone(clocks.of(zone))


@lru_cache(maxsize=512)
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of a nation («GB», «GB-SCT», «IE»…); none for one we do not know."""
    if nation not in _NATIONS:
        return frozenset()
    country, part = _NATIONS[nation]
    return frozenset(country_holidays(country, subdiv=part, years=year))


def load(year: int) -> None:
    """Gets to know the bank holidays of a year and the next: the first look takes a third of a second."""
    for nation in _NATIONS:
        for each in (year, year + 1):
            bank_holidays(nation, each)


def loaded() -> bool:
    """Whether bank holidays have been looked at before, so that looking takes no time any more."""
    return bank_holidays.cache_info().currsize > 0


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The bank holidays of a nation in every year: `day in DaysOff("GB-SCT")`."""

    nation: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in bank_holidays(self.nation, day.year)


def working_day(day: date, nation: str) -> bool:
    """Whether offices of the nation are open: Monday to Friday, no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def next_working_day(day: date, nation: str) -> date:
    """The first working day after a day."""
    return add_working_days(day, 1, nation)


@lru_cache(maxsize=4096)
def add_working_days(day: date, count: int, nation: str) -> date:
    """The day that many working days later, counting from the next. Negative: earlier. 0: the day itself."""
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= working_day(day, nation)
    return day


def working_days_between(first: date, last: date, nation: str) -> int:
    """How many working days lie after the first day, up to and with the last; negative if that is earlier."""
    if last < first:
        return -working_days_between(last - _DAY, first - _DAY, nation)
    weeks, rest = divmod((last - first).days, 7)
    tail = (last - _DAY * nth for nth in range(rest))
    off = (free for year in range(first.year, last.year + 1) for free in bank_holidays(nation, year))
    return (
        weeks * 5
        + sum(day.weekday() < 5 for day in tail)
        - sum(first < free <= last and free.weekday() < 5 for free in off)
    )


def is_quiet(moment: datetime, person: Person) -> bool:
    """Whether a moment lies in the hours in which a person wants no nudge, by their own clock."""
    clock, start, end = local(moment, person.zone).time(), person.quiet_from, person.quiet_until
    return start <= clock < end if start <= end else clock >= start or clock < end


def after_quiet(moment: datetime, person: Person) -> datetime:
    """The first moment, from this one on, that is not quiet; UTC."""
    if not is_quiet(moment, person):
        return moment
    today = local(moment, person.zone).date()
    ends = (end for nth in range(4) for end in _quiet_ends(today + nth * _DAY, person))
    return min(end for end in ends if end > moment and not is_quiet(end, person))


def _quiet_ends(day: date, person: Person) -> tuple[datetime, ...]:
    """When quiet hours end on a day: twice where clocks go back, at the change where it skips the time."""
    wall = datetime.combine(day, person.quiet_until, tzinfo=clocks.of(person.zone))
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    if first <= second:
        return first, second
    before, after = second, first
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        changed = local(middle, person.zone).utcoffset() != wall.utcoffset()
        before, after = (before, middle) if changed else (middle, after)
    return (after.replace(microsecond=0),)
