"""Reads one step of a journey from its YAML, and refuses what contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta

from bot.domain import vocabulary
from bot.domain.fields import Fields, Mistakes, Place, near, whole
from bot.domain.step import SOON, Distance, Repeat, Rolls, Step, Unit
from bot.domain.vocabulary import About

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""How journeys and steps may be called; their names become parts of keys."""

_WAKING = (time(8, 30), time(20, 0))
"""Outside the quiet hours that most people have."""


def step(data: object, place: Place, journey: str, about: About, mistakes: Mistakes) -> Step:
    """One step. Whatever is wrong with it is added to `mistakes`."""
    fields = Fields(data, place, mistakes)
    id_ = fields.words("id", must=True)
    if id_ and not NAME.fullmatch(id_):
        fields.wrong(f"«{id_}» may hold small letters, digits and dashes only", "id")
    made = Step(
        id=id_,
        say=fields.words("say", must=True),
        why=fields.words("why") or f"why.{journey}.{id_}",
        because=fields.words("because", must=True),
        anchors=_anchors(fields, about),
        after=_distance(fields, "after") or Distance(0, Unit.DAYS),
        at=fields.clock("at"),
        at_least=_span(fields, "at_least"),
        halfway_to=fields.words("halfway_to"),
        apart=_distance(fields, "if_at_least"),
        low_mood=_distance(fields, "low_mood"),
        when=conditions(fields, "when", about),
        unless=conditions(fields, "unless", about),
        until=conditions(fields, "until", about),
        opt_in=fields.words("opt_in"),
        follows=fields.several("follows"),
        on=fields.weekdays("on"),
        rolls=_rolls(fields),
        not_before=fields.clock("not_before"),
        repeat=_repeats(fields),
        late=_late(fields),
        again=fields.yes("again"),
        contact=(contact := _contact(fields)) != "",
        thanks=contact == "thanks",
        push=fields.yes("push"),
        exempt=fields.yes("exempt"),
        rests=fields.yes("rests"),
    )
    _contradictions(made, fields, about)
    fields.close()
    return made


def conditions(fields: Fields, name: str, about: About) -> tuple[str, ...]:
    """One condition or a list of them."""
    found = fields.several(name)
    for nth, word in enumerate(found):
        if wrong := vocabulary.condition(word, about):
            fields.wrong(wrong, name, nth)
    return found


# --- fields ----------------------------------------------------------------------------------------


def _anchors(fields: Fields, about: About) -> tuple[str, ...]:
    found = fields.several("from")
    if not found:
        fields.wrong("«from» is missing: the moment this is counted from, such as «from: interview-end»")
    for nth, word in enumerate(found):
        if wrong := vocabulary.anchor(word, about):
            fields.wrong(wrong, "from", nth)
    return found


def _distance(fields: Fields, name: str) -> Distance | None:
    found = fields.raw(name)
    if found is None:
        return None
    if not isinstance(found, dict) or len(found) != 1:
        fields.wrong("this has to be one distance, such as {working_days: 1}", name)
        return None
    [(unit, count)] = found.items()
    number, units = whole(count), [*Unit]
    if unit not in units:
        fields.wrong(f"«{unit}» is no distance{near(str(unit), units)}; it can be {', '.join(units)}", name)
        return None
    if number is None:
        fields.wrong(f"«{count}» is not a whole number", name, str(unit))
        return None
    return Distance(number, Unit(unit))


def _span(fields: Fields, name: str) -> timedelta | None:
    found = _distance(fields, name)
    if found is None:
        return None
    if found.unit is Unit.WORKING_DAYS or found.count <= 0:
        fields.wrong("this has to be a length of time, such as {hours: 16}", name)
    return found.span


def _late(fields: Fields) -> timedelta | None:
    found = fields.raw("late")
    if found in (None, "next-slot"):
        return None
    if found == "drop":
        return SOON
    if not isinstance(found, dict):
        fields.wrong("this has to be drop, next-slot, or how late it may come, such as {hours: 12}", "late")
        return None
    return _span(fields, "late")


def _rolls(fields: Fields) -> Rolls | None:
    if fields.raw("rolls") is None:
        return None
    inner = fields.part("rolls")
    after, to = inner.clock("after"), inner.clock("to")
    inner.close()
    if after is None or to is None:
        inner.wrong('both times are needed: {after: "19:30", to: "09:30"}')
        return None
    return Rolls(after, to)


def _repeats(fields: Fields) -> tuple[Repeat, ...]:
    found = fields.raw("repeat")
    if found is None:
        return ()
    items = found if isinstance(found, list) else [found]
    read = [_repeat(fields.part("repeat", *([nth] if items is found else []))) for nth in range(len(items))]
    return tuple(repeat for repeat in read if repeat is not None)


def _repeat(fields: Fields) -> Repeat | None:
    every, at = _distance(fields, "every"), fields.clock("at")
    days, times = fields.weekdays("on"), fields.whole("times", least=1)
    fields.close()
    if every is None or at is None or times is None:
        fields.wrong("«every», «at» and «times» are all needed here")
        return None
    if every.count < 1 or every.unit is Unit.HOURS:
        fields.wrong("this has to be at least one day", "every")
    if len(days) > 1:
        fields.wrong("a repeat keeps to one weekday", "on")
    return Repeat(every, times, at, min(days, default=None))


