"""Days with a name of their own: Christmas Eve, Hogmanay, St David's Day, Easter Monday, Pancake Day."""

import re
from datetime import date, timedelta

from bot.understand.lexicon import MONTH, MONTHS, SATURDAY, WEEKDAY, WEEKDAYS
from bot.understand.moments import Days, Frame, Pieces, Reader, Trouble

_FROM_EASTER = {
    "shrove tuesday": -47,
    "pancake (?:day|tuesday)": -47,
    "ash wednesday": -46,
    "maundy thursday": -3,
    "good friday": -2,
    "easter saturday": -1,
    "easter sunday": 0,
    "easter day": 0,
    "easter monday": 1,
    "whit monday": 50,
}
_FIXED = {
    r"new years? (?:eve(?:ning)?)|nye|hogmanay|old years night": (31, 12),
    r"new years? day|ny day|nyd": (1, 1),
    r"burns (?:night|day|supper)": (25, 1),
    r"valentine'?s?'? day": (14, 2),
    r"(?:st|saint) david'?s? day": (1, 3),
    r"(?:st|saint) patrick'?s? day|(?:st|saint) paddys day|paddys day": (17, 3),
    r"(?:st|saint) george'?s? day": (23, 4),
    r"(?:st|saint) andrew'?s? day": (30, 11),
    r"halloween": (31, 10),
    r"bonfire night|guy fawkes(?: night| day)?": (5, 11),
    r"christmas eve(?:ning)?": (24, 12),
    r"christmas day": (25, 12),
    r"boxing day|(?:st|saint) stephens? day": (26, 12),
}
"""Names, as patterns → the day and the month. The line has lost the apostrophe of a 's."""
_A_YEAR = 366
_YEAR = r"(?:,? (?P<year>20\d\d)\b)?"
FEAST = "|".join([*_FROM_EASTER, *_FIXED])
"""A pattern for any of them."""


def moving(match: re.Match[str], frame: Frame) -> Pieces:
    """A day that moves with Easter: the nearest one on the side of today that the context looks to."""
    away = timedelta(days=next(days for name, days in _FROM_EASTER.items() if re.match(name, match["feast"])))
    return _nearest([easter(year) + away for year in _years(match, frame)], frame)


def fixed(match: re.Match[str], frame: Frame) -> Pieces:
    """A day that has its place in the year: the nearest one on the side that the context looks to."""
    name = match["feast"]
    day, month = next(place for pattern, place in _FIXED.items() if re.fullmatch(pattern, name))
    return _nearest([date(year, month, day) for year in _years(match, frame)], frame)


def bank_holiday(match: re.Match[str], frame: Frame) -> Pieces:
    """Bank holiday Monday: the nearest such day on which offices are shut, in the month that was named."""
    weekday, month = WEEKDAYS.index(match["weekday"]), match["month"]
    step = timedelta(days=-1 if frame.looks_back else 1)
    days = (frame.today + step * away for away in range(_A_YEAR))
    shut = (day for day in days if day.weekday() == weekday and day in frame.holidays)
    named = (day for day in shut if month is None or day.month == MONTHS.index(month) + 1)
    day = next(named, None)
    return (Trouble("ambiguous"),) if day is None else (Days((day,)),)


def after_bank_holiday(match: re.Match[str], frame: Frame) -> Pieces:
    """The day after the bank holiday, or after Easter; without «the day», any of the seven that follow it."""
    days = (frame.today + timedelta(days=away) for away in range(-1, _A_YEAR))
    day = next((day for day in days if day.weekday() < SATURDAY and day in frame.holidays), None)
    if day is None or frame.looks_back:
        return (Trouble("ambiguous"),)
    while day.weekday() >= SATURDAY or day in frame.holidays:
        day += timedelta(days=1)
    return (Days((day,) if match["next"] else tuple(day + timedelta(days=n) for n in range(7))),)


def black_friday(match: re.Match[str], frame: Frame) -> Pieces:
    """The day after the fourth Thursday of November."""
    starts = [date(year, 11, 1) for year in _years(match, frame)]
    thursdays = [start + timedelta(days=(3 - start.weekday()) % 7 + 21) for start in starts]
    return _nearest([thursday + timedelta(days=1) for thursday in thursdays], frame)


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


def _years(match: re.Match[str], frame: Frame) -> tuple[int, ...]:
    """The year that was said, or this one and its neighbours."""
    this_year = frame.today.year
    return (int(match["year"]),) if match["year"] else (this_year - 1, this_year, this_year + 1)


def _nearest(days: list[date], frame: Frame) -> Pieces:
    if len(days) == 1:
        return (Days((days[0],)),)
    if frame.looks_back:
        return (Days((max(day for day in days if day <= frame.today),)),)
    return (Days((min(day for day in days if day >= frame.today),)),)


RULES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(rf"\b(?:the )?(?P<feast>{'|'.join(_FROM_EASTER)})\b{_YEAR}"), moving),
    (re.compile(rf"\b(?:the )?(?P<feast>{'|'.join(_FIXED)})(?![\w']){_YEAR}"), fixed),
    (re.compile(rf"\bblack friday\b{_YEAR}"), black_friday),
    (
        re.compile(
            r"\b(?P<next>(?:the )?(?:working |next )?day )?(?:straight |right |just |directly )?after "
            r"(?:the )?(?:(?:easter |may |august |spring )?bank holiday|easter)(?: weekend| break)?\b"
            r"(?! \w+day)"
        ),
        after_bank_holiday,
    ),
    (
        re.compile(rf"\b(?:the )?(?:(?P<month>{MONTH}) )?bank holiday (?P<weekday>{WEEKDAY})\b(?! week)"),
        bank_holiday,
    ),
)
