from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.hold import Hold, hold_on
from bot.store.unfit import Taken, Unwritable

TAKES_AND_WAITS = """
import asyncio, sys
from bot.store.hold import hold_on

async def main():
    await hold_on(sys.argv[1]).take()
    print("taken", flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on this machine notices a dead process sooner than one far away."""
    monkeypatch.setattr("bot.store.hold.LATE", 0.5)


def _url(store: AsyncEngine) -> str:
    return store.url.render_as_string(hide_password=False)


@pytest.fixture
async def hold(store: AsyncEngine) -> AsyncIterator[Hold]:
    """The right to the database, not yet taken."""
    hold = hold_on(_url(store))
    yield hold
    await hold.let_go()


@pytest.fixture
async def other(store: AsyncEngine) -> AsyncIterator[Hold]:
    hold = hold_on(_url(store))
    yield hold
    await hold.let_go()


async def test_of_two_one_is_refused_in_words_that_name_no_secret(hold: Hold, other: Hold) -> None:
    await hold.take()

    with pytest.raises(Taken, match="another bounceback process") as refused:
        await other.take()

    assert "://" not in str(refused.value)


async def test_what_was_let_go_can_be_taken(hold: Hold, other: Hold) -> None:
    await hold.take()
    await hold.let_go()

    await other.take()


async def test_taken_or_renewed_twice_it_stays_ours(hold: Hold, other: Hold) -> None:
    await hold.take()
    await hold.take()
    await hold.renew()

    with pytest.raises(Taken):
        await other.take()


async def test_the_right_of_a_process_that_is_killed_falls_with_it(store: AsyncEngine, hold: Hold) -> None:
    command = [sys.executable, "-c", TAKES_AND_WAITS, _url(store)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"taken\n"
    with pytest.raises(Taken):
        await hold.take()
    process.kill()
    await process.wait()

    await hold.take()


def _lines(store: AsyncEngine) -> None:
    if store.dialect.name != "postgresql":
        pytest.skip("a file has no line that could break")


CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name = 'bounceback hold' AND datname = current_database()"
)


async def test_after_a_broken_line_the_right_is_taken_again(
    store: AsyncEngine, hold: Hold, other: Hold
) -> None:
    _lines(store)
    await hold.take()
    async with store.begin() as conn:
        assert (await conn.execute(CUT)).scalars().all() == [True]

    await hold.renew()

    with pytest.raises(Taken):
        await other.take()


async def test_who_was_slower_after_a_broken_line_is_told(
    store: AsyncEngine, hold: Hold, other: Hold
) -> None:
    _lines(store)
    await hold.take()
    async with store.begin() as conn:
        await conn.execute(CUT)
    await other.take()

    with pytest.raises(Taken):
        await hold.renew()


async def test_two_names_of_one_file_are_one_database(tmp_path: Path) -> None:
    (tmp_path / "bot.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "bot.db")
    hold, other = (hold_on(f"sqlite+aiosqlite:///{tmp_path / name}") for name in ("bot.db", "link.db"))
    await hold.take()

    with pytest.raises(Taken, match=str(os.getpid())):
        await other.take()

    await hold.let_go()


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="nowhere"):
        await hold_on(f"sqlite+aiosqlite:///{tmp_path / 'nowhere' / 'bot.db'}").take()
