"""What Telegram told us of chats: which ones wait, and which groups go by another id now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, delete, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.nudge import Fate
from bot.store.engine import insert
from bot.store.tables import chats, inbox, outbox, requests


async def waits(conn: AsyncConnection, now: datetime) -> dict[int, datetime]:
    """Chats that may not be written to yet, and until when; 0: all of them."""
    query = select(chats.c.id, chats.c.waits_until).where(chats.c.waits_until > now)
    return {row.id: row.waits_until for row in await conn.execute(query)}


async def hold(conn: AsyncConnection, until: Mapping[int, datetime]) -> None:
    """Writes down until when nothing may go to these chats."""
    if until:
        fresh = insert(conn, chats)
        statement = fresh.on_conflict_do_update(
            index_elements=["id"], set_={"waits_until": fresh.excluded.waits_until}
        )
        await conn.execute(statement, [{"id": chat, "waits_until": at} for chat, at in until.items()])


async def moves(conn: AsyncConnection) -> dict[int, int]:
    """Groups that have another id now: old → new."""
    query = select(chats.c.id, chats.c.moved_to).where(chats.c.moved_to.is_not(None))
    return {row.id: row.moved_to for row in await conn.execute(query)}


async def move(conn: AsyncConnection, old: int, new: int) -> bool:
    """Makes a group's new id true everywhere. False: it was known; only what came meanwhile is moved.

    Its messages are numbered anew there, so every number that we know of its old ones is forgotten.
    """
    known = (await moves(conn)).get(old) == new
    if not known:
        fresh = insert(conn, chats)
        statement = fresh.on_conflict_do_update(
            index_elements=["id"], set_={"moved_to": fresh.excluded.moved_to}
        )
        await conn.execute(statement, [{"id": old, "moved_to": new}])
        await conn.execute(update(requests).where(requests.c.card.is_not(None)).values(card=None))
    await conn.execute(update(outbox).where(outbox.c.chat == old).values(chat=new, result=null()))
    undone = and_(inbox.c.chat == old, inbox.c.state == "waiting")
    await conn.execute(update(inbox).where(undone).values(chat=new))
    return not known


async def forget(conn: AsyncConnection, now: datetime) -> None:
    """Forgets waits that are over."""
    over = or_(chats.c.waits_until.is_(None), chats.c.waits_until <= now)
    await conn.execute(delete(chats).where(and_(over, chats.c.moved_to.is_(None))))
    await conn.execute(update(chats).where(over).values(waits_until=None))


async def held_because(conn: AsyncConnection, chat: int) -> str:
    """Why the first message that waits for this chat was turned away; empty: none was."""
    query = (
        select(outbox.c.why)
        .where(and_(outbox.c.chat == chat, outbox.c.state == Fate.WAITING.value, outbox.c.attempts > 0))
        .order_by(outbox.c.id)
        .limit(1)
    )
    return (await conn.execute(query)).scalar() or ""
