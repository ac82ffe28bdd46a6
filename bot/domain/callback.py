"""A wish to talk with a human advisor, from the wish to the talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    CLAIMED = "claimed"
    REACHED = "reached"
    NO_ANSWER = "no-answer"
    CANCELLED = "cancelled"

    @property
    def open(self) -> bool:
        """Whether somebody still has to act on it."""
        return self in (State.REQUESTED, State.CLAIMED, State.NO_ANSWER)


class How(StrEnum):
    """How the person wants to be reached."""

    MESSAGE = "message"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Request:
    """One request for a callback."""

    id: int
    person: int
    first_name: str
    about: str
    """What it is about, in the person's own words; empty: they would rather say it in the talk."""
    suits: str
    """When it suits: the name of a part of the day, as in strings («callback.suits.morning»)."""
    how: How
    number: str = ""
    """E.164; empty where the person wants a message. Encrypted at rest."""
    urgent: bool = False
    state: State = State.REQUESTED
    advisor: int | None = None
    advisor_name: str = ""
    asked_at: datetime | None = None
    moved_at: datetime | None = None
    card: int | None = None
    """The message in the advisors' group. None: not delivered yet."""
    version: int = 1
    language: str = "en-GB"
    """What the person speaks, as their own record has it."""
