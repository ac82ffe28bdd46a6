"""Jobseekers, and how they want to be spoken to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.person import Pace, Person
from bot.store.engine import insert
from bot.store.tables import inbox, people


async def meet(conn: AsyncConnection, found: Sequence[Person], now: datetime) -> None:
    """Writes down people seen for the first time."""
    if found:
        fresh = [_values(replace(person, created_at=now, seen_at=now)) for person in found]
        await conn.execute(insert(conn, people).on_conflict_do_nothing(index_elements=["id"]), fresh)


async def seen(conn: AsyncConnection, ids: Sequence[int], now: datetime) -> None:
    """These people are here now, so they can be reached."""
    if ids:
        await conn.execute(_SEEN, {"ids": ids, "now": now})


async def of(conn: AsyncConnection, ids: Sequence[int]) -> dict[int, Person]:
    """Persons by id; those we do not know are left out."""
    rows = await conn.execute(_OF, {"ids": ids})
    return {row.id: person(row) for row in rows}


async def after(conn: AsyncConnection, id_: int, most: int) -> list[int]:
    """The next so many people, in the order of their ids. Fewer: there are no more."""
    return list(
        await conn.scalars(select(people.c.id).where(people.c.id > id_).order_by(people.c.id).limit(most))
    )


def person(row: Row[Any]) -> Person:
    """A row as the domain has it."""
    values = dict(row._mapping)
    values["pace"] = Pace(values["pace"])
    return Person(**values)


async def keep(conn: AsyncConnection, changed: Sequence[Person]) -> None:
    """Writes persons as they are now."""
    if changed:
        rows = [{f"{name}_": value for name, value in _values(p).items()} for p in changed]
        columns = [c.name for c in people.c if c.name not in _NOT_THEIRS]
        statement = update(people).where(people.c.id == bindparam("id_"))
        await conn.execute(statement.values({name: bindparam(f"{name}_") for name in columns}), rows)


async def unreachable(conn: AsyncConnection, ids: Sequence[int], why: str) -> None:
    """Remembers that Telegram refuses our messages to these people."""
    if ids:
        await conn.execute(update(people).where(people.c.id.in_(ids)).values(unreachable=why))


async def unwarned(conn: AsyncConnection, since: datetime, most: int) -> list[int]:
    """People who have been silent since this moment, and were not told what comes of it."""
    quiet = and_(people.c.seen_at <= since, people.c.warned_at.is_(None))
    return list(await conn.scalars(select(people.c.id).where(quiet).order_by(people.c.id).limit(most)))


async def silent(conn: AsyncConnection, since: datetime, most: int) -> list[int]:
    """People who were told by this moment, and have not stirred since, as far as we have heard."""
    unheard = select(inbox.c.id).where(and_(inbox.c.chat == people.c.id, inbox.c.state == "waiting"))
    told = and_(people.c.warned_at <= since, ~unheard.exists())
    return list(await conn.scalars(select(people.c.id).where(told).order_by(people.c.id).limit(most)))


async def warned(conn: AsyncConnection, ids: Sequence[int], now: datetime) -> None:
    """These people have been told that everything of theirs will go."""
    if ids:
        await conn.execute(update(people).where(people.c.id.in_(ids)).values(warned_at=now))


async def erase(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Deletes people with everything that hangs on them (by foreign keys)."""
    if ids:
        await conn.execute(delete(people).where(people.c.id.in_(ids)))


_these = people.c.id.in_(bindparam("ids", expanding=True))
_OF = select(people).where(_these)
_SEEN = update(people).where(_these).values(seen_at=bindparam("now"), unreachable="", warned_at=None)
_NOT_THEIRS = ("id", "created_at", "seen_at", "warned_at")
"""What no handler writes: it would put back what was before this very turn."""


def _values(person: Person) -> dict[str, Any]:
    values = {name: getattr(person, name) for name in Person.__dataclass_fields__}
    return {**values, "pace": person.pace.value}
