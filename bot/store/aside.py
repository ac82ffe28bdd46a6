"""What rests until an operator looks: updates put aside, and messages that were refused or are in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.nudge import Fate
from bot.store.tables import inbox, outbox

_aside = inbox.c.state == literal_column("'quarantined'")  # written out, as the index has it
_resting = outbox.c.state.in_([literal_column(f"'{fate.value}'") for fate in (Fate.REFUSED, Fate.UNCERTAIN)])


@dataclass(frozen=True, slots=True)
class Update:
    """An update in quarantine. Its words are not here: `body` gives them."""

    id: int
    at: datetime
    """When it came, UTC."""
    chat: int
    attempts: int
    why: str
    empty: bool
    """Whether its words were erased with its person: nothing is left to try."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A message that will not be sent again."""

    id: int
    at: datetime
    """When it was given up, UTC."""
    chat: int
    method: str
    state: str
    """«refused» or «sent-uncertain»."""
    attempts: int
    why: str


async def updates(conn: AsyncConnection, ids: Sequence[int] | None = None) -> list[Update]:
    """Those in quarantine, oldest first. `ids` None: all of them."""
    columns = (inbox.c.id, inbox.c.received_at, inbox.c.chat, inbox.c.attempts, inbox.c.why)
    empty = func.length(inbox.c.body) == 0
    query = select(*columns, empty.label("empty")).where(_among(ids)).order_by(inbox.c.id)
    return [
        Update(row.id, row.received_at, row.chat, row.attempts, row.why, bool(row.empty))
        for row in await conn.execute(query)
    ]


async def body(conn: AsyncConnection, id_: int) -> bytes | None:
    """An update as Telegram gave it, with anybody's words in it. None: no such one is in quarantine."""
    found: bytes | None = (await conn.execute(select(inbox.c.body).where(_among([id_])))).scalar()
    return found


async def retry(conn: AsyncConnection, ids: Sequence[int] | None, now: datetime) -> int:
    """Puts them back in line, as if they had never been tried. Returns how many; empty ones stay."""
    again = {"state": "waiting", "attempts": 0, "ready": now, "ended_at": None, "why": ""}
    whole = and_(_among(ids), func.length(inbox.c.body) > 0)
    return (await conn.execute(update(inbox).where(whole).values(again))).rowcount


async def drop(conn: AsyncConnection, ids: Sequence[int] | None, now: datetime) -> int:
    """Gives them up for good, words and all. Their bare ids stay, so that no second copy is taken."""
    gone = {"state": "dropped", "ended_at": now, "body": b""}
    return (await conn.execute(update(inbox).where(_among(ids)).values(gone))).rowcount


async def messages(conn: AsyncConnection) -> list[Resting]:
    """Those that were refused or are in doubt, oldest first."""
    query = select(outbox).where(_resting).order_by(outbox.c.id)
    return [
        Resting(row.id, row.ended_at or row.due, row.chat, row.method, row.state, row.attempts, row.why)
        for row in await conn.execute(query)
    ]


def _among(ids: Sequence[int] | None) -> ColumnElement[bool]:
    return _aside if ids is None else and_(_aside, inbox.c.id.in_(ids))
