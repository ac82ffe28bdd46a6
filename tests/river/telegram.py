"""A Telegram without a wire: the sandbox's world, what goes wrong on demand, and a count at the receiver."""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.botapi import envelope, errors
from bot.botapi.outcome import Later, Outcome, PollFailed, Sent
from bot.sandbox.arguments import read
from bot.sandbox.calls import CALLS
from bot.sandbox.refusal import RefusedError
from bot.sandbox.world import World

FAULTS = ("refused", "flood", "flood of all", "bad gateway", "lost reply")
_UNDONE: Mapping[str, Outcome] = {
    "refused": Later(errors.LINE_SECONDS, "client-connector-error", everyone=True),
    "flood": errors.told(429, b'{"ok": false, "error_code": 429, "parameters": {"retry_after": 7}}'),
    "flood of all": errors.told(429, b'{"ok": false, "error_code": 429, "parameters": {"retry_after": 61}}'),
    "bad gateway": errors.told(502, b"<html>"),
}


class Crash(BaseException):
    """The process is gone: nobody may catch this and go on."""


@dataclass
class Fuse:
    """Burns a little with every step that leaves the process; when it is through, nothing works any more."""

    left: int | None = None
    through: bool = False

    def burn(self) -> None:
        if self.left is not None and not self.through:
            self.left -= 1
            self.through = self.left < 0
        if self.through:
            raise Crash


@dataclass
class Telegram:
    """Both what a station receives from and what it sends to."""

    world: World
    database: str
    """Where the bot keeps its rows: a second look tells which of them a call is for."""
    chance: random.Random
    fuse: Fuse = field(default_factory=Fuse)
    faults: list[str] = field(default_factory=list)
    """What the next calls meet."""
    again: list[Mapping[str, Any]] = field(default_factory=list)
    """Updates that the next poll brings once more."""
    acknowledged: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    copies: Counter[int] = field(default_factory=Counter)
    """How often each row of the outbox was really done."""
    order: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """For each chat its replies as they first came."""
    excused: set[int] = field(default_factory=set)
    """Nudges that were on the wire when somebody said no."""
    last_words: bool = False
    """Whether the process ends as soon as Telegram has done something that it was asked."""
    away: int = 0
    """How many of the next transactions the database lets us down in."""
    was_away: bool = False
    given: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    """All updates that were handed out."""
    doubts: int = 0
    """How many calls ended in a way that allows one more copy."""
    wrongs: list[str] = field(default_factory=list)

    async def updates(self, offset: int, seconds: int, wanted: Sequence[str]) -> list[Mapping[str, object]]:
        self.fuse.burn()
        waiting = {update["update_id"]: update for update in self.world.updates.oldest(10_000)}
        self.acknowledged |= {id_: update for id_, update in waiting.items() if id_ < offset}
        self.world.updates.confirm(offset)
        found = self._mixed(self.world.updates.oldest(self.chance.randint(1, 8)))
        for update in self.again:
            found.insert(self.chance.randint(0, len(found)), update)
        self.again = []
        self.given |= {update["update_id"]: update for update in found}
        self.fuse.burn()
        if self.chance.random() < 0.05:
            raise PollFailed("the answer was lost")
        return found

    async def call(self, method: str, args: Mapping[str, Any], files: object = None) -> Outcome:
        self.fuse.burn()
        fault = self.faults.pop(0) if self.faults else ""
        if fault in _UNDONE:
            self.doubts += fault == "bad gateway" and method != "getMe"
            return _UNDONE[fault]
        if method == "getMe":
            return Sent({"id": 1})
        row, is_nudge = await self._row(args["chat_id"])
        if is_nudge and row not in self.excused and await self.unwilling(args["chat_id"]):
            self.wrongs.append("a nudge was sent to somebody who wants none")
        outcome = self._done(method, args)
        if isinstance(outcome, Sent):
            self._count(row, args["chat_id"], is_nudge)
        self.fuse.through |= self.last_words
        self.fuse.burn()
        if fault == "lost reply":
            self.doubts += 1
            return errors.lost(aiohttp.ServerDisconnectedError())
        return outcome

    async def answer(self, query: str, text: str = "", *, alert: bool = False) -> bool:
        self.fuse.burn()
        return isinstance(self._done("answerCallbackQuery", {"callback_query_id": query, "text": text}), Sent)

    def is_away(self) -> bool:
        """Whether the database lets this transaction down; each counts."""
        self.was_away = self.away > 0
        self.away -= self.was_away
        return self.was_away

    async def unwilling(self, chat: int) -> bool:
        """Whether this person wants no nudges now, as far as the bot has written down."""
        found = await self.ask(
            "SELECT paused, crisis_at, unreachable FROM people WHERE id = :chat", chat=chat
        )
        return not found or bool(found[0][0] or found[0][1] or found[0][2])

    async def ask(self, query: str, **values: object) -> Sequence[Any]:
        """Rows of the bot's database as they are committed."""
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.database.partition(":///")[2])) as database:
                return database.execute(query, values).fetchall()
        engine = create_async_engine(self.database, poolclass=NullPool)
        async with engine.connect() as conn:
            return (await conn.execute(text(query), values)).all()

    def _mixed(self, found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Chats overtake one another; within one all stays in order."""
        lanes: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for update in found:
            lanes[envelope.arrival(update).chat].append(update)
        turns = [chat for chat, lane in lanes.items() for _ in lane]
        self.chance.shuffle(turns)
        return [lanes[chat].pop(0) for chat in turns]

    def _done(self, method: str, args: Mapping[str, Any]) -> Outcome:
        try:
            result = CALLS[method](self.world, read(method, args, {}))
        except RefusedError as no:
            return errors.told(no.code, json.dumps(no.body()).encode())
        return errors.told(200, json.dumps({"ok": True, "result": result}).encode())

    async def _row(self, chat: int) -> tuple[int, bool]:
        sending = "SELECT id, method FROM outbox WHERE state = 'sending' AND chat = :chat"
        found = await self.ask(sending, chat=chat)
        if len(found) != 1:
            self.wrongs.append(f"{len(found)} messages of one chat are on the wire")
            return 0, False
        return found[0][0], found[0][1] == "nudge"

    def _count(self, row: int, chat: int, is_nudge: bool) -> None:
        self.copies[row] += 1
        if self.copies[row] > 2:
            self.wrongs.append("a message came three times")
        if not is_nudge and row > 0 and self.copies[row] == 1:  # below nought is help, which goes first
            if self.order[chat] and self.order[chat][-1] > row:
                self.wrongs.append("a reply overtook another")
            self.order[chat].append(row)
