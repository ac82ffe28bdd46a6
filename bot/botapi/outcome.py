"""What can come of asking Telegram to do something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FLOOD = "flood"
"""Why we are told to wait when we were too fast."""


class Remedy(StrEnum):
    """What may still help a message that Telegram refuses as it is."""

    NONE = "none"
    PLAIN = "plain"
    """Send it once more without markup."""
    FRESH = "fresh"
    """The message to be changed is gone: send a new one."""
    NO_TOPIC = "no-topic"
    """Send it once more without its topic."""
    NO_REPLY = "no-reply"
    """Send it once more without being an answer to something."""
    NO_EFFECT = "no-effect"
    """Send it once more without what plays over the chat."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has done it."""

    result: object = None
    """Raw JSON, such as the message; None: it did not say."""

    @property
    def message(self) -> int | None:
        """The number of the message that was sent. None: the result is something else."""
        number = self.result.get("message_id") if isinstance(self.result, dict) else None
        return number if isinstance(number, int) else None


@dataclass(frozen=True, slots=True)
class Later:
    """Surely not done; it may be tried again after so many seconds."""

    seconds: int
    why: str
    everyone: bool = False
    """It would not go better for any other chat: the line is down, or all of us are told to wait."""

    @property
    def flood(self) -> bool:
        """Whether Telegram is there and wants us to be quieter."""
        return self.why == FLOOD


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Perhaps done, perhaps not, and nobody can find out. The line is worth a probe before the next try."""

    why: str


@dataclass(frozen=True, slots=True)
class Never:
    """Telegram refuses this as it is; the same again would be refused again."""

    why: str
    remedy: Remedy = Remedy.NONE


@dataclass(frozen=True, slots=True)
class Unreachable:
    """This chat does not take our messages until something changes there."""

    why: str
    """«blocked», «deactivated», «never-started», «chat-not-found», «kicked», «no-rights»."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has another id from now on; the same goes through there."""

    chat: int


class Revoked(Exception):
    """Telegram does not know our token: nothing will work until somebody changes it.

    `call` returns it like any other outcome; everything else raises it.
    """


Outcome = Sent | Later | Uncertain | Never | Unreachable | Moved | Revoked


class Failed(Exception):
    """Telegram could not be asked. Its text is a short reason without anybody's words."""

    def __init__(self, why: str, seconds: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.seconds = seconds
        """How long Telegram wants us to wait; 0: it did not say."""


class PollFailed(Failed):
    """No updates this time; none is lost."""


class Conflict(PollFailed):
    """Somebody else receives this bot's updates: «other-poller» or «webhook»."""
