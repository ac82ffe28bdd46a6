"""A small step that somebody took on, with a day for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

AT_ONCE = 2
"""How many may be open at the same time."""


class Stage(StrEnum):
    """What became of it."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    KEPT = "kept"
    """Done, and it helped at an interview."""
    RETIRED = "retired"
    """Done, and it did not help."""


@dataclass(frozen=True, slots=True)
class Action:
    """One step of one theme, as content/feedback.yaml names them; its words stand in the strings."""

    id: int
    person: int
    theme: str
    step: str
    day: date
    """On the person's own calendar."""
    interview: int = 0
    """The interview that it came from; 0: none, or one that was deleted."""
    smaller: bool = False
    """Whether it is the smaller form of the step."""
    stage: Stage = Stage.OPEN
    at: datetime | None = None
    """When it was taken on, UTC."""
    ended_at: datetime | None = None
    """When it was done or dropped, UTC."""
    version: int = 1
    """Grows with every change."""
