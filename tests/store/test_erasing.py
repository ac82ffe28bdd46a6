from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.application import Application
from bot.domain.note import Note
from bot.domain.question import Question
from bot.store import applications, inbox, interviews, notes, outbox, people, questions
from bot.store.engine import open_store
from bot.store.inbox import Arrival
from bot.store.migrate import migrate
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from tests.cast import BAKERY, MONDAY, SAM

CANARY = "Canaryford"


@pytest_asyncio.fixture
async def on_disk(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    store = open_store(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    await migrate(store)
    yield store
    await store.dispose()


def _on_disk(folder: Path) -> int:
    return sum(file.read_bytes().count(CANARY.encode()) for file in folder.iterdir())


async def test_after_erasure_no_byte_of_a_person_is_left_in_the_file(
    on_disk: AsyncEngine, tmp_path: Path
) -> None:
    async with on_disk.begin() as conn:
        await people.meet(conn, [replace(SAM, first_name=CANARY)], MONDAY)
        await interviews.add(conn, [replace(BAKERY, id=n, employer=CANARY * 12) for n in range(200)])
        await applications.add(
            conn, [Application(n, SAM.id, CANARY, CANARY * 12, MONDAY) for n in range(200)]
        )
        written = {"first": CANARY * 30, "second": CANARY}
        await notes.add(conn, [Note(n, SAM.id, "lesson", 0, written, MONDAY) for n in range(100)])
        await notes.keep(conn, [Note(7, SAM.id, "lesson", 0, {"first": CANARY}, MONDAY)])
        await questions.ask(conn, [(SAM.id, Question("log", draft={"employer": CANARY}))], Seal())
        sent = [Arrival(n, SAM.id, CANARY.encode() * 500) for n in range(50)]
        await inbox.add(conn, sent, MONDAY, "quarantined")
        said = {"text": CANARY * 300}
        await outbox.add(conn, [Entry(SAM.id, "sendMessage", said, MONDAY, person=SAM.id)] * 50, MONDAY)
    before = _on_disk(tmp_path)

    async with on_disk.begin() as conn:
        await inbox.erase(conn, [SAM.id])
        await people.erase(conn, [SAM.id])

    assert before > 1000
    assert _on_disk(tmp_path) == 0
