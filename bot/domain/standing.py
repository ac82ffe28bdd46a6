"""How the service stands at one moment, in figures: what waits, what rests, what is nearly full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DEAF = timedelta(seconds=90)
"""So long without a good word from Telegram, and we are unwell."""
STALE = timedelta(seconds=60)
"""Figures that are older tell that the database could not be asked."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the database holds. No words, no names, no ids."""

    at: datetime
    received: int = 0
    """Updates ever stored."""
    waiting: int = 0
    """Updates that wait for their turn."""
    oldest: datetime | None = None
    """When the first of them came. None: none waits."""
    aside: int = 0
    """Updates in quarantine."""
    aside_at: datetime | None = None
    """When the last one was put aside. None: there is none."""
    messages: int = 0
    """Messages that wait, most of them for a later day."""
    due: int = 0
    """Messages that may go now."""
    oldest_due: datetime | None = None
    """Since when the longest due message could have gone, alarms not counted. None: nothing is due."""
    uncertain: int = 0
    """Messages that may have arrived and are not sent a third time."""
    refused: int = 0
    requests: Mapping[str, int] = field(default_factory=dict)
    """Open callback requests by state."""
    desk: str = ""
    """Why the advisors' group takes no message, such as «kicked»; empty: it does, or nothing was sent."""
    size: int = 0
    """Bytes of the database."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The counts, and what the process knows of itself and its machine."""

    counts: Counts
    version: str
    since: datetime
    """When this process started."""
    heard: timedelta
    """How long ago Telegram last gave a good answer."""
    has_desk: bool = False
    free: int | None = None
    """Bytes free where the database is. None: it is on another machine."""
    room: int = 0
    """Bytes that there are in all."""
    overdue: tuple[str, ...] = ()
    """The ids of texts whose review date has passed."""
    blocked_at: datetime | None = None
    """When something last held up everything else for seconds. None: never in this process."""
    failed_at: datetime | None = None
    """When the database last could not be asked and was later found well again. None: never."""
    webhook: str = ""
    """What Telegram says is wrong with the webhook, as a short code; empty: nothing."""


def ailments(standing: Standing | None, heard: timedelta, now: datetime) -> tuple[str, ...]:
    """Why a fresh process might do better, as short codes. Empty: all is well."""
    found = []
    if heard > DEAF:
        found.append("telegram")
    if standing is None or now - standing.counts.at > STALE:
        found.append("database")
    return tuple(found)
