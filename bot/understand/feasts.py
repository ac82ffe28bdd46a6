"""Days that move with Easter: Good Friday, Easter Sunday, Easter Monday, Whit Monday."""

import re
from datetime import date, timedelta

from bot.understand.moments import Days, Frame, Pieces, Reader

_FROM_EASTER = {"good friday": -2, "easter sunday": 0, "easter day": 0, "easter monday": 1, "whit monday": 50}


def moving(match: re.Match[str], frame: Frame) -> Pieces:
    """The nearest one on the side of today that the context looks to."""
    away = timedelta(days=_FROM_EASTER[match["feast"]])
    this_year = frame.today.year
    days = [easter(year) + away for year in (this_year - 1, this_year, this_year + 1)]
    if frame.looks_back:
        return (Days((max(day for day in days if day <= frame.today),)),)
    return (Days((min(day for day in days if day >= frame.today),)),)


def easter(year: int) -> date:
    """The Sunday after the church's first full moon of spring, 1583 and later."""
    golden, century = year % 19, year // 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30  # days from 21 March
    if moon == 29 or (moon == 28 and golden > 10):
        moon -= 1  # no two years of one cycle share a moon
    full = date(year, 3, 21) + timedelta(days=moon)
    return full + timedelta(days=7 - (full.weekday() + 1) % 7)


RULES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(rf"\b(?P<feast>{'|'.join(_FROM_EASTER)})\b"), moving),
)
