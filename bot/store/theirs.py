"""Everything that we keep about one person, row by row, for nobody but them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import tables
from bot.store.questions import NUMBER
from bot.store.sealed import Seal

Kept = Mapping[str, list[dict[str, Any]]]
"""Table → rows, each of values that JSON has."""

OF_A_PERSON: Mapping[str, Callable[[int], ColumnElement[bool]]] = {
    "people": lambda id_: tables.people.c.id == id_,
    "interviews": lambda id_: tables.interviews.c.person == id_,
    "marks": lambda id_: tables.marks.c.person == id_,
    "snoozes": lambda id_: tables.snoozes.c.person == id_,
    "questions": lambda id_: tables.questions.c.person == id_,
    "notes": lambda id_: tables.notes.c.person == id_,
    "applications": lambda id_: tables.applications.c.person == id_,
    "actions": lambda id_: tables.actions.c.person == id_,
    "requests": lambda id_: tables.requests.c.person == id_,
    "outbox": lambda id_: or_(tables.outbox.c.person == id_, tables.outbox.c.chat == id_),
    "inbox": lambda id_: tables.inbox.c.chat == id_,
    "chats": lambda id_: tables.chats.c.id == id_,
    "erasures": lambda id_: tables.erasures.c.id == id_,
}
"""Table → which of its rows are a person's."""
OF_NOBODY = frozenset({"alarms", "known"})
"""Tables that hold nothing about anybody who is looking for a job."""
OF_OTHERS: Mapping[str, frozenset[str]] = {"requests": frozenset({"advisor", "card"})}
"""Columns that say something of the advisors: their accounts, and their own group."""


async def of(conn: AsyncConnection, person: int, seal: Seal) -> Kept:
    """All rows that are this person's, with their numbers readable."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, theirs in OF_A_PERSON.items():
        table = tables.metadata.tables[name]
        rows = await conn.execute(select(*_columns(table)).where(theirs(person)))
        found[name] = [_readable(name, dict(row._mapping), seal) for row in rows]
    return found


def _columns(table: Table) -> list[Any]:
    return [column for column in table.c if column.name not in OF_OTHERS.get(table.name, ())]


def _readable(table: str, row: dict[str, Any], seal: Seal) -> dict[str, Any]:
    if table == "requests":
        row["number"] = seal.open(row["number"])
    if table == "questions" and NUMBER in row["draft"]:
        row["draft"] = {**row["draft"], NUMBER: seal.open(row["draft"][NUMBER])}
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    """A value as JSON has it; an update as Telegram sent it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if not isinstance(value, bytes):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value.decode("utf-8", "replace")
