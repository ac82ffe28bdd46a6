"""Journeys that contradict themselves: reminders that never come, never end, or come two at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from bot.content.mistakes import Mistake
from bot.content.shelf import Found, Shelf
from bot.domain import form
from bot.domain.fields import near
from bot.domain.journey import Journey
from bot.domain.step import Step

MOST = 6
"""So often one reminder comes at most, counted from one moment. More is nagging."""
_SENT, _MARK = "sent:", "mark:"
_AFTER_THE_INTERVIEW = frozenset({"interview-start", "interview-end", "decision-day", "start-day"})
_LASTING = ("outcome", _MARK, "decision-day", "start-day", "interview-past")
"""What begins so stays true, by and large, until a later reminder comes."""


def broken(shelf: Shelf) -> Iterator[Mistake]:
    """What cannot be meant: no end, no beginning, both at once."""
    steps = _steps(shelf)
    marks = _marks(shelf)
    startable = _startable(steps, marks)
    for name, found in shelf.journeys.items():
        for nth, step in enumerate(found.thing.steps):
            yield from _endless(found, nth, step)
            yield from _never(found, nth, step, _held(step, steps))
            if f"{name}/{step.id}" not in startable:
                yield found.mistake(_unstarted(step, marks), "steps", nth, "from")
            if step.opt_in and step.opt_in not in marks:
                reason = f"no button notes down «{step.opt_in}», so nobody can ask for this"
                yield found.mistake(reason + near(step.opt_in, marks), "steps", nth, "opt_in")
        yield from _at_once(found)


def doubtful(shelf: Shelf) -> Iterator[Mistake]:
    """Journeys that come at the same moment, and ends that no button brings about."""
    marks = _marks(shelf)
    for found in shelf.journeys.values():
        for place, word in _ends(found.thing):
            name = word.partition(":")[2]
            if word.startswith(("mark:", "mark-since:")) and name not in marks:
                yield found.mistake(f"no button notes down «{name}»{near(name, marks)}", *place)
    for one, other in combinations(shelf.journeys.values(), 2):
        for step in one.thing.steps:
            for nth, late in enumerate(other.thing.steps):
                if one.thing.about == other.thing.about and _same_moment(step, late):
                    reason = f"«{one.thing.name}/{step.id}» comes at the same moment"
                    yield other.mistake(reason, "steps", nth, "from")


def _steps(shelf: Shelf) -> dict[str, Step]:
    journeys = [found.thing for found in shelf.journeys.values()]
    return {f"{journey.name}/{step.id}": step for journey in journeys for step in journey.steps}


def _marks(shelf: Shelf) -> frozenset[str]:
    """What buttons, lists and notes can note down; what is done twice is noted as «chased-again»."""
    lists = [found.thing for found in shelf.checklists.values()]
    ticked = {mark for one in lists for mark in (one.ready_mark, *map(one.mark, one.items))}
    said = {found.thing.extra for found in shelf.choices.values() if found.thing.extra}
    said |= {form.mark(name) for name in shelf.forms}
    return frozenset(said | {f"{mark}-again" for mark in said} | ticked)


def _startable(steps: Mapping[str, Step], marks: frozenset[str]) -> frozenset[str]:
    """The steps that something can bring about, directly or by way of others."""
    found: frozenset[str] = frozenset()
    while True:
        more = {name for name, step in steps.items() if any(_happens(a, marks, found) for a in step.anchors)}
        if more == found:
            return found
        found = frozenset(more)


def _happens(anchor: str, marks: frozenset[str], started: frozenset[str]) -> bool:
    if anchor.startswith(_SENT):
        return anchor.removeprefix(_SENT) in started
    return not anchor.startswith(_MARK) or anchor.removeprefix(_MARK) in marks


def _unstarted(step: Step, marks: frozenset[str]) -> str:
    for anchor in step.anchors:
        if anchor.startswith(_MARK):
            name = anchor.removeprefix(_MARK)
            return f"nothing starts this: no button notes down «{name}»{near(name, marks)}"
    return f"nothing starts this: «{', '.join(step.anchors)}» waits for a reminder that never comes"


def _endless(found: Found[Journey], nth: int, step: Step) -> Iterator[Mistake]:
    if not step.until and not found.thing.until:
        yield found.mistake(f"nothing ends «{step.id}»: it needs an «until»", "steps", nth)
    if step.most > MOST:
        yield found.mistake(f"«{step.id}» comes {step.most} times, {MOST} at most", "steps", nth, "repeat")
    if step.again and found.thing.most is None and any(_moves_by_itself(anchor) for anchor in step.anchors):
        reason = f"«{step.id}» can come again and again: give the journey a «max»"
        yield found.mistake(reason, "steps", nth, "again")


def _moves_by_itself(anchor: str) -> bool:
    return anchor == "last-contact" or anchor.startswith(_SENT)


def _never(found: Found[Journey], nth: int, step: Step, held: frozenset[str]) -> Iterator[Mistake]:
    """A step whose end, or whose exception, is there from its beginning."""
    for field, words in (("until", (*step.until, *found.thing.until)), ("unless", step.unless)):
        # The rest of the same kind is told when a step is read; it needs no other step.
        for word in words:
            if word in held and not (field == "until" and word in step.when and word in step.until):
                since = ", ".join(step.anchors)
                reason = f"«{word}» holds before «{step.id}» could come (from: {since}): it would never come"
                yield found.mistake(reason, "steps", nth, field)
    results = sorted(word for word in held if word.startswith("outcome:"))
    if len(results) > 1:
        reason = (
            f"«{step.id}» would need {' and '.join(f'«{word}»' for word in results)}: it would never come"
        )
        yield found.mistake(reason, "steps", nth, "when" if step.when else "from")


def _held(step: Step, steps: Mapping[str, Step], seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every condition that is sure to hold at the moment at which a step comes."""
    each = [_brought(anchor, step, steps, seen) for anchor in step.anchors]
    held = {*step.when, *(frozenset.intersection(*each) if each else ())}
    if step.opt_in:
        held.add(f"{_MARK}{step.opt_in}")
    held |= {"outcome" for word in held if word.startswith("outcome:")}
    held |= {f"{_MARK}{word.partition(':')[2]}" for word in held if word.startswith("mark-since:")}
    return frozenset(held)


