"""What every test may ask for: a database of each kind, and the words of content/."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.engine import open_store
from bot.store.migrate import migrate
from tests.mounts import may_mount

POSTGRES = os.environ.get("TEST_POSTGRES", "")
EVERYTHING = bool(os.environ.get("TEST_EVERYTHING"))
"""Set where nothing may be left out, as in CI."""
DATABASES = ["sqlite", "postgres"] if POSTGRES or EVERYTHING else ["sqlite"]


FIGURES: list[str] = []
"""What tests have measured, printed when all is done."""


MUST_RUN = {
    "PostgreSQL": r"\[postgres",
    "every failpoint on SQLite": r"tests/crash/test_points\.py::\w+at_any_point\w*\[sqlite",
    "every failpoint on PostgreSQL": r"tests/crash/test_points\.py::\w+at_any_point\w*\[postgres",
    "first start's failpoints on SQLite": r"tests/crash/test_points\.py::\w+into_shape\w*\[sqlite",
    "first start's failpoints on PostgreSQL": r"tests/crash/test_points\.py::\w+into_shape\w*\[postgres",
    "kills on SQLite": r"tests/crash/test_kills\.py::\w+\[sqlite",
    "kills on PostgreSQL": r"tests/crash/test_kills\.py::\w+\[postgres",
    "faults of the wire": r"tests/test_stopping\.py::test_while_a_message_hangs",
    "faults of SQLite": r"tests/test_stopping\.py::test_a_lock_that_lasts",
    "faults of PostgreSQL": r"tests/store/test_postgres_faults\.py::",
    "a disk that is full": r"tests/test_opening\.py::test_a_full_disk",
    "any order of all of it": r"tests/river/test_machine\.py::test_whatever_happens",
}
"""Kinds of test without which a run in CI means nothing, and what the names of theirs look like."""
WHERE_ONE_MAY_MOUNT = {"a disk that is full"}
"""Kinds that a machine on which nobody may mount a disk can do without."""
RAN: Counter[str] = Counter()
"""How many tests of each of these kinds were really run, and passed."""


MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
"""Bytes that have to be free there; a run needs far less than half of it at a time."""


def pytest_configure() -> None:
    """Files of tests lie in memory where there is room: each commit waits for its disk, and they all commit.

    No test asks what a power cut leaves behind, only what `kill -9` does, and that is the same there.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    disk = os.statvfs(MEMORY)
    if disk.f_bavail * disk.f_frsize > ROOM and not disk.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        RAN.update(kind for kind, sign in MUST_RUN.items() if re.search(sign, report.nodeid))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A worker hands its figures to the process that prints them, and which minds what was left out."""
    whole = EVERYTHING and exitstatus == pytest.ExitCode.OK and _is_whole(session.config)
    if output := getattr(session.config, "workeroutput", None):
        output["figures"] = FIGURES
    elif whole and (missing := not_run()):
        FIGURES.append(f"no test of these kinds was run: {', '.join(missing)}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def not_run() -> list[str]:
    """The kinds of test of which not one was run."""
    missing = [kind for kind in MUST_RUN if not RAN[kind]]
    return missing if may_mount() else [kind for kind in missing if kind not in WHERE_ONE_MAY_MOUNT]


def _is_whole(config: pytest.Config) -> bool:
    """Whether nobody asked for a part of the suite only."""
    return config.args_source is not pytest.Config.ArgsSource.ARGS and not config.option.keyword


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    FIGURES.extend(getattr(node, "workeroutput", {}).get("figures", []))


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
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database of each kind that holds nothing at all."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
        return
    async with _database() as url:
        yield url


@pytest_asyncio.fixture
async def empty_store(database: str) -> AsyncIterator[AsyncEngine]:
    """The same, opened."""
    store = open_store(database)
    yield store
    await store.dispose()


@pytest_asyncio.fixture(params=DATABASES)
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, migrated: Mapping[str, str]
) -> AsyncIterator[AsyncEngine]:
    """A database of each kind with every table, copied from one that was migrated."""
    if request.param == "sqlite":
        shutil.copyfile(migrated["sqlite"], tmp_path / "test.db")
        store = open_store(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
        yield store
        await store.dispose()
        return
    async with _database(migrated["postgres"]) as url:
        store = open_store(url)
        yield store
        await store.dispose()


@pytest_asyncio.fixture
async def sqlite(tmp_path: Path, migrated: Mapping[str, str]) -> AsyncIterator[AsyncEngine]:
    """An SQLite database with every table, for what is the same with every database."""
    shutil.copyfile(migrated["sqlite"], tmp_path / "test.db")
    store = open_store(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    yield store
    await store.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """A database of each kind to copy from: the path of a file, the name of a PostgreSQL database."""
    path, name = tmp_path_factory.mktemp("migrated") / "empty.db", f"empty_{uuid.uuid4().hex}"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    if POSTGRES:
        asyncio.run(_serve(f"CREATE DATABASE {name}"))
        asyncio.run(_migrate(_beside(name)))
    yield {"sqlite": str(path), "postgres": name}
    if POSTGRES:
        asyncio.run(_serve(f"DROP DATABASE {name} WITH (FORCE)"))


@asynccontextmanager
async def _database(template: str = "template0") -> AsyncIterator[str]:
    """A PostgreSQL database of its own, dropped afterwards."""
    assert POSTGRES, "CI needs TEST_POSTGRES"
    name = f"test_{uuid.uuid4().hex}"
    await _serve(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _beside(name)
    await _serve(f"DROP DATABASE {name} WITH (FORCE)")


async def _serve(statement: str) -> None:
    server = create_async_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    async with server.connect() as conn:
        await conn.execute(text(statement))
    await server.dispose()


async def _migrate(url: str) -> None:
    store = open_store(url)
    await migrate(store)
    await store.dispose()


def _beside(name: str) -> str:
    return f"{POSTGRES.rpartition('/')[0]}/{name}"
