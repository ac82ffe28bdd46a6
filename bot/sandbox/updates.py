"""What waits for the bot to fetch or to be delivered."""

import contextlib
import random
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bot.sandbox.clock import Clock

DAY = timedelta(hours=24)
PRESS_LIFE = timedelta(seconds=150)
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


QUEUES = {"callback_query": "press", "my_chat_member": "member", "chat_member": "member"}
"""Which queue of a webhook a kind goes to; "chat" for all others."""


@dataclass(eq=False, slots=True)
class Waiting:
    """One that waits, and how often its delivery failed."""

    body: dict[str, Any]
    until: datetime
    queue: tuple[str, int]
    fails: int = 0
    delay: float = 1.0


class Updates:
    """Numbered from a random start; each waits until it is confirmed, or too old."""

    def __init__(self, clock: Clock, changed: Callable[[], None] = lambda: None) -> None:
        self._clock = clock
        self._changed = changed
        self._waiting: deque[Waiting] = deque()
        self._next = random.randint(10_000_000, 900_000_000)  # noqa: S311
        self._arrived: list[Callable[[], None]] = []
        self.kinds = KINDS - ON_REQUEST
        self.total = 0
        self.expired = 0

    def add(self, kind: str, body: dict[str, Any], life: timedelta = DAY) -> int | None:
        """Queue one. Returns its id; None when the bot did not ask for that kind."""
        if kind not in self.kinds:
            return None
        return self.inject({kind: body}, life)

    def inject(self, update: dict[str, Any], life: timedelta = DAY) -> int:
        """Queue an update exactly as it is; it gets the next id if it has none. ValueError for an odd id."""
        if "update_id" not in update:
            update = {"update_id": self._next} | update
            self._next += 1
        if type(update["update_id"]) is not int:
            why = f"an update_id is a whole number, not {update['update_id']!r}"
            raise ValueError(why)
        self._waiting.append(Waiting(update, self._clock.now() + life, _queue(update)))
        self.total += 1
        for tell in tuple(self._arrived):
            tell()
        self._changed()
        return update["update_id"]

    def restart_numbers(self) -> None:
        """Go on from another random number, as Telegram does after a quiet week."""
        self._next = random.randint(10_000_000, 900_000_000)  # noqa: S311

    def want(self, kinds: Iterable[str]) -> None:
        """From now on queue only these; none named means all but those that must be asked for."""
        self.kinds = frozenset(kinds) or KINDS - ON_REQUEST

    def confirm(self, offset: int) -> None:
        """Forget what came before `offset`; a negative one keeps only that many of the last."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
            return
        while self._waiting and self._waiting[0].body["update_id"] < offset:
            self._waiting.popleft()

    def oldest(self, limit: int) -> list[dict[str, Any]]:
        """Up to `limit` of those that wait, oldest first. They go on waiting."""
        now = self._clock.now()
        while self._waiting and self._waiting[0].until <= now:
            self._waiting.popleft()
            self.expired += 1
        alive = (one.body for one in self._waiting if one.until > now)
        return list(islice(alive, limit))

    def heads(self) -> list[Waiting]:
        """The oldest of each queue of a webhook; what is too old is dropped."""
        now = self._clock.now()
        for old in [one for one in self._waiting if one.until <= now]:
            self.remove(old)
            self.expired += 1
        found: dict[tuple[str, int], Waiting] = {}
        for one in self._waiting:
            found.setdefault(one.queue, one)
        return list(found.values())

    def remove(self, one: Waiting) -> None:
        """It was taken. One that does not wait any more changes nothing."""
        with contextlib.suppress(ValueError):
            self._waiting.remove(one)

    def drop(self) -> None:
        """Forget all."""
        self._waiting.clear()

    def listen(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell` whenever one arrives. Returns what ends that."""
        self._arrived.append(tell)
        return lambda: self._arrived.remove(tell)

    def __len__(self) -> int:
        return len(self._waiting)


def _queue(update: dict[str, Any]) -> tuple[str, int]:
    """In which order it is delivered: by chat, but presses by person and comings and goings on their own."""
    kind = next((name for name in update if name in KINDS), "")
    where = "from" if kind == "callback_query" else "chat"
    inner = update.get(kind)
    place = inner.get(where) if isinstance(inner, dict) else None
    id_ = place.get("id") if isinstance(place, dict) else None
    if not isinstance(id_, int):
        return "alone", update["update_id"]
    return QUEUES.get(kind, "chat"), id_
