"""Days and hours that are counted: in three working days, two weeks ago, within a fortnight, 2-3 weeks."""

import re
from collections.abc import Container
from datetime import UTC, date, timedelta

from bot.understand.calendar_days import FARTHEST, month_start
from bot.understand.feasts import FEAST
from bot.understand.lexicon import A_DAY, COUNT, count
from bot.understand.moments import Clock, Context, Days, Frame, Pieces, Reader, Shift, Trouble

AMBIGUOUS: Pieces = (Trouble("ambiguous"),)


def counted(match: re.Match[str], frame: Frame) -> Pieces:
    """In 3 days, 2 weeks ago, in 5 working days, in a month."""
    sign = -1 if match["ago"] else 1
    return _away(sign * _amount(match), match["unit"], frame)


def limit(match: re.Match[str], frame: Frame) -> Pieces:
    """Within two weeks: the last day for a promise; for an interview, any day until then.

    "Within the month" may be this month or four weeks: that is asked.
    """
    if match["count"] is None and match.group().startswith(("within the ", "inside the ")):
        return AMBIGUOUS
    return roughly(_away(_amount(match), match["unit"], frame), frame)


def bare_length(match: re.Match[str], frame: Frame) -> Pieces | None:
    """ "Two weeks" is an answer to "when will they tell you?" and to nothing else."""
    if frame.context is not Context.DECISION:
        return None
    return _away(_amount(match), match["unit"], frame)


def counted_from_a_day(match: re.Match[str], frame: Frame) -> Pieces:
    """10 working days from Friday, two days after the 12th, three days before Monday."""
    unit, amount = match["unit"], _amount(match)
    vague = unit.startswith("month") or match["side"] in {"on", "come"}
    if vague or amount > FARTHEST.days:
        return AMBIGUOUS
    working = unit.startswith(_WORKING)
    days = amount * (1 if working else _DAYS_OF.get(unit[:4], 1))
    shift = Shift(-days if match["side"] == "before" else days, working)
    within = match["within"] and frame.context is not Context.DECISION
    return (shift, *AMBIGUOUS) if within else (shift,)


def without_end(_: re.Match[str], __: Frame) -> Pieces:
    """After two weeks, at least a month, over a week: no last day."""
    return AMBIGUOUS


def of_another_day(_: re.Match[str], __: Frame) -> Pieces:
    """Within five days of the closing date: nobody has told us that."""
    return AMBIGUOUS


def long_hours(match: re.Match[str], frame: Frame) -> Pieces | None:
    """ "48 hours" is an answer to "when will they tell you?" and to nothing else."""
    if frame.context is not Context.DECISION or not 24 <= int(match["count"]) <= 240:
        return None
    return soon_counted(match, frame)


def some_time_ago(match: re.Match[str], frame: Frame) -> Pieces:
    """About three weeks ago: near a day, and not one."""
    days = _certain_days(_away(-_amount(match), match["unit"], frame))
    return (Trouble("ambiguous", days),)


def stretch(match: re.Match[str], frame: Frame) -> Pieces:
    """2-3 weeks, 5 to 10 working days: a promise means the end of it; for an interview both are offered."""
    pieces = two_lengths(match, frame)
    if frame.context is not Context.DECISION:
        return pieces
    ends = [day for piece in pieces if isinstance(piece, Trouble) for day in piece.options]
    return (Days((max(ends),)),) if len(ends) == 2 and ends[0] < ends[1] else pieces


def two_lengths(match: re.Match[str], frame: Frame) -> Pieces:
    """2 or 3 weeks, a week or two: both are offered."""
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


def working_days_on(day: date, days: int, holidays: Container[date]) -> date:
    """The day so many working days later (earlier if negative); counting starts on the next working day."""
    step = timedelta(days=-1 if days < 0 else 1)
    left = abs(days)
    while left:
        day += step
        left -= day.weekday() < 5 and day not in holidays
    return day


def roughly(pieces: Pieces, frame: Frame) -> Pieces:
    """The day for a promise; for an interview one of several that it may be."""
    if frame.context is Context.DECISION:
        return pieces
    return tuple(
        Trouble("ambiguous", piece.options) if isinstance(piece, Days) else piece for piece in pieces
    )


def _away(amount: float, unit: str, frame: Frame) -> Pieces:
    if (
        abs(amount) * (30 if unit.startswith("month") else 7 if unit.startswith(("week", "fort")) else 1)
        > FARTHEST.days
    ):
        return (Trouble("invalid"),)
    if unit.startswith("month"):
        return (Days((_months_on(frame.today, int(amount)),)),)
    if unit.startswith(_WORKING):
        return (Days((working_days_on(frame.today, int(amount), frame.holidays),)),)
    days = amount * (14 if unit.startswith("fort") else 7 if unit.startswith("week") else 1)
    return (Days((frame.today + timedelta(days=days),)),)


