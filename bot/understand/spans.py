"""Days that are counted or meant roughly: in three working days, within two weeks, after Christmas."""

import re
from datetime import UTC, date, timedelta

from bot.understand.calendar_days import FARTHEST, month_start
from bot.understand.lexicon import COUNT, MONTH, MONTHS, WEEKDAY, count
from bot.understand.moments import Clock, Context, Days, Frame, Pieces, Reader, Trouble

AMBIGUOUS: Pieces = (Trouble("ambiguous"),)


def counted(match: re.Match[str], frame: Frame) -> Pieces:
    """In 3 days, 2 weeks ago, in 5 working days, in a month."""
    sign = -1 if match["ago"] else 1
    return _away(sign * _amount(match), match["unit"], frame)


def limit(match: re.Match[str], frame: Frame) -> Pieces:
    """Within two weeks: the last day for a promise; for an interview, any day until then."""
    return _roughly(_away(_amount(match), match["unit"], frame), frame)


def bare_length(match: re.Match[str], frame: Frame) -> Pieces | None:
    """ "Two weeks" is an answer to "when will they tell you?" and to nothing else."""
    if frame.context is not Context.DECISION:
        return None
    return _away(_amount(match), match["unit"], frame)


def two_lengths(match: re.Match[str], frame: Frame) -> Pieces:
    """1-2 weeks, a week or two: both ends are offered."""
    unit = match["unit"]
    other = match["other"] if "other" in match.groupdict() else "two"
    ends = [_away(count(number), unit, frame) for number in (match["count"], other)]
    return (Trouble("ambiguous", tuple(day for pieces in ends for day in _certain_days(pieces))),)


def soon_counted(match: re.Match[str], frame: Frame) -> Pieces:
    """In N hours or minutes: time that really passes, whatever the clocks do."""
    minutes = _minutes(match)
    if minutes > FARTHEST.total_seconds() / 60:
        return (Trouble("invalid"),)
    sign = -1 if match["ago"] else 1
    then = frame.now.astimezone(UTC) + timedelta(minutes=sign * minutes)
    local = then.astimezone(frame.now.tzinfo)
    if frame.context is Context.DECISION and minutes >= 24 * 60:
        return (Days((local.date(),)),)
    return (Days((local.date(),)), Clock(((local.hour, local.minute, "24"),)))


def end_of_month(match: re.Match[str], frame: Frame) -> Pieces:
    """The last day of the month for a promise, vague for an interview."""
    which = match["month"]
    if which in MONTHS:
        first = _month_named(which, frame)
    else:
        first = month_start(frame.today, 1 if "next" in which else 0)
    last = month_start(first, 1) - timedelta(days=1)
    return _roughly((Days((last,)),), frame)


def end_of_year(_: re.Match[str], frame: Frame) -> Pieces:
    """31 December for a promise."""
    return _roughly((Days((date(frame.today.year, 12, 31),)),), frame)


def end_of_day(_: re.Match[str], frame: Frame) -> Pieces | None:
    """End of play: today, if it is about a promise and no other day is named."""
    return (Days((frame.today,)),) if frame.context is Context.DECISION else None


def nth_week(match: re.Match[str], frame: Frame) -> Pieces:
    """The first week of December, week commencing the 7th: seven days until a weekday narrows it."""
    place = ("first", "second", "third", "fourth").index(match["nth"]) if match["nth"] != "last" else 4
    month = match["month"]
    first = _month_named(month, frame) if month in MONTHS else month_start(frame.today, int("next" in month))
    start = first - timedelta(days=first.weekday()) + timedelta(days=7 * place)
    return (Days(tuple(start + timedelta(days=n) for n in range(7))),)


def whole_month(_: re.Match[str], __: Frame) -> Pieces:
    """In December, next month: too many days to offer."""
    return AMBIGUOUS


def vague(_: re.Match[str], __: Frame) -> Pieces:
    """Words that name a stretch of time with no certain edge."""
    return AMBIGUOUS


def _away(amount: float, unit: str, frame: Frame) -> Pieces:
    if (
        abs(amount) * (30 if unit.startswith("month") else 7 if unit.startswith(("week", "fort")) else 1)
        > FARTHEST.days
    ):
        return (Trouble("invalid"),)
    if unit.startswith("month"):
        return (Days((_months_on(frame.today, int(amount)),)),)
    if unit.startswith(("working", "business", "week day", "weekday")):
        return (Days((working_days_on(frame.today, int(amount), frame.holidays),)),)
    days = amount * (14 if unit.startswith("fort") else 7 if unit.startswith("week") else 1)
    return (Days((frame.today + timedelta(days=days),)),)


def working_days_on(day: date, days: int, holidays: frozenset[date]) -> date:
    """The day so many working days later (earlier if negative); counting starts on the next working day."""
    step = timedelta(days=-1 if days < 0 else 1)
    left = abs(days)
    while left:
        day += step
        left -= day.weekday() < 5 and day not in holidays
    return day


def _roughly(pieces: Pieces, frame: Frame) -> Pieces:
    if frame.context is Context.DECISION:
        return pieces
    return tuple(
        Trouble("ambiguous", piece.options) if isinstance(piece, Days) else piece for piece in pieces
    )


def _certain_days(pieces: Pieces) -> tuple[date, ...]:
    return tuple(day for piece in pieces if isinstance(piece, Days) for day in piece.options)


def _months_on(day: date, months: int) -> date:
    start = month_start(day, months)
    last = month_start(start, 1) - timedelta(days=1)
    return min(start + timedelta(days=day.day - 1), last)


def _month_named(name: str, frame: Frame) -> date:
    month = MONTHS.index(name) + 1
    year = frame.today.year
    if frame.looks_back:
        return date(year - (month > frame.today.month), month, 1)
    return date(year + (month < frame.today.month), month, 1)


