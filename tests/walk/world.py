"""One person's world in memory: a decision comes true, time passes, nudges arrive, as the store has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from bot.deliver import later
from bot.domain import change as d
from bot.domain import etiquette, plan, unasked
from bot.domain.decision import Button, Decision, Message
from bot.domain.facts import Facts, Mark
from bot.domain.nudge import Fate, Nudge, Told
from bot.domain.person import Person
from bot.store import nudges
from bot.store.outbox import Row
from bot.turn import screens
from tests.cast import facts as fresh

_NO_PLAN = (d.Ask, d.Settle, d.Erase)


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=_Numbered)


def after(world: Facts, decision: Decision) -> Facts:
    """The world one turn later: changes are made in the order in which the store makes them."""
    changed = world
    for change in sorted(screens.changes(decision, world), key=_place):
        changed = _changed(changed, change)
    if any(not isinstance(change, _NO_PLAN) for change in decision.changes):
        changed = planned(changed)
    return replace(changed, turn=world.turn + 1)


def planned(world: Facts) -> Facts:
    """The world with its nudges worked out anew."""
    wanted = {nudge.key: nudge for nudge in plan.plan(world)}
    ended = {t.key: t for t in world.told if t.fate.ended and not (t.fate.may_return and t.key in wanted)}
    waiting = tuple(
        Told(n.key, Fate.WAITING, n.due, None, n.interview) for n in wanted.values() if n.key not in ended
    )
    return replace(world, told=(*ended.values(), *waiting))


def nudge_by_nudge(world: Facts, most: int, days: int) -> Iterator[tuple[Facts, Nudge, later.Parcel]]:
    """The nudges that come, each as it goes out, with the world just after it came.

    After each the person is heard of, about something else: whoever is silent hears nothing more at last.
    """
    world, end = planned(world), world.now + timedelta(days=days)
    for _ in range(most * 4):
        coming = [n for n in etiquette.upcoming(world) if n.due <= end]
        if not coming or most <= 0:
            return
        nudge = coming[0]
        world = replace(world, now=max(world.now, nudge.due))
        sent = later.worded(_row(nudge), world, {})
        arrived = isinstance(sent, later.Parcel)
        fate = Fate.SENT if arrived else Fate.EXPIRED
        told = Told(nudge.key, fate, nudge.due, world.now, nudge.interview)
        world = planned(replace(world, told=(*(t for t in world.told if t.key != nudge.key), told)))
        if isinstance(sent, later.Parcel):
            most -= 1
            yield world, nudge, sent
            world = planned(replace(world, person=replace(world.person, seen_at=world.now)))


def buttons_of(nudge: Nudge, world: Facts) -> tuple[Button, ...]:
    """What stands under a nudge."""
    return (*unasked.buttons(world, nudge.say, nudge.key, nudge.interview), unasked.ALL_BUTTON)


def _row(nudge: Nudge) -> Row:
    entry = nudges.entry(nudge)
    given: dict[str, Any] = {f.name: getattr(entry, f.name, 0) for f in fields(Row)}
    return Row(**given)


def shown(decision: Decision, person: int) -> tuple[Message, ...]:
    """The messages of a decision that the person gets."""
    return tuple(out for out in decision.messages if isinstance(out, Message) and out.chat == person)


def _changed(world: Facts, change: d.Change) -> Facts:  # noqa: C901, PLR0911, PLR0912 one line a kind of change
    match change:
        case d.KeepPerson(person):
            return replace(world, person=person)
        case d.AddInterview(interview):
            return replace(world, interviews=_with(world.interviews, interview))
        case d.KeepInterview(interview):
            grown = replace(interview, version=interview.version + 1)
            return replace(world, interviews=_in_place(world.interviews, grown))
        case d.DropInterview(id_):
            marks = tuple(m for m in world.marks if m.interview != id_)
            notes = tuple(replace(n, interview=0) if n.interview == id_ else n for n in world.notes)
            steps = tuple(replace(a, interview=0) if a.interview == id_ else a for a in world.actions)
            left = _less(world.interviews, id_)
            return replace(world, interviews=left, marks=marks, notes=notes, actions=steps)
        case d.Ask(question):
            return replace(world, question=question, screen=None)
        case d.Settle():
            return replace(world, question=None, screen=None)
        case d.Show(screen):
            return replace(world, screen=screen)
        case d.SetMark(name, about):
            return replace(world, marks=(*_unmarked(world, name, about), Mark(name, about, world.now)))
        case d.ClearMark(name, about):
            return replace(world, marks=_unmarked(world, name, about))
        case d.SkipNudge(key):
            return replace(world, told=tuple(_fated(t, key, world, skip=True) for t in world.told))
        case d.UnskipNudge(key):
            return replace(world, told=tuple(_fated(t, key, world, skip=False) for t in world.told))
        case d.SnoozeNudge(snooze):
            others = tuple(s for s in world.snoozes if s.key != snooze.key)
            told = tuple(_fated(t, snooze.key, world, skip=True) for t in world.told)
            return replace(world, snoozes=(*others, snooze), told=told)
        case d.UnsnoozeNudge(key):
            return replace(world, snoozes=tuple(s for s in world.snoozes if s.key != key))
        case d.MergeNudge(key):
            merged = (replace(t, fate=Fate.MERGED, at=world.now) if t.key == key else t for t in world.told)
            return replace(world, told=tuple(merged))
        case d.AddNote(note):
            return replace(world, notes=_with(world.notes, note))
        case d.KeepNote(note):
            return replace(world, notes=_in_place(world.notes, replace(note, version=note.version + 1)))
        case d.DropNote(id_):
            return replace(world, notes=_less(world.notes, id_))
        case d.AddApplication(application):
            return replace(world, applications=_with(world.applications, application))
        case d.DropApplication(id_):
            return replace(world, applications=_less(world.applications, id_))
        case d.AddAction(action):
            return replace(world, actions=_with(world.actions, action))
        case d.KeepAction(action):
            return replace(
                world, actions=_in_place(world.actions, replace(action, version=action.version + 1))
            )
        case d.AddRequest(request):
            return replace(world, requests=_with(world.requests, request))
        case d.MoveRequest(request):
            return replace(world, requests=_in_place(world.requests, request))
        case d.Erase():
            gone = Person(world.person.id, world.person.first_name)
            return fresh(now=world.now, library=world.library, desk=world.desk, person=gone)
        case d.MoveChat():
            return world


def _place(change: d.Change) -> int:
    return 2 if isinstance(change, d.Show) else int(isinstance(change, d.Ask | d.SetMark))


def _with(things: Sequence[T], thing: T) -> tuple[T, ...]:
    assert thing.id not in {one.id for one in things}, f"the id of {thing} is taken"
    return (*things, thing)


def _in_place(things: Sequence[T], thing: T) -> tuple[T, ...]:
    return tuple(thing if one.id == thing.id else one for one in things)


def _less(things: Sequence[T], id_: int) -> tuple[T, ...]:
    return tuple(one for one in things if one.id != id_)


def _unmarked(world: Facts, name: str, about: int) -> tuple[Mark, ...]:
    return tuple(m for m in world.marks if (m.name, m.interview) != (name, about))


def _fated(told: Told, key: str, world: Facts, *, skip: bool) -> Told:
    if told.key != key:
        return told
    if skip and told.fate is Fate.WAITING:
        return replace(told, fate=Fate.SKIPPED, at=world.now)
    if not skip and told.fate is Fate.SKIPPED:
        return replace(told, fate=Fate.WAITING, at=None)
    return told
