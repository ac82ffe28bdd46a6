"""Gives due rows their words. Whether a nudge goes at all is decided here, at the last moment."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.botapi import render
from bot.botapi.outcome import Remedy
from bot.deliver import copy
from bot.domain import etiquette, retention, spoken
from bot.domain.decision import Message
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Nudge
from bot.store import facts, nudges, outbox, theirs
from bot.store.facts import House
from bot.store.outbox import NUDGE, Ending, Row
from bot.store.theirs import Kept

log = logging.getLogger(__name__)

SOON = timedelta(seconds=1)
"""When to look again for the message that another one needs."""

LONGEST_NEED = timedelta(hours=1)
"""After that it goes without the other one, or not at all: nothing holds up its chat for ever."""
_METHOD = re.compile("[a-z]+[A-Z][A-Za-z]*")
"""An unknown method is refused by name; no method at all would look like an unknown token."""
_SAID = (Fate.SENT, Fate.UNCERTAIN)
"""There is a message, whose number is lost: it is not changed but sent anew."""

Needed = Mapping[str, tuple[Fate, int | None]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A row with the words it carries, ready to go."""

    row: Row
    method: str
    args: dict[str, object]
    file: Callable[[], bytes] | None = None
    """Makes the file that goes with it, which takes a while. None: there is none."""


async def pack(
    conn: AsyncConnection, house: House, rows: Sequence[Row], now: datetime
) -> list[Parcel | Ending]:
    """For each row what goes out, or how it ended instead. The facts of all of them come in a few queries."""
    later = [row.chat for row in rows if row.method in (NUDGE, render.COPY, render.NOTICE)]
    known = await facts.of(conn, house, later, now)
    needed = await outbox.results(conn, [row.needs for row in rows if row.needs])
    kept = {
        row.chat: await theirs.of(conn, row.chat, house.seal) for row in rows if row.method == render.COPY
    }
    return [_packed(row, known.get(row.chat), needed, kept.get(row.chat), now) for row in rows]


def _packed(
    row: Row, mine: Facts | None, needed: Needed, kept: Kept | None, now: datetime
) -> Parcel | Ending:
    try:
        if kept is not None and row.method == render.COPY:
            return _copy(row, mine, kept)
        if row.method == render.NOTICE:
            return _notice(row, mine)
        return _nudge(row, mine) if row.method == NUDGE else _reply(row, needed, now)
    except Exception:
        # One row that cannot be worded must not hold up all the others for ever.
        log.exception("a message cannot be worded", extra={"row": row.id, "chat": row.chat})
        return Ending(row.id, Fate.REFUSED, "cannot be worded")


def _nudge(row: Row, mine: Facts | None) -> Parcel | Ending:
    if mine is None:
        return Ending(row.id, Fate.CANCELLED, "the person is gone")
    nudge = nudges.nudge(row)
    match etiquette.judge(nudge, mine):
        case etiquette.Send():
            who = mine.person
            call = render.call(_worded(nudge, mine), mine.library, who.language, nudge.nth, who.nation)
            return Parcel(row, call.method, dict(call.args))
        case etiquette.Wait(until, why):
            return Ending(row.id, Fate.WAITING, why, ready=until)
        case etiquette.Drop(fate, why):
            return Ending(row.id, fate, why)
        case other:
            assert_never(other)


def _copy(row: Row, mine: Facts | None, kept: Kept) -> Parcel | Ending:
    """Everything as it is at this moment; the file itself is made on the way out."""
    if mine is None:
        return Ending(row.id, Fate.CANCELLED, "the person is gone")
    who = mine.person
    caption = mine.library.text("export.caption", who.language, nation=who.nation)
    args: dict[str, object] = {"chat_id": row.chat, "caption": caption, "parse_mode": "HTML"}
    return Parcel(row, "sendDocument", args, partial(copy.zipped, mine, kept))


def _notice(row: Row, mine: Facts | None) -> Parcel | Ending:
    """That everything goes; not to somebody who has come back meanwhile."""
    message = retention.notice(mine) if mine else None
    if mine is None or message is None:
        return Ending(row.id, Fate.CANCELLED, "no longer silent")
    call = render.call(message, mine.library, mine.person.language, nation=mine.person.nation)
    return Parcel(row, call.method, dict(call.args))


def _worded(nudge: Nudge, mine: Facts) -> Message:
    names = mine.library.buttons_of(nudge.say, mine.person.language)
    about = mine.interview(nudge.interview)
    return Message(
        chat=nudge.person,
        say=nudge.say,
        values=spoken.unasked(mine, about),
        buttons=tuple((mine.library.button(name, nudge.interview),) for name in names),
    )


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
    fresh = render.remedied(call.method, call.args, Remedy.FRESH) if fate in _SAID else None
    if fresh is None or call.method not in ("editMessageText", "sendMessage"):
        return Ending(row.id, Fate.CANCELLED, f"{row.needs} was never delivered")
    return Parcel(row, fresh.method, dict(fresh.args))
