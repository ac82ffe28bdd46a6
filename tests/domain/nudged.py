"""A person with interviews, the journeys that ship, and a small delivery that follows the verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from bot.domain import etiquette
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Interview, Outcome, Promise
from bot.domain.journey import Journey, read
from bot.domain.library import Library
from bot.domain.nudge import Fate, Nudge, Told
from bot.domain.person import Person
from bot.domain.plan import plan

SHIPPED = Path(__file__).parents[2] / "content" / "journeys"


def at(words: str, zone: str = "Europe/London") -> datetime:
    """«2026-12-01 10:00» on a wall clock."""
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def journey(name: str, words: str) -> Journey:
    """A journey from YAML; fails with every mistake in it."""
    made, mistakes = read(name, yaml.safe_load(words))
    assert made is not None, mistakes
    return made


def shipped(*names: str) -> dict[str, Journey]:
    """The journeys of content/; with names, only those."""
    paths = [path for path in sorted(SHIPPED.glob("*.yaml")) if not names or path.stem in names]
    return {path.stem: journey(path.stem, path.read_text()) for path in paths}


SAM = Person(7, "Sam", welcomed=True, created_at=at("2026-11-02 09:00"), seen_at=at("2026-11-23 12:00"))

ACME = Interview(
    42,
    SAM.id,
    role="Data analyst",
    employer="Acme",
    day=date(2026, 11, 24),
    clock=time(14, 0),
    promise=Promise.DATE,
    decision_day=date(2026, 12, 3),
    logged_at=at("2026-11-23 12:00"),
)
"""Interview on Tuesday 24 November; they will decide by Thursday 3 December."""

UNDATED = replace(ACME, promise=Promise.NONE, decision_day=None)

LIBRARY = Library(journeys=shipped("result-check", "chase", "ask-feedback", "keep-applying"))
"""What most tests need; each further journey has tests of its own."""


def facts(now: str, *interviews: Interview, person: Person = SAM, **more: object) -> Facts:
    """What is known about Sam at a moment of their own wall clock."""
    base = Facts(at(now, person.zone), LIBRARY, person, interviews=interviews or (ACME,))
    return replace(base, **more)  # type: ignore[arg-type]  # the tests name the fields of Facts


def with_journeys(facts: Facts, journeys: Mapping[str, Journey]) -> Facts:
    return replace(facts, library=Library(journeys=journeys))


def lost(when: str, interview: Interview = ACME) -> Interview:
    """The interview, with a no recorded at a moment."""
    return replace(interview, outcome=Outcome.REJECTED, outcome_at=at(when))


def mark(name: str, when: str, interview: int = ACME.id) -> Mark:
    return Mark(name, interview, at(when))


def sent(key: str, when: str, fate: Fate = Fate.SENT) -> Told:
    return Told(key, fate, at(when), at(when))


def waiting(key: str, due: str) -> Told:
    return Told(key, Fate.WAITING, at(due))


def planned(facts: Facts) -> dict[str, str]:
    """Key → wall clock of every planned nudge."""
    return {nudge.key: wall(nudge.due, facts.person) for nudge in plan(facts)}


def wall(moment: datetime, person: Person = SAM) -> str:
    return moment.astimezone(ZoneInfo(person.zone)).strftime("%a %Y-%m-%d %H:%M")


def nudge(key: str, due: str, say: str = "words") -> Nudge:
    """A nudge as the outbox hands it to us: «interview:42/chase/no-date/1»."""
    subject, journey_, step, _ = key.split("/")
    kind, _, id_ = subject.partition(":")
    return Nudge(key, SAM.id, journey_, step, say, at(due), int(id_) if kind == "interview" else 0)


def live(facts: Facts, until: str) -> tuple[list[tuple[str, str]], Facts]:
    """Lets time pass, as turn and deliver do. Returns (wall clock, key) of all sent, and the facts then."""
    came: list[tuple[str, str]] = []
    ready: dict[str, datetime] = {}
    end = at(until, facts.person.zone)
    facts = reconciled(facts)
    while True:
        rows = [told for told in facts.told if not told.fate.ended]
        if not rows:
            return came, facts
        row = min(rows, key=lambda told: (max(ready.get(told.key, told.due), told.due), told.key))
        moment = max(ready.get(row.key, row.due), row.due, facts.now)
        if moment > end:
            return came, facts
        facts = replace(facts, now=moment)
        match etiquette.judge(nudge_of(row, facts), facts):
            case etiquette.Send():
                came.append((wall(moment, facts.person), row.key))
                facts = reconciled(_ended(facts, row, Fate.SENT))
            case etiquette.Wait(later, _):
                assert later > moment
                ready[row.key] = later
            case etiquette.Drop(fate, _):
                facts = reconciled(_ended(facts, row, fate))


def nudge_of(row: Told, facts: Facts) -> Nudge:
    """The nudge of a row, as the outbox keeps it."""
    made = nudge(row.key, "2026-01-01 00:00")
    return replace(made, due=row.due, person=facts.person.id)


def reconciled(facts: Facts) -> Facts:
    """The rows as the outbox has them after planning."""
    wanted = {planned.key: planned for planned in plan(facts)}
    kept: list[Told] = []
    for row in facts.told:
        want = wanted.pop(row.key, None)
        if want is not None and (not row.fate.ended or row.fate.may_return):
            kept.append(Told(row.key, Fate.WAITING, want.due))
        elif want is None and not row.fate.ended:
            kept.append(replace(row, fate=Fate.CANCELLED, at=facts.now))
        else:
            kept.append(row)
    fresh = [Told(want.key, Fate.WAITING, want.due) for want in wanted.values()]
    return replace(facts, told=(*kept, *fresh))


def _ended(facts: Facts, row: Told, fate: Fate) -> Facts:
    rows = [replace(told, fate=fate, at=facts.now) if told.key == row.key else told for told in facts.told]
    return replace(facts, told=tuple(rows))
