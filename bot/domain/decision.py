"""What a handler decides: what to say and what to change. It does neither itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.action import Action
from bot.domain.application import Application
from bot.domain.callback import Request, State
from bot.domain.interview import Interview
from bot.domain.note import Note
from bot.domain.person import Person
from bot.domain.question import Question

# --- what to say -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message; its data is «action:id:version[:extra]», at most 64 bytes."""

    label: str
    """The id of its words in content/strings."""
    action: str
    id: int = 0
    version: int = 0
    extra: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    style: str = ""
    """«primary», «success» or «danger»; empty: plain."""

    @property
    def data(self) -> str:
        """What Telegram hands back when it is pressed."""
        return f"{self.action}:{self.id}:{self.version}" + (f":{self.extra}" if self.extra else "")


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A text of the content library, sent to a chat."""

    chat: int
    say: str
    """The id of the text in content/."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What its placeholders become; a missing or empty one takes its fallback."""
    buttons: Rows = ()
    key: str = ""
    """A name by which later rows can find what became of it («card:42»); empty: none."""
    reply_to: str = ""
    """The key of an earlier message that this one answers; empty: none."""
    reply_to_message: int | None = None
    ask_number: bool = False
    """Shows Telegram's own button that shares the person's number."""
    drop_keyboard: bool = False
    """Takes that button away again."""
    first: bool = False
    """Goes before everything that waits: help for a person in danger, and nothing else."""
    last: bool = False
    """The goodbye to a person who is being erased: its row is erased after sending, too."""
    wording: int | None = None
    """Which wording of the text, counted from 0. None: they take turns by the number of the update."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts another text into a message of ours (cards of the advisors' desk only)."""

    chat: int
    say: str
    values: Mapping[str, str] = field(default_factory=dict)
    buttons: Rows = ()
    message: int | None = None
    key: str = ""
    """The message by its key, where its number is not known yet."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Takes the buttons from a message whose choice has been made."""

    chat: int
    message: int


@dataclass(frozen=True, slots=True)
class Leave:
    """Leaves a group that is not the advisors' desk."""

    chat: int


Outgoing = Message | Edit | Strip | Leave


@dataclass(frozen=True, slots=True)
class Toast:
    """The short note that answers a press."""

    say: str
    values: Mapping[str, str] = field(default_factory=dict)
    alert: bool = False
    """Stays until closed; seen by the person who pressed and nobody else."""


# --- what to change --------------------------------------------------------------------------------


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
    | SetMark
    | ClearMark
    | SkipNudge
    | UnskipNudge
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


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything one turn brings about, or nothing of it."""

    messages: tuple[Outgoing, ...] = ()
    changes: tuple[Change, ...] = ()
    toast: Toast | None = None
    denied: str = ""
    """What was asked for by somebody who may not have it; empty: nothing. It is logged."""
    missed: bool = False
    """Whether the words were no answer to the question that is open, and the messages ask it once more."""