def _contact(fields: Fields) -> str:
    return fields.choice("contact", ["employer", "thanks"], "")


# --- contradictions --------------------------------------------------------------------------------


def _contradictions(made: Step, fields: Fields, about: About) -> None:
    for name, contradicts, reason in _RULES:
        if contradicts(made) and not any(fields.faulty(field) for field in ("at", "after", name)):
            fields.wrong(reason, *([name] if name in fields else []))
    for word in sorted({*made.when} & {*made.unless}):
        fields.wrong(f"«{word}» cannot hold and not hold: this would never come", "unless")
    for word in sorted({*made.when} & {*made.until}):
        fields.wrong(f"«{word}» starts this and stops it: it would never come", "until")
    if made.halfway_to and (wrong := vocabulary.anchor(made.halfway_to, about)):
        fields.wrong(wrong, "halfway_to")
    if made.opt_in and f"mark:{made.opt_in}" in made.until:
        fields.wrong(f"«{made.opt_in}» asks for this and stops it: it would never come", "opt_in")
    for nth, word in enumerate(made.follows):
        stem, colon, name = word.partition(":")
        if (colon and (stem != "mark" or not name)) or (not colon and word.count("/") != 1):
            fields.wrong(
                "this has to be a step, such as result-check/ask, or a mark, such as mark:chased",
                "follows",
                nth,
            )


def _in_hours(made: Step) -> bool:
    return made.after.unit is Unit.HOURS and not made.halfway_to


def _dated(made: Step) -> bool:
    return any(word in vocabulary.DAYS for word in made.anchors)


def _clocks(made: Step) -> list[time]:
    return [clock for clock in (made.at, *(repeat.at for repeat in made.repeat)) if clock is not None]


_Rule = tuple[str, Callable[[Step], bool], str]

_RULES: tuple[_Rule, ...] = (
    (
        "at",
        lambda s: _in_hours(s) and s.at is not None,
        "counted in hours it has no time of day: leave out «at» or «hours»",
    ),
    ("after", lambda s: not _in_hours(s) and s.at is None, 'a time of day is missing, such as at: "10:00"'),
    (
        "after",
        lambda s: _in_hours(s) and _dated(s),
        "a day has no hours to count from; use days or working_days",
    ),
    (
        "at_least",
        lambda s: s.at_least is not None and (_dated(s) or _in_hours(s)),
        "this needs a moment to count from, and «at»",
    ),
    (
        "at_least",
        lambda s: s.at_least is not None and s.after.count < 0,
        "this cannot be kept before the moment it counts from",
    ),
    (
        "after",
        lambda s: bool(s.halfway_to) and s.after != Distance(0, Unit.DAYS),
        "«halfway_to» says when: leave out «after»",
    ),
    ("if_at_least", lambda s: s.apart is not None and not s.halfway_to, "this belongs to «halfway_to»"),
    (
        "if_at_least",
        lambda s: s.apart is not None and s.apart.unit is Unit.HOURS,
        "this is counted in days, working_days or weeks",
    ),
    ("rolls", lambda s: s.rolls is not None and not _in_hours(s), "this is for nudges counted in hours"),
    (
        "not_before",
        lambda s: s.not_before is not None and not _in_hours(s),
        "this is for nudges counted in hours",
    ),
    ("low_mood", lambda s: s.low_mood is not None and s.push, "«push» leaves it out in low mood already"),
    ("low_mood", lambda s: s.low_mood is not None and s.again, "with «again» this could come twice"),
    (
        "low_mood",
        lambda s: s.low_mood is not None and s.low_mood.unit is Unit.HOURS,
        "this is counted in days, working_days or weeks",
    ),
    (
        "contact",
        lambda s: s.contact and s.exempt,
        "what makes people write to an employer keeps to quiet hours and counts",
    ),
    (
        "contact",
        lambda s: s.contact and _in_hours(s),
        "this keeps to a time of day: count in days or working_days",
    ),
    (
        "on",
        lambda s: s.contact and s.on == {4} and any(clock >= time(15, 0) for clock in _clocks(s)),
        "nobody is asked to write to an employer on Friday after 15:00: this would never come",
    ),
    ("push", lambda s: s.push and s.exempt, "what asks for effort keeps to quiet hours and counts"),
    (
        "repeat",
        lambda s: bool(s.repeat) and s.after.count < 0,
        "what comes before its moment cannot repeat after it",
    ),
    (
        "at",
        lambda s: not s.exempt and not all(_WAKING[0] <= clock < _WAKING[1] for clock in _clocks(s)),
        "most people want quiet from 20:00 to 08:30",
    ),
    (
        "not_before",
        lambda s: s.not_before is not None and s.not_before < _WAKING[0] and not s.exempt,
        "before 08:30 it would wait for the end of quiet hours; is it exempt?",
    ),
)
"""(the field to point at, what contradicts, how to put it right)"""
