"""The small steps that people took on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.action import Action, Stage
from bot.store.engine import insert
from bot.store.tables import actions


async def of(conn: AsyncConnection, people: Sequence[int]) -> dict[int, tuple[Action, ...]]:
    """The steps of each of these people, in the order in which they were taken on."""
    query = select(actions).where(actions.c.person.in_(people)).order_by(actions.c.id)
    found: dict[int, list[Action]] = defaultdict(list)
    for row in await conn.execute(query):
        found[row.person].append(Action(**{**row._mapping, "stage": Stage(row.stage)}))
    return {person: tuple(theirs) for person, theirs in found.items()}


async def add(conn: AsyncConnection, new: Sequence[Action]) -> None:
    """Writes new steps. One that is there already stays as it is: the same turn was taken before."""
    if new:
        await conn.execute(insert(conn, actions).on_conflict_do_nothing(), [_values(a) for a in new])


async def keep(conn: AsyncConnection, changed: Sequence[Action]) -> None:
    """Writes steps as they are now; their version grows. One that has gone stays gone."""
    if changed:
        changing = ("day", "smaller", "stage", "ended_at")
        rows = [
            {"id_": a.id, "person_": a.person, **{f"{name}_": _values(a)[name] for name in changing}}
            for a in changed
        ]
        theirs = and_(actions.c.id == bindparam("id_"), actions.c.person == bindparam("person_"))
        values = {name: bindparam(f"{name}_", type_=actions.c[name].type) for name in changing}
        growing = update(actions).where(theirs).values(**values, version=actions.c.version + 1)
        await conn.execute(growing, rows)


async def let_go(conn: AsyncConnection, interviews: Sequence[int]) -> None:
    """These interviews are deleted; the steps that came from them stay."""
    if interviews:
        await conn.execute(update(actions).where(actions.c.interview.in_(interviews)).values(interview=0))


def _values(action: Action) -> dict[str, Any]:
    return {**asdict(action), "stage": str(action.stage)}
