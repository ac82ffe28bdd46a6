"""When operators were last told of what, so that a restart tells them nothing anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import insert
from bot.store.tables import alarms


async def told(conn: AsyncConnection) -> dict[str, datetime]:
    """Each alarm that was ever told, and when it last was, UTC."""
    return {row.name: row.told_at for row in await conn.execute(select(alarms))}


async def tell(conn: AsyncConnection, names: Sequence[str], now: datetime) -> None:
    """Writes down that these were told now."""
    if names:
        rows = [{"name": name, "told_at": now} for name in names]
        again = insert(conn, alarms).on_conflict_do_update(index_elements=["name"], set_={"told_at": now})
        await conn.execute(again, rows)
