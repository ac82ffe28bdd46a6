"""Days that are named by the calendar: 3 December, 3/12, the 12th."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta

from bot.understand.lexicon import HOUR_WORD, MONTH, MONTHS, ORDINAL_WORD, ORDINALS, WEEKDAY, WEEKDAYS
from bot.understand.moments import Clock, Days, Frame, Pieces, Reader, Trouble

FARTHEST = timedelta(days=730)  # beyond this a slip of the finger is likelier than a plan
INVALID: Pieces = (Trouble("invalid"),)

_ORD = r"(?:st|nd|rd|th)"
_DAY = rf"(?:the )?(?P<day>\d{{1,2}}{_ORD}?|{ORDINAL_WORD})"
_MONTH = rf"(?P<month>{MONTH})"
_YEAR = r"(?:,? '?(?P<year>(?:19|20|21)\d\d|\d{5,}|'\d\d|2[4-9](?! ?(?:am|pm|:|\.\d|-?\d))))?"
_YEAR_OR_DASHED = _YEAR.replace(",? '?", "(?:,? |-)'?", 1)
_END = r"(?![\d/:])"
_NOT_A_UNIT = r"(?! ?(?:working|business|days|weeks|months|hours|people|times)\b)"


def numeric(match: re.Match[str], frame: Frame) -> Pieces | None:
    """3/12/26, 03-12-2026, 3.12.26: day first, always."""
    day, month, year = int(match["day"]), int(match["month"]), _year(match["year"])
    found = _exact(year, month, day)
    if found is None:
        turned = _exact(year, day, month)
        return (Trouble("invalid", (turned,) if turned else ()),)
    return _within_reach(found, frame)


def numeric_without_year(match: re.Match[str], frame: Frame) -> Pieces | None:
    """3/12: the third of December."""
    return in_month(int(match["day"]), int(match["month"]), frame)


def dotted(match: re.Match[str], frame: Frame) -> Pieces | None:
    """3.12 after "on": a date. On its own it may be ten past three as well."""
    day, month = int(match["day"]), int(match["month"])
    if match["on"] is None and day <= 23 and len(match["month"]) == 2:
        return (Trouble("ambiguous", tuple(_nearest(day, month, frame))),) if 0 < month <= 12 else None
    return in_month(day, month, frame)


def iso(match: re.Match[str], frame: Frame) -> Pieces:
    """2026-12-03, with or without T and a time."""
    found = _exact(int(match["year"]), int(match["month"]), int(match["day"]))
    if found is None:
        return INVALID
    reach = _within_reach(found, frame)
    if match["hour"] is None:
        return reach
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return INVALID
    if match["from_utc"]:
        told = datetime(found.year, found.month, found.day, hour, minute, tzinfo=UTC)
        local = (told - _offset(match["from_utc"])).astimezone(frame.now.tzinfo)
        return (*_within_reach(local.date(), frame), Clock(((local.hour, local.minute, "24"),)))
    return (*reach, Clock(((hour, minute, "24"),)))


def _offset(words: str) -> timedelta:
    """How far ahead of Greenwich: z, +01:00, -0500."""
    if words == "z":
        return timedelta()
    hours, minutes = int(words[1:3]), int(words[-2:])
    return timedelta(hours=hours, minutes=minutes) * (-1 if words[0] == "-" else 1)


def day_of_month_name(match: re.Match[str], frame: Frame) -> Pieces:
    """3 December, Dec 3rd, the third of December 2026."""
    day, month = _day_number(match["day"]), MONTHS.index(match["month"]) + 1
    if match["year"] is None:
        return in_month(day, month, frame)
    found = _exact(_year(match["year"]), month, day)
    return _within_reach(found, frame) if found else INVALID


def two_days_of_a_month(match: re.Match[str], frame: Frame) -> Pieces:
    """3rd or 4th December, 3-4 Dec: never one day."""
    month = MONTHS.index(match["month"]) + 1
    days = [_nearest(_day_number(match[name]), month, frame) for name in ("day", "other")]
    return (Trouble("ambiguous", tuple(found[0] for found in days if found)),)


def day_number(match: re.Match[str], frame: Frame) -> Pieces:
    """The 12th: the nearest one ahead, or behind when looking back."""
    return numbered(_day_number(match["day"]), frame)


def numbered(number: int, frame: Frame) -> Pieces:
    """This day of the nearest month on the side that the context looks to."""
    if not 1 <= number <= 31:
        return INVALID
    found = _nearest_number(number, frame)
    months_apart = (found.year - frame.today.year) * 12 + found.month - frame.today.month
    if abs(months_apart) > 1 or (number > 28 and number > _length(frame.today.year, frame.today.month)):
        return (Trouble("ambiguous", (found,)),)
    return (Days((found,)),)


def day_number_of_near_month(match: re.Match[str], frame: Frame) -> Pieces:
    """The 5th of next month."""
    step = {"this": 0, "the": 0, "next": 1, "last": -1}[match["which"]]
    if match["which"] == "the":
        return day_number(match, frame)
    first = month_start(frame.today, step)
    found = _exact(first.year, first.month, _day_number(match["day"]))
    return (Days((found,)),) if found else INVALID


def nth_weekday(match: re.Match[str], frame: Frame) -> Pieces:
    """First Monday of December, last Friday of the month."""
    which, weekday = match["nth"], WEEKDAYS.index(match["weekday"])
    if match["month"] in MONTHS:
        start = _nearest_month(MONTHS.index(match["month"]) + 1, frame)
    else:
        start = month_start(frame.today, 1 if match["month"] == "next month" else 0)
    days = [start + timedelta(days=n) for n in range(_length(start.year, start.month))]
    fitting = [day for day in days if day.weekday() == weekday]
    place = -1 if which == "last" else ORDINALS[which] - 1
    return (Days((fitting[place],)),) if place < len(fitting) else INVALID


def in_month(day: int, month: int, frame: Frame) -> Pieces:
    """This day of the nearest such month, or an invalid end."""
    found = _nearest(day, month, frame)
    if not found:
        turned = _nearest(month, day, frame)
        return (Trouble("invalid", tuple(turned)),)
    return (Days((found[0],)),)


def month_start(today: date, months: int) -> date:
    """The first day of the month so many months away."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _day_number(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else ORDINALS[word.replace("-", " ")]


