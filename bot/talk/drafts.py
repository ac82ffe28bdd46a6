"""An interview as far as somebody has told it: kept as strings, because a question in the middle is a row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome, Promise
from bot.understand.dates import Unclear, When
from bot.understand.interview import Sketch
from bot.understand.words import clean

Draft = Mapping[str, str]

LIMITS = {"role": 80, "employer": 120, "place": 300, "contact": 80}
"""How many characters of each are kept."""

_HORIZON = timedelta(days=366)
_LIKELY = timedelta(days=300)
"""Nobody is invited so long before, or asks about a result so long after: it is more likely another year."""


class Refused(Exception):
    """A date that cannot be meant; carries the id of the text that says so."""


def fresh(facts: Facts, nth: int = 0, **known: str) -> Draft:
    """A new draft; its interview already has its id, so two presses can never save it twice."""
    return {"id": str(facts.new_id(nth)), **known}


def of(interview: Interview) -> Draft:
    """A saved interview, to be changed."""
    draft = {
        "id": str(interview.id),
        "role": interview.role,
        "employer": interview.employer,
        "place": interview.place,
        "contact": interview.contact,
        "promise": interview.promise.value,
        "day": interview.day.isoformat() if interview.day else "",
        "clock": interview.clock.isoformat("minutes") if interview.clock else "",
    }
    return with_decision(draft, interview.promise, interview.decision_day)


def step(draft: Draft) -> str:
    """What to ask next; «check» when all is told."""
    if "want" in draft:
        return draft["want"]
    for name in ("when", "decision"):
        if f"{name}-options" in draft:
            return f"which-{name}"
    return next((name for name, key in _order(draft) if key not in draft), "check")


def _order(draft: Draft) -> tuple[tuple[str, str], ...]:
    """The questions of a first telling, each with the part that answers it."""
    outcome = draft.get("outcome")
    if outcome == Outcome.NOT_SHORTLISTED:
        return (("role", "role"), ("employer", "employer"))
    asked = (("role", "role"), ("employer", "employer"), ("when", "day"))
    if outcome or draft.get("day") == "":
        return asked
    promised = {"date": "decision-date", "roughly": "rough"}.get(draft.get("promise", ""))
    follow = ((promised, "decision-day"),) if promised else ()
    return (*asked, ("clock", "clock"), ("decision", "promise"), *follow)


def without(draft: Draft, *keys: str) -> dict[str, str]:
    """The draft, less these parts."""
    return {key: value for key, value in draft.items() if key not in keys}


def with_words(draft: Draft, part: str, words: str) -> Draft:
    """Sets role, employer, place or contact; «cut» says if too long a text lost its end."""
    whole = " ".join(clean(words, 5000).split())
    kept = clean(whole, LIMITS[part])
    cut = {"cut": part} if len(whole) > LIMITS[part] else {}
    return {**without(draft, "want", "cut"), part: kept, **cut}


def with_when(draft: Draft, when: When, today: date) -> Draft:
    """Sets the day, and the clock if it was said. Refused: too far away to be meant."""
    if abs(when.day - today) > _HORIZON:
        raise Refused("log.again.far")
    left = without(draft, "want", "move", "when-options", "when-odd", "clock", "day")
    if draft.get("clock"):
        left["clock-before"] = draft["clock"]
    if draft.get("decision-day") and date.fromisoformat(draft["decision-day"]) < when.day:
        left = without(left, "promise", "decision-day")
    return {**left, "day": when.day.isoformat(), **_clock(when.clock)}


def doubted(read: When | Unclear, today: date) -> When | Unclear:
    """A day so far away is not believed: «20 November», said in December, was this November, and
    «7 January 2026», said in December 2026, has last year's number out of habit."""
    if isinstance(read, Unclear):
        return read
    if today - read.day > _LIKELY and (read.day.month, read.day.day) != (2, 29):
        return Unclear("ambiguous", (read, replace(read, day=read.day.replace(year=read.day.year + 1))))
    before = _year_before(read, today)
    return read if before is read else Unclear("ambiguous", (before, read))


def _year_before(read: When, today: date) -> When:
    """The same day of the year before, if it lies so far ahead; else the day itself."""
    leap = (read.day.month, read.day.day) == (2, 29)
    near = leap or read.day - today <= _LIKELY
    return read if near else replace(read, day=read.day.replace(year=read.day.year - 1))


