"""What people are in the middle of: at most one question each, what they have answered, what they see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.question import Question
from bot.domain.screen import Screen
from bot.store.engine import insert
from bot.store.sealed import Seal
from bot.store.tables import questions

NUMBER = "number"
"""The answer that is encrypted, as it is everywhere else."""


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before somebody: one of both, or both."""

    question: Question | None
    screen: Screen | None


async def before(conn: AsyncConnection, people: Sequence[int], seal: Seal) -> dict[int, Before]:
    """What each of these persons was asked last and has not answered, and which buttons they see."""
    rows = await conn.execute(_OF, {"people": people})
    return {row.person: Before(_question(row, seal), _screen(row.shown)) for row in rows}


async def of(conn: AsyncConnection, people: Sequence[int], seal: Seal) -> dict[int, Question]:
    """The questions alone."""
    found = await before(conn, people, seal)
    return {person: theirs.question for person, theirs in found.items() if theirs.question}


async def ask(conn: AsyncConnection, asked: Sequence[tuple[int, Question]], seal: Seal) -> None:
    """Remembers what was asked, in place of what was asked before."""
    if asked:
        await settle(conn, [person for person, _ in asked])
        rows = [{"person": p, **asdict(q), "draft": _closed(q.draft, seal)} for p, q in asked]
        await conn.execute(questions.insert(), rows)


async def show(conn: AsyncConnection, shown: Sequence[tuple[int, Screen]]) -> None:
    """Remembers which buttons these people see; what they are asked stays as it is."""
    if shown:
        rows = [
            {"person": p, **_NOTHING, "shown": {"at": s.at.isoformat(), "keyboards": s.keyboards}}
            for p, s in shown
        ]
        statement = insert(conn, questions)
        kept = {"shown": statement.excluded.shown}
        await conn.execute(statement.on_conflict_do_update(index_elements=["person"], set_=kept), rows)


async def settle(conn: AsyncConnection, people: Sequence[int]) -> None:
    """Nothing is being asked of these people any more."""
    if people:
        await conn.execute(_SETTLE, {"people": people})


_NOTHING = {"name": "", "about": 0, "draft": {}, "misses": 0, "asked_at": None}
"""The row of somebody who sees buttons and is asked nothing."""
_theirs = questions.c.person.in_(bindparam("people", expanding=True))
_OF = select(questions).where(_theirs)
_SETTLE = delete(questions).where(_theirs)


def _closed(draft: Mapping[str, str], seal: Seal) -> dict[str, str]:
    return {name: seal.close(value) if name == NUMBER else value for name, value in draft.items()}


def _opened(draft: Mapping[str, str], seal: Seal) -> dict[str, str]:
    return {name: seal.open(value) if name == NUMBER else value for name, value in draft.items()}


def _question(row: Any, seal: Seal) -> Question | None:
    draft = _opened(row.draft, seal)
    return Question(row.name, row.about, draft, row.misses, row.asked_at) if row.name else None


def _screen(shown: Mapping[str, Any] | None) -> Screen | None:
    if shown is None:
        return None
    keyboards = tuple(tuple((words, data) for words, data in one) for one in shown["keyboards"])
    return Screen(datetime.fromisoformat(shown["at"]), keyboards)
