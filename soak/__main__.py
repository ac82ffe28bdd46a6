"""`make soak`: every part on every database at hand, and a table of what came of it."""

from __future__ import annotations

import argparse
import asyncio
import logging
import secrets
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from soak import parts
from tests.conftest import POSTGRES, _beside, _migrate, _serve
from tests.crash.process import Patience
from tests.river.machine import Life
from tests.river.river import in_this_thread

KINDS = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)
FEWER = 20
"""So many times fewer lives are lived on PostgreSQL, where each needs a database of its own."""


def main() -> None:
    """Exits with 1 when anything was lost, doubled or late."""
    wanted = _wanted()
    Patience.factor = wanted.patience
    number = wanted.seed if wanted.seed is not None else secrets.randbelow(2**32)
    print(f"seed {number}" + ("" if POSTGRES else "; PostgreSQL is left out: TEST_POSTGRES is not set"))
    went_well = True
    with tempfile.TemporaryDirectory() as name, _templates(Path(name)) as templates:
        for what, part in _all(wanted, number, Path(name), templates):
            if wanted.only in what:
                went_well &= _told(what, part)
    sys.exit(0 if went_well else 1)


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="of mixed faults, on each database")
    parser.add_argument("--kills", type=int, default=200, help="and as many SIGTERMs, on each database")
    parser.add_argument("--lives", type=int, default=1000, help="of the state machine")
    parser.add_argument("--years", type=int, default=10_000, help="of people and their nudges")
    parser.add_argument("--only", default="", help="parts with these words in their names")
    parser.add_argument(
        "--patience", type=float, default=1.0, help="how many times longer than usual things may take"
    )
    parser.add_argument("--seed", type=int, help="what chance begins with; otherwise it is another each time")
    return parser.parse_args()


def _all(
    wanted: argparse.Namespace, number: int, folder: Path, templates: dict[str, str]
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each part by its name."""
    sqlite, few = templates["sqlite"], max(1, wanted.lives // FEWER)
    yield "lives on sqlite", lambda: _quick(lambda: parts.lives(Life, sqlite, folder, wanted.lives, number))
    yield "redelivery", lambda: _quick(lambda: asyncio.run(parts.again(sqlite, folder, few, number)))
    yield "years of nudges", lambda: parts.years(wanted.years, number)
    if POSTGRES:
        there = templates["postgresql"]
        yield "lives on postgresql", lambda: parts.lives(parts.OnPostgres, there, folder, few, number)
    for kind in KINDS:
        yield from _processes(kind, wanted, number, folder)


def _processes(
    kind: str, wanted: argparse.Namespace, number: int, folder: Path
) -> Iterator[tuple[str, Callable[[], str]]]:
    kills, stops, mixed = (folder / f"{kind}-{what}" for what in ("kills", "stops", "mixed"))
    yield f"{wanted.kills} kills on {kind}", lambda: asyncio.run(parts.kills(kind, kills, wanted.kills))
    yield f"{wanted.kills} stops on {kind}", lambda: asyncio.run(parts.stops(kind, stops, wanted.kills))
    minutes = wanted.minutes
    yield f"{minutes:g} min of all on {kind}", lambda: asyncio.run(parts.mixed(kind, mixed, minutes, number))


def _told(what: str, part: Callable[[], str]) -> bool:
    """Runs one part and prints its line."""
    began = time.monotonic()
    try:
        line, well = part(), True
    except Exception as error:  # one that fails must not hide the others
        logging.getLogger(__name__).exception(what)
        line, well = f"{type(error).__name__}: {error}", False
    verdict = "kept" if well else "BROKEN"
    print(f"{what:<28} {verdict:<7} {time.monotonic() - began:6.0f} s  {line}", flush=True)
    return well


def _quick(part: Callable[[], str]) -> str:
    with mock.patch("aiosqlite.Connection._execute", in_this_thread):
        return part()


@contextmanager
def _templates(folder: Path) -> Iterator[dict[str, str]]:
    """Databases with every table and no row, to copy from."""
    found = {"sqlite": str(folder / "empty.db"), "postgresql": f"empty_{uuid.uuid4().hex}"}
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{found['sqlite']}"))
    if POSTGRES:
        asyncio.run(_serve(f"CREATE DATABASE {found['postgresql']}"))
        asyncio.run(_migrate(_beside(found["postgresql"])))
    try:
        yield found
    finally:
        if POSTGRES:
            asyncio.run(_serve(f"DROP DATABASE {found['postgresql']} WITH (FORCE)"))


if __name__ == "__main__":
    main()
