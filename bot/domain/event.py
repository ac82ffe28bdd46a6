"""What can happen: one update from Telegram, reduced to what we act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event comes from."""

    chat: int
    private: bool
    sender: int
    first_name: str
    at: datetime
    """When it was sent, UTC: «tomorrow» counts from here, however late it is handled."""
    language: str | None = None
    message: int | None = None
    """The message it came with; for a press, the message that carries the button."""
    reply_to: int | None = None
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """«/log Baker at Acme»: name «log», words «Baker at Acme»."""

    origin: Origin
    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Plain words, or the caption of a picture."""

    origin: Origin
    words: str
    forwarded: bool = False
    album: str | None = None
    """The album that the picture belongs to. None: none, or no picture."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button. Its data «action:id:version» says what was shown, never what is allowed."""

    origin: Origin
    query: str
    """Telegram's id of the press, to be answered once."""
    action: str
    id: int = 0
    version: int = 0
    extra: str = ""
    """A fourth part of the data, such as a choice: «log.said:0:0:roughly»."""


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number shared with Telegram's button."""

    origin: Origin
    number: str
    own: bool
    """Whether it is the sender's own: numbers of others are refused."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A photo, sticker, voice message: anything without words."""

    origin: Origin
    kind: str
    album: str | None = None
    zone: str = ""
    """For a place on the map: the zone that clocks go by there; empty: none. The place itself is left out."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An earlier message, changed. It has no second effect."""

    origin: Origin
    words: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """A person has stopped the bot in Telegram."""

    origin: Origin


@dataclass(frozen=True, slots=True)
class Returned:
    """A person has let the bot speak again."""

    origin: Origin


@dataclass(frozen=True, slots=True)
class Invited:
    """The bot has been put into a group or a channel."""

    origin: Origin


@dataclass(frozen=True, slots=True)
class Moved:
    """Telegram made a supergroup of a group, which has another id now. Told in the old one and in the new."""

    origin: Origin
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us: a service message, another bot, a kind we do not know."""

    why: str
    chat: int = 0


Event = Command | Said | Press | Number | Thing | Edited | Blocked | Returned | Invited | Moved | Ignored
Personal = Command | Said | Press | Number | Thing | Edited | Blocked | Returned | Invited | Moved
"""Every event that has an origin."""
