"""Fills a database through the store's own tables, as if months had passed.

It runs as a process of its own in the folder of the code that is measured, whose tables it uses.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from statistics import median
from typing import Any

CHUNK = 10_000
_MOVED = 200
"""So many people's interviews are moved."""


def outbox(subject: Path, database: Path, messages: int) -> None:
    """Replies that are due, each in a chat of its own."""
    _run(subject, "outbox", database, messages)


def nudges(subject: Path, database: Path, *, people: int, number: int) -> None:
    """People, and nudges that wait for moments of the next year."""
    _run(subject, "nudges", database, people, number)


def look(subject: Path, database: Path) -> float:
    """Seconds that one look for what is due takes, when nothing is."""
    return float(_run(subject, "look", database))


def anew(subject: Path, database: Path) -> tuple[float, float]:
    """Seconds that it takes to move an interview and its nudges: by the clock, and of the processor."""
    took, spent = _run(subject, "anew", database)
    return took, spent


def _run(subject: Path, *arguments: object) -> Any:
    command = [sys.executable, str(Path(__file__)), str(subject), *map(str, arguments)]
    told = subprocess.run(command, cwd=subject, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(told.stdout)


async def _outbox(database: str, messages: str) -> None:
    from bot.store import outbox as store  # noqa: PLC0415 - of the code that is measured

    now = datetime.now(UTC)
    entries = [
        store.Entry(1000 + n, "sendMessage", {"chat_id": 1000 + n, "text": f"Hello {n}"}, now)
        for n in range(int(messages))
    ]
    async with (await _opened(database)).begin() as conn:
        await store.add(conn, entries, now)


async def _nudges(database: str, people: str, number: str) -> None:
    from bot.store.tables import outbox as table  # noqa: PLC0415
    from bot.store.tables import people as persons  # noqa: PLC0415

    now, crowd = datetime.now(UTC), int(people)
    async with (await _opened(database)).begin() as conn:
        for first in range(0, crowd, CHUNK):
            await conn.execute(persons.insert(), [_person(1000 + first + n, now) for n in range(CHUNK)])
        for first in range(0, int(number), CHUNK):
            rows = [_nudge(n, 1000 + n % crowd, now) for n in range(first, first + CHUNK)]
            await conn.execute(table.insert(), rows)


def _person(id_: int, now: datetime) -> dict[str, Any]:
    shared = {
        "language": "en-GB",
        "nation": "GB",
        "zone": "Europe/London",
        "pace": "normal",
        "unreachable": "",
    }
    hours = {"quiet_from": clock(20, 30), "quiet_until": clock(8, 30)}
    told = {"paused": False, "welcomed": True, "created_at": now, "seen_at": now}
    return {"id": id_, "first_name": f"P{id_}", **shared, **hours, **told}


def _nudge(number: int, person: int, now: datetime) -> dict[str, Any]:
    due = now + timedelta(days=1, seconds=number % 30_000_000)
    args = {"journey": "after-interview", "step": "thank-you", "say": "thank-you-note", "request": 0}
    return {
        "key": f"interview:{number}/thank-you/1",
        "person": person,
        "chat": person,
        "method": "nudge",
        "args": args,
        "due": due,
        "ready": due,
        "state": "waiting",
        "created_at": now,
    }


async def _look(database: str) -> float:
    from bot.store import queue  # noqa: PLC0415

    engine = await _opened(database)
    took = []
    for _ in range(200):
        now = datetime.now(UTC)
        began = time.perf_counter()
        async with engine.begin() as conn:
            await queue.due(conn, now, 100)
            await queue.next_ready(conn, after=now)
        took.append(time.perf_counter() - began)
    return median(took)


async def _anew(database: str) -> tuple[float, float]:
    from bot import app  # noqa: PLC0415
    from bot.settings import CONTENT  # noqa: PLC0415
    from bot.store import interviews  # noqa: PLC0415
    from bot.store.facts import House  # noqa: PLC0415
    from bot.store.sealed import Seal  # noqa: PLC0415
    from bot.turn import planning  # noqa: PLC0415

    engine, now = await _opened(database), datetime.now(UTC)
    house = House(app.words(CONTENT), None, Seal())
    told = [_told(id_, 1000 + id_, now) for id_ in range(1, 1 + _MOVED)]
    async with engine.begin() as conn:
        await interviews.add(conn, told)
        await planning.renew(conn, house, [one.person for one in told], now)
    took, spent = [], []
    for one in told:
        began, worked = time.perf_counter(), time.process_time()
        async with engine.begin() as conn:
            await interviews.keep(conn, [replace(one, day=one.day + timedelta(days=1))])
            await planning.renew(conn, house, [one.person], now)
        took.append(time.perf_counter() - began)
        spent.append(time.process_time() - worked)
    return median(took), median(spent)


def _told(id_: int, person: int, now: datetime) -> Any:
    """An interview in ten days, with a day on which they want to decide."""
    from bot.domain.interview import Interview, Promise  # noqa: PLC0415

    day = now.date() + timedelta(days=10)
    return Interview(
        id_,
        person,
        day=day,
        clock=clock(14),
        promise=Promise.DATE,
        decision_day=day + timedelta(days=9),
        logged_at=now,
    )


async def _opened(database: str) -> Any:
    from bot.store.engine import open_store  # noqa: PLC0415
    from bot.store.migrate import migrate  # noqa: PLC0415

    engine = open_store(f"sqlite+aiosqlite:///{database}")
    await migrate(engine)
    return engine


async def _main(subject: str, what: str, *arguments: str) -> None:
    sys.path.insert(0, subject)
    doings: dict[str, Callable[..., Awaitable[object]]] = {
        "outbox": _outbox,
        "nudges": _nudges,
        "look": _look,
        "anew": _anew,
    }
    print(json.dumps(await doings[what](*arguments)))


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
