"""What a handler wants written down; it writes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.action import Action
from bot.domain.application import Application
from bot.domain.callback import Request, State
from bot.domain.interview import Interview
from bot.domain.note import Note
from bot.domain.nudge import Snooze
from bot.domain.person import Person
from bot.domain.question import Question
from bot.domain.screen import Screen


@dataclass(frozen=True, slots=True)
class KeepPerson:
    """Writes how a person wants to be spoken to."""

    person: Person


@dataclass(frozen=True, slots=True)
class AddInterview:
    """A new interview; its id comes from `Facts.new_id`."""

    interview: Interview


@dataclass(frozen=True, slots=True)
class KeepInterview:
    """Writes a changed interview. Its version grows by itself."""

    interview: Interview


@dataclass(frozen=True, slots=True)
class DropInterview:
    """Deletes an interview and all that hangs on it."""

    id: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Remembers what we asked; replaces an earlier question."""

    question: Question


@dataclass(frozen=True, slots=True)
class Settle:
    """Nothing is being asked any more."""


@dataclass(frozen=True, slots=True)
class Show:
    """Remembers which buttons the person sees; every question that is asked or settled forgets them first."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class SetMark:
    """Writes down that something was done: «chased», «asked-feedback», «skip-thank-you»."""

    name: str
    interview: int = 0
    """0: it concerns the person, not one interview."""


@dataclass(frozen=True, slots=True)
class ClearMark:
    """Takes such a note back."""

    name: str
    interview: int = 0


@dataclass(frozen=True, slots=True)
class SkipNudge:
    """This one nudge will not be sent."""

    key: str


@dataclass(frozen=True, slots=True)
class UnskipNudge:
    """It may come after all."""

    key: str


@dataclass(frozen=True, slots=True)
class SnoozeNudge:
    """This one nudge comes at another moment; an earlier such wish about it is over."""

    snooze: Snooze


@dataclass(frozen=True, slots=True)
class UnsnoozeNudge:
    """It is not put off after all."""

    key: str
    """The key under which it was planned."""


@dataclass(frozen=True, slots=True)
class MergeNudge:
    """This one has been told of together with another."""

    key: str


@dataclass(frozen=True, slots=True)
class AddNote:
    """A new note; its id comes from `Facts.new_id`."""

    note: Note


@dataclass(frozen=True, slots=True)
class KeepNote:
    """Writes a changed note. Its version grows by itself."""

    note: Note


@dataclass(frozen=True, slots=True)
class DropNote:
    """Deletes one of the person's notes."""

    id: int


@dataclass(frozen=True, slots=True)
class AddApplication:
    """A new application; its id comes from `Facts.new_id`."""

    application: Application


@dataclass(frozen=True, slots=True)
class DropApplication:
    """Deletes one of the person's applications."""

    id: int


@dataclass(frozen=True, slots=True)
class AddAction:
    """A new small step; its id comes from `Facts.new_id`."""

    action: Action


@dataclass(frozen=True, slots=True)
class KeepAction:
    """Writes a changed small step. Its version grows by itself."""

    action: Action


@dataclass(frozen=True, slots=True)
class AddRequest:
    """A new callback request; its id comes from `Facts.new_id`."""

    request: Request


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """Writes a request if it still is as the handler saw it; else the turn is taken again."""

    request: Request
    seen: State
    seen_version: int


@dataclass(frozen=True, slots=True)
class MoveChat:
    """The advisors' group goes by another id from now on, and so does all that waits for it."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Erase:
    """Deletes everything we hold about the person."""


Change = (
    KeepPerson
    | AddInterview
    | KeepInterview
    | DropInterview
    | Ask
    | Settle
    | Show
    | SetMark
    | ClearMark
    | SkipNudge
    | UnskipNudge
    | SnoozeNudge
    | UnsnoozeNudge
    | MergeNudge
    | AddNote
    | KeepNote
    | DropNote
    | AddApplication
    | DropApplication
    | AddAction
    | KeepAction
    | AddRequest
    | MoveRequest
    | MoveChat
    | Erase
)
