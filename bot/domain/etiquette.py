"""Whether a nudge may be sent now, from the facts as they are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from bot.domain import clocks, conditions, rest, timing
from bot.domain.calendar import after_quiet, instant, local
from bot.domain.coming import Coming
from bot.domain.facts import Facts
from bot.domain.history import History
from bot.domain.nudge import Fate, Nudge, Snooze, Told
from bot.domain.person import Pace, Person
from bot.domain.plan import all_coming, why_gone
from bot.domain.step import SOON

A_WEEK = {Pace.FEWER: 1, Pace.NORMAL: 3, Pace.MORE: 5}
"""How many nudges a person gets in any seven of their days; never two on one. What can wait leaves room for
what is more important and comes in these days."""
FRESH = timedelta(hours=12)
"""A nudge held up for longer waits for its own time of day again."""
UNTIL_RESUMED = timedelta(days=30)
"""A pause without an end is looked at again after so long; resuming plans anew at once."""

_DAY = timedelta(days=1)
_FORESEEN = 60
"""So many of the next nudges are looked ahead to; each of them depends on all that come before it."""
_MOST_HURDLES = 100
"""A step that only comes on days which a person's quiet hours fill would move for ever."""


@dataclass(frozen=True, slots=True)
class Send:
    """It may go now."""

    others: int = 0
    """So many more could go today if it were not for this one."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now. At `until` (UTC) it is judged again."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Never. `fate` is how it ends."""

    fate: Fate
    why: str


Verdict = Send | Wait | Drop


def judge(nudge: Nudge, facts: Facts) -> Verdict:
    """What becomes of a nudge that is due. Of several due at once only the most important may go."""
    if facts.person.unreachable:
        return Drop(Fate.UNREACHABLE, "unreachable")
    facts = _with_row(nudge, facts)
    all_ = {coming.nudge.key: coming for coming in all_coming(facts)}
    if nudge.key not in all_:
        why = why_gone(nudge, facts)
        return Drop(Fate.EXPIRED if why == "too-late" else Fate.CANCELLED, why)
    coming = all_[nudge.key]
    taken = History(facts).days()
    kept = _kept(coming, _ahead(all_.values(), facts), facts)
    verdict = _alone(coming, facts, [*taken, *kept])
    if isinstance(verdict, Drop) and facts.local_now.date() in taken:
        verdict = _still_seen(coming, facts) or verdict
    if not isinstance(verdict, Send) or coming.run.step.exempt or coming.asked:
        return verdict
    others = [c for c in _due(all_.values(), facts) if c is not coming and _goes(c, facts, taken)]
    own = _importance(nudge, facts)
    if any(_importance(other.nudge, facts) < own for other in others):
        full = [*taken, *kept, facts.local_now.date()]
        until, _ = _earliest(coming, facts.now, facts.person, full)
        return Wait(until, "another-first")
    return Send(len(others))


def together(facts: Facts) -> tuple[Nudge, ...]:
    """What could be told of today with the message that has gone: due, and held up by nothing but it."""
    due = (coming for coming in _due(all_coming(facts), facts) if _goes(coming, facts, ()))
    return first((coming.nudge for coming in due), facts)


def first(nudges: Iterable[Nudge], facts: Facts) -> tuple[Nudge, ...]:
    """One person's nudges, the most important first."""
    return tuple(sorted(nudges, key=lambda nudge: _importance(nudge, facts)))


