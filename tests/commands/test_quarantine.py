"""`bounceback quarantine`, on both databases, as an operator types it."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli import main
from bot.domain.nudge import Fate
from bot.store import inbox, outbox
from bot.store.inbox import Arrival
from bot.store.outbox import Ending, Entry
from bot.store.tables import inbox as updates
from tests.cast import MONDAY

BODY = b'{"update_id": 1, "message": {"text": "I feel zebra-striped"}}'
NOW = MONDAY + timedelta(days=1)

Typed = Callable[..., "asyncio.Future[Result]"]


@pytest_asyncio.fixture
async def aside(store: AsyncEngine) -> AsyncEngine:
    """Two updates in quarantine, one of them without its words, and one that is done."""
    async with store.begin() as conn:
        await inbox.add(conn, [Arrival(n, 40 + n, BODY) for n in (1, 2, 3)], MONDAY)
        await inbox.take(conn, MONDAY, 9)
        await inbox.end(conn, [1, 2], "quarantined", MONDAY, "a handler failed")
        await inbox.end(conn, [3], "done", MONDAY)
        await inbox.erase(conn, [42])
    return store


@pytest_asyncio.fixture
async def types(store: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Typed]:
    """Types `bounceback quarantine …` while this process works with the same database."""
    url = store.url.render_as_string(hide_password=False)
    monkeypatch.setenv("BOUNCEBACK_DATABASE_URL", url)
    monkeypatch.delenv("BOUNCEBACK_TOKEN", raising=False)

    def typed(*words: str) -> asyncio.Future[Result]:
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(None, lambda: CliRunner().invoke(main, ["quarantine", *words]))

    yield typed


async def _states(store: AsyncEngine) -> list[tuple[str, int, bytes]]:
    async with store.begin() as conn:
        query = select(updates.c.state, updates.c.attempts, updates.c.body).order_by(updates.c.id)
        return [(row.state, row.attempts, bytes(row.body)) for row in await conn.execute(query)]


async def test_a_list_tells_what_is_there_and_never_a_word(aside: AsyncEngine, types: Typed) -> None:
    told = await types("list")

    first, second = told.output.splitlines()
    assert first == "id 1  2026-11-23 10:00:00Z  chat 41  attempts 1  why a handler failed"
    assert "chat 0" in second  # nobody is left whom it could be about
    assert "zebra" not in told.output


async def test_a_list_can_be_read_by_a_program(aside: AsyncEngine, types: Typed) -> None:
    lines = (await types("list", "--json")).output.splitlines()

    assert [json.loads(line)["empty"] for line in lines] == [False, True]
    assert json.loads(lines[0]) == {
        "id": 1,
        "at": "2026-11-23T10:00:00+00:00",
        "chat": 41,
        "attempts": 1,
        "why": "a handler failed",
        "empty": False,
    }


async def test_an_empty_quarantine_says_so(store: AsyncEngine, types: Typed) -> None:
    assert (await types("list")).output == "Nothing is in quarantine.\n"
    assert (await types("messages")).output == "No message rests.\n"


async def test_showing_one_gives_its_words_and_a_warning(aside: AsyncEngine, types: Typed) -> None:
    told = await types("show", "1")

    assert told.stdout == BODY.decode() + "\n"
    assert "somebody's own words" in told.stderr


@pytest.mark.parametrize(
    ("number", "why"), [("2", "were erased"), ("3", "No update 3"), ("9", "No update 9")]
)
async def test_what_cannot_be_shown_is_explained(
    aside: AsyncEngine, types: Typed, number: str, why: str
) -> None:
    told = await types("show", number)

    assert told.exit_code == 1
    assert why in told.output


async def test_a_retry_puts_an_update_back_in_line_as_new(aside: AsyncEngine, types: Typed) -> None:
    told = await types("retry", "1")

    assert (told.exit_code, told.output) == (0, "1 back in line.\n")
    assert await _states(aside) == [("waiting", 0, BODY), ("quarantined", 1, b""), ("done", 1, b"")]
    async with aside.begin() as conn:
        assert [row.id for row in await inbox.take(conn, NOW + timedelta(days=999), 9)] == [1]


async def test_what_is_done_or_has_no_words_is_not_retried(aside: AsyncEngine, types: Typed) -> None:
    told = await types("retry", "1", "2", "3")

    assert told.exit_code == 1
    assert "1 back in line." in told.output
    assert "2 of them are not in quarantine" in told.output


async def test_dropping_ends_updates_words_and_all_and_a_redelivery_changes_nothing(
    aside: AsyncEngine, types: Typed
) -> None:
    told = await types("drop", "--all")
    async with aside.begin() as conn:
        await inbox.add(conn, [Arrival(1, 41, BODY)], NOW)

    assert told.output == "2 dropped.\n"
    assert await _states(aside) == [("dropped", 1, b""), ("dropped", 1, b""), ("done", 1, b"")]


@pytest.mark.parametrize("words", [("retry",), ("drop",), ("drop", "1", "--all"), ("retry", "x")])
async def test_which_ones_must_be_said_and_only_once(
    aside: AsyncEngine, types: Typed, words: tuple[str, ...]
) -> None:
    before = await _states(aside)

    assert (await types(*words)).exit_code == 2
    assert await _states(aside) == before


async def test_messages_that_rest_are_listed_without_their_words(store: AsyncEngine, types: Typed) -> None:
    async with store.begin() as conn:
        await outbox.add(
            conn, [Entry(42, "sendMessage", {"text": "zebra"}, MONDAY) for _ in range(3)], MONDAY
        )
        ends = (Ending(1, Fate.REFUSED, "strange"), Ending(2, Fate.UNCERTAIN, "reset"), Ending(3, Fate.SENT))
        await outbox.finish(conn, ends, MONDAY)

    told = (await types("messages")).output

    assert [line.split("  ")[4] for line in told.splitlines()] == ["state refused", "state sent-uncertain"]
    assert "zebra" not in told


async def test_what_nobody_looked_at_for_thirty_days_is_erased(aside: AsyncEngine) -> None:
    async with aside.begin() as conn:
        await inbox.forget(conn, MONDAY + timedelta(days=29))
    before = [state for state, _, _ in await _states(aside)]
    async with aside.begin() as conn:
        await inbox.forget(conn, MONDAY + timedelta(days=31))

    assert before == ["quarantined", "quarantined"]
    assert await _states(aside) == []


# --- a database that cannot be worked with ---------------------------------------------------------


def _typed(monkeypatch: pytest.MonkeyPatch, path: Path, *words: str) -> Result:
    monkeypatch.setenv("BOUNCEBACK_DATABASE_URL", f"sqlite+aiosqlite:///{path}")
    return CliRunner().invoke(main, ["quarantine", *words])


def test_a_file_that_is_not_there_is_not_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = _typed(monkeypatch, tmp_path / "none.db", "list")

    assert told.exit_code == 1
    assert "There is no database" in told.output
    assert not (tmp_path / "none.db").exists()


def test_what_is_no_database_of_ours_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE zebra (x)")
        other.commit()

    told = _typed(monkeypatch, tmp_path / "other.db", "list")

    assert told.exit_code == 1
    assert told.output == (
        "The database cannot be worked with (OperationalError). Has the bot been started with it?\n"
    )


def test_a_lock_of_the_running_bot_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated: Mapping[str, str]
) -> None:
    path = Path(shutil.copyfile(migrated["sqlite"], tmp_path / "bot.db"))
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        threading.Timer(2.5, lambda: other.execute("ROLLBACK")).start()  # longer than one attempt waits
        told = _typed(monkeypatch, path, "list")

    assert told.output == "Nothing is in quarantine.\n"
