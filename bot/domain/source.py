"""Where advice comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A page or a study that guidance rests on; shown to people who ask where something is from."""

    name: str
    """Whose it is: «University of Birmingham»."""
    about: str
    """What is to be found there, in a few words."""
    url: str
