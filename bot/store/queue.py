"""The order in which messages leave: longest due first, and nobody's replies out of turn."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.outbox import LONG_AGO, NUDGE, SENDING, WAITING, Row
from bot.store.tables import outbox

_BEFORE_ALL = LONG_AGO - timedelta(days=1)
_waiting = outbox.c.state == WAITING


async def due(conn: AsyncConnection, now: datetime, most: int) -> list[Row]:
    """What may go now, longest due first. A reply waits for earlier ones of its chat."""
    return [Row(*row) for row in await conn.execute(_DUE, {"now": now, "most": most})]


async def next_ready(conn: AsyncConnection, after: datetime | None = None) -> datetime | None:
    """When the earliest message that is first in its line may be looked at. None: nothing waits.

    `after`: of those that may not be looked at yet at this moment.
    """
    found: datetime | None = (await conn.execute(_NEXT_READY, {"after": after or _BEFORE_ALL})).scalar()
    return found


async def hurry(conn: AsyncConnection, now: datetime) -> None:
    """The clock was put back: replies that were to rest a moment would rest as long again."""
    resting = and_(_waiting, outbox.c.method != NUDGE, outbox.c.ready > now)
    await conn.execute(update(outbox).where(resting).values(ready=now))


def _first_in_line() -> ColumnElement[bool]:
    """Nudges stand in no line, but one that is being sent holds up the replies of its chat."""
    earlier = outbox.alias("earlier")
    ahead = exists().where(
        and_(
            earlier.c.chat == outbox.c.chat,
            earlier.c.id < outbox.c.id,
            earlier.c.state.in_((WAITING, SENDING)),
            or_(earlier.c.method != NUDGE, earlier.c.state == SENDING),
        )
    )
    return or_(outbox.c.method == NUDGE, ~ahead)


def _due(may: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*(outbox.c[name] for name in Row.__dataclass_fields__))
        .where(and_(_waiting, outbox.c.ready <= bindparam("now"), may))
        .order_by(outbox.c.ready, outbox.c.id)
        .limit(bindparam("most"))
    )


# Made once: making a statement takes longer than running it.
_first = _first_in_line()
_DUE = _due(_first)
_NEXT_READY = (
    select(outbox.c.ready)
    .where(and_(_waiting, outbox.c.ready > bindparam("after"), _first))
    .order_by(outbox.c.ready)
    .limit(1)
)
