"""What feedback can be about, and the small steps that go with it. Their words are strings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CUES = (5, 2, 1)
"""How many days before an interview a cue is for; each holds until the next."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One entry of content/feedback.yaml."""

    id: str
    steps: tuple[str, ...]
    """The names of its steps, each to be done in half an hour."""
    exercise: str
    """The name of the button that opens a fitting exercise."""
    personal: bool = False
    """Whether it is about voice, looks or manner, which may come from who somebody is."""

    @property
    def title(self) -> str:
        """The id of what it is called."""
        return f"plan.{self.id}.title"

    def label(self, step: str) -> str:
        """The id of what a step is called on a button."""
        return f"plan.{self.id}.{step}"

    def told(self, step: str, *, smaller: bool) -> str:
        """The id of what a step asks for, and how to know that it is done."""
        return f"{self.label(step)}.{'smaller' if smaller else 'what'}"

    def cue(self, days: int) -> str:
        """The id of the one thing to do differently, so many days before an interview."""
        nearest = min((cue for cue in CUES if cue >= days), default=CUES[0])
        return f"plan.{self.id}.cue-{nearest}"

    @property
    def texts(self) -> Iterator[str]:
        """The ids of all its words."""
        yield self.title
        yield from (f"plan.{self.id}.cue-{days}" for days in CUES)
        for step in self.steps:
            yield from (self.label(step), self.told(step, smaller=False), self.told(step, smaller=True))
