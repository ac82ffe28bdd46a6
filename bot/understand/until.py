"""Until which day somebody wants to be left in peace: until Monday, for two weeks, over Christmas."""

import re
from datetime import date, datetime, timedelta

from bot.domain import clocks
from bot.domain.calendar import DaysOff, next_working_day
from bot.understand.calendar_days import month_start
from bot.understand.dates import Context, When, read
from bot.understand.lexicon import MONTH, MONTHS, WEEKDAY
from bot.understand.line import line
from bot.understand.near_days import monday

_UNTIL = r"(?:until|till|til|to) (?:the )?"
_FESTIVE = re.compile(
    r"\b(?:over|for|during|after) (?:the )?(?:christmas|new year|holidays|festive|break)|"
    rf"\b{_UNTIL}(?:after (?:the )?(?:christmas|holidays)|new year|holidays are over)"
)
_NEXT_WEEK = re.compile(rf"\b(?P<until>{_UNTIL})?next week\b(?! \w*day)")
_THIS_WEEK = re.compile(r"\b(?:this|the|rest of the|end of the) (?:week|weekend)\b(?! \w*day)")
_MONTH_ALONE = re.compile(rf"\b{_UNTIL}(?P<month>{MONTH}|next month|end of (?:the )?month)\b(?! \d)")
_A_LENGTH = re.compile(r"\bfor (?:about |the next )?")


def until(text: str, now: datetime, zone: str, nation: str) -> date | None:
    """The first local day after the rest, later than today. None: no day is told that is certain.

    `now`: aware. `zone`: IANA name.
    """
    today = now.astimezone(clocks.of(zone)).date()
    plain = line(text).plain
    found = _stretch(plain, today, nation)
    if found is None:
        told = read(_A_LENGTH.sub(" ", plain), now, zone, Context.DECISION, DaysOff(nation))
        days = {told.day} if isinstance(told, When) else {option.day for option in told.options}
        ahead = {day for day in days if day > today}  # «until Monday», said on a Monday
        found = min(ahead) if len(ahead) == 1 else None
    return found if found is not None and found > today else None


def _stretch(plain: str, today: date, nation: str) -> date | None:
    """The day after a stretch of time that has a name. None: no such name."""
    if _FESTIVE.search(plain):
        return _after_new_year(today, nation)
    if found := _NEXT_WEEK.search(plain):
        return monday(today) + timedelta(weeks=1 if found["until"] else 2)
    if _THIS_WEEK.search(plain) and not re.search(rf"\b(?:{WEEKDAY})\b", plain):
        return monday(today) + timedelta(weeks=1)
    if found := _MONTH_ALONE.search(plain):
        month = found["month"]
        if month not in MONTHS:
            return month_start(today, 1)
        ahead = (MONTHS.index(month) + 1 - today.month - 1) % 12 + 1
        return month_start(today, ahead)
    return None


def _after_new_year(today: date, nation: str) -> date:
    """The first working day of January: until then most offices are shut, and many are with their people."""
    return next_working_day(date(today.year + (today > date(today.year, 1, 1)), 1, 1), nation)
