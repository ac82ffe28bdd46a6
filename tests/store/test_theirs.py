"""A copy of everything: every table, every row that is theirs, and nothing of anybody else's."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Boolean, Column, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import people, tables, theirs
from bot.store.moment import Moment
from bot.store.sealed import Seal
from tests.cast import MONDAY

SEAL = Seal([Fernet.generate_key().decode()])
SAM, KIM = 42, 43
NUMBER = "+44 7700 900123"


def test_every_table_is_somebodys_or_plainly_nobodys() -> None:
    known = theirs.OF_A_PERSON.keys() | theirs.OF_NOBODY

    assert tables.metadata.tables.keys() == known, "a new table belongs into the copy that people get"


def test_every_table_that_goes_with_its_person_is_in_their_copy() -> None:
    hanging = {name for name, table in tables.metadata.tables.items() if _hangs_on_a_person(table)}

    assert hanging <= theirs.OF_A_PERSON.keys()


async def test_a_copy_holds_every_row_that_is_theirs_and_no_word_of_others(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        for name in ("people", *(theirs.OF_A_PERSON.keys() - {"people"})):
            for who in (SAM, KIM):
                await conn.execute(insert(tables.metadata.tables[name]).values(_row(name, who)))

    async with store.begin() as conn:
        kept = await theirs.of(conn, SAM, SEAL)

    assert kept.keys() == theirs.OF_A_PERSON.keys()
    assert {name: len(rows) for name, rows in kept.items()} == dict.fromkeys(theirs.OF_A_PERSON, 1)
    whole = json.dumps(kept)
    assert f"words of {SAM}" in whole
    assert f"words of {KIM}" not in whole
    for name, (row,) in kept.items():
        columns = {c.name for c in tables.metadata.tables[name].c} - theirs.OF_OTHERS.get(name, frozenset())
        assert row.keys() == columns


async def test_numbers_can_be_read_by_their_owner(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        for name in ("people", "requests", "questions"):
            await conn.execute(insert(tables.metadata.tables[name]).values(_row(name, SAM)))
        kept = await theirs.of(conn, SAM, SEAL)
        sealed = (await conn.execute(select(tables.requests.c.number))).scalar_one()

    assert sealed != NUMBER
    assert kept["requests"][0]["number"] == NUMBER
    assert kept["questions"][0]["draft"]["number"] == NUMBER


async def test_an_advisors_account_is_in_nobodys_copy(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        for name in ("people", "requests"):
            await conn.execute(insert(tables.metadata.tables[name]).values(_row(name, SAM)))
        kept = await theirs.of(conn, SAM, SEAL)

    assert "advisor" not in kept["requests"][0]
    assert kept["requests"][0]["advisor_name"] == f"words of {SAM}"


@pytest.mark.parametrize("body", [b"\xff\x00not json", b"[" * 100_000])
async def test_an_update_that_nobody_can_read_is_in_the_copy_all_the_same(
    store: AsyncEngine, body: bytes
) -> None:
    async with store.begin() as conn:
        await conn.execute(insert(tables.inbox).values({**_row("inbox", SAM), "body": body}))
        kept = await theirs.of(conn, SAM, SEAL)

    assert json.dumps(kept["inbox"])


async def test_a_stranger_has_an_empty_copy(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        assert await people.after(conn, 0, 100) == []
        assert not any((await theirs.of(conn, SAM, SEAL)).values())


def _hangs_on_a_person(table: Table) -> bool:
    return any(key.column.table.name == "people" for key in table.foreign_keys)


def _row(table: str, who: int) -> dict[str, Any]:
    """A row of a person with something in every column."""
    columns = tables.metadata.tables[table].c
    row = {column.name: _value(column, who) for column in columns}
    if "person" in row:
        row["person"] = who
    if table == "requests":
        row["number"] = SEAL.close(NUMBER)
    if table == "questions":
        row["draft"] = {"number": SEAL.close(NUMBER), "what": f"words of {who}"}
    return row


def _value(column: Column[Any], who: int) -> Any:
    kind = column.type
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Moment):
        return MONDAY
    value = {
        int: who,
        str: f"words of {who}"[: getattr(kind, "length", None) or 99],
        bytes: json.dumps({"text": f"words of {who}"}).encode(),
        date: date(2026, 11, 24),
        time: time(9, 30),
        datetime: datetime(2026, 11, 23, tzinfo=UTC),
        dict: {"text": f"words of {who}"},
    }
    return value[dict if kind.__class__.__name__ == "JSON" else kind.python_type]
