"""Writes down what came of messages, and what their ends tell of a chat, of a group, of Telegram."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.botapi import render
from bot.botapi.outcome import Later, Moved, Never, Outcome, Revoked, Sent, Uncertain, Unreachable
from bot.deliver import later
from bot.deliver.breaker import Breaker
from bot.deliver.floods import Floods
from bot.deliver.knock import NOBODY
from bot.domain.nudge import Fate
from bot.failpoints import failpoint
from bot.store import chats, facts, nudges, outbox, people
from bot.store.facts import House
from bot.store.outbox import EMPTIED, NUDGE, Ending, Row

log = logging.getLogger(__name__)

UNCERTAIN_REST = timedelta(seconds=30)
"""How long we wait, after a crash from the new start on, before what may have arrived is sent once more."""
DESK_REST = timedelta(minutes=5)
SHUT = frozenset({"kicked", "no-rights", "chat-not-found", "user-not-found", "moved", "bot"})
"""Why a group does not take our messages, in the words of `botapi.errors`."""

Landing = tuple[Row, Outcome]


async def write(conn: AsyncConnection, house: House, landed: Sequence[Landing], now: datetime) -> None:
    """All of it in the transaction of whoever asks; what a process remembers of it comes by `learn`."""
    if not landed:
        return
    failpoint("landed")
    endings = [await _ending(conn, house, r, o, now) for r, o in landed]
    await outbox.finish(conn, endings, now, [row.id for row, _ in landed if row.forget])
    await outbox.spare(conn, [row.id for row, outcome in landed if isinstance(outcome, Revoked)])
    for row, outcome in landed:
        if isinstance(outcome, Moved) and not _in_a_circle(row, outcome, house):
            await chats.move(conn, row.chat, outcome.chat)
    await outbox.replaced(
        conn, {row.needs: o.message for row, o in landed if row.needs and isinstance(o, Sent) and o.message}
    )
    await replan(conn, house, [row.chat for row, _ in landed if row.method == NUDGE], now)
    gone = {row.chat: o.why for row, o in landed if isinstance(o, Unreachable) and row.chat > 0}
    await _shut_out(conn, gone, now)
    failpoint("noting")


async def replan(conn: AsyncConnection, house: House, ids: Sequence[int], now: datetime) -> None:
    """What comes after a nudge that has ended gets its row now: its person may never write again."""
    await nudges.derive(conn, await facts.of(conn, house, ids, now), now)


def waits(landed: Sequence[Landing], floods: Floods, breaker: Breaker, now: datetime) -> dict[int, datetime]:
    """Who has to wait now for what was told, and until when, to be written down: chat → moment; 0: all."""
    found: dict[int, datetime] = {}
    for row, outcome in landed:
        match outcome:
            case Later(seconds, flood=True, everyone=everyone):
                log.warning("told to wait", extra={"chat": row.chat, "seconds": seconds, "all": everyone})
                found |= floods.told(row.chat, seconds, now, everyone=everyone)
            case Later(seconds, everyone=True):
                breaker.doubt(seconds)
            case Uncertain():
                breaker.doubt(0)
    return found


def learn(house: House, landed: Sequence[Landing]) -> None:
    """What all stations have to know, once it has been kept."""
    for row, outcome in landed:
        if isinstance(outcome, Moved) and not _in_a_circle(row, outcome, house):
            log.warning("a group has a new id", extra={"chat": row.chat, "to": outcome.chat})
            house.move(row.chat, outcome.chat)
        elif row.chat == house.desk and isinstance(outcome, Unreachable):
            house.desk_trouble = outcome.why
        elif row.chat == house.desk and isinstance(outcome, Sent | Never) and house.desk_trouble != NOBODY:
            house.desk_trouble = ""


# --- how one attempt ended -------------------------------------------------------------------------


async def _ending(conn: AsyncConnection, house: House, row: Row, outcome: Outcome, now: datetime) -> Ending:
    match outcome:
        case Sent():
            return Ending(row.id, Fate.SENT, result=outcome.message)
        case Later(seconds, why):
            return Ending(row.id, Fate.WAITING, why, ready=now + timedelta(seconds=max(1, seconds)))
        case Uncertain(why) if row.uncertain:
            return Ending(row.id, Fate.UNCERTAIN, why, uncertain=True)
        case Uncertain(why):
            return Ending(row.id, Fate.WAITING, why, ready=now + UNCERTAIN_REST, uncertain=True)
        case Unreachable(why):
            return _unreachable(house, row, why, now)
        case Never():
            return await _refused(conn, row, outcome)
        case Moved() if _in_a_circle(row, outcome, house):
            log.error("a group moves in a circle", extra={"row": row.id, "chat": row.chat})
            return Ending(row.id, Fate.REFUSED, "moved in a circle")
        case Moved():
            return Ending(row.id, Fate.WAITING, "moved", ready=now)
        case Revoked():
            return Ending(row.id, Fate.WAITING, "token revoked", ready=now)
        case _:
            assert_never(outcome)


def _unreachable(house: House, row: Row, why: str, now: datetime) -> Ending:
    """What was meant for the desk is held: nobody who asked for a call may be forgotten."""
    if row.chat != house.desk:
        return Ending(row.id, Fate.UNREACHABLE, why)
    log.error("the advisors' group is out of reach", extra={"row": row.id, "why": why})
    return Ending(row.id, Fate.WAITING, why, ready=now + DESK_REST)


async def _refused(conn: AsyncConnection, row: Row, refused: Never) -> Ending:
    """Sent in another way if there is one that has not been tried."""
    as_it_was = row.method in later.KINDS or (row.key or "").startswith(EMPTIED)
    other = None if as_it_was else render.remedied(row.method, row.args, refused.remedy)
    if other is None:
        log.error("a message is refused", extra={"row": row.id, "chat": row.chat, "why": refused.why})
        return Ending(row.id, Fate.REFUSED, refused.why)
    log.warning("a message is sent in another way", extra={"row": row.id, "why": refused.why})
    await outbox.reword(conn, row.id, other.method, other.args)
    return Ending(row.id, Fate.WAITING, refused.why)


def _in_a_circle(row: Row, moved: Moved, house: House) -> bool:
    """Whether the new id is one that has been given up: following it would never end."""
    return moved.chat == row.chat or moved.chat in house.moves


async def _shut_out(conn: AsyncConnection, gone: dict[int, str], now: datetime) -> None:
    for chat, why in gone.items():
        await people.unreachable(conn, [chat], why)
        await outbox.unreachable(conn, [chat], now, why)