def with_decision(draft: Draft, promise: Promise, day: date | None) -> Draft:
    """Sets when they will decide. Refused: before the interview, or too far after it."""
    left = {
        **without(draft, "want", "decision-options", "decision-odd", "decision-day"),
        "promise": promise.value,
    }
    if day is None:
        return left
    met = draft.get("day")
    if met and day < date.fromisoformat(met):
        raise Refused("log.again.early")
    if met and day > date.fromisoformat(met) + _HORIZON:
        raise Refused("log.again.far")
    return {**left, "decision-day": day.isoformat()}


def with_read(draft: Draft, read: When | Unclear, today: date) -> Draft:
    """Sets the day as it was read; one that can be read in two ways, or not at all, stays to be asked."""
    return _with_read(draft, "when", doubted(read, today), today)


def with_sketch(draft: Draft, sketch: Sketch, today: date) -> Draft:
    """Adds what one line told. A date that can be read in two ways, or not at all, stays to be asked."""
    for part in LIMITS:
        words = getattr(sketch, part)
        if words:
            draft = with_words(draft, part, words)
    when, decision = doubted(sketch.when, today) if sketch.when else None, sketch.decision
    if when is not sketch.when and isinstance(decision, When):
        decision = _year_before(decision, today)  # was counted from the interview
    draft = _with_read(_with_read(draft, "when", when, today), "decision", decision, today)
    told = any(part in draft for part in ("promise", "decision-options", "decision-odd"))
    return unsaid(draft, today) if sketch.unsaid and not told else draft


def unsaid(draft: Draft, today: date) -> Draft:
    """Notes that the employer did not say when they decide; before the interview they may still do so."""
    left = without(draft, "want", "decision-day", "decision-odd")
    ahead = draft.get("day", "") > today.isoformat()
    return {**left, "promise": (Promise.UNASKED if ahead else Promise.NONE).value}


def _with_read(draft: Draft, name: str, read: When | Unclear | None, today: date) -> Draft:
    try:
        if isinstance(read, When):
            if name == "when":
                return with_when(draft, read, today)
            return with_decision(draft, Promise.DATE, read.day)
    except Refused as refusal:
        return {**draft, f"{name}-odd": str(refusal)}
    if read is None or read.why == "none":
        return draft
    if read.options:
        return with_options(draft, name, read.options)
    return {**draft, f"{name}-odd": f"log.again.{read.why}"}


def with_options(draft: Draft, name: str, options: tuple[When, ...]) -> Draft:
    """Keeps the readings to choose from: name is «when» or «decision»."""
    return {**without(draft, "want"), f"{name}-options": " ".join(compact(option) for option in options[:6])}


def options(draft: Draft, name: str) -> tuple[When, ...]:
    """The readings to choose from."""
    return tuple(expand(option) for option in draft.get(f"{name}-options", "").split())


def compact(when: When) -> str:
    """«20261203» or «20261203T1430», as buttons carry it."""
    return f"{when.day:%Y%m%d}" + (f"T{when.clock:%H%M}" if when.clock else "")


def expand(text: str) -> When:
    """What `compact` wrote. ValueError: it did not write this."""
    day, _, clock = text.partition("T")
    return When(date.fromisoformat(day), datetime.strptime(clock, "%H%M").time() if clock else None)  # noqa: DTZ007


def with_rest(draft: Draft, rest: tuple[Draft, ...]) -> Draft:
    """Keeps the further interviews of the same message, to be asked about one after the other."""
    return {**draft, "rest": json.dumps([dict(one) for one in rest])} if rest else draft


def rest(draft: Draft) -> tuple[Draft, ...]:
    """The further interviews of the same message."""
    return tuple(json.loads(draft.get("rest", "[]")))


def interview(facts: Facts, draft: Draft, before: Interview | None = None) -> Interview:
    """The draft as an interview: a new one, or the changed one."""
    base = before or Interview(
        id=int(draft["id"]),
        person=facts.person.id,
        zone=facts.person.zone,
        follows=int(draft["follows"]) if "follows" in draft else None,
        logged_at=facts.now,
    )
    day, decided = draft.get("day"), draft.get("decision-day")
    return replace(
        base,
        role=draft.get("role", ""),
        employer=draft.get("employer", ""),
        place=draft.get("place", ""),
        contact=draft.get("contact", ""),
        day=date.fromisoformat(day) if day else None,
        clock=time.fromisoformat(draft["clock"]) if draft.get("clock") else None,
        promise=Promise(draft.get("promise", Promise.UNASKED)),
        decision_day=date.fromisoformat(decided) if decided else None,
    )


def _clock(clock: time | None) -> dict[str, str]:
    return {"clock": clock.isoformat("minutes")} if clock else {}
