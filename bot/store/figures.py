"""How much waits and how much rests, counted through indexes: cheap beside a million rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, case, func, literal_column, not_, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.callback import State
from bot.domain.nudge import Fate
from bot.domain.standing import Counts
from bot.store.outbox import NUDGE
from bot.store.tables import inbox, outbox, requests

DESK_IS_SHUT = ("kicked", "no-rights", "chat-not-found", "deactivated", "blocked", "never-started")
"""What is written beside a message that the advisors' group did not take."""
RESTING = timedelta(hours=1)
"""No failed attempt rests for longer, so what is due and rests is ready within this."""
LOOKED_AT = 1000
"""How many of the messages that are due are looked at to find the one that is due longest."""

# Written out instead of bound: a partial index serves only a query that names its states.
_undone = inbox.c.state == literal_column("'waiting'")
_aside = inbox.c.state == literal_column("'quarantined'")
_waiting = outbox.c.state == literal_column(f"'{Fate.WAITING.value}'")
_open = outbox.c.state.in_([literal_column(f"'{fate.value}'") for fate in (Fate.WAITING, Fate.SENDING)])
_resting = outbox.c.state.in_([literal_column(f"'{fate.value}'") for fate in (Fate.REFUSED, Fate.UNCERTAIN)])


async def count(conn: AsyncConnection, now: datetime, desk: int | None, operators: Collection[int]) -> Counts:
    """All counts at once. Messages of ours to operators make no message late: an alarm must raise none."""
    put = func.max(func.coalesce(inbox.c.ended_at, inbox.c.received_at))
    aside = (await conn.execute(select(func.count().label("number"), put.label("at")).where(_aside))).one()
    rests = await _by(conn, select(outbox.c.state, func.count()).where(_resting).group_by(outbox.c.state))
    wishes = [state.value for state in State if state.open]
    asked = select(requests.c.state, func.count()).where(requests.c.state.in_(wishes))
    return Counts(
        at=now,
        received=await _number(conn, select(func.max(inbox.c.id))),
        waiting=await _number(conn, select(func.count()).where(_undone)),
        oldest=(await conn.execute(select(func.min(inbox.c.received_at)).where(_undone))).scalar(),
        aside=aside.number,
        aside_at=aside.at,
        messages=await _number(conn, select(func.count()).where(_waiting)),
        due=await _number(conn, select(func.count()).where(and_(_waiting, outbox.c.ready <= now))),
        oldest_due=await _oldest_due(conn, now, operators),
        uncertain=rests.get(Fate.UNCERTAIN.value, 0),
        refused=rests.get(Fate.REFUSED.value, 0),
        requests=dict.fromkeys(wishes, 0) | await _by(conn, asked.group_by(requests.c.state)),
        desk=await _desk(conn, desk),
        size=await _size(conn),
    )


async def _oldest_due(conn: AsyncConnection, now: datetime, operators: Collection[int]) -> datetime | None:
    """A reply that failed rests, and was due all the same; a nudge that rests was put off by its plan."""
    alarms = and_(outbox.c.chat.in_(operators), outbox.c.person.is_(None))
    could_go = case((outbox.c.method == NUDGE, outbox.c.ready), else_=outbox.c.due)
    found = (
        select(could_go.label("since"))
        .where(and_(_waiting, outbox.c.ready <= now + RESTING, not_(alarms)))
        .where(or_(outbox.c.ready <= now, and_(outbox.c.method != NUDGE, outbox.c.due <= now)))
        .order_by(outbox.c.ready)
        .limit(LOOKED_AT)
        .subquery()
    )
    oldest: datetime | None = (await conn.execute(select(func.min(found.c.since)))).scalar()
    return oldest


async def _desk(conn: AsyncConnection, desk: int | None) -> str:
    if desk is None:
        return ""
    shut = and_(outbox.c.chat == desk, _waiting, _open, outbox.c.why.in_(DESK_IS_SHUT))
    return str((await conn.execute(select(outbox.c.why).where(shut).limit(1))).scalar() or "")


async def _size(conn: AsyncConnection) -> int:
    if conn.dialect.name == "sqlite":
        query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        query = "SELECT pg_database_size(current_database())"
    return int((await conn.execute(text(query))).scalar_one())


async def _number(conn: AsyncConnection, query: Select[int]) -> int:
    return (await conn.execute(query)).scalar() or 0


async def _by(conn: AsyncConnection, query: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in await conn.execute(query)}
