"""Words that make a named day another one than is meant: not Friday, after the 12th, from Monday, or so."""

import re
from datetime import timedelta

from bot.understand.feasts import FEAST
from bot.understand.lexicon import A_DAY, WEEKDAY
from bot.understand.moments import Context, Days, Frame, Pieces, Reader, Shift, Trouble
from bot.understand.near_days import coming_weekday, next_weekday

AMBIGUOUS: Pieces = (Trouble("ambiguous"),)


def not_that_day(_: re.Match[str], __: object) -> Pieces:
    """Any day but Friday, not before the 12th, after Tuesday, from Monday: only asking tells which."""
    return AMBIGUOUS


def not_this_but_the_next(match: re.Match[str], frame: Frame) -> Pieces:
    """Not this Friday, the one after."""
    which = next_weekday if match["which"] == "next" else coming_weekday
    return (*which(match, frame), Shift(7))


def the_day_beside(match: re.Match[str], frame: Frame) -> Pieces:
    """Not tomorrow, the day after; not yesterday, the day before."""
    away = 1 if match["side"] == "after" else -1
    named = {"tomorrow": 1, "yesterday": -1, "today": 0}[match["named"]]
    return (Days((frame.today + timedelta(days=named + away),)),)


def until_that_day(_: re.Match[str], frame: Frame) -> Pieces | None:
    """Before the 24th, until Friday: a promise means that day; for an interview it is any day until then."""
    return None if frame.context is Context.DECISION else AMBIGUOUS


_THE_DAY = rf"(?:on |the |for |this |next |any |of )*(?={A_DAY}|{FEAST}|end of)"
_NOT = (
    r"(?:not|isn'?t|wasn'?t|aren'?t|won'?t be|can'?t do|cannot do|can'?t make|couldn'?t do)"
    r"(?: before| until| till| by| earlier than)?"
)
_BUT = (
    r"(?:bar|barring|except|except for|excepting|apart from|other than|instead of|rather than|excluding|"
    r"any ?(?:day|time) but|anything but)"
)
_OPEN = r"(?:after|since|past|from|(?<!i'm )(?<!im )(?<!am )(?<!be )starting|(?:no )?(?:earlier|sooner) than)"

RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            (
                rf"\bnot (?:the )?(?P<which>this|next|coming|this coming)? ?(?P<weekday>{WEEKDAY})"
                rf"(?P<later>)[, ]+(?:but )?(?:the )?(?:one|week|{WEEKDAY}|following one) after\b"
            ),
            not_this_but_the_next,
        ),
        (
            r"\bnot (?P<named>tomorrow|yesterday|today)[, ]+(?:but )?the day (?P<side>after|before)\b",
            the_day_beside,
        ),
        (rf"\b(?:{_NOT}|{_BUT}|{_OPEN}) {_THE_DAY}", not_that_day),
        (r"\b(?:onwards?|at the (?:very )?earliest)\b", not_that_day),
        (
            (
                r"(?:(?<=day )|(?<=th )|(?<=st )|(?<=er )|(?<=\d ))"
                r"or (?:the )?(?:after|later|so|thereabouts|next|following|one after)\b"
            ),
            not_that_day,
        ),
        (rf"\b(?:before|until|till|up to) {_THE_DAY}", until_that_day),
    )
)
