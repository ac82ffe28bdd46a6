"""A jobseeker, and how they want to be spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Pace(StrEnum):
    """How many nudges a person wants."""

    FEWER = "fewer"
    NORMAL = "normal"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Person:
    """One private chat. In Telegram a person's id and their private chat's id are the same number."""

    id: int
    first_name: str = ""
    language: str = "en-GB"
    nation: str = "GB"
    zone: str = "Europe/London"
    quiet_from: time = time(20, 0)
    quiet_until: time = time(8, 30)
    """Local wall clock; no nudge from the first until the second."""
    nudge_clock: time | None = None
    """When nudges come, on their own clock. None: each at the time of day that its journey names."""
    pace: Pace = Pace.NORMAL
    shows_employer: bool = False
    """Whether nudges, which a locked screen shows to anybody, may name an employer."""
    dark_pictures: bool = False
    """Whether pictures are dark; a bot cannot see which look somebody's phone has."""
    paused: bool = False
    """No nudges until they resume."""
    paused_until: datetime | None = None
    """No nudges before this moment, UTC. None: not resting."""
    low_at: datetime | None = None
    """When low mood was last heard, UTC. None: never."""
    crisis_at: datetime | None = None
    """When the crisis card was last shown, UTC; nudges rest until they resume. None: never, or resumed."""
    welcomed: bool = False
    weekly_goal: int | None = None
    """How many applications a week they want to make. None: they set no goal."""
    unreachable: str = ""
    """Why Telegram refuses our messages («blocked», «deactivated»); empty: reachable."""
    exported_at: datetime | None = None
    """When they last asked for a copy of everything, UTC. None: never."""
    warned_at: datetime | None = None
    """When we last said that all of it goes after so long a silence, UTC. None: not, or back since."""
    created_at: datetime | None = None
    seen_at: datetime | None = None
