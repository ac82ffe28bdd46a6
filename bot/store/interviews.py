"""Interviews, and what people told us they did about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.facts import Mark
from bot.domain.interview import Interview, Outcome, Promise
from bot.store.engine import insert
from bot.store.tables import interviews, marks


async def of(conn: AsyncConnection, people: Sequence[int]) -> dict[int, tuple[Interview, ...]]:
    """The interviews of each of these people, oldest first."""
    found: dict[int, list[Interview]] = defaultdict(list)
    for row in await conn.execute(_OF, {"people": people}):
        values = dict(row._mapping)
        values["promise"] = Promise(values["promise"])
        values["outcome"] = Outcome(values["outcome"]) if values["outcome"] else None
        found[row.person].append(Interview(**values))
    return {person: tuple(theirs) for person, theirs in found.items()}


async def add(conn: AsyncConnection, new: Sequence[Interview]) -> None:
    """Writes new interviews. One that is there already stays as it is: the same turn was taken before."""
    if new:
        await conn.execute(insert(conn, interviews).on_conflict_do_nothing(), [_values(i) for i in new])


async def keep(conn: AsyncConnection, changed: Sequence[Interview]) -> None:
    """Writes interviews as they are now; their version grows."""
    if changed:
        rows = [{f"{name}_": value for name, value in _values(i).items()} for i in changed]
        columns = [c.name for c in interviews.c if c.name not in ("id", "person", "version")]
        values: dict[str, Any] = {name: bindparam(f"{name}_") for name in columns}
        statement = update(interviews).where(interviews.c.id == bindparam("id_"))
        await conn.execute(statement.values(values | {"version": interviews.c.version + 1}), rows)


async def drop(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Deletes interviews and what was noted about them."""
    if ids:
        await conn.execute(delete(marks).where(marks.c.interview.in_(ids)))
        await conn.execute(delete(interviews).where(interviews.c.id.in_(ids)))


async def marks_of(conn: AsyncConnection, people: Sequence[int]) -> dict[int, tuple[Mark, ...]]:
    """What each of these people told us they did, oldest first."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for row in await conn.execute(_MARKS_OF, {"people": people}):
        found[row.person].append(Mark(row.name, row.interview, row.at))
    return {person: tuple(theirs) for person, theirs in found.items()}


async def mark(conn: AsyncConnection, done: Sequence[tuple[int, str, int]], now: datetime) -> None:
    """Notes (person, name, interview) as done now; done again, it counts from now."""
    if done:
        rows = [{"person": p, "name": name, "interview": i, "at": now} for p, name, i in done]
        statement = insert(conn, marks)
        again = statement.on_conflict_do_update(
            index_elements=["person", "interview", "name"], set_={"at": statement.excluded.at}
        )
        await conn.execute(again, rows)


async def unmark(conn: AsyncConnection, undone: Sequence[tuple[int, str, int]]) -> None:
    """Takes (person, name, interview) back."""
    if undone:
        each = [and_(marks.c.person == p, marks.c.name == n, marks.c.interview == i) for p, n, i in undone]
        await conn.execute(delete(marks).where(or_(*each)))


_people: BindParameter[Any] = bindparam("people", expanding=True)
_OF = select(interviews).where(interviews.c.person.in_(_people)).order_by(interviews.c.id)
_MARKS_OF = select(marks).where(marks.c.person.in_(_people)).order_by(marks.c.at, marks.c.name)


def _values(interview: Interview) -> dict[str, Any]:
    values = {name: getattr(interview, name) for name in Interview.__dataclass_fields__}
    values["promise"] = interview.promise.value
    values["outcome"] = interview.outcome.value if interview.outcome else None
    return values
