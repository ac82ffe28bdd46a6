"""Which nudges should exist, derived from the facts. Planning twice gives the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain import anchors, clocks, conditions, timing
from bot.domain.anchors import Anchor, Anchors, Subject
from bot.domain.calendar import instant, local, next_working_day
from bot.domain.coming import Coming, Run
from bot.domain.facts import Facts
from bot.domain.history import ANSWER, RESTS_AFTER, History, ended_at
from bot.domain.journey import Journey
from bot.domain.nudge import Nudge, Snooze
from bot.domain.step import Step

ENDS_AFTER = 2
"""So many nudges ignored in a row end their journey."""

_ZONES_APART = timedelta(hours=26)
"""A person who moves may shift a moment by so much; it is the same moment still."""


class Known:
    """What planning for one person goes by."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.history = History(facts)
        self.anchors = Anchors(facts, self.history)


def plan(facts: Facts) -> tuple[Nudge, ...]:
    """The nudges that should wait now: of each step the next that has not ended, with its moment in UTC."""
    return tuple(coming.nudge for coming in all_coming(facts))


def all_coming(facts: Facts) -> tuple[Coming, ...]:
    """The same with what decides their moments."""
    if facts.person.unreachable:
        return ()
    known = Known(facts)
    found: dict[str, Coming] = {}
    for run in sorted(_begun(known), key=lambda run: bool(run.step.follows)):
        coming = _next(run, known)
        if isinstance(coming, Coming):
            found[run.key] = _following(coming, found, known) if run.step.follows else coming
    put_off = [_put_off(snooze, known) for snooze in facts.snoozes]
    asked = [coming for coming in put_off if isinstance(coming, Coming)]
    return (*(_patient(coming, asked, known) for coming in found.values()), *asked)


def why_gone(nudge: Nudge, facts: Facts) -> str:
    """Why a nudge is not planned any more, in a word or two for the records."""
    known = Known(facts)
    for snooze in facts.snoozes:
        if snooze.later == nudge.key:
            reason = _put_off(snooze, known)
            return reason if isinstance(reason, str) else "over"
    run = _run(nudge.key, facts)
    reason = _next(run, known) if run else "gone"
    return reason if isinstance(reason, str) else "over"


def _begun(known: Known) -> Iterator[Run]:
    """Every step of every journey about everything that it can be about, where there is a moment to count
    from; by far the most have none."""
    subjects = anchors.subjects(known.facts)
    for journey in known.facts.library.journeys.values():
        for subject in subjects[journey.about]:
            for step in journey.steps:
                if known.anchors.latest(step.anchors, subject) is not None:
                    yield _about(journey, step, subject)


def _run(nudge: str, facts: Facts) -> Run | None:
    """What a nudge of this key belongs to. None: what it was about is gone, or its step."""
    step = facts.library.step(nudge)
    if step is None:
        return None
    about, name, *_ = nudge.split("/")
    journey = facts.library.journeys[name]
    subjects = anchors.subjects(facts)[journey.about]
    return next((_about(journey, step, subject) for subject in subjects if subject.key == about), None)


def _about(journey: Journey, step: Step, subject: Subject) -> Run:
    whole = f"{subject.key}/{journey.name}"
    return Run(journey, step, subject, whole, f"{whole}/{step.id}")


def _put_off(snooze: Snooze, known: Known) -> Coming | str:
    """A nudge at the moment that its person asked for, or why it does not come: its reason has to hold."""
    run = _run(snooze.key, known.facts)
    if run is None:
        return "gone"
    facts, rows = known.facts, known.history.rows
    told = rows.get(snooze.later)
    if told is not None and told.fate.ended and not told.fate.may_return:
        return "over"
    anchor = known.anchors.latest(run.step.anchors, run.subject)
    if anchor is None:
        return "no-anchor"
    if reason := _over(run, anchor, facts):
        return reason
    first, own = _first(run, anchor, known), rows.get(snooze.key)
    if first is None:
        return "too-near"
    if own is not None and (not own.fate.ended or own.fate.may_return):
        return "taken-back"
    if run.step.again and own is not None and first > ended_at(own) + _ZONES_APART:
        return "moved"  # what it counts from has, and a nudge of its own comes for that
    until, end = max(snooze.until, first), known.anchors.latest((run.step.halfway_to,), run.subject)
    if end is not None and until >= end.at:
        return "too-late"
    nudge = _nudge(run, snooze.later, until, facts.person.id)
    clock = local(until, facts.person.zone).time()
    return Coming(nudge, run, clock, first if run.step.keeps_near else until, asked=True)


def _patient(coming: Coming, asked: list[Coming], known: Known) -> Coming:
    """One more reminder of the same step leaves time to answer the one that was put off."""
    step, now, person = coming.run.key, known.facts.now, known.facts.person
    to_come = [max(now, other.nudge.due) for other in asked if other.run.key == step]
    last = max((*to_come, *known.history.put_off(step)), default=None)
    if last is None or coming.run.step.exempt:
        return coming
    day = local(last + ANSWER, person.zone).date()
    return replace(coming, not_before=instant(day, coming.clock, person.zone))


