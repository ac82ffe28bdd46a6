"""People who are erased: what goes with them, and the list that keeps a backup from bringing them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.nudge import Fate
from bot.store import inbox, people
from bot.store.engine import insert
from bot.store.outbox import GONE
from bot.store.tables import chats, erasures, outbox

BACKUPS_LIVE = timedelta(days=30)
"""How long a backup may be kept, as people are told; and so how long we have to know who was erased since."""
_TEXTS = ("sendMessage", "editMessageText")


@dataclass(frozen=True, slots=True)
class Left:
    """A message of ours in the advisors' group that is about somebody."""

    id: int
    person: int
    chat: int
    key: str
    """By which its number is found once it is known; empty: it is known."""
    message: int | None
    """Its number in the group. None: it is on its way, or may have arrived without our hearing of it."""


async def at_desk(conn: AsyncConnection, ids: Sequence[int]) -> list[Left]:
    """What stands, or may stand, in groups about these people, each message once. Asked before they go."""
    theirs = and_(outbox.c.person.in_(ids), outbox.c.chat < 0, outbox.c.method.in_(_TEXTS))
    rows = await conn.execute(select(outbox).where(theirs).order_by(outbox.c.id))
    known: dict[tuple[int, int], Left] = {}
    on_their_way = []
    for row in rows:
        if row.result is not None:
            known.setdefault(
                (row.chat, row.result), Left(row.id, row.person, row.chat, row.key or "", row.result)
            )
        elif row.method == "sendMessage" and (row.state == Fate.SENDING.value or row.uncertain):
            on_their_way.append(Left(row.id, row.person, row.chat, row.key or _gone(row.id), None))
    return [*known.values(), *on_their_way]


async def erase(conn: AsyncConnection, ids: Sequence[int], now: datetime) -> None:
    """Deletes people and everything of theirs, and puts them on the list.

    What is under way to the group keeps an empty row, so that its number is known once it has arrived.
    """
    if not ids:
        return
    for left in await at_desk(conn, ids):
        if left.message is None:
            empty: dict[str, Any] = {
                "person": None,
                "method": GONE,
                "args": {},
                "key": left.key,
                "needs": "",
                "interview": 0,
            }
            await conn.execute(update(outbox).where(outbox.c.id == left.id).values(empty))
    await conn.execute(delete(outbox).where(or_(outbox.c.person.in_(ids), outbox.c.chat.in_(ids))))
    await conn.execute(delete(chats).where(chats.c.id.in_(ids)))
    await inbox.erase(conn, ids)
    await people.erase(conn, ids)
    await _list(conn, dict.fromkeys(ids, now))


async def listed(conn: AsyncConnection) -> dict[int, datetime]:
    """Who was erased, and when (UTC), as far back as a backup may live."""
    return {row.id: row.at for row in await conn.execute(select(erasures))}


async def again(conn: AsyncConnection, known: Mapping[int, datetime]) -> int:
    """Erases whoever a backup has brought back, and keeps the list. Returns how many there were.

    Who came back after being erased, and is in the backup as they are since then, stays.
    """
    found = await people.of(conn, list(known))
    back = [id_ for id_, person in found.items() if person.created_at and person.created_at <= known[id_]]
    for id_, at in known.items():
        await inbox.void(conn, id_, at)
        await erase(conn, [id_] if id_ in back else [], at)
    await _list(conn, known)
    return len(back)


async def forget(conn: AsyncConnection, now: datetime) -> None:
    """Takes people off the list of whom no backup can know any longer."""
    await conn.execute(delete(erasures).where(erasures.c.at < now - BACKUPS_LIVE))


async def _list(conn: AsyncConnection, erased: Mapping[int, datetime]) -> None:
    if erased:
        fresh = insert(conn, erasures)
        later = fresh.on_conflict_do_update(index_elements=["id"], set_={"at": fresh.excluded.at})
        await conn.execute(later, [{"id": id_, "at": at} for id_, at in erased.items()])


def _gone(row: int) -> str:
    return f"gone:{row}"
