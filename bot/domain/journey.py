"""What a journey is: nudges counted from a moment in a person's life, as content/journeys has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from bot.domain import reading
from bot.domain.fields import Fields, Mistakes, Place, near
from bot.domain.step import Step
from bot.domain.vocabulary import About


class Priority(IntEnum):
    """Which nudge goes first when several are due: the smallest."""

    LOGISTICS = 1
    RESULT = 2
    FEEDBACK = 3
    CHASE = 4
    OTHER = 5


@dataclass(frozen=True, slots=True)
class Journey:
    """A list of nudges about one interview, one request, or the person."""

    name: str
    about: About
    steps: tuple[Step, ...]
    priority: Priority = Priority.OTHER
    until: tuple[str, ...] = ()
    """Holds for every step."""
    most: int | None = None
    """How many may be sent at most about one subject, over all steps. None: as many as the steps say."""
    back_off: bool = True
    """Whether it slows down and ends when the person does not react."""

    def step(self, name: str) -> Step | None:
        """One of its steps. None: it has no such step."""
        return next((step for step in self.steps if step.id == name), None)


def read(name: str, data: object) -> tuple[Journey | None, list[tuple[Place, str]]]:
    """A journey from its YAML, named as its file. Mistakes are (place in the data, reason), all of them at
    once; with any of them there is no journey."""
    mistakes: Mistakes = []
    fields = Fields(data, (), mistakes)
    if not reading.NAME.fullmatch(name):
        fields.wrong(f"the file's name «{name}» may hold small letters, digits and dashes only")
    about = About(fields.choice("about", About, About.INTERVIEW))
    made = Journey(
        name=name,
        about=about,
        priority=Priority[fields.choice("priority", _PRIORITIES, "other").upper()],
        until=reading.conditions(fields, "until", about),
        most=fields.whole("max", least=1),
        back_off=fields.yes("back_off") if "back_off" in fields else True,
        steps=_steps(fields, name, about, mistakes),
    )
    fields.close()
    return (None if mistakes else made), mistakes


def loose_ends(journeys: Mapping[str, Journey]) -> list[tuple[str, Place, str]]:
    """Where a journey speaks of a step that no journey has: (journey, place in its data, reason)."""
    steps = {f"{journey.name}/{step.id}": step for journey in journeys.values() for step in journey.steps}
    found: list[tuple[str, Place, str]] = []
    for journey in journeys.values():
        for nth, step in enumerate(journey.steps):
            for field, name in _references(step):
                if name not in steps:
                    reason = f"there is no step «{name}»{near(name, steps)}"
                elif field == "follows" and steps[name].follows:
                    reason = f"«{name}» follows another step itself; that is more than we can follow"
                else:
                    continue
                found.append((journey.name, ("steps", nth, field), reason))
    return found


def _steps(fields: Fields, name: str, about: About, mistakes: Mistakes) -> tuple[Step, ...]:
    data = fields.raw("steps")
    if not isinstance(data, list) or not data:
        fields.wrong("«steps» has to be a list of at least one step")
        return ()
    steps = [reading.step(item, ("steps", nth), name, about, mistakes) for nth, item in enumerate(data)]
    seen: set[str] = set()
    for nth, step in enumerate(steps):
        if step.id in seen:
            mistakes.append((("steps", nth, "id"), f"there is a step «{step.id}» already"))
        seen.add(step.id)
    return tuple(steps)


def _references(step: Step) -> list[tuple[str, str]]:
    """The fields that name steps, and the steps they name, as «journey/step»."""
    sent = [("from", a.removeprefix("sent:")) for a in step.anchors if a.startswith("sent:")]
    return sent + [("follows", name) for name in step.follows if not name.startswith("mark:")]


_PRIORITIES = tuple(priority.name.lower() for priority in Priority)
