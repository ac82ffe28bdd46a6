"""Makes parcels of due rows: some get their words only now, others the number of an earlier message."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.botapi import render
from bot.botapi.outcome import Remedy
from bot.deliver import later
from bot.deliver.later import Parcel
from bot.domain.facts import Facts
from bot.domain.nudge import Fate
from bot.papers import Everything
from bot.store import facts, outbox, theirs
from bot.store.facts import House
from bot.store.outbox import Ending, Row

log = logging.getLogger(__name__)

SOON = timedelta(seconds=1)
"""When to look again for the message that another one needs."""

LONGEST_NEED = timedelta(hours=1)
"""After that it goes without the other one, or not at all: nothing holds up its chat for ever."""
_METHOD = re.compile("[a-z]+[A-Z][A-Za-z]*")
"""An unknown method is refused by name; no method at all would look like an unknown token."""
"""There is a message, whose number is lost: it is not changed but sent anew."""

Needed = Mapping[str, tuple[Fate, int | None]]


async def pack(
    conn: AsyncConnection, house: House, rows: Sequence[Row], now: datetime
) -> list[Parcel | Ending]:
    """For each row what goes out, or how it ended instead. The facts of all of them come in a few queries."""
    unworded = [row.chat for row in rows if row.method in later.KINDS]
    known = await facts.of(conn, house, unworded, now)
    needed = await outbox.results(conn, [row.needs for row in rows if row.needs])
    everything = {
        row.chat: await theirs.of(conn, row.chat, house.seal) for row in rows if later.wants_everything(row)
    }
    return [_packed(row, known.get(row.chat), needed, everything.get(row.chat, {}), now) for row in rows]


def _packed(
    row: Row, mine: Facts | None, needed: Needed, everything: Everything, now: datetime
) -> Parcel | Ending:
    try:
        return later.worded(row, mine, everything) if row.method in later.KINDS else _reply(row, needed, now)
    except Exception:
        # One row that cannot be worded must not hold up all the others for ever.
        log.exception("a message cannot be worded", extra={"row": row.id, "chat": row.chat})
        return Ending(row.id, Fate.REFUSED, "cannot be worded")


def _reply(row: Row, needed: Needed, now: datetime) -> Parcel | Ending:
    """A row that was worded in its turn, with the message id that it needs of an earlier one."""
    call: render.Call | None = render.Call(row.method, dict(row.args))
    if row.args.get("chat_id", row.chat) != row.chat:
        call = render.elsewhere(row.method, row.args, row.chat)
    fate, message = needed.get(row.needs, (Fate.CANCELLED, None))
    if call is None or _METHOD.fullmatch(call.method) is None:
        return Ending(row.id, Fate.REFUSED if call else Fate.CANCELLED, "there is nothing to say it with")
    if not row.needs:
        return Parcel(row, call.method, dict(call.args))
    if message is None and not fate.ended:
        if now - row.due < LONGEST_NEED:
            return Ending(row.id, Fate.WAITING, f"waits for {row.needs}", ready=now + SOON)
        log.warning("a message waits no longer for another", extra={"row": row.id, "chat": row.chat})
    return _filled(row, call, fate, message)


def _filled(row: Row, call: render.Call, fate: Fate, message: int | None) -> Parcel | Ending:
    args = render.filled(call.method, call.args, message)
    if args is not None:
        return Parcel(row, call.method, args)
    fresh = render.remedied(call.method, call.args, Remedy.FRESH) if fate.arrived else None
    if fresh is None or call.method not in ("editMessageText", "sendMessage"):
        return Ending(row.id, Fate.CANCELLED, f"{row.needs} was never delivered")
    return Parcel(row, fresh.method, dict(fresh.args))
