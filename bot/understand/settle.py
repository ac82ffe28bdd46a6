"""The pieces of a date put together into one reading, or into a question."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from bot.understand import clock_times
from bot.understand.counted import working_days_on
from bot.understand.moments import (
    Abroad,
    Clock,
    Context,
    Days,
    Frame,
    Instead,
    Part,
    Piece,
    Shift,
    Trouble,
    Unclear,
    Weekday,
    When,
)

MOST_OPTIONS = 7


def settle(pieces: Sequence[Piece], frame: Frame) -> When | Unclear:
    """One day and time if all pieces agree on one; else what to ask about."""
    pieces = _as_corrected(pieces)
    wrong = [piece for piece in pieces if isinstance(piece, Trouble) and piece.why == "invalid"]
    if wrong:
        return Unclear("invalid", tuple(When(day) for piece in wrong for day in piece.options))
    clocks, clocks_agree = _clocks(pieces)
    days, days_agree = _days(_without_the_other_side(pieces, frame), frame)
    if days is None:
        if clocks:
            return Unclear("ambiguous", tuple(_dayless(clocks, frame)))
        return (
            Unclear("ambiguous") if any(isinstance(piece, Trouble) for piece in pieces) else Unclear("none")
        )
    hours: list[time | None] = [*clocks] or [None]
    options = [When(day, clock) for day, clock in product(days, hours)]
    agree = days_agree and clocks_agree
    if agree:
        options = _on_the_right_side(options, frame)
    if not agree or len(options) != 1:
        return Unclear("ambiguous", tuple(options[:MOST_OPTIONS]))
    if frame.looks_back and options[0].day > frame.today:
        return Unclear("ambiguous", (options[0],))  # what is ahead has not been
    return _checked(options[0], pieces, frame)


def _as_corrected(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Less the day or the time that was taken back: «Thursday at two, no, half past.»"""
    while taken_back := next((at for at, piece in enumerate(pieces) if isinstance(piece, Instead)), None):
        said, instead = pieces[:taken_back], pieces[taken_back + 1 :]
        for kinds in ((Days, Weekday, Shift, Trouble), (Clock, Part)):
            if any(isinstance(piece, kinds) for piece in instead):
                said = [piece for piece in said if not isinstance(piece, kinds)]
        pieces = [*said, *instead]
    return [piece for piece in pieces if not isinstance(piece, Instead)]


def _without_the_other_side(pieces: Sequence[Piece], frame: Frame) -> Sequence[Piece]:
    """Less the days that cannot be meant: «They rang yesterday, it is on Friday.»

    A day with a time of its own stays, or its time would go to the other one.
    """
    kept = [
        piece
        for place, piece in enumerate(pieces)
        if not isinstance(piece, Days)
        or any(not _on_the_wrong_side(When(day), frame) for day in piece.options)
        or _has_a_clock(pieces, place)
    ]
    return kept if any(isinstance(piece, Days | Weekday) for piece in kept) else pieces


