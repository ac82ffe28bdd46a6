"""A list to tick: what to see to before an offer is answered, an interview, a first day, an application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.interview import Interview, Outcome


class Concerns(StrEnum):
    """What the ticks of a list belong to."""

    AHEAD = "interview-ahead"
    """The next interview."""
    OFFER = "offer"
    """The newest job that was offered."""
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Checklist:
    """One file of content/checklists."""

    id: str
    title: str
    """The id of what it is called."""
    items: tuple[str, ...]
    """The ids of the things to tick, in order: «checklists.offer.pay»."""
    ready: str
    """The id of what is said when all are ticked."""
    about: Concerns = Concerns.PERSON
    then: tuple[str, ...] = ()
    """The names of the buttons that follow then."""

    @property
    def ready_mark(self) -> str:
        """The mark that says that all are ticked, for journeys to look at: «ready-offer»."""
        return f"ready-{self.id}"

    def mark(self, item: str) -> str:
        """The mark that is a tick: «tick-offer-pay»."""
        return f"tick-{self.id}-{name(item)}"

    def interview(self, interviews: Sequence[Interview], now: datetime) -> int:
        """The interview whose ticks are meant where none was named; 0: none."""
        match self.about:
            case Concerns.AHEAD:
                ahead = [i for i in interviews if i.open and i.starts_at and i.starts_at > now]
                return min(ahead, key=lambda i: i.starts_at or now).id if ahead else 0
            case Concerns.OFFER:
                return next((i.id for i in reversed(interviews) if i.outcome is Outcome.OFFER), 0)
            case Concerns.PERSON:
                return 0


def name(item: str) -> str:
    """The last part of an item's id: «pay»."""
    return item.rpartition(".")[2]
