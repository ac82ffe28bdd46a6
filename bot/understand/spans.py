"""Days meant by a longer stretch: the end of the month, the first week of December, after Christmas."""

import re
from datetime import date, timedelta

from bot.understand.calendar_days import month_start
from bot.understand.counted import AMBIGUOUS, roughly, working_days_on
from bot.understand.lexicon import MONTH, MONTHS, WEEKDAY
from bot.understand.moments import Context, Days, Frame, Pieces, Reader, Shift


def end_of_month(match: re.Match[str], frame: Frame) -> Pieces:
    """The last day of the month for a promise, vague for an interview."""
    which = match["month"]
    if which in MONTHS:
        first = _month_named(which, frame)
    else:
        first = month_start(frame.today, 1 if "next" in which else 0)
    last = month_start(first, 1) - timedelta(days=1)
    return roughly((Days((last,)),), frame)


def edge_of_month(match: re.Match[str], frame: Frame) -> Pieces:
    """The last day of November, the first working day of next month: as certain as a date."""
    which = match["month"]
    first = _month_named(which, frame) if which in MONTHS else month_start(frame.today, int("next" in which))
    end = month_start(first, 1)
    edge = end if match["edge"] == "last" else first - timedelta(days=1)
    step = -1 if match["edge"] == "last" else 1
    if match["working"]:
        return (Days((working_days_on(edge, step, frame.holidays),)),)
    return (Days((edge + timedelta(days=step),)),)


def end_of_year(_: re.Match[str], frame: Frame) -> Pieces:
    """31 December for a promise."""
    return roughly((Days((date(frame.today.year, 12, 31),)),), frame)


def end_of_day(_: re.Match[str], frame: Frame) -> Pieces | None:
    """End of play: today, if it is about a promise and no other day is named."""
    return (Days((frame.today,)),) if frame.context is Context.DECISION else None


def nth_week(match: re.Match[str], frame: Frame) -> Pieces:
    """The first week of December: seven days until a weekday narrows it."""
    place = ("first", "second", "third", "fourth").index(match["nth"]) if match["nth"] != "last" else 4
    month = match["month"]
    first = _month_named(month, frame) if month in MONTHS else month_start(frame.today, int("next" in month))
    start = first - timedelta(days=first.weekday()) + timedelta(days=7 * place)
    return (Days(tuple(start + timedelta(days=n) for n in range(7))),)


def week_of_a_day(match: re.Match[str], frame: Frame) -> Pieces:
    """Week commencing the 7th: a stretch of days; of a promise its Friday is offered."""
    if frame.context is not Context.DECISION:
        return AMBIGUOUS
    if match["ending"] or match["w_e"]:
        return (Shift(0),)
    return (*AMBIGUOUS, Shift(4))


def whole_month(_: re.Match[str], __: Frame) -> Pieces:
    """In December, next month: too many days to offer."""
    return AMBIGUOUS


def vague(_: re.Match[str], __: Frame) -> Pieces:
    """Words that name a stretch of time with no certain edge."""
    return AMBIGUOUS


def _month_named(name: str, frame: Frame) -> date:
    month = MONTHS.index(name) + 1
    year = frame.today.year
    if frame.looks_back:
        return date(year - (month > frame.today.month), month, 1)
    return date(year + (month < frame.today.month), month, 1)


_MONTH = rf"(?P<month>{MONTH})"

RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            (
                r"\b(?:the )?(?P<edge>first|last) (?P<working>working |business )?day (?:of|in) "
                rf"(?P<month>(?:the |this |next )?month|{MONTH})\b"
            ),
            edge_of_month,
        ),
        (r"\b(?:the )?end of (?:the |this )?year\b", end_of_year),
        (rf"\b(?:the )?end (?:of )?(?P<month>(?:the |this |next )?month|{MONTH})\b", end_of_month),
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
                r"\b(?:the |in )*(?:week (?:commencing|beginning|starting|of|(?P<ending>ending))|w/c|w/b|wc|"
                rf"(?P<w_e>w/e)) (?:the )?(?=\d|next|monday|friday|sunday|{MONTH})"
            ),
            week_of_a_day,
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
                r"\b(?:in|during|sometime|for|until|till|before|after|by|from|since) "
                rf"(?:{MONTH})\b(?! \d| the)|^ *(?:{MONTH}) *$|\b(?:{MONTH}) (?:19|20)\d\d\b"
            ),
            whole_month,
        ),
        (r"\b(?:next|this|last) (?:month|year)\b", whole_month),
        (
            (
                r"\b(?:(?:before|after|around|over|by|at|until|till) )?(?:the )?(?:christmas|easter|"
                r"new year|half term|bank holiday|holidays)\b(?! (?:eve|evening|\w*day)\b)"
            ),
            vague,
        ),
        (
            (
                r"\b(?:(?:a|next|last|past|coming) )?few (?:working )?(?:days|weeks|hours|months)\b|"
                r"\bseveral (?:days|weeks|months)\b|\bthe other day\b|\ba while ago\b|"
                r"\bfirst (?:week|thing|day) back\b"
            ),
            vague,
        ),
    )
)
