"""Days that are named from today: tomorrow, next Tuesday, a week on Friday."""

import re
from datetime import date, timedelta

from bot.understand.feasts import FEAST
from bot.understand.lexicon import A_DAY, COUNT, SATURDAY, WEEKDAY, WEEKDAYS, count
from bot.understand.moments import (
    Clock,
    Context,
    Days,
    Frame,
    Part,
    Piece,
    Pieces,
    Reader,
    Shift,
    Trouble,
    Weekday,
)


def named(match: re.Match[str], frame: Frame) -> Pieces:
    """Today, tomorrow, yesterday and their neighbours, with "tomorrow week"."""
    word = match["word"].replace("the ", "")
    away = next(days for start, days in _AWAY if word.startswith(start))
    pieces: tuple[Piece, ...] = (Days((frame.today + timedelta(days=away),)), *_later(match["later"]))
    part = next((part for start, part in _PARTS if word.startswith(start)), None)
    return (*pieces, part) if part else pieces


def weekday(match: re.Match[str], _: Frame) -> Pieces:
    """A bare weekday, perhaps "Tuesday week"."""
    return (Weekday(WEEKDAYS.index(match["weekday"])), *_later(match["later"]))


def this_weekday(match: re.Match[str], frame: Frame) -> Pieces:
    """This Friday: the one in this Monday-to-Sunday week."""
    day = monday(frame.today) + timedelta(days=WEEKDAYS.index(match["weekday"]))
    later = _later(match["later"])
    wrong_side = day > frame.today if frame.looks_back else day < frame.today
    if wrong_side:
        other = day + timedelta(days=-7 if frame.looks_back else 7)
        return (Trouble("ambiguous", (day, other)),)
    return (Days((day,)), *later)


def coming_weekday(match: re.Match[str], frame: Frame) -> Pieces:
    """This coming Friday, the following Friday: the first one after today."""
    ahead = (WEEKDAYS.index(match["weekday"]) - frame.today.weekday() - 1) % 7 + 1
    return (Days((frame.today + timedelta(days=ahead),)),)


def next_weekday(match: re.Match[str], frame: Frame) -> Pieces:
    """Next Friday: in the following Monday-to-Sunday week. At a weekend nobody agrees which that is."""
    day = monday(frame.today) + timedelta(days=7 + WEEKDAYS.index(match["weekday"]))
    options = (day, day + timedelta(days=7)) if frame.today.weekday() >= SATURDAY else (day,)
    return (Days(options), *_later(match["later"]))


def weekday_next(match: re.Match[str], frame: Frame) -> Pieces:
    """Friday next: the coming one for some, that of the following week for others."""
    number = WEEKDAYS.index(match["weekday"])
    coming = frame.today + timedelta(days=(number - frame.today.weekday() - 1) % 7 + 1)
    following = monday(frame.today) + timedelta(days=7 + number)
    return (Days((coming,)),) if coming == following else (Trouble("ambiguous", (coming, following)),)


def last_weekday(match: re.Match[str], frame: Frame) -> Pieces:
    """Last Friday: certain unless this week has had a Friday already."""
    day = monday(frame.today) + timedelta(days=WEEKDAYS.index(match["weekday"]) - 7)
    this_week = day + timedelta(days=7)
    return (Days((this_week, day) if this_week < frame.today else (day,)),)


def latest_weekday(match: re.Match[str], frame: Frame) -> Pieces:
    """Friday just gone: the last one before today."""
    return (Days((_latest(match, frame),)),)


def weeks_before_last_weekday(match: re.Match[str], frame: Frame) -> Pieces:
    """A week last Friday, a fortnight last Tuesday."""
    days = 14 if match["unit"] == "fortnight" else 7 * count(match["weeks"] or "a")
    return (*last_weekday(match, frame), Shift(-days))


def after_next(match: re.Match[str], frame: Frame) -> Pieces:
    """The Friday after next: two weeks on for some, three for others."""
    day = monday(frame.today) + timedelta(days=7 + WEEKDAYS.index(match["weekday"]))
    return (Trouble("ambiguous", (day, day + timedelta(days=7))),)


def before_last(match: re.Match[str], frame: Frame) -> Pieces:
    """The Tuesday before last."""
    return (Days((_latest(match, frame) - timedelta(days=7),)),)


