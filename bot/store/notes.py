"""What people wrote down for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.note import Note
from bot.store.engine import insert
from bot.store.tables import notes


async def of(conn: AsyncConnection, people: Sequence[int]) -> dict[int, tuple[Note, ...]]:
    """The notes of each of these people, oldest first."""
    query = select(notes).where(notes.c.person.in_(people)).order_by(notes.c.id)
    found: dict[int, list[Note]] = defaultdict(list)
    for row in await conn.execute(query):
        found[row.person].append(Note(**row._mapping))
    return {person: tuple(theirs) for person, theirs in found.items()}


async def add(conn: AsyncConnection, new: Sequence[Note]) -> None:
    """Writes new notes. One that is there already stays as it is: the same turn was taken before."""
    if new:
        await conn.execute(insert(conn, notes).on_conflict_do_nothing(), [_values(note) for note in new])


async def keep(conn: AsyncConnection, changed: Sequence[Note]) -> None:
    """Writes the words of notes as they are now; their version grows. One that has gone stays gone."""
    if changed:
        rows = [{"id_": note.id, "person_": note.person, "words_": dict(note.words)} for note in changed]
        theirs = and_(notes.c.id == bindparam("id_"), notes.c.person == bindparam("person_"))
        values = {"words": bindparam("words_", type_=notes.c.words.type), "version": notes.c.version + 1}
        await conn.execute(update(notes).where(theirs).values(values), rows)


async def drop(conn: AsyncConnection, gone: Sequence[tuple[int, int]]) -> None:
    """Deletes notes, each named with its person."""
    if gone:
        each = [and_(notes.c.person == person, notes.c.id == id_) for person, id_ in gone]
        await conn.execute(delete(notes).where(or_(*each)))


async def let_go(conn: AsyncConnection, interviews: Sequence[int]) -> None:
    """These interviews are deleted; what was written about them stays."""
    if interviews:
        await conn.execute(update(notes).where(notes.c.interview.in_(interviews)).values(interview=0))


def _values(note: Note) -> dict[str, Any]:
    return {**{name: getattr(note, name) for name in Note.__dataclass_fields__}, "words": dict(note.words)}