def _year(digits: str) -> int:
    number = int(digits.lstrip("'"))
    return 2000 + number if number < 100 else number


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _within_reach(day: date, frame: Frame) -> Pieces:
    if not -20 <= day.year - frame.today.year <= 10:
        return INVALID
    return (Days((day,)),) if abs(day - frame.today) <= FARTHEST else (Trouble("ambiguous", (day,)),)


def _nearest(day: int, month: int, frame: Frame) -> list[date]:
    """At most one: this day and month on the side of today that the context looks to."""
    year = frame.today.year
    this_year = _exact(year, month, day)
    if this_year is None:
        return []
    if frame.looks_back and this_year > frame.today:
        this_year = _exact(year - 1, month, day)
    elif not frame.looks_back and this_year < frame.today:
        this_year = _exact(year + 1, month, day)
    return [this_year] if this_year else []


def _nearest_number(number: int, frame: Frame) -> date:
    step = -1 if frame.looks_back else 1
    for months in range(0, 12 * step, step):
        first = month_start(frame.today, months)
        found = _exact(first.year, first.month, number)
        if found and (found <= frame.today if frame.looks_back else found >= frame.today):
            return found
    raise AssertionError(number)  # every number to 31 comes within two months


def _nearest_month(month: int, frame: Frame) -> date:
    year = frame.today.year
    if frame.looks_back:
        return date(year if month <= frame.today.month else year - 1, month, 1)
    return date(year if month >= frame.today.month else year + 1, month, 1)


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