def _has_a_clock(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a time stands with this day: behind it, or before it and not behind another one."""
    behind, before, beyond = (
        pieces[at] if 0 <= at < len(pieces) else None for at in (place + 1, place - 1, place - 2)
    )
    return isinstance(behind, Clock | Part) or (
        isinstance(before, Clock | Part) and not isinstance(beyond, Days | Weekday)
    )


def _days(pieces: Sequence[Piece], frame: Frame) -> tuple[list[date] | None, bool]:
    """The days that fit everything said, and whether something fitted. None: no day was named."""
    named = [set(piece.options) for piece in pieces if isinstance(piece, Days)]
    unsure = [piece for piece in pieces if isinstance(piece, Trouble)]
    weekdays = {piece.number for piece in pieces if isinstance(piece, Weekday)}
    shifts = [piece for piece in pieces if isinstance(piece, Shift)]
    only_weekdays = not named
    if weekdays and only_weekdays:
        named = [set(_nearest(weekdays, frame))]
    if not named:
        days = [day for trouble in unsure for day in trouble.options]
        return (sorted(set(days)), False) if unsure and days else (None, False)
    fitting = set.intersection(*named)
    if weekdays and shifts and not only_weekdays:  # «Thursday week, the 3rd»: the date says which was meant
        shifted = {_shifted(day, shifts, frame) for day in _nearest(weekdays, frame)}
        return sorted(fitting & shifted or fitting | shifted), bool(fitting & shifted) and not unsure
    if weekdays:
        fitting = {day for day in fitting if {day.weekday()} == weekdays}
    elif frame.context is Context.DECISION:
        last = {piece.promise for piece in pieces if isinstance(piece, Days) and piece.promise}
        fitting = fitting & last or fitting
    agree = bool(fitting) and not unsure
    spread = fitting or set.union(*named) | set(_nearest(weekdays, frame))
    spread |= {day for trouble in unsure for day in trouble.options}
    return sorted(_shifted(day, shifts, frame) for day in spread), agree


def _shifted(day: date, shifts: Iterable[Shift], frame: Frame) -> date:
    for shift in shifts:
        if shift.working:
            day = working_days_on(day, shift.days, frame.holidays)
        else:
            day += timedelta(days=shift.days)
    return day


def _nearest(weekdays: Iterable[int], frame: Frame) -> Iterable[date]:
    """Each weekday's nearest day on the side looked to; today's own weekday may mean today as well."""
    step = -1 if frame.looks_back else 1
    for weekday in weekdays:
        away = (weekday - frame.today.weekday()) * step % 7
        if away == 0:
            yield frame.today
        yield frame.today + timedelta(days=step * (away or 7))


def _clocks(pieces: Sequence[Piece]) -> tuple[list[time], bool]:
    """The times that fit everything said, and whether they do. No times: none was named."""
    part = next((piece.name for piece in pieces if isinstance(piece, Part)), None)
    named = [
        {clock for reading in piece.readings for clock in clock_times.times(reading, part)}
        for piece in pieces
        if isinstance(piece, Clock)
    ]
    if not named:
        return [], True
    fitting = set.intersection(*named)
    return sorted(fitting or set.union(*named)), bool(fitting)


def _dayless(clocks: list[time], frame: Frame) -> Iterable[When]:
    """A time without a day: today or the day beside it."""
    beside = frame.today + timedelta(days=-1 if frame.looks_back else 1)
    both = [When(day, clock) for clock in clocks for day in (frame.today, beside)]
    return [when for when in both if not _on_the_wrong_side(when, frame)]


def _on_the_right_side(options: list[When], frame: Frame) -> list[When]:
    """Without readings that the context rules out, unless it would rule out all."""
    return [when for when in options if not _on_the_wrong_side(when, frame)] or options


def _on_the_wrong_side(when: When, frame: Frame) -> bool:
    now = frame.now.replace(tzinfo=None)
    if when.clock is None:
        return when.day > frame.today if frame.looks_back else when.day < frame.today
    moment = datetime.combine(when.day, when.clock)
    return moment > now if frame.looks_back else moment < now


def _checked(when: When, pieces: Sequence[Piece], frame: Frame) -> When | Unclear:
    """The reading, unless its half of the day is doubtful or the clocks change over it."""
    if when.clock is None:
        return when
    if when.day == frame.today and _on_the_wrong_side(when, frame) and _half_was_not_said(pieces):
        other = When(when.day, when.clock.replace(hour=(when.clock.hour + 12) % 24))
        if not _on_the_wrong_side(other, frame):
            return Unclear("ambiguous", (when, other))
        if not frame.looks_back and _just_over(when, frame):
            return Unclear("ambiguous", (when,))
    here = _across_a_clock_change(when.day, when.clock, frame)
    abroad = next((piece for piece in pieces if isinstance(piece, Abroad)), None)
    return _as_seen_from_here(here, abroad, frame) if abroad and isinstance(here, When) else here


def _just_over(when: When, frame: Frame) -> bool:
    """Whether a moment that should lie ahead was within the last hour: it may be under way, or a slip."""
    passed = frame.now.replace(tzinfo=None) - datetime.combine(when.day, when.clock or time())
    return timedelta() <= passed < timedelta(hours=1)


def _as_seen_from_here(said: When, abroad: Abroad, frame: Frame) -> When | Unclear:
    """A time on another country's clock: as it is where both show the same, else both are offered."""
    there = datetime.combine(said.day, said.clock or time(), ZoneInfo(abroad.zone))
    local = there.astimezone(UTC).astimezone(frame.now.tzinfo)
    here = When(local.date(), local.time())
    return said if here == said else Unclear("ambiguous", (here, said))


def _half_was_not_said(pieces: Sequence[Piece]) -> bool:
    clocks = [piece for piece in pieces if isinstance(piece, Clock)]
    said = any(isinstance(piece, Part) for piece in pieces)
    return not said and all(half == "?" for clock in clocks for _, _, half in clock.readings)


def _across_a_clock_change(day: date, clock: time, frame: Frame) -> When | Unclear:
    """A skipped wall clock moves forward by what is skipped; one that comes twice is asked for an interview.

    Otherwise the first of the two is meant.
    """
    local = datetime.combine(day, clock, frame.now.tzinfo)
    back = local.astimezone(UTC).astimezone(frame.now.tzinfo)
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        return When(back.date(), back.time())
    later = local.replace(fold=1)
    if local.utcoffset() != later.utcoffset() and frame.context is Context.FUTURE:
        return Unclear("ambiguous", (When(day, clock), When(day, clock.replace(fold=1))))
    return When(day, clock)
