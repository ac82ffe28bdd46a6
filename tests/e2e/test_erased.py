"""A person who asks to be forgotten is gone: from every table, file, log, new backup, and from the group."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli import main
from bot.deliver import landed
from bot.domain import etiquette
from bot.sandbox import ADVISORS, Fault, Message, Sandbox
from bot.store import engine, tables, theirs
from bot.store.engine import open_store
from bot.store.sealed import Seal
from bot.turn import turns
from tests.conftest import POSTGRES, _database
from tests.crash.nursery import Life, Nursery, nursery
from tests.crash.process import environment, stop

ZEPH, PRIYA = 5_432_198_765, 7
CANARY, NAME, NUMBER = "Canaryford", "Zephyrine", "+447400987654"
KEY = Fernet.generate_key().decode()
SEALED = Seal([KEY]).close(NUMBER)
PATIENCE = 120.0
"""Seconds for what a busy machine may take."""


def changed() -> None:
    """In the process of the bot: nudges come at any hour, a group out of reach is tried again at once."""
    deeds = os.environ["DEEDS"].split()
    landed.DESK_REST = timedelta(seconds=1)
    vars(etiquette)["judge"] = lambda *_: etiquette.Send()
    if "wal" in deeds:
        vars(engine)["wal_is_safe"] = lambda: True
    if "killed" in deeds:
        vars(turns)["wipe"] = _die


async def _die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=10)
_ANY = {"person": ZEPH, "version": 1, "interview": 1}
_ROW = {"attempts": 0, "why": CANARY, "ready": LATER}
_JOB = {"role": CANARY, "employer": CANARY * 9}
_SENT = {"chat": ZEPH, "person": ZEPH, "due": LATER, "created_at": NOW, "args": {"text": CANARY * 30}} | _ROW
_BODY = json.dumps({"message": {"text": CANARY * 50, "from": {"first_name": NAME}}}).encode()
_CAME = {"chat": ZEPH, "body": _BODY, "received_at": NOW} | _ROW
FILLED: Mapping[str, list[dict[str, Any]]] = {
    "people": [],  # by what they say themselves, as is one row of most others
    "interviews": [
        _JOB | {"id": n, "person": ZEPH, "version": 1, "place": CANARY, "contact": NAME, "promise": "none"}
        | {"day": date(2026, 11, 20), "clock": time(10), "zone": "Europe/London", "logged_at": NOW}
        for n in range(1, 60)
    ],
    "marks": [{"person": ZEPH, "interview": 1, "name": CANARY, "at": NOW}],
    "questions": [
        {"person": ZEPH, "name": "log.role", "about": 0, "misses": 0, "asked_at": NOW}
        | {"draft": {"employer": CANARY, "number": SEALED}}
    ],
    "snoozes": [{"person": ZEPH, "key": CANARY, "times": 1, "until": NOW}],
    "notes": [
        _ANY | {"id": n, "form": "lesson", "words": {"first": CANARY * 20}, "at": NOW} for n in range(1, 60)
    ],
    "applications": [_JOB | {"id": 1, "person": ZEPH, "at": NOW}],
    "actions": [
        _ANY | {"id": 1, "theme": CANARY, "step": CANARY, "smaller": False, "day": date(2026, 12, 1)}
        | {"stage": "open", "at": NOW}
    ],
    "requests": [
        {"id": 1, "person": ZEPH, "first_name": NAME, "about": CANARY, "suits": "any", "how": "phone"}
        | {"number": SEALED, "urgent": False, "state": "reached", "advisor_name": "Priya", "version": 1}
    ],
    "outbox": [
        _SENT | {"method": "nudge", "state": "waiting", "key": "interview:1/a/1", "interview": 1},
        _SENT | {"method": "file", "state": "waiting", "args": {"kind": "copy", "about": 0}},
        _SENT | {"method": "sendMessage", "state": "waiting"},
        _SENT | {"method": "sendMessage", "state": "refused", "ended_at": NOW},
        _SENT | {"method": "sendMessage", "state": "waiting", "person": None},
        _SENT | {"method": "sendMessage", "state": "waiting", "chat": ADVISORS},
    ],
    "inbox": [
        _CAME | {"update_id": 1, "state": "quarantined", "ended_at": NOW},
        _CAME | {"update_id": 2, "state": "ignored", "ended_at": NOW},
    ],
    "chats": [{"id": ZEPH, "waits_until": NOW - timedelta(seconds=1)}],
}  # fmt: skip
"""Something of theirs for every table, with a word that stands nowhere else."""


@dataclass
class Stage:
    """The real bot, the pretend Telegram, and where all of it is kept."""

    sandbox: Sandbox
    folder: Path
    url: str

    async def hears(self, words: str, chat: int = ZEPH) -> Message:
        """Waits for a message of the bot with these words, or a button of theirs; the newest one."""

        def found() -> list[Message]:
            said = [m for m in self.sandbox.world.messages(chat) if m.author.is_bot]
            return [m for m in said if words in m.text or words in m.labels]

        if not await self.sandbox.until(lambda: bool(found()), PATIENCE):
            raise AssertionError([m.text for m in self.sandbox.world.messages(chat)])
        return found()[-1]

    async def presses(self, label: str, who: int = ZEPH, chat: int = ZEPH) -> None:
        self.sandbox.world.press(who, (await self.hears(label, chat)).id, chat, label=label)


def test_something_of_theirs_is_in_every_table() -> None:
    assert FILLED.keys() == theirs.OF_A_PERSON.keys() - {"erasures"}, "fill the new table here"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as opened:
        opened.world.person(ZEPH, NAME)
        opened.world.group(opened.world.person(PRIYA, "Priya"))
        yield opened


@pytest.fixture
async def bots() -> AsyncIterator[Nursery]:
    """Where the lives of the bot come from."""
    async with nursery() as opened:
        opened.before = "tests.e2e.test_erased:changed"
        yield opened


DEEDS = ("nudge card", "file", "wal desk-away", "blocks", "killed", "killed wal")


@pytest.mark.timeout(400)
@pytest.mark.parametrize("deeds", DEEDS)
async def test_nothing_is_left_of_a_person_who_is_erased(
    sandbox: Sandbox, bots: Nursery, tmp_path: Path, deeds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "wal" in deeds:
        monkeypatch.setattr(engine, "wal_is_safe", lambda: True)  # both look at the same file
    await _lived(Stage(sandbox, tmp_path, f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"), bots, deeds)


@pytest.mark.timeout(400)
@pytest.mark.skipif(not POSTGRES, reason="no PostgreSQL")
@pytest.mark.parametrize("deeds", ["nudge card", "killed"])
async def test_nothing_is_left_in_postgresql_either(
    sandbox: Sandbox, bots: Nursery, tmp_path: Path, deeds: str, migrated: Mapping[str, str]
) -> None:
    async with _database(migrated["postgres"]) as url:
        await _lived(Stage(sandbox, tmp_path, url), bots, deeds)


async def _lived(stage: Stage, bots: Nursery, deeds: str) -> None:
    (stage.folder / "tmp").mkdir()
    store = open_store(stage.url)
    async with _life(stage, bots, deeds) as bot:
        await _tells(stage)
        await _fill(store)
        before = await _found(stage, store)
        await _asks_to_go(stage, store, deeds.split())
        if "killed" in deeds:
            async with asyncio.timeout(PATIENCE):
                await bot.wait()
        else:
            await _gone(stage, store, deeds)
            after = await _found(stage, store)
            assert await stop(bot, PATIENCE) == 0
    if "killed" in deeds:
        async with _life(stage, bots, deeds.replace("killed", "")):
            await _gone(stage, store, deeds)
            after = await _found(stage, store)
    await store.dispose()

    kept = {"dump"} if "postgres" in stage.url else {"bot.db", "bot.db-wal"}
    assert {"table people", "table inbox", "group"} <= before
    assert kept & before
    assert after == set()


def _life(stage: Stage, bots: Nursery, deeds: str) -> AbstractAsyncContextManager[Life]:
    more = {"DEEDS": deeds, "TMPDIR": str(stage.folder / "tmp"), "BOUNCEBACK_PHONE_KEY": KEY}
    more |= {"BOUNCEBACK_LOG_LEVEL": "DEBUG"}
    return bots.life(environment(stage.sandbox, stage.url) | more, stage.folder / "log.jsonl")


async def _tells(stage: Stage) -> None:
    """Everything that people tell the bot themselves, and a talk with an advisor."""
    world = stage.sandbox.world
    world.say(ZEPH, "/start")
    await stage.hears("automated helper")
    world.say(ZEPH, "/advisor")
    await stage.hears("What would you like to talk about?")
    world.say(ZEPH, f"{CANARY} and me")
    await stage.presses("Any time")
    await stage.presses("Ring me")
    await stage.hears("number")
    world.share_contact(ZEPH, NUMBER)
    await stage.presses("Send request")
    await stage.presses("I'll call", PRIYA, ADVISORS)
    await stage.hears("has taken your request")
    world.say(ZEPH, "/advisor")
    await stage.presses("Reply to the advisor")
    await stage.hears("What would you like to say")
    world.say(ZEPH, f"{CANARY} once more")
    await stage.hears(f"{CANARY} once more", ADVISORS)
    world.say(ZEPH, "/delete")
    await stage.hears("Shall I delete it all?")


async def _fill(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await conn.execute(delete(tables.questions))
        for name, rows in FILLED.items():
            for row in rows:
                await conn.execute(insert(tables.metadata.tables[name]).values(row))


async def _asks_to_go(stage: Stage, store: AsyncEngine, deeds: list[str]) -> None:
    """/delete, and yes; while a nudge, a file or a card is on its way, or before they block the bot."""
    world, faults = stage.sandbox.world, stage.sandbox.faults
    asked = await stage.hears("Shall I delete it all?")
    held: dict[str, Fault] = {
        "nudge": Fault("delay", "sendMessage", ZEPH, seconds=3.0),
        "file": Fault("delay", "sendDocument", ZEPH, seconds=3.0),
        "card": Fault("delay", "sendMessage", ADVISORS, seconds=3.0),
        "desk-away": Fault(
            "error", None, ADVISORS, 6, code=403, description="Forbidden: bot was kicked from the group chat"
        ),
    }
    for deed in deeds:
        if deed in held:
            faults.add(held[deed])
    due = {"due": NOW, "ready": NOW, "state": "waiting"}
    going = {
        "nudge": _SENT | due | {"method": "nudge", "key": "interview:1/b/1", "interview": 1}
        | {"args": {"journey": "b", "step": "b", "say": "nudge-keep-applying", "request": 0}},
        "file": _SENT | due | {"method": "file", "args": {"kind": "copy", "about": 0}},
        "card": _SENT | due | {"method": "sendMessage", "chat": ADVISORS}
        | {"args": {"chat_id": ADVISORS, "text": CANARY}},
    }  # fmt: skip
    rows = [row for deed, row in going.items() if deed in deeds]
    if rows:
        async with store.begin() as conn:
            for number, row in enumerate(rows, 1):  # before what waits already
                await conn.execute(insert(tables.outbox).values(row | {"id": -number}))
        world.say(PRIYA, "/start")  # what is sent to anybody makes the bot look at what waits
        assert await stage.sandbox.until(lambda: not faults.coming, PATIENCE), "it was never on its way"
    world.press(ZEPH, asked.id, label="Delete everything")
    if "blocks" in deeds:
        await asyncio.sleep(0)
        world.block(ZEPH)


async def _gone(stage: Stage, store: AsyncEngine, deeds: str) -> None:
    """Waits for the goodbye, where there can be one, and until everything has arrived."""
    if "blocks" not in deeds:
        await stage.hears("It's all deleted")
    open_ = tables.outbox.c.state.in_(("waiting", "sending"))
    async with asyncio.timeout(PATIENCE):
        while True:
            async with store.begin() as conn:
                waiting = await conn.scalar(
                    select(tables.inbox.c.id).where(tables.inbox.c.state == "waiting")
                )
                if waiting is None and (await conn.scalar(select(tables.outbox.c.id).where(open_))) is None:
                    break
            await asyncio.sleep(0.2)


# --- the search --------------------------------------------------------------------------------------


async def _found(stage: Stage, store: AsyncEngine) -> set[str]:
    """Where there still is a word, a name or a number of theirs."""
    await _back_up(stage)
    await store.dispose()  # reading a file that SQLite has open here would take its locks away
    found = {file.name for file in stage.folder.rglob("*") if file.is_file() and _is_in(file.read_bytes())}
    async with store.begin() as conn:
        for table in tables.metadata.sorted_tables:
            for row in await conn.execute(select(table)):
                told = repr(tuple(row))
                if _is_in(told.encode()) or (str(ZEPH) in told and table.name != "erasures"):
                    found.add(f"table {table.name}")
    if any(_is_in(m.text.encode()) for m in stage.sandbox.world.messages(ADVISORS) if m.author.is_bot):
        found.add("group")
    return found


def _is_in(held: bytes) -> bool:
    return any(word.encode() in held for word in (CANARY, NAME, NUMBER, NUMBER[3:], SEALED))


async def _back_up(stage: Stage) -> None:
    """A backup taken now, by the command; PostgreSQL's also as words, for its own format is packed."""
    copy, given = str(stage.folder / "backup"), {"BOUNCEBACK_DATABASE_URL": stage.url}
    typed = ["backup", "--replace", copy]
    told = await asyncio.to_thread(CliRunner().invoke, main, typed, env=given)
    assert told.exit_code == 0, told.output
    if "postgres" in stage.url:
        words = ["pg_restore", f"--file={stage.folder / 'dump'}", copy]
        assert await (await asyncio.create_subprocess_exec(*words)).wait() == 0
