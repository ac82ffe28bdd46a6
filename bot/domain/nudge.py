"""A follow-up message that waits for its moment, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zlib import crc32


class Fate(StrEnum):
    """Where a message of ours stands. Every one ends in exactly one of the states below the line."""

    WAITING = "waiting"
    SENDING = "sending"
    # ---
    SENT = "sent"
    UNCERTAIN = "sent-uncertain"
    """It may have arrived; it is not sent a third time."""
    SKIPPED = "skipped"
    """The person did not want this one, or wants it later."""
    MERGED = "merged"
    """Told of together with another one of the same day."""
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
    def arrived(self) -> bool:
        """Whether it came, as far as can be known."""
        return self in (Fate.SENT, Fate.UNCERTAIN)

    @property
    def may_return(self) -> bool:
        """Whether the plan may bring it back, as when a result is undone."""
        return self in (Fate.CANCELLED, Fate.SUPERSEDED)


class Key(str):
    """Which nudge: the step it belongs to, its number there, and how often it was put off."""

    __slots__ = ()

    @property
    def step(self) -> str:
        """«interview:42/result-check/ask»."""
        return self.rpartition("/")[0]

    @property
    def request(self) -> int:
        """The callback that it is about. 0: it is about something else."""
        about, _, number = self.partition("/")[0].partition(":")
        return int(number) if about == "request" and number.isdecimal() else 0

    @property
    def number(self) -> int:
        """Which of its step's nudges it is; the first is 1. 0: it has no number."""
        number = self.rpartition("/")[2].partition("+")[0]
        return int(number) if number.isdecimal() else 0

    @property
    def own(self) -> str:
        """The key under which it was planned, before it was put off."""
        return self.partition("+")[0]

    @property
    def times(self) -> int:
        """How often it was put off."""
        times = self.partition("+")[2]
        return int(times) if times.isdecimal() else 0

    @property
    def short(self) -> str:
        """Its own key as it fits into a button; it only has to tell one person's nudges apart."""
        return f"{crc32(self.own.encode()):08x}"


@dataclass(frozen=True, slots=True)
class Snooze:
    """A nudge that its person wants at another moment. The schedule that it belongs to stays as it is."""

    key: str
    """The key under which it was planned."""
    times: int
    """How often it has been put off, this time included."""
    until: datetime
    """When it comes, UTC."""

    @property
    def later(self) -> str:
        """The key of the nudge that comes then."""
        return f"{self.key}+{self.times}"


@dataclass(frozen=True, slots=True)
class Nudge:
    """One nudge that should exist, as the journeys have it."""

    key: str
    """Which one it is, for ever: «interview:42/result-check/ask/1»; put off for the second time: «…/1+2»."""
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
        return Key(self.key).number - 1


@dataclass(frozen=True, slots=True)
class Told:
    """A nudge as the outbox has it."""

    key: str
    fate: Fate
    due: datetime
    at: datetime | None = None
    """When it ended, UTC. None: it has not."""
    interview: int = 0
