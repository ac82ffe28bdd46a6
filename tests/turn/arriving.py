"""Whatever arrives, from the raw update in the inbox to what waits to be sent: the kit of the table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi import envelope
from bot.domain.text import Part, Slot, Text, unmarked
from bot.store import inbox, tables
from bot.store.facts import House
from bot.store.sealed import Seal
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.botapi.updates import DESK, JANE, SENT, Raw
from tests.cast import LIBRARY, SAM
from tests.fakes import Clock, Line

KEPT = ("people", "interviews", "marks", "questions", "notes", "applications", "requests", "outbox")


class River:
    """One inbox and all that comes of it. Every life of the process may be the last."""

    def __init__(self, store: AsyncEngine, desk: int = DESK["id"], now: datetime = SENT) -> None:
        self.store = store
        self.clock = Clock(now)
        self.line = Line()
        newcomer = replace(SAM, id=0, first_name="", welcomed=False)
        self.house = House(LIBRARY, desk, Seal(), newcomer)
        self._number = 100
        self._heard = set[int]()
        self.begin()

    def begin(self) -> None:
        """A new process: nothing of the earlier one is remembered."""
        presses = Presses(self.line)
        self.turns = Turns(self.store, self.house, presses, self.clock.now, lambda: None, "Bounce_Bot")

    async def arrives(self, *updates: Raw) -> list[str]:
        """Stores updates in one batch, handles them all, and tells the ids of what is said since."""
        async with self.store.begin() as conn:
            found = [self._arrival(raw) for raw in updates]
            await inbox.add(conn, found, self.clock.now())
        while await self.turns.batch():
            pass
        await self.turns._presses.finish()
        return await self.news()

    async def news(self) -> list[str]:
        """The ids of the texts that wait to be sent since the last look; the methods of all else."""
        rows = await self.rows("outbox")
        fresh = [row for row in rows if row["id"] not in self._heard]
        self._heard |= {row["id"] for row in rows}
        self.said = [str(row["args"].get("text", "")) for row in fresh]
        return [
            named(str(row["args"]["text"])) if row["method"] == "sendMessage" else row["method"]
            for row in fresh
            if row["method"] != "nudge"
        ]

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table, the oldest first."""
        found = tables.metadata.tables[table]
        async with self.store.begin() as conn:
            query = select(found).order_by(*found.primary_key.columns)
            return [dict(row._mapping) for row in await conn.execute(query)]

    async def states(self) -> list[str]:
        """How the updates ended."""
        return [row["state"] for row in await self.rows("inbox")]

    async def kept(self) -> str:
        """Every word that is kept anywhere, as one text."""
        return "\n".join([repr(row) for table in KEPT for row in await self.rows(table)])

    async def question(self, who: int = JANE["id"]) -> str:
        """What a person is being asked; empty: nothing."""
        asked = [row["name"] for row in await self.rows("questions") if row["person"] == who]
        return asked[0] if asked else ""

    async def pressed(self, label: str, who: int = JANE["id"]) -> Raw:
        """The update of a press on the newest button with these words."""
        for row in reversed(await self.rows("outbox")):
            for line in (row["args"].get("reply_markup") or {}).get("inline_keyboard", ()):
                for button in line:
                    if button["text"] == label and row["chat"] == who:
                        return press(button["callback_data"], who)
        raise AssertionError(f"there is no button [{label}]")

    async def everything_is_sent(self) -> None:
        """Lets Telegram have all that waits."""
        async with self.store.begin() as conn:
            await conn.execute(tables.outbox.update().values(state="sent"))

    def later(self, **span: float) -> None:
        """Lets time pass."""
        self.clock.turn(timedelta(**span))

    def _arrival(self, raw: Raw) -> inbox.Arrival:
        self._number += 1
        body = json.dumps({**raw, "update_id": self._number}).encode()
        found = envelope.arrival(body)
        return inbox.Arrival(found.update_id, found.chat, found.body)


def press(data: str, who: int) -> Raw:
    """A press of somebody's on a message of ours in their private chat."""
    chat = {"id": who, "type": "private", "first_name": "x"}
    shown = {"message_id": 900, "date": int(SENT.timestamp()), "chat": chat, "text": "card"}
    sender = {"id": who, "is_bot": False, "first_name": "x"}
    return {
        "callback_query": {"id": "q", "from": sender, "chat_instance": "1", "data": data, "message": shown}
    }


def named(html: str) -> str:
    """The id of the text that was said; of several that it could be, the one with most words of its own."""
    words = unmarked(html)
    found = [(own, id_) for own, pattern, id_ in _patterns() if pattern.fullmatch(words)]
    return max(found)[1] if found else f"?? {words}"


@lru_cache(maxsize=1)
def _patterns() -> Sequence[tuple[int, re.Pattern[str], str]]:
    texts = LIBRARY.texts["en-GB"]
    return [_pattern(text, id_) for id_, kept in texts.items() for _, text in kept.every_wording]


def _pattern(text: Text, id_: str) -> tuple[int, re.Pattern[str], str]:
    plain = text._plain
    own = sum(len(part) for part in plain if isinstance(part, str))
    return own, re.compile(r"\s*".join(_parts(plain)), re.DOTALL), id_


def _parts(parts: Iterable[Part]) -> list[str]:
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(r"\s*".join(map(re.escape, part.split())))
        elif isinstance(part, Slot):
            made.append("(?:.*)")
        else:
            made.append("(?:" + r"\s*".join(_parts(part.parts)) + ")?")
    return made
