"""A job that somebody applied for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Application:
    """One application, as the person told of it."""

    id: int
    person: int
    role: str = ""
    employer: str = ""
    at: datetime | None = None
    """When it was made, as far as they said, UTC."""
