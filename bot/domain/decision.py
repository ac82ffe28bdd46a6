"""What a handler decides: what to say and what to change. It does neither itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.change import Change


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
    ask_place: bool = False
    """Shows the one that shares where the person is."""
    drop_keyboard: bool = False
    """Takes such a button away again."""
    first: bool = False
    """Goes before everything that waits: help for a person in danger, and nothing else."""
    last: bool = False
    """The goodbye to a person who is being erased: its row is erased after sending, too."""
    wording: int | None = None
    """Which wording of the text, counted from 0. None: they take turns by the number of the update."""
    effect: str = ""
    """What plays over the chat when it comes, as `botapi.render` knows it: «confetti»; empty: nothing."""


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


@dataclass(frozen=True, slots=True)
class File:
    """A file for one person alone. It is made when it is sent."""

    chat: int
    kind: str
    """What it holds; the kinds are in `papers`."""
    about: int = 0
    """The interview that it is about. 0: no single one."""


Outgoing = Message | Edit | Strip | Leave | File


@dataclass(frozen=True, slots=True)
class Toast:
    """The short note that answers a press."""

    say: str
    values: Mapping[str, str] = field(default_factory=dict)
    alert: bool = False
    """Stays until closed; seen by the person who pressed and nobody else."""


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
