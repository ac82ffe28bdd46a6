"""Jobseekers: their rows, and what they are in the middle of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.person import Pace, Person
from bot.domain.question import Question
from bot.store.engine import insert
from bot.store.tables import people, questions


async def meet(conn: AsyncConnection, found: Sequence[Person], now: datetime) -> None:
    """Writes down people seen for the first time; all of them are here now and reachable."""
    if not found:
        return
    fresh = [_values(replace(person, created_at=now, seen_at=now)) for person in found]
    await conn.execute(insert(conn, people).on_conflict_do_nothing(index_elements=["id"]), fresh)
    seen = people.c.id.in_([person.id for person in found])
    await conn.execute(update(people).where(seen).values(seen_at=now, unreachable=""))


async def of(conn: AsyncConnection, ids: Sequence[int]) -> dict[int, Person]:
    """Persons by id; those we do not know are left out."""
    rows = await conn.execute(select(people).where(people.c.id.in_(ids)))
    return {row.id: person(row) for row in rows}


def person(row: Row[Any]) -> Person:
    """A row as the domain has it."""
    values = dict(row._mapping)
    values["pace"] = Pace(values["pace"])
    return Person(**values)


async def keep(conn: AsyncConnection, changed: Sequence[Person]) -> None:
    """Writes persons as they are now."""
    if changed:
        rows = [{f"{name}_": value for name, value in _values(p).items()} for p in changed]
        columns = [c.name for c in people.c if c.name not in ("id", "created_at", "seen_at")]
        statement = update(people).where(people.c.id == bindparam("id_"))
        await conn.execute(statement.values({name: bindparam(f"{name}_") for name in columns}), rows)


async def unreachable(conn: AsyncConnection, ids: Sequence[int], why: str) -> None:
    """Remembers that Telegram refuses our messages to these people."""
    if ids:
        await conn.execute(update(people).where(people.c.id.in_(ids)).values(unreachable=why))


async def questions_of(conn: AsyncConnection, ids: Sequence[int]) -> dict[int, Question]:
    """What each of these persons was asked last and has not answered."""
    rows = await conn.execute(select(questions).where(questions.c.person.in_(ids)))
    return {
        r.person: Question(name=r.name, about=r.about, draft=r.draft, misses=r.misses, asked_at=r.asked_at)
        for r in rows
    }


async def ask(conn: AsyncConnection, asked: Sequence[tuple[int, Question]]) -> None:
    """Remembers what was asked, in place of what was asked before."""
    if asked:
        await settle(conn, [person_id for person_id, _ in asked])
        rows = [{"person": p, **asdict(q), "draft": dict(q.draft)} for p, q in asked]
        await conn.execute(questions.insert(), rows)


async def settle(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Nothing is being asked of these people any more."""
    if ids:
        await conn.execute(delete(questions).where(questions.c.person.in_(ids)))


async def erase(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Deletes people with everything that hangs on them (by foreign keys)."""
    if ids:
        await conn.execute(delete(people).where(people.c.id.in_(ids)))


def _values(person: Person) -> dict[str, Any]:
    return {**asdict(person), "pace": person.pace.value}
