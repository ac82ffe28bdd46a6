"""What we said of a person in the advisors' group, taken out of it when they are erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.botapi import render
from bot.domain.change import Erase
from bot.domain.decision import Decision, Edit
from bot.domain.event import Blocked, Event
from bot.domain.facts import Facts
from bot.store import erasures, outbox
from bot.store.facts import House

SAYS = "desk.erased"


def erases(decision: Decision) -> bool:
    """Whether its person is forgotten by it."""
    return any(isinstance(change, Erase) for change in decision.changes)


def is_gone(event: Event, facts: Facts) -> bool:
    """Whether it is the door that falls shut behind somebody we do not know, perhaps just erased."""
    return isinstance(event, Blocked) and not facts.person.id


async def at_desk(
    conn: AsyncConnection, house: House, decided: Sequence[tuple[Facts, Decision]], now: datetime
) -> list[outbox.Entry]:
    """A plain line in the place of each message in the group that is about somebody who is erased here.

    To be asked for before they are, and put in line afterwards. Cards that the decision empties itself are
    left to it. While the group is out of reach, the lines wait; there is nothing of the person in them.
    """
    redrawn = {
        facts.person.id: {out.key for out in decision.messages if isinstance(out, Edit)}
        for facts, decision in decided
        if erases(decision)
    }
    found = await erasures.at_desk(conn, list(redrawn)) if redrawn else []
    return [_emptied(house, left, now) for left in found if left.key not in redrawn[left.person] - {""}]


def _emptied(house: House, left: erasures.Left, now: datetime) -> outbox.Entry:
    edit = Edit(left.chat, SAYS, message=left.message, key=left.key)
    call = render.call(edit, house.library, house.newcomer.language)
    key = f"{outbox.EMPTIED}{left.id}"
    return outbox.Entry(left.chat, call.method, call.args, now, key=key, needs=call.needs, forget=True)