def weekdays_between(match: re.Match[str], frame: Frame) -> Pieces:
    """Between Monday and Wednesday, Mon-Fri: a promise means its end; for an interview both are offered."""
    if frame.context is Context.DECISION:
        first, last = WEEKDAYS.index(match["first"] or match["one"]), WEEKDAYS.index(match["last"])
        start = frame.today + timedelta(days=(first - frame.today.weekday() - 1) % 7 + 1)
        if first != last and first != frame.today.weekday():
            return (Days((start + timedelta(days=(last - first) % 7),)),)
    return weekdays_apart(match, frame)


def weekdays_apart(match: re.Match[str], frame: Frame) -> Pieces:
    """Mondays, any Friday: more than one day."""
    names = re.findall(WEEKDAY, match.group())
    days = [
        frame.today + timedelta(days=(WEEKDAYS.index(name) - frame.today.weekday() - 1) % 7 + 1)
        for name in names
    ]
    return (Trouble("ambiguous", tuple(days)),)


def week(match: re.Match[str], frame: Frame) -> Pieces:
    """Next week, the week after next: seven days until something narrows it; a promise means its Friday.

    At a weekend nobody agrees which week is the next.
    """
    weeks = _WEEKS_AWAY[match["which"].replace("the ", "").split(" ")[0]]
    if "after" in match["which"]:
        weeks = 2
    if "before" in match["which"]:
        weeks = -2
    start = monday(frame.today) + timedelta(days=7 * weeks)
    agreed = frame.today.weekday() < SATURDAY and weeks >= 0
    friday = start + timedelta(days=4)
    return (Days(tuple(start + timedelta(days=n) for n in range(7)), friday if agreed else None),)


def weekend(match: re.Match[str], frame: Frame) -> Pieces:
    """Saturday or Sunday."""
    ahead = {"next": 7, "last": -7}.get(match["which"] or "", 0)
    start = monday(frame.today) + timedelta(days=SATURDAY + ahead)
    return (Days((start, start + timedelta(days=1))),)


def shift(match: re.Match[str], _: Frame) -> Pieces:
    """A week on (Friday), two weeks (on Monday), a fortnight (tomorrow)."""
    days = 14 if match["unit"].startswith("fortnight") else 7 * count(match["count"] or "a")
    return (Shift(-days if match["ago"] else days),)


def end_of_week(match: re.Match[str], frame: Frame) -> Pieces:
    """The end of the week is its Friday for an employer's promise, and vague for an interview."""
    away = 7 if match["which"] == "next" else 0
    friday = monday(frame.today) + timedelta(days=4 + away)
    if frame.context is not Context.DECISION or (frame.today.weekday() >= SATURDAY and not away):
        return (Trouble("ambiguous", (friday,)),)
    return (Days((friday,)),)


def same_time(match: re.Match[str], frame: Frame) -> Pieces:
    """The wall clock of now; "same time next week" is seven days from today, "this time last week" before."""
    clock = Clock(((frame.now.hour, frame.now.minute, "24"),))
    away = 7 if match["week"] else -7 if match["ago"] else 0
    return (Days((frame.today + timedelta(days=away),)), clock) if away else (clock,)


def same_day(_: re.Match[str], frame: Frame) -> Pieces:
    """The same day next week."""
    return (Days((frame.today + timedelta(days=7),)),)


def next_day(match: re.Match[str], frame: Frame) -> Pieces | None:
    """The next day, the day after: only once there is a day to count from, as a promised date has."""
    if match["or"]:
        return (Trouble("ambiguous"),)
    if frame.context is not Context.DECISION:
        return None
    if re.search(A_DAY, match.string[: match.start()]):
        return (Shift(1),)
    return (Days((frame.today + timedelta(days=1),)),)