def _next(run: Run, known: Known) -> Coming | str:
    """The next nudge of a step, or why there is none."""
    step, subject, facts, history = run.step, run.subject, known.facts, known.history
    anchor = known.anchors.latest(step.anchors, subject)
    if anchor is None:
        return "no-anchor"
    if reason := _stopped(run, anchor, known):
        return reason
    first, person = _first(run, anchor, known), facts.person
    if first is None:
        return "too-near"
    if step.after.count < 0 and _logged_after(first, subject):
        return "too-late"
    since = first - _ZONES_APART if step.again else None
    spent = [m for m in history.spent(run.key) if since is None or m >= since]
    nth, number = len(spent) + history.passed(run.key, since) + 1, history.last(run.key) + 1
    if nth > step.most:
        return "over"
    gaps = 2 if run.journey.back_off and history.ignored(run.whole) else 1
    meant = max(first, timing.repeated(step, nth, spent[-1], gaps, subject, person)) if spent else first
    if (kept := _kept(run, f"{run.key}/{number}", known)) is not None:
        meant = kept
    while step.late is not None and facts.now - meant > step.late:
        nth, number = nth + 1, number + 1
        if nth > step.most:
            return "too-late"
        meant = timing.repeated(step, nth, meant, gaps, subject, person)
    own = timing.repeat_of(step, nth).at if nth > 1 else step.at
    clock = timing.wanted(own, step, person) if own else local(meant, person.zone).time()
    key = f"{run.key}/{number}"
    due = meant if meant > facts.now else _settled(run, key, meant, clock, known)
    return Coming(_nudge(run, key, due, person.id), run, clock, meant)


def _kept(run: Run, key: str, known: Known) -> datetime | None:
    """The moment that a nudge keeps: its zone has gone, so nobody knows a better one. None: it is planned."""
    interview = run.subject.interview
    if clocks.known(known.facts.person.zone) and (interview is None or clocks.known(interview.zone)):
        return None
    row = known.history.waiting(key)
    return None if row is None else row.due


def _stopped(run: Run, anchor: Anchor, known: Known) -> str:
    """What keeps a step from coming at all; empty: nothing."""
    journey, step, history = run.journey, run.step, known.history
    if reason := _over(run, anchor, known.facts):
        return reason
    if journey.most is not None and history.arrived(run.whole) >= journey.most:
        return "most"
    if step.exempt:
        return ""
    if history.resting:
        return "resting"
    if not journey.back_off:
        return ""
    silent = history.ignored(run.whole) >= ENDS_AFTER or history.ignored() >= RESTS_AFTER
    return "ignored" if silent else ""


def _over(run: Run, anchor: Anchor, facts: Facts) -> str:
    """What takes the reason away for which a step would come; empty: nothing."""
    step, subject = run.step, run.subject
    if step.opt_in and anchors.noted(step.opt_in, subject, facts) is None:
        return f"opt-in:{step.opt_in}"
    for word in step.when:
        if not conditions.holds(word, subject, facts, anchor):
            return f"when:{word}"
    if word := conditions.first(step.unless, subject, facts, anchor):
        return f"unless:{word}"
    return conditions.first((*run.journey.until, *step.until), subject, facts, anchor)


def _first(run: Run, anchor: Anchor, known: Known) -> datetime | None:
    """When a step should come first. None: the two moments it stands between are too near to each other."""
    step, subject, person = run.step, run.subject, known.facts.person
    if not step.halfway_to:
        return timing.first(step, anchor, subject, person)
    end = known.anchors.latest((step.halfway_to,), subject)
    return None if end is None else timing.halfway(step, anchor, end, subject, person)


def _logged_after(moment: datetime, subject: Subject) -> bool:
    """Whether we heard of an interview only after this moment: what should have come then is left out."""
    logged = subject.interview.logged_at if subject.interview else None
    return logged is not None and logged > moment


def _nudge(run: Run, key: str, due: datetime, person: int) -> Nudge:
    interview, request = run.subject.interview, run.subject.request
    return Nudge(
        key=key,
        person=person,
        journey=run.journey.name,
        step=run.step.id,
        say=run.step.say,
        due=due,
        interview=interview.id if interview else 0,
        request=request.id if request else 0,
    )


def _settled(run: Run, key: str, meant: datetime, clock: time, known: Known) -> datetime:
    """The due of what is over. It stands still: what was over before we knew comes at the next slot, once."""
    slot = timing.next_slot(known.facts.now, clock, run.step, run.subject, known.facts.person)
    row = known.history.waiting(key)
    if row is not None:
        return min(max(row.due, meant), slot)
    in_time = run.step.late is None or slot - meant <= run.step.late
    return slot if in_time else meant


def _following(coming: Coming, planned: dict[str, Coming], known: Known) -> Coming:
    """Moved to the working day after what it follows; it does not wait for what will never happen."""
    if _kept(coming.run, coming.nudge.key, known) is not None:
        return coming
    happened, expected = _before(coming.run, planned, known)
    before = min(happened or expected, default=None)
    if before is None:
        return coming
    person, run, now = known.facts.person, coming.run, known.facts.now
    day = next_working_day(local(before, person.zone).date(), person.nation)
    earliest = instant(day, coming.clock, person.zone)
    earliest = timing.fit(earliest, coming.clock, run.step, run.subject, person)
    meant, key = max(coming.meant, earliest), coming.nudge.key
    due = meant if meant > now else _settled(run, key, meant, coming.clock, known)
    return replace(coming, nudge=replace(coming.nudge, due=due), meant=meant, asks_first=not happened)


def _before(run: Run, planned: dict[str, Coming], known: Known) -> tuple[list[datetime], list[datetime]]:
    """When the things a step follows happened since its anchor, and when those to come are due."""
    anchor = known.anchors.latest(run.step.anchors, run.subject)
    happened: list[datetime] = []
    expected: list[datetime] = []
    for word in run.step.follows:
        key = f"{run.subject.key}/{word}"
        if word.startswith("mark:"):
            noted = anchors.noted(word.removeprefix("mark:"), run.subject, known.facts)
            happened += [noted] if noted else []
        else:
            happened += known.history.took_place(key)
            expected += [planned[key].nudge.due] if key in planned else []
    return [moment for moment in happened if anchor is not None and moment >= anchor.at], expected
