"""All that a handler may know: the person, their interviews, what waits, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import clocks
from bot.domain.action import Action, Stage
from bot.domain.application import Application
from bot.domain.callback import Request
from bot.domain.interview import Interview
from bot.domain.library import FALLBACK, Library
from bot.domain.note import Note
from bot.domain.nudge import Snooze, Told
from bot.domain.person import Person
from bot.domain.question import Question
from bot.domain.screen import Screen
from bot.domain.standing import Standing

IDS_A_TURN = 16
"""How many new things one turn may make; ids stay unique because turns are numbered."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a person told us they did."""

    name: str
    interview: int
    """0: it concerns the person, not one interview."""
    at: datetime


@dataclass(frozen=True)
class Facts:
    """The world as one turn sees it. In the advisors' group there is no person, only requests."""

    now: datetime
    library: Library
    person: Person
    turn: int = 0
    """The number of the update being handled; new ids are made of it."""
    interviews: tuple[Interview, ...] = ()
    """The person's own, oldest first."""
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    """The person's own, oldest first."""
    applications: tuple[Application, ...] = ()
    """The person's own, in the order in which they were told."""
    actions: tuple[Action, ...] = ()
    """The small steps that the person took on, in that order."""
    question: Question | None = None
    screen: Screen | None = None
    """The buttons that the person was shown last. None: none since the last question."""
    requests: tuple[Request, ...] = ()
    """A person's own; at the desk the open ones and the one that was pressed or answered."""
    answered: int | None = None
    """At the desk: the request that the message being replied to is about. None: none, or no reply."""
    told: tuple[Told, ...] = ()
    """What became of nudges, and which wait."""
    snoozes: tuple[Snooze, ...] = ()
    """Nudges that the person put off, each for the last time."""
    desk: int | None = None
    """The advisors' group. None: nobody to call back."""
    desk_language: str = FALLBACK
    """What is spoken in the advisors' group."""
    desk_shut: bool = False
    """Whether the advisors' group is out of reach, or empty, as far as we know: what goes there waits."""
    numbers: bool = False
    """Whether telephone numbers can be kept (encrypted)."""
    retention: timedelta = timedelta(days=365)
    """How long after a person's last word everything about them is kept."""
    operator: bool = False
    """Whether this person runs the service."""
    standing: Standing | None = None
    """For an operator: how the service stands. None: not an operator, or no figures yet."""

    def new_id(self, nth: int = 0) -> int:
        """An id for a new thing, the nth of this turn. The same turn taken again gives the same ids."""
        if not 0 <= nth < IDS_A_TURN:
            raise ValueError(f"a turn makes at most {IDS_A_TURN} things")
        return self.turn * IDS_A_TURN + nth

    def interview(self, id_: int) -> Interview | None:
        """One of the person's interviews. None: not theirs, or gone."""
        return next((i for i in self.interviews if i.id == id_), None)

    def note(self, id_: int) -> Note | None:
        """One of the person's notes. None: not theirs, or gone."""
        return next((n for n in self.notes if n.id == id_), None)

    def action(self, id_: int) -> Action | None:
        """One of the person's small steps. None: not theirs, or gone."""
        return next((a for a in self.actions if a.id == id_), None)

    @property
    def plan(self) -> tuple[Action, ...]:
        """The small steps that are still to be done."""
        return tuple(action for action in self.actions if action.stage is Stage.OPEN)

    def request(self, id_: int) -> Request | None:
        """A request that these facts hold. None: not theirs, or gone."""
        return next((r for r in self.requests if r.id == id_), None)

    def mark(self, name: str, interview: int = 0) -> Mark | None:
        """When something was last done. None: not yet."""
        return next((m for m in self.marks if m.name == name and m.interview == interview), None)

    def language_of(self, chat: int) -> str:
        """What is spoken in a chat: this person's, the desk's, or that of somebody who asked for a talk."""
        if chat == self.person.id:
            return self.person.language
        theirs = (request.language for request in self.requests if request.person == chat)
        return next(theirs, self.desk_language)

    @property
    def offers_calls(self) -> bool:
        """Whether a talk with an advisor may be offered: what is promised must be heard of by somebody."""
        return self.desk is not None and not self.desk_shut

    @property
    def local_now(self) -> datetime:
        """Now, on the person's own clock."""
        return self.now.astimezone(clocks.of(self.person.zone))

    def ago(self, moment: datetime | None) -> timedelta:
        """How long ago something was; very long, if it never was."""
        return timedelta.max if moment is None else self.now - moment
