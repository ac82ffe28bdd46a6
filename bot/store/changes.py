"""Makes decisions true: the changes of a whole batch of turns, a few statements for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import change as d
from bot.domain.action import Action
from bot.domain.application import Application
from bot.domain.callback import Request
from bot.domain.interview import Interview
from bot.domain.note import Note
from bot.domain.person import Person
from bot.domain.question import Question
from bot.domain.screen import Screen
from bot.store import (
    actions,
    applications,
    chats,
    inbox,
    interviews,
    notes,
    nudges,
    people,
    questions,
    requests,
)
from bot.store.sealed import Seal


class Refused(Exception):
    """A row is no longer as the handler saw it: the turn is to be taken again with fresh facts."""


@dataclass(slots=True)
class _Batch:
    """The same kinds of change, side by side."""

    persons: list[Person] = field(default_factory=list)
    new: list[Interview] = field(default_factory=list)
    changed: list[Interview] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    noted: list[Note] = field(default_factory=list)
    reworded: list[Note] = field(default_factory=list)
    torn_up: list[tuple[int, int]] = field(default_factory=list)
    applied: list[Application] = field(default_factory=list)
    not_applied: list[tuple[int, int]] = field(default_factory=list)
    taken_on: list[Action] = field(default_factory=list)
    went_on: list[Action] = field(default_factory=list)
    asked: list[tuple[int, Question]] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)
    shown: list[tuple[int, Screen]] = field(default_factory=list)
    marked: list[tuple[int, str, int]] = field(default_factory=list)
    unmarked: list[tuple[int, str, int]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unskipped: list[str] = field(default_factory=list)
    wished: list[Request] = field(default_factory=list)
    moved: list[d.MoveRequest] = field(default_factory=list)
    regrouped: list[d.MoveChat] = field(default_factory=list)
    erased: list[int] = field(default_factory=list)


async def apply(
    conn: AsyncConnection, turns: Sequence[tuple[int, Sequence[d.Change]]], now: datetime, seal: Seal
) -> None:
    """Writes the changes of (person, changes) turns. Refused: nothing of the transaction may be kept."""
    batch = _Batch()
    for person, changes in turns:
        for change in changes:
            _sort(batch, person, change)
    for move in batch.moved:
        if not await requests.move(conn, move, seal):
            raise Refused(f"request {move.request.id}")
    await people.keep(conn, batch.persons)
    await interviews.add(conn, batch.new)
    await interviews.keep(conn, batch.changed)
    await interviews.drop(conn, batch.dropped)
    await notes.let_go(conn, batch.dropped)
    await actions.let_go(conn, batch.dropped)
    await notes.add(conn, batch.noted)
    await notes.keep(conn, batch.reworded)
    await notes.drop(conn, batch.torn_up)
    await applications.add(conn, batch.applied)
    await applications.drop(conn, batch.not_applied)
    await actions.add(conn, batch.taken_on)
    await actions.keep(conn, batch.went_on)
    await interviews.unmark(conn, batch.unmarked)
    await interviews.mark(conn, batch.marked, now)
    await questions.settle(conn, batch.settled)
    await questions.ask(conn, batch.asked, seal)
    await questions.show(conn, batch.shown)
    await nudges.unskip(conn, batch.unskipped)
    await nudges.skip(conn, batch.skipped, now)
    await requests.add(conn, batch.wished, seal)
    for group in batch.regrouped:
        await chats.move(conn, group.old, group.new)
    await inbox.erase(conn, batch.erased)
    await people.erase(conn, batch.erased)


def _sort(batch: _Batch, person: int, change: d.Change) -> None:  # noqa: C901, PLR0912 - one line a kind of change
    match change:
        case d.KeepPerson(kept):
            batch.persons.append(kept)
        case d.AddInterview(interview):
            batch.new.append(interview)
        case d.KeepInterview(interview):
            batch.changed.append(interview)
        case d.DropInterview(id_):
            batch.dropped.append(id_)
        case d.Ask(question):
            batch.asked.append((person, question))
        case d.Settle():
            batch.settled.append(person)
        case d.Show(screen):
            batch.shown.append((person, screen))
        case d.SetMark(name, interview):
            batch.marked.append((person, name, interview))
        case d.ClearMark(name, interview):
            batch.unmarked.append((person, name, interview))
        case d.SkipNudge(key):
            batch.skipped.append(key)
        case d.UnskipNudge(key):
            batch.unskipped.append(key)
        case d.AddNote(note):
            batch.noted.append(note)
        case d.KeepNote(note):
            batch.reworded.append(note)
        case d.DropNote(id_):
            batch.torn_up.append((person, id_))
        case d.AddApplication(application):
            batch.applied.append(application)
        case d.DropApplication(id_):
            batch.not_applied.append((person, id_))
        case d.AddAction(action):
            batch.taken_on.append(action)
        case d.KeepAction(action):
            batch.went_on.append(action)
        case d.AddRequest(request):
            batch.wished.append(request)
        case d.MoveRequest():
            batch.moved.append(change)
        case d.MoveChat():
            batch.regrouped.append(change)
        case d.Erase():
            batch.erased.append(person)
        case _:
            assert_never(change)
