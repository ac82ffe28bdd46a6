"""Every piece of a line that speaks of a day or a time, in the order it was typed."""

import re
from dataclasses import dataclass
from itertools import islice

from bot.understand import (
    asides,
    calendar_days,
    clock_times,
    counted,
    doubts,
    feasts,
    near_days,
    noise,
    other_clocks,
    spans,
)
from bot.understand.lexicon import WEEKDAY
from bot.understand.moments import (
    Clock,
    Days,
    Frame,
    Instead,
    Noise,
    Part,
    Piece,
    Pieces,
    Trouble,
    Weekday,
)

MOST_WORDS = 280  # of a line: as many as fit into the longest in ordinary English
MOST_FOUND = 40  # pieces of one line; whoever typed more has not typed a date

_RULES = (
    *asides.RULES,
    *noise.RULES,
    *other_clocks.RULES,
    *feasts.RULES,
    *calendar_days.RULES,
    *near_days.RULES,
    *doubts.RULES,
    *counted.RULES,
    *spans.RULES,
    *clock_times.RULES,
)
_UNNAMED = tuple(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule, _ in _RULES)
_ANY_RULE = re.compile("|".join(re.sub(r"\(\?P=\w+\)", ".", pattern) for pattern in _UNNAMED))
_START = re.compile(r"(?<!\w)[\w£$€+#]")
_AT = re.compile(r"\b(?:at|around|about|approx|circa|time|from|say)[ :~]*$|~ ?$")
_AT_ONLY = re.compile(r"\bat $")
_ENDS = re.compile(rf" *(?:$|[,.;!?)]|(?:on|this|next|tomorrow|today|{WEEKDAY})\b)")
_BETWEEN = re.compile(r"^[ ,\-(–:.]*(?:(?:on|the|at|of|for|around|about|by) )*$")
_OPENING = re.compile(
    r"^ *(?:(?:its|it|is|interview|at|say|for|hi|hiya|hey|hello|yes|yeah|yep|ok|okay|right|so|erm|um|well|"
    r"sorry|please|thanks|ta|confirmed|maybe|probably)[ ,!:.]+)*$"
)


@dataclass(frozen=True)
class Found:
    """What the letters from `start` to `end` of the plain line say."""

    start: int
    end: int
    pieces: Pieces

    def has(self, *kinds: type[Piece]) -> bool:
        """Whether a piece of one of these kinds is among them."""
        return any(isinstance(piece, kinds) for piece in self.pieces)


def found_in(plain: str, frame: Frame, *, has_day: bool) -> list[Found]:
    """The pieces without noise. Bare numbers are kept only where a time or a day stands.

    `has_day`: the day is known already, so a number on its own is a time.
    """
    founds = _scan(plain, frame)
    certain = any(
        isinstance(piece, Clock) and piece.sureness == "strong" for found in founds for piece in found.pieces
    )
    kept: list[Found] = []
    for place, found in enumerate(founds):
        number = _bare_number(found)
        if number is None:
            kept.append(found)
        elif certain and not _is_a_time_of_its_own(found, plain):
            continue
        elif said := _meaning(number, place, founds, plain, frame, has_day):
            kept.append(Found(found.start, found.end, said))
    return [found for found in kept if not found.has(Noise)]


def _scan(plain: str, frame: Frame) -> list[Found]:
    founds: list[Found] = []
    at = 0
    for start in (match.start() for match in islice(_START.finditer(plain), MOST_WORDS)):
        found = _first_fit(plain, start, frame) if start >= at else None
        if found:
            founds.append(found)
            at = found.end
        if len(founds) == MOST_FOUND:
            break
    return founds


def _first_fit(plain: str, start: int, frame: Frame) -> Found | None:
    if not _ANY_RULE.match(plain, start):
        return None  # most words: one look instead of one for each rule
    for pattern, reader in _RULES:
        match = pattern.match(plain, start)
        pieces = reader(match, frame) if match else None
        if match and pieces:
            return Found(start, match.end(), pieces)
    return None


def _bare_number(found: Found) -> Clock | None:
    return next(
        (piece for piece in found.pieces if isinstance(piece, Clock) and piece.sureness == "number"), None
    )


def _is_a_time_of_its_own(found: Found, plain: str) -> bool:
    """Whether a bare number is as clearly a time as the one that has minutes: train at 8.15, test at 11."""
    return bool(_AT_ONLY.search(plain[: found.start]) and _ENDS.match(plain[found.end :]))


def _meaning(
    number: Clock, place: int, founds: list[Found], plain: str, frame: Frame, has_day: bool
) -> Pieces:
    """What a bare number means here: a time, a day of the month, or nothing (empty)."""
    found = founds[place]
    before, after = plain[: found.start], plain[found.end :]
    hour = number.readings[0][0]
    alone = not before.strip(" ,.-") and not after.strip(" ,.?!-")
    if _AT.search(before) and hour <= 25:
        return (number,) if hour < 24 else (Trouble("invalid"),)
    if alone:
        return (number,) if has_day and hour < 24 else (Trouble("ambiguous"),)  # the 7th or seven o'clock?
    previous = founds[place - 1] if place else None
    if previous and _BETWEEN.match(plain[previous.end : found.start]):
        return _after(number, previous, frame)
    following = founds[place + 1] if place + 1 < len(founds) else None
    begins = _OPENING.match(before) or before.rstrip().endswith((",", ";", "-", ":"))
    beside_day = (
        following
        and following.has(Days, Weekday, Part)
        and _BETWEEN.match(plain[found.end : following.start])
    )
    begins = begins or len(plain[found.start : found.end]) == len("1530")
    return (number,) if begins and beside_day and hour < 24 else ()


def _after(number: Clock, previous: Found, frame: Frame) -> Pieces:
    """A number right behind a day: its time, or for a weekday perhaps its date."""
    hour, minute, _ = number.readings[0]
    weekday = next((piece for piece in previous.pieces if isinstance(piece, Weekday)), None)
    if weekday and len(number.readings) == 1 and not minute and 0 < hour <= 31:
        dated = calendar_days.numbered(hour, frame)
        fits = [
            day
            for piece in dated
            if isinstance(piece, Days)
            for day in piece.options
            if day.weekday() == weekday.number
        ]
        if hour > 12 or fits:
            return dated if hour > 12 else (Trouble("ambiguous", tuple(fits)),)
    return (number,) if previous.has(Days, Weekday, Part, Instead) and hour < 24 else ()
