"""Has Telegram deliver updates to us, and looks again and again whether it still does."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.botapi.client import Webhook
from bot.receive.polling import WANTED, Ear

log = logging.getLogger(__name__)

LOOK_EVERY = 30.0
"""Seconds between two looks: it must not take us 90 to notice that Telegram is out of reach."""
CONNECTIONS = 100
"""How many updates, of different chats, Telegram may deliver at a time: they share commits."""

_STATUS = re.compile(r"response from the webhook: (\d{3})")
_CODES = (
    ("certificate", "certificate"),
    ("ssl", "tls"),
    ("resolve", "no-such-host"),
    ("refused", "refused"),
    ("time", "too-slow"),
    ("closed", "hung-up"),
)
"""Part of what Telegram says, in lower case → a short code. The first that fits counts."""


class Deliverer(Protocol):
    """Telegram, as far as it delivers."""

    async def set_webhook(self, url: str, secret: str, wanted: Sequence[str], connections: int) -> None: ...

    async def webhook_info(self) -> Webhook: ...


class Forwarding(Ear):
    """The order that Telegram has from us: what comes for the bot goes to this address."""

    def __init__(self, telegram: Deliverer, url: str, secret: str) -> None:
        super().__init__()
        self._telegram = telegram
        self._url = url
        self._secret = secret
        self._looked = False
        self._troubled_at: datetime | None = None

    async def order(self) -> None:
        """Gives the order; what waits at Telegram comes too. Failed, Revoked: it was not taken."""
        await self._telegram.set_webhook(self._url, self._secret, WANTED, CONNECTIONS)

    async def look(self) -> None:
        """Whether the order still stands; else it is given again. Failed, Revoked: nobody could say."""
        with self.listening():
            found = await self._telegram.webhook_info()
            trouble = self._new_trouble(found)
            changed = self._changed(found) or ("secret" if trouble == "403" else "")
            if changed:
                log.error("somebody else changed where updates go", extra={"why": changed})
                await self.order()

    def _changed(self, found: Webhook) -> str:
        """What somebody did to our order; empty: nothing."""
        if not found.url:
            return "removed"
        if found.url != self._url:
            return "elsewhere"
        return "" if set(found.wanted) == set(WANTED) else "kinds"

    def _new_trouble(self, found: Webhook) -> str:
        """What has gone wrong since the last look, as a code; empty: nothing."""
        before, self._troubled_at = self._troubled_at, found.troubled_at
        first, self._looked = not self._looked, True
        if first or found.troubled_at in (None, before):
            return ""  # what went wrong before we started is no news
        code = trouble(found.trouble)
        log.warning("Telegram could not deliver", extra={"why": code, "waiting": found.waiting})
        return code


def trouble(words: str) -> str:
    """What Telegram says went wrong, as a short code: «503», «refused», «too-slow», «other»."""
    if status := _STATUS.search(words):
        return status[1]
    return next((code for part, code in _CODES if part in words.lower()), "other")
