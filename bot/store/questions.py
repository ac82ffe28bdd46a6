"""What people are in the middle of: at most one question each, with what they have answered so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.question import Question
from bot.store.sealed import Seal
from bot.store.tables import questions

NUMBER = "number"
"""The answer that is encrypted, as it is everywhere else."""


async def of(conn: AsyncConnection, people: Sequence[int], seal: Seal) -> dict[int, Question]:
    """What each of these persons was asked last and has not answered."""
    rows = await conn.execute(_OF, {"people": people})
    return {r.person: Question(r.name, r.about, _opened(r.draft, seal), r.misses, r.asked_at) for r in rows}


async def ask(conn: AsyncConnection, asked: Sequence[tuple[int, Question]], seal: Seal) -> None:
    """Remembers what was asked, in place of what was asked before."""
    if asked:
        await settle(conn, [person for person, _ in asked])
        rows = [{"person": p, **asdict(q), "draft": _closed(q.draft, seal)} for p, q in asked]
        await conn.execute(questions.insert(), rows)


async def settle(conn: AsyncConnection, people: Sequence[int]) -> None:
    """Nothing is being asked of these people any more."""
    if people:
        await conn.execute(_SETTLE, {"people": people})


_theirs = questions.c.person.in_(bindparam("people", expanding=True))
_OF = select(questions).where(_theirs)
_SETTLE = delete(questions).where(_theirs)


def _closed(draft: Mapping[str, str], seal: Seal) -> dict[str, str]:
    return {name: seal.close(value) if name == NUMBER else value for name, value in draft.items()}


def _opened(draft: Mapping[str, str], seal: Seal) -> dict[str, str]:
    return {name: seal.open(value) if name == NUMBER else value for name, value in draft.items()}
