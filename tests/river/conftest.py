"""Fresh databases, one after another, and quick ones."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tests.conftest import DATABASES, _database
from tests.river.machine import Life, anew
from tests.river.river import in_this_thread

Fresh = Callable[[], AbstractAsyncContextManager[str]]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiosqlite.Connection._execute", in_this_thread)


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """A folder on a disk that need not be waited for: power is not what fails here."""
    quick = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=quick if quick.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def kind(migrated: Mapping[str, str], memory: Path) -> type[Life]:
    """Lives on SQLite."""
    return type("Alive", (Life,), {"template": migrated["sqlite"], "folder": memory})


@pytest.fixture(params=DATABASES)
def fresh(request: pytest.FixtureRequest, migrated: Mapping[str, str], memory: Path) -> Fresh:
    """Gives the address of a database with every table and no row, as often as it is asked."""

    @asynccontextmanager
    async def one() -> AsyncIterator[str]:
        if request.param == "sqlite":
            yield anew(migrated["sqlite"], memory)
            return
        async with _database(migrated["postgres"]) as url:
            yield url

    return one
