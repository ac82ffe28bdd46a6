"""How long Telegram wants us to hold our tongue: towards one chat, or towards everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

EVERYBODY = 0
"""The chat that stands for all of them together."""
TOGETHER = timedelta(seconds=2)
"""Two chats that are told to wait within so short a time were told for all of us."""


class Floods:
    """Remembers every wait that is not over. What is asked of it and told to it is in UTC."""

    def __init__(self) -> None:
        self.until: dict[int, datetime] = {}
        """Chat → when it may be written to again; 0: everybody."""
        self._lately: dict[int, datetime] = {}
        """Chat → when it was last told to wait."""

    def load(self, waits: Mapping[int, datetime]) -> None:
        """What an earlier process was told."""
        self.until.update(waits)

    def over(self, chat: int, now: datetime) -> datetime | None:
        """When something may go to this chat again. None: it may now."""
        until = max(self.until.get(chat, now), self.until.get(EVERYBODY, now))
        return until if until > now else None

    def told(self, chat: int, seconds: float, now: datetime, *, everyone: bool) -> dict[int, datetime]:
        """Takes a wait in. Returns all that has to be written down: chat → until when."""
        self._forget(now)
        until = now + timedelta(seconds=seconds)
        found = {chat: until}
        others = [self.until.get(other, until) for other in self._lately if other != chat]
        if everyone:
            found[EVERYBODY] = until
        elif others:  # the shortest of them: what lies beyond may be meant for one chat alone
            found[EVERYBODY] = min(until, *others)
        self._lately[chat] = now
        longest = {id_: max(moment, self.until.get(id_, moment)) for id_, moment in found.items()}
        self.until.update(longest)
        return longest

    def set_back(self, by: timedelta) -> dict[int, datetime]:
        """The clock was put back: waits last no longer for it. Returns all of them, to be written down."""
        self._lately.clear()
        self.until = {chat: until - by for chat, until in self.until.items()}
        return self.until

    def _forget(self, now: datetime) -> None:
        self.until = {chat: until for chat, until in self.until.items() if until > now}
        self._lately = {chat: at for chat, at in self._lately.items() if now - at <= TOGETHER}