def _brought(anchor: str, step: Step, steps: Mapping[str, Step], seen: frozenset[str]) -> frozenset[str]:
    """The conditions that hold once this moment and the distance after it have passed."""
    stem, _, name = anchor.partition(":")
    match stem:
        case "sent":
            if name in seen or name not in steps:
                return frozenset()
            held = _held(steps[name], steps, seen | {name})
            return frozenset(word for word in held if word.startswith(_LASTING))
        case "mark":
            return frozenset({anchor, f"mark-since:{name}"})
        case "outcome":
            return frozenset({"outcome", anchor, *(["offer"] if name == "offer" else [])})
    now: set[str] = {anchor} if anchor in ("decision-day", "start-day") else set()
    if step.after.count > 0 or (step.after.count == 0 and anchor != "interview-day"):
        now |= {"interview-past"} if anchor in _AFTER_THE_INTERVIEW or anchor == "interview-day" else set()
    return frozenset(now)


def _at_once(found: Found[Journey]) -> Iterator[Mistake]:
    for (_, one), (nth, other) in combinations(enumerate(found.thing.steps), 2):
        if _same_moment(one, other):
            reason = f"«{other.id}» comes at the same moment as «{one.id}»; who should get which?"
            yield found.mistake(reason, "steps", nth, "from")


def _same_moment(one: Step, other: Step) -> bool:
    return _moment(one) == _moment(other) and not _either_or(one, other)


def _moment(step: Step) -> tuple[object, ...]:
    return (frozenset(step.anchors), step.after, step.at, step.halfway_to, step.on)


def _either_or(one: Step, other: Step) -> bool:
    """Whether the two are never for the same person."""
    if {*one.when} & {*other.unless} or {*other.when} & {*one.unless}:
        return True
    results = [{word for word in step.when if word.startswith("outcome:")} for step in (one, other)]
    return all(results) and results[0] != results[1]


def _ends(journey: Journey) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for at, word in enumerate(journey.until):
        yield ("until", at), word
    for nth, step in enumerate(journey.steps):
        for field, words in (("until", step.until), ("unless", step.unless), ("when", step.when)):
            yield from ((("steps", nth, field, at), word) for at, word in enumerate(words))
        yield from ((("steps", nth, "follows", at), word) for at, word in enumerate(step.follows))
