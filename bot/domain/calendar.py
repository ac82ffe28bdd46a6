"""Wall clocks, working days and quiet hours: what «at ten on the next working day» means for one person."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from holidays import country_holidays

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


def instant(day: date, clock: time, zone: str) -> datetime:
    """The UTC moment of a wall clock. A time that a change skips moves forward by what is skipped; of a time
    that comes twice it is the first. ZoneInfoNotFoundError: no such zone."""
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """A moment as the clocks of a zone show it. ZoneInfoNotFoundError: no such zone."""
    return moment.astimezone(ZoneInfo(zone))


@lru_cache(maxsize=512)
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of a nation («GB», «GB-SCT», «IE»…); none for one we do not know."""
    if nation not in _NATIONS:
        return frozenset()
    country, part = _NATIONS[nation]
    return frozenset(country_holidays(country, subdiv=part, years=year))


def working_day(day: date, nation: str) -> bool:
    """Whether offices of the nation are open: Monday to Friday, no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def next_working_day(day: date, nation: str) -> date:
    """The first working day after a day."""
    return add_working_days(day, 1, nation)


def add_working_days(day: date, count: int, nation: str) -> date:
    """The day that many working days later, counting from the next one. Negative: earlier. 0: the day itself."""
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
    while is_quiet(moment, person):
        moment = _quiet_end(moment, person)
    return moment


def _quiet_end(moment: datetime, person: Person) -> datetime:
    """Where the quiet span of a moment ends, or a moment on the way there if clocks are put back."""
    end = moment + _until(local(moment, person.zone).time(), person.quiet_until)
    over = _until(person.quiet_until, local(end, person.zone).time())
    if is_quiet(end, person) or not over:
        return end
    # Clocks were put forward on the way: the end came sooner, at the latest when they changed.
    quiet, allowed = end - over, end
    if not is_quiet(quiet, person):
        return quiet
    while allowed - quiet > timedelta(seconds=1):
        middle = quiet + (allowed - quiet) / 2
        quiet, allowed = (middle, allowed) if is_quiet(middle, person) else (quiet, middle)
    return allowed.replace(microsecond=0)


def _until(start: time, end: time) -> timedelta:
    """How long the hands of a clock need from one time to another."""
    anywhere = date.min
    gap = datetime.combine(anywhere, end) - datetime.combine(anywhere, start)
    return gap % _DAY
