"""Nudges are derived: what is to be sent later is worked out anew, from what is known now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import plan
from bot.domain.change import Ask, Erase, MoveChat, Settle
from bot.domain.decision import Decision
from bot.store import facts, nudges
from bot.store.facts import House


async def renew(conn: AsyncConnection, house: House, ids: Sequence[int], now: datetime) -> None:
    """Brings the waiting nudges of these people in line with what has just been written."""
    if fresh := await facts.of(conn, house, ids, now):
        await nudges.reconcile(conn, {id_: plan.plan(f) for id_, f in fresh.items()}, now)


def matters(decision: Decision) -> bool:
    """Whether a decision may change which nudges should exist."""
    return any(not isinstance(change, Ask | Settle | MoveChat | Erase) for change in decision.changes)
