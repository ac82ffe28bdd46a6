"""A step of a journey about one subject, and the nudge of it that is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.anchors import Subject
from bot.domain.journey import Journey
from bot.domain.nudge import Nudge
from bot.domain.step import Step


@dataclass(frozen=True, slots=True)
class Run:
    """One step of a journey, about one subject."""

    journey: Journey
    step: Step
    subject: Subject
    whole: str
    """How keys of the journey about this subject begin: «interview:42/chase»."""
    key: str
    """The key of its nudges, without their number: «interview:42/chase/after-date»."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A planned nudge with what decides its moment."""

    nudge: Nudge
    run: Run
    clock: time
    """Its own time of day."""
    meant: datetime
    """When it should have come, UTC; `nudge.due` is later where that was over before we knew of it."""
    asks_first: bool = False
    """Whether what it follows has not happened yet."""
    asked: bool = False
    """Whether the person themselves asked for this moment."""
    not_before: datetime | None = None
    """It leaves so much time to answer the one of its step that was put off; UTC. None: none was."""
