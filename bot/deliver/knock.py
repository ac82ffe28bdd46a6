"""Knocks at the advisors' group now and then: no call may be offered that nobody there would hear of."""

from __future__ import annotations

import logging

from bot.botapi.outcome import Sent, Unreachable
from bot.deliver.breaker import Wire
from bot.store.facts import House

log = logging.getLogger(__name__)

EVERY = 300.0
"""Seconds between two knocks. What is held for the group is tried as often."""
NOBODY = "nobody-there"
"""Why a group that would take our messages is no desk all the same: there is nobody but us."""


class Knock:
    """Tells the house whether the advisors' group is open, also while there is nothing to say to it."""

    def __init__(self, wire: Wire, house: House) -> None:
        self._wire = wire
        self._house = house

    async def look(self) -> None:
        """Asks once. Where nobody answers, everything stays as it was."""
        house, desk = self._house, self._house.desk
        if desk is None:
            return
        before = house.desk_trouble
        if before and before != NOBODY:  # only this tells whether we may write there
            asked = await self._wire.call("sendChatAction", {"chat_id": desk, "action": "typing"})
        else:
            asked = await self._wire.call("getChatMemberCount", {"chat_id": desk})
        match asked:
            case Unreachable(why):
                house.desk_trouble = why
            case Sent(result=int(people)) if not isinstance(people, bool):
                house.desk_trouble = "" if people > 1 else NOBODY
            case Sent():
                house.desk_trouble = ""
        if house.desk_trouble != before:
            log.warning("the advisors' group", extra={"why": house.desk_trouble or "open again"})