_NTH = (
    rf"(?P<nth>first|second|third|fourth|last) (?P<weekday>{WEEKDAY}) (?:of|in) "
    rf"(?P<month>{MONTH}|the month|next month|this month)"
)
_NOT_A_DAY = (
    r"(?! (?:interview|round|stage|floor|year|time|one|person|street|avenue|attempt|try|go|"
    rf"choice|place|job|week|half(?! (?:past |after )?(?:\d|{HOUR_WORD}))|quarter(?! (?:past|to|after) )|"
    r"rejection|no|knock ?back|application|applicant|candidate|"
    r"century|birthday|anniversary|edition|grade|form|division|class|generation|largest|biggest|best)s?\b)"
)
_NOT_COUNTED = r"(?<!\bmy )(?<!\bour )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\byour )(?<!\ba )(?<!\ban )"
_NOTHING_COUNTED = (
    rf"(?= *(?:$|[^\w ]|(?:at|of|or|and|if|i|they|for|in|from|about|around|half|quarter|noon|midday|morning|"
    rf"afternoon|evening|latest|then|so|but|as|is|was|it|we|when|because|by|hopefully|probably|{WEEKDAY}|{MONTH})\b|"
    r"\d))"
)

RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            (
                r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
                r"(?:(?:t| +|, "
                r"?)(?P<hour>\d{2}):?(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?P<from_utc>z\b|[+-]\d\d:?\d\d\b)?)?(?![\d:])"
            ),
            iso,
        ),
        (
            (
                r"\b(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)"
                r"t(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<from_utc>z)?\b"
            ),
            iso,
        ),
        (
            r"\b(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{2}|\d{4,5})(?!\d)",
            numeric,
        ),
        (r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})" + _END + _NOT_A_UNIT, numeric_without_year),
        (r"\b(?P<day>2[4-9]|3[01])-(?P<month>0?[1-9]|1[0-2])\b(?![-/:.\d])", numeric_without_year),
        (r"(?:\b(?P<on>on|by)(?: the)? )(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?![\d.:]| ?[ap]\.?m)", dotted),
        (r"^(?P<on>)? *(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.? *$", dotted),
        (rf"\b{_NTH}\b", nth_weekday),
        (
            (
                rf"\b(?P<day>\d{{1,2}}{_ORD}?) ?(?:-|to|or|and|/|&) ?(?:the "
                rf")?(?P<other>\d{{1,2}}{_ORD}?) ?(?:of )?{_MONTH}\b"
            ),
            two_days_of_a_month,
        ),
        (rf"\b{_DAY}[ -]?(?:day )?(?:of )?{_MONTH}(?![a-z]){_YEAR_OR_DASHED}", day_of_month_name),
        (
            (
                rf"\b{_MONTH},? ?(?:the )?(?P<day>\d{{1,2}}{_ORD}?|{ORDINAL_WORD})(?![\d:.]\d| "
                rf"?[ap]m\b|\d){_YEAR}"
            ),
            day_of_month_name,
        ),
        (
            (
                rf"\b(?:the )?(?P<day>\d{{1,3}}{_ORD}|{ORDINAL_WORD}) (?:of )?"
                r"(?P<which>this|next|last|the) month\b"
            ),
            day_number_of_near_month,
        ),
        (rf"{_NOT_COUNTED}\b(?:the )?(?P<day>\d{{1,3}}{_ORD})\b{_NOT_A_DAY}", day_number),
        (
            rf"(?<!than )(?<!as )\bthe (?P<day>{ORDINAL_WORD})\b(?= *(?:$|[,.;!?)(]|at\b|of this|\d))",
            day_number,
        ),
        (
            r"\b(?:by|on|before|until|till) the (?P<day>\d{1,2})\b(?![:.]\d| ?[ap]m\b)" + _NOTHING_COUNTED,
            day_number,
        ),
    )
)
