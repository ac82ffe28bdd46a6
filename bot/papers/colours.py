"""The colours of our pictures, by day and by night. None is red: nothing in them is a failure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """One set. Words stand out from what is behind them by 4.5 to 1 or more, shapes by 3 to 1."""

    ground: str
    """Behind everything."""
    panel: str
    """Behind the words and shapes."""
    ink: str
    soft: str
    """For words of less weight."""
    line: str
    """For a way that lies ahead, and for weeks without a number; it carries no meaning alone."""
    stages: tuple[str, str, str, str]
    """From applications to offers."""
    goal: str


LIGHT = Colours(
    ground="#f1efe9",
    panel="#ffffff",
    ink="#1b2427",
    soft="#566369",
    line="#b9c2c0",
    stages=("#0b6b5e", "#1c8a6c", "#4f9140", "#b97a12"),
    goal="#8a5a05",
)
DARK = Colours(
    ground="#0e1315",
    panel="#1a2225",
    ink="#eef3f2",
    soft="#a9b6b5",
    line="#4b5a5c",
    stages=("#37b39b", "#57c795", "#93cf6b", "#ffd27a"),
    goal="#ffd27a",
)