def upcoming(facts: Facts) -> tuple[Nudge, ...]:
    """What a person will be told and when, as far as it can be known: `due` is when it would really come."""
    rested = max(facts.now, facts.person.paused_until or facts.now)
    spared = rest.spared(facts)
    taken = History(facts).days()
    left = sorted(all_coming(facts), key=lambda coming: coming.nudge.due)[:_FORESEEN]
    found: list[Nudge] = []
    while left:
        ahead = _ahead(left, facts)
        times = []
        for coming in left:
            start = facts.now if spared and coming.run.step.exempt else rested
            full = [*taken, *_kept(coming, ahead, facts)]
            start = max(coming.nudge.due, coming.not_before or start, start)
            moment, _ = _earliest(coming, start, facts.person, full)
            times.append((moment, _importance(coming.nudge, facts), coming))
        moment, _, coming = min(times, key=itemgetter(0, 1))
        left.remove(coming)
        if _in_time(coming, moment) and not _pushes(coming, moment, facts):
            found.append(replace(coming.nudge, due=moment))
            if not coming.run.step.exempt and not coming.asked:
                taken.append(local(moment, facts.person.zone).date())
    return tuple(found)


def put_off(snooze: Snooze, facts: Facts) -> datetime | None:
    """When a nudge would really come that is put off, UTC. None: its reason will have gone by then."""
    told = tuple(
        replace(row, fate=Fate.SKIPPED, at=facts.now) if row.key == snooze.key and not row.fate.ended else row
        for row in facts.told
    )
    then = replace(facts, told=told, snoozes=(snooze,), now=max(snooze.until, facts.now))
    for coming in all_coming(then):
        if coming.nudge.key == snooze.later:
            moment, _ = _earliest(coming, coming.nudge.due, facts.person, ())
            return moment if _in_time(coming, moment) else None
    return None


# --- one nudge by itself ---------------------------------------------------------------------------


def _alone(coming: Coming, facts: Facts, taken: Collection[date]) -> Verdict:
    """The verdict as if nothing else were due."""
    held = _held(coming, facts)
    if held is not None:
        return held
    if _pushes(coming, facts.now, facts):
        return Drop(Fate.EXPIRED, "low-mood")
    until, why = _earliest(coming, facts.now, facts.person, taken)
    if not _in_time(coming, until):
        return Drop(Fate.EXPIRED, why or "too-late")
    return Wait(until, why) if until > facts.now else Send()


def _still_seen(coming: Coming, facts: Facts) -> Wait | None:
    """What will be too late tomorrow can be seen today with the one that has gone. None: it is too late."""
    midnight = instant(facts.local_now.date() + _DAY, time(0), facts.person.zone)
    until = min(midnight, coming.meant + (coming.run.step.late or _DAY))
    return Wait(until, "enough-for-now") if until > facts.now and _goes(coming, facts, ()) else None


def _held(coming: Coming, facts: Facts) -> Wait | None:
    """What has to end before anything else counts. None: nothing."""
    person, now = facts.person, facts.now
    if person.crisis_at is not None:
        return Wait(now + UNTIL_RESUMED, "crisis")
    if person.paused:
        return Wait(now + UNTIL_RESUMED, "paused")
    rests = person.paused_until is not None and person.paused_until > now
    if rests and person.paused_until and not (coming.run.step.exempt and rest.spared(facts)):
        return Wait(person.paused_until, "resting")
    if coming.nudge.due > now:
        return Wait(coming.nudge.due, "moved")
    if coming.not_before is not None and coming.not_before > now:
        return Wait(coming.not_before, "put-off")
    if coming.asks_first:
        run = coming.run
        slot = timing.next_slot(now, coming.clock, run.step, run.subject, person)
        return Wait(slot, "asks-first")
    return None


def _pushes(coming: Coming, moment: datetime, facts: Facts) -> bool:
    return coming.run.step.push and conditions.low(facts, moment)


def _in_time(coming: Coming, moment: datetime) -> bool:
    late = coming.run.step.late
    return late is None or moment - coming.meant <= late


# --- moments ---------------------------------------------------------------------------------------


def _earliest(
    coming: Coming, moment: datetime, person: Person, taken: Collection[date]
) -> tuple[datetime, str]:
    """The first moment, from this one on, at which a nudge may come, and what kept it from coming before."""
    if not clocks.known(person.zone):
        return _same_hour(coming.nudge.due, moment), ""
    why = ""
    days = Counter(day.toordinal() for day in taken)
    hurdles = 0 if coming.run.step.exempt else _MOST_HURDLES
    for _ in range(hurdles):
        later, reason = _next_hurdle(coming, moment, person, days)
        if later <= moment:
            break
        moment, why = later, why or reason
    return moment, why


