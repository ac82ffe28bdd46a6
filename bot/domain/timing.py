"""When a step of a journey falls on one person's calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.domain.anchors import Anchor, Subject
from bot.domain.calendar import (
    DaysOff,
    add_working_days,
    after_quiet,
    instant,
    local,
    working_day,
    working_days_between,
)
from bot.domain.conditions import LOW
from bot.domain.person import Person
from bot.domain.step import Distance, Repeat, Step, Unit

_DAY = timedelta(days=1)
_FRIDAY = 4
_WEEKEND_BEGINS = time(15, 0)
"""On Friday after this nobody is asked to write to an employer."""


def first(step: Step, anchor: Anchor, subject: Subject, person: Person) -> datetime:
    """When a step comes first, counted from its anchor; UTC."""
    if step.at is None:
        return _in_hours(step, anchor, person)
    felt_low = person.low_at is not None and person.low_at >= anchor.at - LOW
    after = step.low_mood if step.low_mood and felt_low else step.after
    clock = wanted(step.at, step, person)
    moment = instant(_day(anchor.day, after, person.nation), clock, person.zone)
    moment = fit(moment, clock, step, subject, person)
    while step.at_least is not None and moment < anchor.at + step.at_least:
        moment = next_slot(moment, clock, step, subject, person)
    return moment


def halfway(step: Step, anchor: Anchor, end: Anchor, subject: Subject, person: Person) -> datetime | None:
    """The middle between two days, at the step's time. None: they are not far enough apart."""
    if end.day <= anchor.day or not _apart(anchor.day, end.day, step.apart, person.nation):
        return None
    clock = wanted(step.at or time(12, 0), step, person)
    middle = instant(anchor.day + (end.day - anchor.day) / 2, clock, person.zone)
    return fit(middle, clock, step, subject, person)


def repeated(step: Step, nth: int, before: datetime, gaps: int, subject: Subject, person: Person) -> datetime:
    """When a step comes for the nth time (the first is 1), so many gaps after the time before."""
    repeat = repeat_of(step, nth)
    day = local(before, person.zone).date()
    for _ in range(gaps):
        day = _day(day, repeat.every, person.nation)
    if repeat.on is not None:
        day += _DAY * ((repeat.on - day.weekday() + 3) % 7 - 3)
    clock = wanted(repeat.at, step, person)
    return fit(instant(day, clock, person.zone), clock, step, subject, person)


def wanted(own: time, step: Step, person: Person) -> time:
    """The time of day at which a step comes: the person's own hour, but for what has to come at its own."""
    return own if step.exempt or person.nudge_clock is None else person.nudge_clock


def repeat_of(step: Step, nth: int) -> Repeat:
    """The repeat that brings the nth time. IndexError: it does not come so often."""
    left = nth - 2
    for repeat in step.repeat:
        if left < repeat.times:
            return repeat
        left -= repeat.times
    raise IndexError(nth)


def fit(moment: datetime, clock: time, step: Step, subject: Subject, person: Person) -> datetime:
    """The moment itself where the step may come then, else its time of day on the next day that allows it."""
    wall = local(moment, person.zone)
    if allows(wall.date(), wall.time(), step, subject, person):
        return moment
    return _slot_from(wall.date() + _DAY, clock, step, subject, person)


def next_slot(after: datetime, clock: time, step: Step, subject: Subject, person: Person) -> datetime:
    """The first time after a moment that clocks show the step's time of day, on a day that allows it."""
    day = local(after, person.zone).date()
    slot = _slot_from(day, clock, step, subject, person)
    return slot if slot > after else _slot_from(day + _DAY, clock, step, subject, person)


def last_slot(now: datetime, clock: time, step: Step, subject: Subject, person: Person) -> datetime | None:
    """The latest such moment up to now, after quiet hours. None: none today or yesterday."""
    today = local(now, person.zone).date()
    for day in (today, today - _DAY):
        slot = after_quiet(instant(day, clock, person.zone), person)
        if slot <= now and allows(day, clock, step, subject, person):
            return slot
    return None


def allows(day: date, clock: time, step: Step, subject: Subject, person: Person) -> bool:
    """Whether a step may come on a day, at a time of day, by its own rules."""
    if step.working and not working_day(day, person.nation):
        return False
    if step.can_wait and day in DaysOff(person.nation):
        return False
    if step.on and day.weekday() not in step.on:
        return False
    if step.contact and day.weekday() == _FRIDAY and clock >= _WEEKEND_BEGINS:
        return False
    promised = _promised(step, subject)
    return promised is None or day > promised


def _promised(step: Step, subject: Subject) -> date | None:
    """The day until which the employer is left alone. None: nothing was promised, or they have decided."""
    interview = subject.interview
    return interview.decision_day if step.contact and interview is not None and interview.open else None


def _slot_from(day: date, clock: time, step: Step, subject: Subject, person: Person) -> datetime:
    promised = _promised(step, subject)
    if promised is not None:
        day = max(day, promised + _DAY)
    while not allows(day, clock, step, subject, person):
        day += _DAY
    return instant(day, clock, person.zone)


def _in_hours(step: Step, anchor: Anchor, person: Person) -> datetime:
    moment = anchor.at + step.after.span
    wall = local(moment, person.zone)
    if step.rolls is not None and wall.time() > step.rolls.after:
        return instant(wall.date() + _DAY, step.rolls.to, person.zone)
    if step.not_before is not None and wall.time() < step.not_before:
        return instant(wall.date(), step.not_before, person.zone)
    return moment


def _day(start: date, distance: Distance, nation: str) -> date:
    if distance.unit is Unit.WORKING_DAYS:
        return add_working_days(start, distance.count, nation)
    return start + distance.span


def _apart(start: date, end: date, least: Distance | None, nation: str) -> bool:
    if least is None:
        return True
    if least.unit is Unit.WORKING_DAYS:
        return working_days_between(start, end, nation) >= least.count
    return end - start >= least.span
