"""What people do, as changes of the facts; the same changes that the handlers decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.domain import rest
from bot.domain.action import Action, Stage
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Interview, Outcome, Promise
from bot.domain.person import Pace

MOST = 6
"""Nobody has more interviews than that; the oldest is deleted."""
ZONES = ("Europe/London", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
NATIONS = ("GB-ENG", "GB-SCT", "GB-NIR", "GB-WLS", "IE")
QUIET = ((20, 8.5), (22, 7), (0, 0), (18, 12), (6, 22), (23.5, 2.5))
CLOCKS = (time(8), time(10, 30), time(14), time(1, 30), time(2, 30), time(20), time(15))


def done(what: str, facts: Facts, dice: Random) -> Facts:
    """The facts once somebody has done it. KeyError: nobody does such a thing."""
    return DEEDS[what](facts, dice)


def _log(facts: Facts, dice: Random) -> Facts:
    today = facts.local_now.date()
    id_ = max((interview.id for interview in facts.interviews), default=0) + 1
    day = today + timedelta(days=dice.randint(-4, 24))
    promise = dice.choice(tuple(Promise))
    named = promise in (Promise.DATE, Promise.ROUGHLY)
    made = Interview(
        id_,
        facts.person.id,
        day=day,
        clock=dice.choice((None, time(9), time(14, 15), time(19))),
        zone=dice.choice((facts.person.zone, *ZONES)),
        promise=promise,
        decision_day=day + timedelta(days=dice.randint(0, 25)) if named else None,
        logged_at=facts.now,
    )
    if dice.random() < 0.15:
        made = replace(made, day=None, clock=None, decision_day=None, outcome=Outcome.NOT_SHORTLISTED)
        made = replace(made, outcome_at=facts.now)
    return replace(facts, interviews=(*facts.interviews, made)[-MOST:])


def _move(facts: Facts, dice: Random) -> Facts:
    def moved(interview: Interview) -> Interview:
        if interview.day is None:
            return interview
        day = _today(facts) + timedelta(days=dice.randint(0, 15))
        return replace(interview, day=day, clock=dice.choice((None, time(8), time(16, 30))))

    return _changed(facts, dice, moved)


def _named(facts: Facts, dice: Random) -> Facts:
    """The employer names a day, another day, or none."""
    day = _today(facts) + timedelta(days=dice.randint(-3, 20))
    said = dice.choice((day, day, None))
    promise = Promise.DATE if said else Promise.NONE
    return _changed(facts, dice, lambda i: replace(i, decision_day=said, promise=promise))


def _result(facts: Facts, dice: Random) -> Facts:
    outcome = dice.choice((Outcome.REJECTED, Outcome.REJECTED, *Outcome))
    return _changed(facts, dice, lambda i: replace(i, outcome=outcome, outcome_at=facts.now))


def _offered(facts: Facts, dice: Random) -> Facts:
    """An offer, or what becomes of one."""
    made = [interview for interview in facts.interviews if interview.outcome is Outcome.OFFER]
    if not made:
        return _changed(
            facts, dice, lambda i: replace(i, outcome=Outcome.OFFER, outcome_at=i.outcome_at or facts.now)
        )
    chosen, today = dice.choice(made), _today(facts)
    dated = replace(
        chosen,
        start_day=dice.choice((None, today + timedelta(days=dice.randint(-3, 40)))),
        reply_by=dice.choice((None, today + timedelta(days=dice.randint(0, 12)))),
    )
    there = tuple(dated if one is chosen else one for one in facts.interviews)
    name = dice.choice(("accepted", "accepted", "declined", "fell-through", "left-job", "tick-offer-writing"))
    others = tuple(m for m in facts.marks if (m.name, m.interview) != (name, chosen.id))
    return replace(facts, interviews=there, marks=(*others, Mark(name, chosen.id, facts.now)))


def _undo(facts: Facts, dice: Random) -> Facts:
    return _changed(facts, dice, lambda i: replace(i, outcome=None, outcome_at=None))


def _delete(facts: Facts, dice: Random) -> Facts:
    if not facts.interviews:
        return facts
    gone = dice.choice(facts.interviews)
    return replace(facts, interviews=tuple(i for i in facts.interviews if i is not gone))


def _mark(facts: Facts, dice: Random) -> Facts:
    name = dice.choice(marks(facts))
    about = dice.choice([0, *(interview.id for interview in facts.interviews)])
    others = tuple(m for m in facts.marks if (m.name, m.interview) != (name, about))
    fresh = () if dice.random() < 0.2 else (Mark(name, about, facts.now),)
    return replace(facts, marks=(*others, *fresh))


def marks(facts: Facts) -> list[str]:
    """Every mark that journeys ask about."""
    found = {"ready"}
    for journey in facts.library.journeys.values():
        for step in journey.steps:
            words = (*journey.until, *step.until, *step.when, *step.unless, *step.anchors, *step.follows)
            found |= {word.partition(":")[2] for word in words if word.startswith("mark")}
            found |= {step.opt_in} - {""}
    return sorted(found)


def _takes_a_step(facts: Facts, dice: Random) -> Facts:
    if facts.plan and dice.random() < 0.5:
        over = dice.choice(facts.plan)
        ended = replace(over, stage=dice.choice((Stage.DONE, Stage.DROPPED)), ended_at=facts.now)
        return replace(facts, actions=tuple(ended if a is over else a for a in facts.actions))
    made = Action(len(facts.actions) + 1, facts.person.id, "nerves", "breathe", _today(facts), at=facts.now)
    return replace(facts, actions=(*facts.actions, made))


def _rests(facts: Facts, dice: Random) -> Facts:
    now, until = facts.now, facts.person.paused_until or facts.now
    match dice.choice(("week", "on", "crisis", "today")):
        case "week":
            return _person(facts, paused_until=max(until, now + timedelta(days=7)))
        case "on":
            return _person(facts, paused=True)
        case "crisis":
            return _person(facts, crisis_at=now)
    left = max(until, rest.until_tomorrow(now, facts.person.zone))
    others = tuple(mark for mark in facts.marks if mark.name != rest.LEFT)
    return _person(replace(facts, marks=(*others, Mark(rest.LEFT, 0, now))), paused_until=left)


def _resumes(facts: Facts, _: Random) -> Facts:
    return _person(facts, paused=False, paused_until=None, crisis_at=None)


def _sets(facts: Facts, dice: Random) -> Facts:
    match dice.choice(("quiet", "pace", "hour")):
        case "quiet":
            start, end = dice.choice(QUIET)
            return _person(facts, quiet_from=_clock(start), quiet_until=_clock(end))
        case "pace":
            return _person(facts, pace=dice.choice(tuple(Pace)))
    return _person(facts, nudge_clock=dice.choice((None, *CLOCKS)))


def _travels(facts: Facts, dice: Random) -> Facts:
    return _person(facts, zone=dice.choice(ZONES))


def _changed(facts: Facts, dice: Random, how: Callable[[Interview], Interview]) -> Facts:
    """One of the interviews, changed."""
    if not facts.interviews:
        return facts
    chosen = dice.choice(facts.interviews)
    there = tuple(how(i) if i is chosen else i for i in facts.interviews)
    return replace(facts, interviews=there)


def _person(facts: Facts, **changes: object) -> Facts:
    return replace(facts, person=replace(facts.person, **changes))  # type: ignore[arg-type]  # its own fields


def _clock(hours: float) -> time:
    return time(int(hours), int(hours % 1 * 60))


def _today(facts: Facts) -> date:
    return _local(facts.now, facts.person.zone).date()


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


DEEDS: Mapping[str, Callable[[Facts, Random], Facts]] = {
    "log": _log,
    "move": _move,
    "named": _named,
    "result": _result,
    "offer": _offered,
    "undo": _undo,
    "delete": _delete,
    "mark": _mark,
    "step": _takes_a_step,
    "rest": _rests,
    "resume": _resumes,
    "low": lambda facts, _: _person(facts, low_at=facts.now),
    "set": _sets,
    "travel": _travels,
    "nation": lambda facts, dice: _person(facts, nation=dice.choice(NATIONS)),
    "write": lambda facts, _: facts,
}
