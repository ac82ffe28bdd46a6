"""One JSON line an event: ids, never words, and no secret at any level."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.botapi.redact import redact

CHATTY = (
    "httpx",
    "httpcore",
    "telegram",
    "aiosqlite",
    "apscheduler",
    "asyncio",
    "aiohttp",
    "alembic",
    "markdown_it",
    "sqlalchemy",
)
"""Libraries whose debug lines hold addresses, statements or bodies."""


def start(level: str = "INFO", stream: TextIO = sys.stderr) -> None:
    """Sends every log line of this process to `stream` as JSON."""
    logging.setLogRecordFactory(logging.LogRecord)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_before(), processors=_after())
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _before() -> list[Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _after() -> list[Processor]:
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        _where_it_broke,
        _without_objects,
        _redact,
        structlog.processors.JSONRenderer(ensure_ascii=True),
    ]


def _where_it_broke(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """An exception becomes its kind and the places it passed: its message may hold somebody's words."""
    found = event.pop("exc_info", None)
    if found and found is not True and found[1] is not None:
        places = []
        trace = found[2]
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        event["error"] = type(found[1]).__name__
        event["at"] = places[-8:]
    return event


def _without_objects(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """asyncio prints what a task was doing and what came of it: results and exceptions hold words."""
    if event.get("logger") == "asyncio":
        event["event"] = re.split(r"[\n(<]", str(event["event"]), maxsplit=1)[0].strip()
    return event


def _redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}