def _same_hour(due: datetime, moment: datetime) -> datetime:
    """The moment itself at the hour at which a nudge was due; else that hour, next time it comes round.

    All that is left to go by where a zone has gone: then it was a fitting hour on the person's clock.
    """
    passed = max(moment - due, timedelta(0)) % _DAY
    return moment if passed <= SOON else moment + (_DAY - passed)


def _next_hurdle(
    coming: Coming, moment: datetime, person: Person, taken: Mapping[int, int]
) -> tuple[datetime, str]:
    """Where the first rule that a moment breaks allows it; the moment itself, if it breaks none."""
    step, subject, clock = coming.run.step, coming.run.subject, coming.clock
    awake = after_quiet(moment, person)
    if awake > moment:
        return awake, "quiet-hours"
    if moment - coming.nudge.due > FRESH:
        slot = timing.last_slot(moment, clock, step, subject, person)
        if slot is None or moment - slot > SOON:
            return timing.next_slot(moment, clock, step, subject, person), "late"
    fitting = timing.fit(moment, clock, step, subject, person)
    if fitting > moment:
        return fitting, "working-days"
    if coming.asked:
        return moment, ""
    day = local(moment, person.zone).date()
    if not _free(day, taken, person):
        while not _free(day, taken, person):
            day += _DAY
        return instant(day, clock, person.zone), "enough-for-now"
    return moment, ""


def _free(day: date, taken: Mapping[int, int], person: Person) -> bool:
    """Whether a day still has room: nothing on it yet, and not too much in the seven days around it.

    `taken`: how much there is on each day, by `date.toordinal`.
    """
    number = day.toordinal()
    if number in taken:
        return False
    around = [taken.get(near, 0) for near in range(number - 6, number + 7)]
    return all(sum(around[start : start + 7]) < A_WEEK[person.pace] for start in range(7))


# --- several at once -------------------------------------------------------------------------------


def _due(all_: Iterable[Coming], facts: Facts) -> list[Coming]:
    """The nudges whose moment is here and that count for a day."""
    rows = {told.key for told in facts.told if not told.fate.ended and told.due <= facts.now}
    return [c for c in all_ if c.nudge.key in rows and not c.run.step.exempt and not c.asked]


def _ahead(all_: Iterable[Coming], facts: Facts) -> list[tuple[int, date]]:
    """The person's own days on which something is to come that counts for a day, and how important it is."""
    zone = facts.person.zone
    coming = (c.nudge for c in all_ if c.nudge.due > facts.now and not c.run.step.exempt and not c.asked)
    return [(_priority(nudge, facts), local(nudge.due, zone).date()) for nudge in coming]


def _kept(coming: Coming, ahead: Iterable[tuple[int, date]], facts: Facts) -> list[date]:
    """The days that are kept for what is more important and still to come."""
    own = _priority(coming.nudge, facts)
    return [day for priority, day in ahead if priority < own]


def _goes(coming: Coming, facts: Facts, taken: Collection[date]) -> bool:
    return isinstance(_alone(coming, facts, taken), Send)


def _importance(nudge: Nudge, facts: Facts) -> tuple[int, datetime, str]:
    return (_priority(nudge, facts), nudge.due, nudge.key)


def _priority(nudge: Nudge, facts: Facts) -> int:
    journey = facts.library.journeys.get(nudge.journey)
    return journey.priority if journey else 99


def _with_row(nudge: Nudge, facts: Facts) -> Facts:
    """The facts with a row for the nudge, should it not be among them."""
    if any(told.key == nudge.key for told in facts.told):
        return facts
    row = Told(nudge.key, Fate.WAITING, nudge.due, interview=nudge.interview)
    return replace(facts, told=(*facts.told, row))