def _certain_days(pieces: Pieces) -> tuple[date, ...]:
    return tuple(day for piece in pieces if isinstance(piece, Days) for day in piece.options)


def _months_on(day: date, months: int) -> date:
    start = month_start(day, months)
    last = month_start(start, 1) - timedelta(days=1)
    return min(start + timedelta(days=day.day - 1), last)


def _amount(match: re.Match[str]) -> int:
    return count(match["count"] or "a")


def _minutes(match: re.Match[str]) -> float:
    words = match["count"]
    amount = 0.5 if words.startswith("half") else float(words) if "." in words else float(count(words))
    amount += 0.5 if match["half"] else 0.0
    return amount * (60 if match["unit"].startswith("h") else 1)


_WORKING = ("working", "business", "week day", "weekday")
_DAYS_OF = {"fort": 14, "week": 7}
_COUNT = rf"(?P<count>{COUNT})"
_UNIT = r"(?P<unit>working days?|business days?|week ?days?|days?|weeks?|fortnights?|months?)"
_LENGTH = (
    rf"(?:about |around |roughly |approximately |just over |the )?(?:{_COUNT} )?(?:(?:full "
    rf"|whole )?(?:of )?){_UNIT}"
)
_SHORT = r"(?P<unit>hours?|h|minutes?)"


def _two(between: str) -> str:
    """Two numbers and one unit: 5 to 10 working days."""
    return (
        rf"\b(?:(?:in|within|between) )?(?:the )?(?:next )?(?P<count>{COUNT}) ?{between} "
        rf"?(?P<other>\d{{1,3}}|two|three|four|five|six|seven|eight|ten|twelve)[ -]?{_UNIT}\b"
    )


RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            (
                r"\b(?:in |within )?(?:about |around |roughly )?"
                rf"(?P<count>half an?|\d{{1,5}}(?:\.\d)?|{COUNT}) ?{_SHORT}(?P<half> and a half)?"
                r"(?P<ago> ago| earlier)?(?: from now|s? time)?\b"
            ),
            lambda match, frame: soon_counted(match, frame) if _is_from_now(match) else None,
        ),
        (
            (
                r"\b(?P<within>(?:within|in the next|no later than) )?"
                rf"(?:{_COUNT} (?:full |clear )?|(?:the )?(?=day ))"
                rf"{_UNIT}'? (?P<side>from|after|of|following|before|on|come) "
                rf"(?=(?:the )?(?:{A_DAY}|{FEAST}))"
            ),
            counted_from_a_day,
        ),
        (
            (
                r"\b(?:after|at least|more than|over|(?:not|no) (?:less|sooner) than|minimum|min) "
                rf"(?:about |around )?(?:{COUNT}) (?:of )?{_UNIT}\b(?! (?:ago|time))|"
                rf"\b(?:{COUNT}) (?:of )?(?:working |business )?(?:days|weeks|months|week|month)'? "
                r"(?:or (?:more|longer|over)|plus|at least|minimum)\b"
            ),
            without_end,
        ),
        (
            (
                r"\b(?:about|around|roughly|approximately|nearly|almost|over|just over|just under|maybe) "
                rf"{_COUNT} (?:of )?{_UNIT} (?:ago|back)\b"
            ),
            some_time_ago,
        ),
        (
            (
                rf"\b(?:within |in )?{_COUNT} (?:of )?{_UNIT}'? (?:of|from|after|following) "
                r"(?:(?:the |my |their |its )?(?:closing|advert|application|deadline|assessment|shortlisting|"
                r"last|final|others?|rest)|they|theyve|they've|shes|hes|everyone|everybody|all|seeing)\b"
            ),
            of_another_day,
        ),
        (_two("(?:-|/|to|and)"), stretch),
        (_two("or"), two_lengths),
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
            (
                r"(?<!first )\b(?P<count>)(?P<unit>fortnight|week|month)(?: or so)?"
                r"(?P<ago> ago| back)\b(?! (?:on )?\w+day)"
            ),
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
        (r"\b(?P<count>\d{2,3}) ?(?P<unit>hours)(?P<half>)?(?P<ago>)?\b(?! (?:a|per) )", long_hours),
        (rf"\b(?P<count>{COUNT}|couple)(?: of |[ -]){_UNIT}\b", bare_length),
        (r"\b(?:the )?next (?P<count>)(?P<unit>working day)\b(?P<ago>)", counted),
    )
)


def _is_from_now(match: re.Match[str]) -> bool:
    words = match.group()
    return words.startswith(("in ", "within ")) or words.endswith((" ago", " earlier", " now", "time"))
