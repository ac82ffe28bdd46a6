"""What the bot achieved and what it was refused, for those who judge it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message of the bot that really stands in a chat, whether or not the bot ever heard of it."""

    at: datetime
    method: str
    chat: int
    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A call that was not done. `chat` is None when the call named none."""

    at: datetime
    method: str
    chat: int | str | None
    code: int
    description: str

    def json(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat().replace("+00:00", "Z"),
            "method": self.method,
            "chat": self.chat,
            "code": self.code,
            "description": self.description,
        }


class Ledger:
    """Only ever appended to."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.deliveries: list[Delivery] = []
        self.rejections: list[Rejection] = []

    def delivered(self, chat: int) -> list[Delivery]:
        """All deliveries to one chat, in order."""
        return [one for one in self.deliveries if one.chat == chat]

    def copies(self) -> Counter[tuple[int, str]]:
        """How often each text was delivered to each chat."""
        return Counter((one.chat, one.text) for one in self.deliveries)

    def rejected(self, code: int) -> list[Rejection]:
        """All calls refused with that code."""
        return [one for one in self.rejections if one.code == code]