def monday(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def _latest(match: re.Match[str], frame: Frame) -> date:
    return frame.today - timedelta(
        days=(frame.today.weekday() - WEEKDAYS.index(match["weekday"]) - 1) % 7 + 1
    )


def _later(words: str | None) -> tuple[Shift, ...]:
    if words is None:
        return ()
    return (Shift(14 if "fortnight" in words else 7),)


_AWAY = (
    ("day after", 2),
    ("overmorrow", 2),
    ("day before", -2),
    ("tomorrow", 1),
    ("yesterday", -1),
    ("last night", -1),
    ("last evening", -1),
    ("to", 0),
    ("this", 0),
    ("earlier", 0),
    ("later", 0),
)
_PARTS = (
    ("tonight", Part("night")),
    ("last night", Part("night")),
    ("last evening", Part("evening")),
    ("this morning", Part("morning")),
    ("this afternoon", Part("afternoon")),
    ("this evening", Part("evening")),
)
_WEEKS_AWAY = {"next": 1, "this": 0, "last": -1, "week": 2, "following": 1}

_NAMED = (
    r"(?:the )?day after tomorrow|overmorrow|(?:the )?day before yesterday|tomorrow|"
    r"yesterday|last (?:night|evening)|today|tonight|"
    r"this (?:morning|afternoon|evening)|earlier today|later today"
)
_LATER = r"(?P<later>[ -](?:week|fortnight)\b(?! commencing| of| beginning| after| before))?"
_DAY = rf"(?P<weekday>{WEEKDAY})\b"
RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            (
                r"\b(?:at )?(?:the )?(?:same|this) time\b(?:(?P<week>(?: on)?(?: next week| in a week))|"
                r"(?P<ago> (?:last week|a week ago)))?(?! last)"
            ),
            same_time,
        ),
        (r"\bsame day next week\b", same_day),
        (
            (
                r"\b(?P<or>or )?(?:the (?:next|following) day\b|(?:the )?day after\b"
                rf"(?! (?:tomorrow|the|my|our|next|{A_DAY}|{FEAST})))"
            ),
            next_day,
        ),
        (
            rf"\b(?:(?P<weeks>{COUNT}) )?(?P<unit>weeks?|fortnight) (?:ago )?(?:on )?(?:last|past) {_DAY}",
            weeks_before_last_weekday,
        ),
        (
            (
                rf"\b(?:(?P<count>{COUNT}) )?(?:of )?(?P<unit>weeks?|fortnight)(?: (?:time )?(?:on|"
                rf"from|after|past|come)|(?P<ago> ago(?: on)?))? (?=(?:the )?{A_DAY})"
            ),
            shift,
        ),
        (rf"\b(?P<word>{_NAMED})\b{_LATER}", named),
        (rf"\b{_DAY} next\b(?! (?:week|month|year))", weekday_next),
        (rf"\b(?:the )?{_DAY} after next\b(?! week)", after_next),
        (rf"\b(?:the )?{_DAY} before last\b", before_last),
        (rf"\b(?:this |the )?(?:coming|following|upcoming) {_DAY}", coming_weekday),
        (rf"\b(?:the )?{_DAY} after\b(?! that| (?:the )?(?:\w+ )?bank holiday| easter)", coming_weekday),
        (rf"\bnext {_DAY}{_LATER}", next_weekday),
        (rf"\bthis {_DAY}{_LATER}", this_weekday),
        (rf"\b(?:the )?(?:last {_DAY} but one)\b", before_last),
        (rf"\b(?:last|this past|the past) {_DAY}", last_weekday),
        (rf"\b{_DAY} (?:just |there )?(?:gone|past)\b(?! \w+ (?:past|to)\b)", latest_weekday),
        (
            (
                rf"\b(?:(?:from )?(?:the )?(?P<first>{WEEKDAY}) ?(?:-|to|through|thru|til|till|until)|"
                rf"between (?P<one>{WEEKDAY}) and) ?(?P<last>{WEEKDAY})\b"
            ),
            weekdays_between,
        ),
        (rf"\b(?:every|each|any) {_DAY}s?|\b(?:{WEEKDAY})s\b", weekdays_apart),
        (rf"\b{_DAY}{_LATER}", weekday),
        (r"\b(?:(?:the )?end of (?:(?P<which>the|this|next) )?week|eow)\b", end_of_week),
        (
            (
                r"\b(?P<which>(?:the )?week (?:after next|before last)|(?:next|this|last) week|"
                r"the following week)\b"
                r"(?! (?:of|in) )"
            ),
            week,
        ),
        (r"\b(?:(?P<which>this|next|last|the) )?weekend\b", weekend),
    )
)
