"""People who write and press what people really do, and wait for the answer before they go on."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SAVE = "Right, save it"
REAL = (
    "/start",
    "/next",
    "/log Analyst {n} at Firm {n}, tomorrow 2pm, they'll tell me in a week",
    SAVE,
    "what happens next?",
    "/nudges",
)
"""What everybody does, over and over; the name of a button means that it is pressed."""
ECHO = ("Hello {n}",)


@dataclass
class Member:
    """One person in a private chat."""

    id: int
    at: int = 0
    """Which line of the script comes next."""
    rounds: int = 0
    busy: bool = False
    handed_at: float | None = None
    """When the update that is not answered yet was handed out."""
    wants_button: bool = False
    button: tuple[int, str] | None = None
    """The message and the data of the button that comes next."""


@dataclass
class Crowd:
    """All of them, taking turns, so that nobody outruns the message a second that one chat may get."""

    size: int
    script: tuple[str, ...]
    first: int = 1000
    members: list[Member] = field(init=False)
    latencies: list[float] = field(default_factory=list)
    """Seconds from handing an update out to the first message that its chat gets."""
    answered: int = 0
    _next_member: int = 0
    _next_update: int = 1
    _next_message: int = 1

    def __post_init__(self) -> None:
        """Everybody comes in, each at another line: what people do is mixed from the start."""
        self.members = [Member(self.first + n) for n in range(self.size)]

    def act(self) -> tuple[int, dict[str, Any]] | None:
        """The next person does something: their chat and the update. None: everybody waits for an answer."""
        for _ in range(self.size):
            member = self.members[self._next_member]
            self._next_member = (self._next_member + 1) % self.size
            if not member.busy:
                return member.id, self._done_by(member)
        return None

    def handed(self, chat: int) -> None:
        """The update of this chat left the house."""
        self.members[chat - self.first].handed_at = time.monotonic()

    def heard(self, chat: int, args: Mapping[str, Any], message: int) -> bool:
        """The bot said something. Returns whether it was an answer somebody waited for."""
        if not 0 <= chat - self.first < self.size:
            return False
        member = self.members[chat - self.first]
        if not member.busy or member.handed_at is None:
            return False
        if member.wants_button:
            data = _button(args.get("reply_markup"))
            if data is None:
                return False
            member.button = (message, data)
        self.latencies.append(time.monotonic() - member.handed_at)
        self.answered += 1
        member.busy, member.handed_at = False, None
        return True

    def _done_by(self, member: Member) -> dict[str, Any]:
        line = self.script[member.at % len(self.script)]
        member.at += 1
        member.busy = True
        member.wants_button = self.script[member.at % len(self.script)] == SAVE
        self._next_update += 1
        if line == SAVE and member.button:
            return self._press(member, *member.button)
        member.rounds += 1
        words = line.format(n=member.rounds)
        message = self._message(member) | {"text": words}
        if words.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words.split()[0])}]
        return {"update_id": self._next_update, "message": message}

    def _press(self, member: Member, message: int, data: str) -> dict[str, Any]:
        shown = self._message(member) | {"message_id": message, "text": "Have I got this right?"}
        shown["from"] = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
        query = {
            "id": str(self._next_update),
            "from": _who(member),
            "chat_instance": "1",
            "data": data,
            "message": shown,
        }
        return {"update_id": self._next_update, "callback_query": query}

    def _message(self, member: Member) -> dict[str, Any]:
        self._next_message += 1
        chat = {"id": member.id, "type": "private", "first_name": f"P{member.id}"}
        return {
            "message_id": self._next_message,
            "date": int(time.time()),
            "chat": chat,
            "from": _who(member),
        }


def _who(member: Member) -> dict[str, Any]:
    return {"id": member.id, "is_bot": False, "first_name": f"P{member.id}", "language_code": "en"}


def _button(markup: Any) -> str | None:
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    found = (button["callback_data"] for row in rows for button in row if button["text"] == SAVE)
    return next(found, None)
