"""What a person was last shown to press, so that it can be typed as well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Keyboard = tuple[tuple[str, str], ...]
"""The buttons of one message, in order: the words on each, and its data."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The buttons of the last turn that showed any; each message's by themselves."""

    at: datetime
    """When they were shown, UTC."""
    keyboards: tuple[Keyboard, ...]
