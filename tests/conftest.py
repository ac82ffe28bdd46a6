"""What every test may ask for: a database of each kind, and the words of content/."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.engine import open_store
from bot.store.migrate import migrate

POSTGRES = os.environ.get("TEST_POSTGRES", "")
EVERYTHING = bool(os.environ.get("TEST_EVERYTHING"))
"""Set where nothing may be left out, as in CI."""
DATABASES = ["sqlite", "postgres"] if POSTGRES or EVERYTHING else ["sqlite"]


FIGURES: list[str] = []
"""What tests have measured, printed when all is done."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FIGURES:
        terminalreporter.section("measured")
        for line in FIGURES:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser to drive. Where there is none, its tests are left out, except in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        assert not EVERYTHING, "CI needs Chromium"
        pytest.skip("no Chromium on this machine")
    return found


@pytest_asyncio.fixture(params=DATABASES)
async def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A database of each kind that holds nothing at all."""
    if request.param == "sqlite":
        store = open_store(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
        yield store
        await store.dispose()
        return
    assert POSTGRES, "CI needs TEST_POSTGRES"
    name = f"test_{uuid.uuid4().hex}"
    server = create_async_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    async with server.connect() as conn:
        await conn.execute(text(f"CREATE DATABASE {name}"))
    store = open_store(POSTGRES.rpartition("/")[0] + f"/{name}")
    yield store
    await store.dispose()
    async with server.connect() as conn:
        await conn.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await server.dispose()


@pytest_asyncio.fixture
async def store(empty_store: AsyncEngine) -> AsyncEngine:
    """A database of each kind with every table."""
    await migrate(empty_store)
    return empty_store
