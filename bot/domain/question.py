"""What a person is in the middle of: a question we asked, and what they have told us so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Question:
    """At most one a person. A restart in mid-question is unnoticed, because this is a row."""

    name: str
    """Which question, as `routes.QUESTIONS` lists it: «log.role»."""
    about: int = 0
    """The interview or request it concerns; 0: none yet."""
    draft: Mapping[str, str] = field(default_factory=dict)
    """What was answered so far; dates and times in ISO form."""
    misses: int = 0
    """How often the answer could not be read."""
    asked_at: datetime | None = None

    @property
    def gathers(self) -> bool:
        """Whether something that the person told would be lost with it; guesses that were shown are not."""
        return bool(self.draft.keys() - {"shown"})
