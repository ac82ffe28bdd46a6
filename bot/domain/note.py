"""What a person wrote down for themselves, in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

MOST = 200
"""How many notes one person may keep: every turn of theirs reads them all."""


@dataclass(frozen=True, slots=True)
class Note:
    """The answers to the prompts of one form."""

    id: int
    person: int
    form: str
    """As content/forms names it; the form may have gone since, and the words stay."""
    interview: int = 0
    """0: about no interview, or about one that was deleted."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The name of a prompt → the answer, as it was typed. Skipped prompts are left out."""
    at: datetime | None = None
    """When it was begun, UTC."""
    version: int = 1
    """Grows with every change."""
