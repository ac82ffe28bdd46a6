"""Stand-ins that remember what was asked of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.botapi.outcome import Outcome, Sent
from tests.cast import MONDAY


class Clock:
    """Stands still until it is turned."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def turn(self, delta: timedelta) -> None:
        self.time += delta


class Line:
    """Telegram's end of the wire: remembers every call, answers as it was told."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, object]]] = []
        self.answers: list[tuple[str, str, bool]] = []
        self.files: list[bytes] = []
        """What was in the files that came with them, in order."""
        self.outcomes: list[Outcome] = []
        """What the next calls come to; then everything is sent."""
        self.hold: asyncio.Event | None = None
        """Until it is set, calls hang."""

    async def call(
        self, method: str, args: Mapping[str, object], files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> Outcome:
        self.calls.append((method, dict(args)))
        self.files += [content for _, content in (files or {}).values()]
        number = len(self.calls)
        if self.hold:
            await self.hold.wait()
        return self.outcomes.pop(0) if self.outcomes else Sent({"message_id": number})

    async def answer(self, query: str, text: str = "", *, alert: bool = False) -> bool:
        self.answers.append((query, text, alert))
        return True

    @property
    def texts(self) -> list[object]:
        """What was said, in order."""
        return [args.get("text") for _, args in self.calls]


class Updates:
    """Where updates come from: batches that were put in, and what was acknowledged."""

    def __init__(self, *batches: Sequence[Mapping[str, object]]) -> None:
        self.batches = [list(batch) for batch in batches]
        self.offsets: list[int] = []
        self.before: Callable[[], None] = lambda: None

    async def updates(self, offset: int, seconds: int, wanted: Sequence[str]) -> list[Mapping[str, object]]:
        self.offsets.append(offset)
        return list(self.batches.pop(0)) if self.batches else []
