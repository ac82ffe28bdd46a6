"""What an earlier release left behind, in the hands of this one."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import sys
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.domain.note import Note
from bot.store import interviews, notes, outbox, people
from bot.store import migrate as migrations
from bot.store.migrate import migrate, missing
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from tests.cast import MONDAY
from tests.fakes import Clock, Line
from tests.store import old
from tests.turn.test_turns import HOUSE

DIES = """
import asyncio, os, sys
from pathlib import Path
from bot.store import migrate
from bot.store.engine import open_store

migrate._FOLDER = Path(sys.argv[2])
asyncio.run(migrate.migrate(open_store(sys.argv[1])))
"""
STEP = """
import os
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9001", "{head}"


def upgrade():
    op.add_column("people", sa.Column("shoe_size", sa.Integer()))
    op.execute("UPDATE people SET shoe_size = 41")
    op.execute("DELETE FROM outbox")
    os._exit(9)
"""


def _deliveries(store: AsyncEngine, wire: Line) -> Deliveries:
    ticks = itertools.count(step=60.0).__next__
    return Deliveries(store, HOUSE, wire, Clock().now, Pace(1000.0), 1000.0, ticks)


async def test_what_waited_in_an_old_database_is_answered_and_delivered(empty_store: AsyncEngine) -> None:
    await old.leave(empty_store)

    steps = await migrate(empty_store)

    assert [step.revision for step in steps] == [step.revision for step in migrations.steps_from("0001")]
    turns = Turns(empty_store, HOUSE, Presses(Line()), Clock().now, lambda: None, "bounceback_bot")
    assert await turns.batch() == 1
    wire = Line()
    deliveries = _deliveries(empty_store, wire)
    for _ in range(4):
        await deliveries.step()
        await deliveries.finish(1)
    assert wire.texts[0] == "from the old days"
    assert wire.calls[1][1]["chat_id"] == 43
    async with empty_store.begin() as conn:
        assert (await people.of(conn, [42]))[42].first_name == "Sam"
        (interview,) = (await interviews.of(conn, [42]))[42]
        (mark,) = (await interviews.marks_of(conn, [42]))[42]
        assert (await outbox.counts(conn)).get("waiting", 0) == 0
    assert (interview.employer, mark.name) == ("Acme", "thanked")


async def test_a_database_without_notes_keeps_what_it_has_and_takes_notes_from_now_on(
    empty_store: AsyncEngine,
) -> None:
    await old.leave(empty_store, "0003")

    steps = await migrate(empty_store)

    assert steps[0].revision == "0004"
    async with empty_store.begin() as conn:
        sam = (await people.of(conn, [42]))[42]
        assert (sam.first_name, sam.weekly_goal) == ("Sam", None)
        await people.keep(conn, [replace(sam, weekly_goal=3)])
        lesson = Note(31, 42, "lesson", 7, {"lesson": "Be early"}, MONDAY)
        await notes.add(conn, [lesson])
    async with empty_store.begin() as conn:
        assert (await people.of(conn, [42]))[42].weekly_goal == 3
        assert await notes.of(conn, [42]) == {42: (lesson,)}
        assert (await interviews.of(conn, [42]))[42][0].employer == "Acme"
        await people.erase(conn, [42])
        assert await notes.of(conn, [42]) == {}


async def test_a_database_without_settings_keeps_its_people_and_names_no_employer_of_theirs(
    empty_store: AsyncEngine,
) -> None:
    await old.leave(empty_store, "0004")

    steps = await migrate(empty_store)

    assert [step.revision for step in steps][:1] == ["0005"]
    async with empty_store.begin() as conn:
        sam = (await people.of(conn, [42]))[42]
        assert (sam.nudge_clock, sam.shows_employer, sam.exported_at, sam.warned_at) == (
            None,
            False,
            None,
            None,
        )
        await people.keep(conn, [replace(sam, nudge_clock=time(9), shows_employer=True, exported_at=MONDAY)])
    async with empty_store.begin() as conn:
        sam = (await people.of(conn, [42]))[42]
        assert (sam.nudge_clock, sam.shows_employer, sam.exported_at) == (time(9), True, MONDAY)
        assert (await interviews.of(conn, [42]))[42][0].employer == "Acme"


KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "log.begin:0:0"}]]}
LEFT: tuple[tuple[str, dict[str, object], dict[str, object]], ...] = (
    (
        "sendMessage",
        {"chat_id": 42, "text": "<b>Sure?</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD},
        {},
    ),
    ("editMessageReplyMarkup", {"chat_id": 42, "message_id": 5}, {}),
    ("sendMessage", {"chat_id": 42, "text": "so", "reply_parameters": {"message_id": 5}}, {}),
    (
        "nudge",
        {"journey": "gone", "step": "since", "say": "nudge-gone", "request": 0},
        {"key": "interview:7/since/1", "interview": 7},
    ),
    ("nudge", {"journey": "gone"}, {"key": "interview:7/half/1", "interview": 7}),
)
"""What may wait in a database of the first release: method, arguments, other columns."""


async def test_messages_worded_by_an_earlier_release_go_out_as_they_were_worded(
    empty_store: AsyncEngine,
) -> None:
    await old.leave(empty_store)
    for method, args, columns in LEFT:
        await old.say(empty_store, method=method, args=json.dumps(args), **columns)
    await migrate(empty_store)

    wire = Line()
    deliveries = _deliveries(empty_store, wire)
    for _ in range(9):
        await deliveries.step()
        await deliveries.finish(1)

    assert wire.calls[1:] == [(method, args) for method, args, _ in LEFT if method != "nudge"]
    async with empty_store.begin() as conn:
        # Nudges that this release does not know are called off, and those that it plans stand in their place.
        counts = await outbox.counts(conn)
        assert counts.pop("waiting") > 0
        assert counts == {"sent": 4, "cancelled": 2}


async def test_a_process_killed_in_the_middle_of_a_migration_leaves_what_the_next_one_can_migrate(
    empty_store: AsyncEngine, tmp_path: Path
) -> None:
    await old.leave(empty_store)
    folder = tmp_path / "migrations"
    shutil.copytree(migrations._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = migrations.steps_from(None)[-1].revision
    (folder / "versions" / "9001_next.py").write_text(STEP.format(head=head), encoding="utf-8")
    await empty_store.dispose()
    url = empty_store.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", DIES, url, str(folder))
    assert await process.wait() == 9

    assert await missing(empty_store) == migrations.steps_from("0001")
    await migrate(empty_store)

    async with empty_store.begin() as conn:
        assert await outbox.counts(conn) == {"waiting": 1}
        assert (await conn.execute(text("SELECT count(*) FROM chats"))).scalar_one() == 0


async def test_two_that_migrate_at_once_do_it_once(empty_store: AsyncEngine) -> None:
    if empty_store.dialect.name != "postgresql":
        pytest.skip("a file has one connection, so they could not")
    await old.leave(empty_store)

    done = await asyncio.gather(migrate(empty_store), migrate(empty_store), migrate(empty_store))

    assert sorted(len(steps) for steps in done) == [0, 0, len(migrations.steps_from("0001"))]
