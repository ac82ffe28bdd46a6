"""Callback requests. A race between two people is settled by the row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.callback import How, Request, State
from bot.domain.change import MoveRequest
from bot.store.engine import insert
from bot.store.sealed import Seal
from bot.store.tables import outbox, people, requests

CARD = "card:"
"""How the key of a card begins; the request's id follows."""
OPEN = tuple(state.value for state in State if state.open)


async def of(conn: AsyncConnection, people: Sequence[int], seal: Seal) -> dict[int, tuple[Request, ...]]:
    """The requests of each of these people, oldest first."""
    found: dict[int, list[Request]] = defaultdict(list)
    for request in await _found(conn, _OF, {"people": people}, seal):
        found[request.person].append(request)
    return {person: tuple(theirs) for person, theirs in found.items()}


async def at_desk(conn: AsyncConnection, ids: Sequence[int], seal: Seal) -> tuple[Request, ...]:
    """The open requests, and those with these ids, oldest first."""
    return tuple(await _found(conn, _AT_DESK, {"ids": ids}, seal))


async def about(conn: AsyncConnection, chat: int, message: int) -> int | None:
    """The request that a message of ours in the group is about: its card, or what hangs on it. None: none."""
    of_a_group = outbox.c.chat < literal_column("0")  # as its index says it
    query = select(outbox.c.key, outbox.c.needs).where(
        of_a_group, outbox.c.chat == chat, outbox.c.result == message
    )
    for row in await conn.execute(query):
        for name in (row.key or "", row.needs):
            if name.startswith(CARD):
                return int(name.removeprefix(CARD))
    return None


async def add(conn: AsyncConnection, new: Sequence[Request], seal: Seal) -> None:
    """Writes new requests; the same turn taken again changes nothing."""
    if new:
        await conn.execute(insert(conn, requests).on_conflict_do_nothing(), [_values(r, seal) for r in new])


async def move(conn: AsyncConnection, change: MoveRequest, seal: Seal) -> bool:
    """Writes a request if it still is as it was seen. False: somebody was faster."""
    new = change.request
    as_seen = (
        (requests.c.id == new.id)
        & (requests.c.state == change.seen.value)
        & (requests.c.version == change.seen_version)
    )
    values = _values(replace(new, version=change.seen_version + 1), seal)
    return (await conn.execute(update(requests).where(as_seen).values(values))).rowcount == 1


async def _found(
    conn: AsyncConnection, query: Select[Any], values: Mapping[str, object], seal: Seal
) -> list[Request]:
    return [_request(dict(row._mapping), seal) for row in await conn.execute(query, values)]


def _where(condition: ColumnElement[bool]) -> Select[Any]:
    """The card's message is known once the card has been sent, so it is read from the outbox."""
    card = outbox.c.key == CARD + requests.c.id.cast(outbox.c.key.type)
    found = select(requests, outbox.c.result.label("sent_card"), people.c.language)
    query = found.outerjoin(outbox, card).join(people, people.c.id == requests.c.person)
    return query.where(condition).order_by(requests.c.id)


_OF = _where(requests.c.person.in_(bindparam("people", expanding=True)))
_AT_DESK = _where(or_(requests.c.state.in_(OPEN), requests.c.id.in_(bindparam("ids", expanding=True))))


def _request(values: dict[str, Any], seal: Seal) -> Request:
    card = values.pop("sent_card")
    values |= {
        "card": card if card is not None else values["card"],
        "how": How(values["how"]),
        "state": State(values["state"]),
        "number": seal.open(values["number"]),
    }
    return Request(**values)


def _values(request: Request, seal: Seal) -> dict[str, Any]:
    values = asdict(request)
    del values["language"]  # the record of the person has it
    values |= {"how": request.how.value, "state": request.state.value, "number": seal.close(request.number)}
    return values