def _amount(match: re.Match[str]) -> int:
    return count(match["count"] or "a")


def _minutes(match: re.Match[str]) -> float:
    words = match["count"]
    amount = 0.5 if words.startswith("half") else float(words) if "." in words else float(count(words))
    amount += 0.5 if match["half"] else 0.0
    return amount * (60 if match["unit"].startswith("h") else 1)


_COUNT = rf"(?P<count>{COUNT})"
_UNIT = r"(?P<unit>working days?|business days?|week ?days?|days?|weeks?|fortnights?|months?)"
_LENGTH = (
    rf"(?:about |around |roughly |approximately |just over |the )?(?:{_COUNT} )?(?:(?:full "
    rf"|whole )?(?:of )?){_UNIT}"
)
_SHORT = r"(?P<unit>hours?|h|minutes?)"
_MONTH = rf"(?P<month>{MONTH})"

RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            (
                rf"\b(?:in |within )?(?P<count>half an?|\d{{1,5}}(?:\.\d)?|{COUNT}) ?{_SHORT}(?P<half> "
                r"and a half)?"
                r"(?P<ago> ago| earlier)?(?: from now|s? time)?\b"
            ),
            lambda match, frame: soon_counted(match, frame) if _is_from_now(match) else None,
        ),
        (
            (
                rf"\b(?:(?:in|within) )?(?:the )?(?:next )?(?P<count>{COUNT}) ?(?:-|to|or) "
                rf"?(?P<other>\d{{1,3}}|two|three|four|five|six|ten)[ -]?{_UNIT}\b"
            ),
            two_lengths,
        ),
        (
            (
                r"\b(?:(?:in|within) )?(?:the )?(?:next )?(?P<count>a) (?P<unit>week|day|month) or "
                r"(?:two|so)\b"
            ),
            two_lengths,
        ),
        (
            (
                r"\b(?:within|inside|in under|(?:in|over|during) the (?:next|coming)|no later than|up "
                rf"to|(?:in )?less than|the next) {_LENGTH}"
                r"(?: of (?:that|it|this|the interview|then|my interview))?\b"
            ),
            limit,
        ),
        (
            (
                rf"\bin (?:about |around |roughly |exactly )?{_COUNT} (?:of )?{_UNIT}(?:'?s?'? "
                r"?time)?(?: from (?:now|today|then))?(?P<ago>)\b"
            ),
            counted,
        ),
        (r"\bin (?P<count>)?(?P<unit>fortnight)(?P<ago>)", counted),
        (
            r"\b(?P<count>)(?P<unit>fortnight|week|month)(?: or so)?(?P<ago> ago| back)\b(?! (?:on )?\w+day)",
            counted,
        ),
        (rf"\b{_COUNT} (?P<unit>months?)(?P<ago>) (?:from )?today\b", counted),
        (
            (
                rf"\b{_COUNT} (?:of )?{_UNIT}'?(?: time| from (?:now|today|then)| later| hence|"
                r"(?P<ago> ago| earlier| back))\b"
            ),
            counted,
        ),
        (rf"\b{_COUNT}[ -]{_UNIT}\b", bare_length),
        (r"\b(?:the )?next (?P<count>)(?P<unit>working day)\b(?P<ago>)", counted),
        (r"\b(?:the )?end of (?:the |this |next )?year\b", end_of_year),
        (rf"\b(?:the )?end of (?P<month>(?:the |this |next )?month|{MONTH})\b", end_of_month),
        (
            (
                r"(?<!day )(?<!tomorrow )\b(?:the )?(?:end of (?:the )?(?:day|play|business)|close of "
                r"(?:play|business)|cob|eod|cop)\b(?! (?:on )?(?:\w+day|tomorrow|the)\b)"
            ),
            end_of_day,
        ),
        (
            (
                rf"\b(?:the )?(?P<nth>first|second|third|fourth|last) week (?:of|in) (?P<month>{MONTH}|"
                r"the month|next month|this month)\b"
            ),
            nth_week,
        ),
        (
            (
                r"\b(?:the )?(?:week (?:commencing|beginning|starting|of|ending)|w/c|w/b|w/e|wc) "
                r"(?=the \d|\d|next|monday|january|february|march|april|may|june|july|"
                r"august|september|october|november|december)"
            ),
            vague,
        ),
        (
            (
                r"\b(?:(?:in|during) )?(?:(?:the )?(?:early|late|mid|middle of|beginning of|start of|"
                r"first half of|second half of|sometime in))[ -]?(?:in )?"
                rf"(?:the )?(?:next |this |new )?(?:{MONTH}|{WEEKDAY}|week|month|year)\b"
            ),
            vague,
        ),
        (
            (
                rf"\b(?:in|during|sometime|for) (?:{MONTH})\b(?! \d| the)|^ *(?:{MONTH}) *$|"
                rf"\b(?:{MONTH}) (?:19|20)\d\d\b"
            ),
            whole_month,
        ),
        (r"\b(?:next|this|last) (?:month|year)\b", whole_month),
        (
            (
                r"\b(?:(?:before|after|around|over|by|at|until|till) )?(?:the )?(?:christmas|easter|"
                r"new year|half term|bank holiday|holidays)\b"
            ),
            vague,
        ),
        (
            (
                r"\b(?:a|next|last|past|coming) few (?:working )?(?:days|weeks|hours|months)\b|"
                r"\bseveral (?:days|weeks|months)\b|\bthe other day\b|\ba while ago\b"
            ),
            vague,
        ),
    )
)


def _is_from_now(match: re.Match[str]) -> bool:
    words = match.group()
    return words.startswith(("in ", "within ")) or words.endswith((" ago", " earlier", " now", "time"))
