from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import logs

TOKEN = "123456789:AAH-secret_part_of_a_token_0123456789"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.start("DEBUG", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def _lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_one_json_object_with_its_ids(stream: io.StringIO) -> None:
    logging.getLogger("bot.turn.turns").warning("not sent", extra={"row": 7, "why": "blocked"})

    (line,) = _lines(stream)
    assert line["event"] == "not sent"
    assert line["row"] == 7
    assert line["why"] == "blocked"
    assert line["level"] == "warning"


def test_the_token_is_taken_out_wherever_it_turns_up(stream: io.StringIO) -> None:
    address = f"https://api.telegram.org/bot{TOKEN}/getMe"
    logging.getLogger("elsewhere").warning("GET %s", address, extra={"url": address})

    assert "secret_part" not in stream.getvalue()


def test_what_an_exception_says_is_left_out_and_where_it_came_from_is_kept(stream: io.StringIO) -> None:
    try:
        raise ValueError(f"cannot read «I feel awful» with {TOKEN}")
    except ValueError:
        logging.getLogger("bot.turn.turns").exception("a turn failed")

    (line,) = _lines(stream)
    assert line["error"] == "ValueError"
    assert "test_logs.py" in str(line["at"])
    assert "awful" not in stream.getvalue()
    assert "secret_part" not in stream.getvalue()


def test_a_line_break_in_a_value_cannot_forge_a_line(stream: io.StringIO) -> None:
    logging.getLogger("bot").warning("x", extra={"why": 'a\n{"event": "forged"}'})

    assert len(stream.getvalue().splitlines()) == 1


@pytest.mark.parametrize("name", ["httpx", "aiohttp.access", "sqlalchemy.engine", "telegram.Bot"])
def test_libraries_that_would_log_bodies_and_addresses_stay_quiet(stream: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("body of a message")

    assert stream.getvalue() == ""


async def test_a_task_whose_failure_nobody_asked_for_tells_no_words(stream: io.StringIO) -> None:
    async def fail() -> None:
        raise ValueError("I feel awful")

    task = asyncio.ensure_future(fail())
    await asyncio.wait([task])
    del task
    gc.collect()

    (line,) = _lines(stream)
    assert line["event"] == "Task exception was never retrieved"
    assert line["error"] == "ValueError"
    assert "awful" not in stream.getvalue()


async def test_a_callback_that_breaks_tells_no_words(stream: io.StringIO) -> None:
    def broken(words: str) -> None:
        raise ValueError(words)

    asyncio.get_running_loop().call_soon(broken, "I feel awful")
    await asyncio.sleep(0.01)

    (line,) = _lines(stream)
    assert str(line["event"]).startswith("Exception in callback")
    assert "awful" not in stream.getvalue()


async def test_a_statement_that_fails_tells_no_values(store: AsyncEngine) -> None:
    statement = text("INSERT INTO marks (person, interview, name, at) VALUES (1, 0, :words, :at)")

    with pytest.raises(DBAPIError) as failed:
        async with store.begin() as conn:
            await conn.execute(statement, {"words": "I feel awful", "at": "2026-11-23 10:00:00"})

    assert "awful" not in str(failed.value)
