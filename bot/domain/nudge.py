"""A follow-up message that waits for its moment, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """Where a message of ours stands. Every one ends in exactly one of the states below the line."""

    WAITING = "waiting"
    SENDING = "sending"
    # ---
    SENT = "sent"
    UNCERTAIN = "sent-uncertain"
    """It may have arrived; it is not sent a third time."""
    SKIPPED = "skipped"
    """The person did not want this one."""
    CANCELLED = "cancelled"
    """Its reason has gone: a result was recorded, an interview deleted."""
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    """Its moment had passed before it could be sent."""
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """Telegram will never take this message as it is."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self not in (Fate.WAITING, Fate.SENDING)

    @property
    def may_return(self) -> bool:
        """Whether the plan may bring it back, as when a result is undone."""
        return self in (Fate.CANCELLED, Fate.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Nudge:
    """One nudge that should exist, as the journeys have it."""

    key: str
    """Which one it is, for ever: «interview:42/result-check/ask/1»."""
    person: int
    journey: str
    step: str
    say: str
    due: datetime
    """UTC; the wall-clock moment of the journey, worked out on the person's own clock."""
    interview: int = 0
    """What it is about; 0: the person."""
    request: int = 0

    @property
    def nth(self) -> int:
        """Which of its step's nudges it is, the first is 0: each time has a wording of its own."""
        return int(self.key.rpartition("/")[2]) - 1


@dataclass(frozen=True, slots=True)
class Told:
    """A nudge as the outbox has it."""

    key: str
    fate: Fate
    due: datetime
    at: datetime | None = None
    """When it ended, UTC. None: it has not."""
    interview: int = 0
