"""What is let in, what is turned away, and when Telegram is told that an update is ours."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi.envelope import Arrival
from bot.receive.webhook import Tray, Webhook
from bot.store import inbox, tables
from bot.web import LARGEST, Web
from tests.cast import MONDAY
from tests.conftest import FIGURES
from tests.fakes import Clock

SECRET = "s3cret-of_the-webhook-that_nobody-knows"
PATH = "/telegram"
JSON = ("Content-Type", "application/json")
OURS = ("X-Telegram-Bot-Api-Secret-Token", SECRET)


def _update(number: int, text: str = "hello", chat: int = 42) -> dict[str, object]:
    who = {"id": chat, "is_bot": False, "first_name": "Sam"}
    place = {"id": chat, "type": "private"}
    message = {"message_id": number, "date": 1_795_000_000, "chat": place, "from": who, "text": text}
    return {"update_id": number, "message": message}


GOOD = json.dumps(_update(7)).encode()


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Door:
    """The webhook, listening, and what it did."""

    port: int
    rung: list[str]

    async def ask(self, request: bytes) -> Reply:
        """Sends these very bytes and reads one answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        finally:
            writer.close()
        return Reply(int(head[0].split()[1]), headers, body)

    async def deliver(self, body: bytes, *headers: tuple[str, str], method: str = "POST") -> Reply:
        """A request with this body and these headers; without any, those of Telegram."""
        return await self.ask(_request(body, headers or (JSON, OURS), method))


def _request(body: bytes, headers: Sequence[tuple[str, str]], method: str = "POST") -> bytes:
    lines = [f"{method} {PATH} HTTP/1.1", "Host: bot", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@asynccontextmanager
async def _open(store: AsyncEngine, body_seconds: float = 10.0) -> AsyncIterator[Door]:
    rung: list[str] = []
    hook = Webhook(store, SECRET, Clock().now, lambda: rung.append("ring"), body_seconds)
    opened = Web("127.0.0.1:0", [hook.route(PATH)])
    await opened.start()
    try:
        yield Door(int(opened.address.rpartition(":")[2]), rung)
    finally:
        await opened.stop()
        await hook.finish()


async def _stored(store: AsyncEngine) -> Counter[tuple[int | None, str]]:
    """The number and the state of every row."""
    async with store.begin() as conn:
        rows = await conn.execute(select(tables.inbox.c.update_id, tables.inbox.c.state))
        return Counter((row.update_id, row.state) for row in rows)


# --- the door ----------------------------------------------------------------------------------------


async def test_an_update_is_accepted_with_an_empty_200_once_it_is_stored(store: AsyncEngine) -> None:
    async with _open(store) as door:
        reply = await door.deliver(GOOD)

        assert (reply.status, reply.body) == (200, b"")
        assert await _stored(store) == {(7, "waiting"): 1}
        assert door.rung == ["ring"]


STRANGERS = {
    "B001 no secret": [JSON],
    "B001 an empty secret": [JSON, (OURS[0], "")],
    "B002 a wrong secret": [JSON, (OURS[0], SECRET[:-1] + "x")],
    "B002 the secret and more": [JSON, (OURS[0], SECRET + "x")],
    "B002 a secret of letters nobody has": [JSON, (OURS[0], "ſecret")],
    # A plain blank around a value is not part of it (RFC 9110 §5.5): the parser takes it away before we look.
    "B003 a space behind it": [JSON, (OURS[0], SECRET + "\u00a0")],
    "B003 a space inside": [JSON, (OURS[0], SECRET[:5] + " " + SECRET[5:])],
    "B003 another case": [JSON, (OURS[0], SECRET.upper())],
    "B004 the secret twice": [JSON, OURS, OURS],
    "B004 the secret after a wrong one": [JSON, (OURS[0], "x"), OURS],
    "B004 the secret before a wrong one": [JSON, OURS, (OURS[0], "x")],
}


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
async def test_a_stranger_is_turned_away_and_nothing_is_stored(
    sqlite: AsyncEngine, headers: list[tuple[str, str]]
) -> None:
    async with _open(sqlite) as door:
        assert (await door.deliver(GOOD, *headers)).status == 403

    assert await _stored(sqlite) == {}


async def test_strangers_are_logged_once_a_minute_and_what_they_showed_never(
    sqlite: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with _open(sqlite) as door:
        for _ in range(5):
            await door.deliver(GOOD, JSON, (OURS[0], "shown-by-a-stranger"))

    assert len([r for r in caplog.records if "turned away" in r.getMessage()]) == 1
    assert "shown-by-a-stranger" not in caplog.text
    assert SECRET not in caplog.text


KINDS = {
    "application/json; charset=utf-8": 200,
    "Application/JSON": 200,
    "text/plain": 415,
    "application/x-www-form-urlencoded": 415,
    "": 415,
}


@pytest.mark.parametrize(("kind", "status"), KINDS.items(), ids=[f"B005 {kind}" for kind in KINDS])
async def test_json_is_taken_however_it_is_called_and_nothing_else(
    sqlite: AsyncEngine, kind: str, status: int
) -> None:
    async with _open(sqlite) as door:
        assert (await door.deliver(GOOD, ("Content-Type", kind), OURS)).status == status

    assert len(await _stored(sqlite)) == (status == 200)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_b006_other_methods_are_refused(sqlite: AsyncEngine, method: str) -> None:
    async with _open(sqlite) as door:
        assert (await door.ask(_request(b"", (JSON, OURS), method))).status == 405


NO_UPDATES = {
    "B007 empty": b"",
    "B008 half": b"{nope",
    "B009 no UTF-8": b"\xff\xfe",
    "B010 null": b"null",
    "B010 []": b"[]",
    "B010 {}": b"{}",
    "B010 42": b"42",
    'B010 "x"': b'"x"',
    "B012 100,000 deep": b'{"update_id":7,"message":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("body", NO_UPDATES.values(), ids=NO_UPDATES)
async def test_what_is_no_update_is_refused_and_nothing_is_stored(sqlite: AsyncEngine, body: bytes) -> None:
    async with _open(sqlite) as door:
        assert (await door.deliver(body)).status == 400

    assert await _stored(sqlite) == {}


async def test_b011_more_than_a_mebibyte_is_refused_before_it_is_read(sqlite: AsyncEngine) -> None:
    announced = _request(b"", (JSON, OURS)).replace(b"Content-Length: 0", b"Content-Length: 2097152")
    padded = json.dumps(_update(8, "x" * (LARGEST - 300))).encode()
    async with _open(sqlite) as door:
        assert (await door.ask(announced)).status == 413
        assert (await door.ask(_chunked() + b"200000\r\n" + b"x" * 0x200000 + b"\r\n0\r\n\r\n")).status == 413
        assert len(padded) <= LARGEST
        assert (await door.deliver(padded)).status == 200


def _chunked() -> bytes:
    return _request(b"", (JSON, OURS)).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")


async def test_b013_a_body_that_never_ends_is_given_up(sqlite: AsyncEngine) -> None:
    loop = asyncio.get_running_loop()
    async with _open(sqlite, body_seconds=0.3) as door:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
        began = loop.time()
        writer.write(_chunked())
        dripping = asyncio.create_task(_drip(writer))
        answer = await reader.readuntil(b"\r\n\r\n")  # what drips after it is answered with a reset
        took = loop.time() - began
        dripping.cancel()
        writer.close()

    assert b" 408 " in answer
    assert 0.3 <= took < 1.5
    assert await _stored(sqlite) == {}


async def _drip(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"1\r\n \r\n")
        await asyncio.sleep(0.02)


async def test_a_body_of_broken_chunks_is_refused(sqlite: AsyncEngine) -> None:
    async with _open(sqlite) as door:
        assert (await door.ask(_chunked() + b"nonsense\r\n")).status == 400

    assert await _stored(sqlite) == {}


@pytest.mark.parametrize("how", ["gzip", "deflate", "br", "zstd", "identity"])
async def test_b014_nothing_packed_is_unpacked(sqlite: AsyncEngine, how: str) -> None:
    bomb = gzip.compress(b" " * 5_000_000)
    async with _open(sqlite) as door:
        assert (await door.deliver(bomb, JSON, OURS, ("Content-Encoding", how))).status == 415
        assert (await door.deliver(GOOD)).status == 200


async def test_b015_the_same_update_many_times_at_once_is_one_row(store: AsyncEngine) -> None:
    async with _open(store) as door:
        replies = await asyncio.gather(*(door.deliver(GOOD) for _ in range(20)))

    assert {reply.status for reply in replies} == {200}
    assert await _stored(store) == {(7, "waiting"): 1}


# --- the envelope ------------------------------------------------------------------------------------

MESSAGE = GOOD.partition(b'"message": ')[2][:-1]
ENVELOPES: dict[str, tuple[bytes, tuple[int | None, str]]] = {
    "B016 no number": (b'{"message":%s}' % MESSAGE, (None, "quarantined")),
    "B017 words": (b'{"update_id":"7","message":%s}' % MESSAGE, (None, "quarantined")),
    "B018 NaN": (b'{"update_id":NaN,"message":%s}' % MESSAGE, (None, "quarantined")),
    "B019 too large": (b'{"update_id":9223372036854775808,"message":%s}' % MESSAGE, (None, "quarantined")),
    "B020 negative": (b'{"update_id":-1,"message":%s}' % MESSAGE, (None, "quarantined")),
    "B020 zero": (b'{"update_id":0,"message":%s}' % MESSAGE, (None, "quarantined")),
    "B020 half": (b'{"update_id":1.5,"message":%s}' % MESSAGE, (None, "quarantined")),
    "B020 true": (b'{"update_id":true,"message":%s}' % MESSAGE, (None, "quarantined")),
    "B021 twice": (b'{"update_id":3,"update_id":7,"message":%s}' % MESSAGE, (7, "waiting")),
    "B022 nothing else": (b'{"update_id":7}', (7, "waiting")),
    "B023 an unknown kind": (b'{"update_id":7,"new_kind":{"x":1}}', (7, "waiting")),
    "B024 two kinds": (
        b'{"update_id":7,"message":%s,"edited_message":%s}' % (MESSAGE, MESSAGE),
        (7, "waiting"),
    ),
    "B027 more fields": (b'{"update_id":7,"a":[1],"message":{"b":{},%s}' % MESSAGE[1:], (7, "waiting")),
    "B028 a field is missing": (b'{"update_id":7,"message":{"message_id":1}}', (7, "waiting")),
    "B029 a wrong type": (b'{"update_id":7,"message":{"text":123,"from":null,"date":null}}', (7, "waiting")),
    "B030 a strange date": (b'{"update_id":7,"message":{"date":1000000000000000}}', (7, "waiting")),
    "B031 a large chat": (b'{"update_id":7,"message":{"chat":{"id":%d}}}' % 2**80, (7, "waiting")),
}


@pytest.mark.parametrize(("body", "row"), ENVELOPES.values(), ids=ENVELOPES)
async def test_a_broken_update_is_kept_and_accepted_so_that_it_does_not_come_for_ever(
    sqlite: AsyncEngine, body: bytes, row: tuple[int | None, str]
) -> None:
    async with _open(sqlite) as door:
        assert (await door.deliver(body)).status == 200

    assert await _stored(sqlite) == {row: 1}


async def test_b025_a_number_lower_than_all_before_is_stored(sqlite: AsyncEngine) -> None:
    async with _open(sqlite) as door:
        for number in (900, 7):
            await door.deliver(json.dumps(_update(number)).encode())

    assert await _stored(sqlite) == {(900, "waiting"): 1, (7, "waiting"): 1}


async def test_b026_of_two_bodies_with_one_number_the_first_wins(store: AsyncEngine) -> None:
    async with _open(store) as door:
        assert (await door.deliver(GOOD)).status == 200
        assert (await door.deliver(json.dumps(_update(7, "other words")).encode())).status == 200

    async with store.begin() as conn:
        (row,) = await inbox.take(conn, MONDAY, 10)
    assert row.body == GOOD


# --- storing -----------------------------------------------------------------------------------------


async def test_what_could_not_be_stored_is_not_accepted(empty_store: AsyncEngine) -> None:
    async with _open(empty_store) as door:  # no tables yet: storing fails
        reply = await door.deliver(GOOD)

        assert (reply.status, reply.headers["retry-after"], reply.body) == (503, "5", b"")
        assert door.rung == []


async def test_a_client_that_goes_away_splits_nothing(store: AsyncEngine) -> None:
    async with _open(store) as door:
        for number in range(1, 31):
            _, writer = await asyncio.open_connection("127.0.0.1", door.port)
            writer.write(_request(json.dumps(_update(number)).encode(), (JSON, OURS)))
            await writer.drain()
            writer.transport.abort()
        assert (await door.deliver(json.dumps(_update(99)).encode())).status == 200

    assert set((await _stored(store)).values()) == {1}
    async with store.begin() as conn:  # and no transaction was left open
        await inbox.take(conn, MONDAY, 1)


async def test_many_updates_at_once_share_few_commits(store: AsyncEngine) -> None:
    commits: list[object] = []
    event.listen(store.sync_engine, "commit", commits.append)
    async with _open(store) as door:
        bodies = [json.dumps(_update(number, chat=number)).encode() for number in range(1, 201)]
        replies = await asyncio.gather(*(door.deliver(body) for body in bodies))

    FIGURES.append(f"webhook: 200 updates at once on {store.dialect.name} in {len(commits)} commits")
    assert {reply.status for reply in replies} == {200}
    assert len(commits) <= 50
    assert len(await _stored(store)) == 200


class Shelf:
    """Keeps arrivals; holds on or refuses as it is told."""

    def __init__(self) -> None:
        self.kept: list[list[int | None]] = []
        self.go_on = asyncio.Event()
        self.refused: int | None = None

    async def keep(self, arrivals: Sequence[Arrival]) -> None:
        await self.go_on.wait()
        numbers = [arrival.update_id for arrival in arrivals]
        if self.refused in numbers:
            raise ValueError("it fits nowhere")
        self.kept.append(numbers)


def _arrival(number: int) -> Arrival:
    return Arrival(number, 42, b"")


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_whatever_came_during_one_commit_shares_the_next() -> None:
    shelf = Shelf()
    tray = Tray(shelf.keep)
    first = asyncio.create_task(tray.put(_arrival(1)))
    await _settle()
    rest = [asyncio.create_task(tray.put(_arrival(number))) for number in (2, 3, 4)]
    await _settle()
    assert not first.done()
    shelf.go_on.set()

    await asyncio.gather(first, *rest)

    assert shelf.kept == [[1], [2, 3, 4]]


async def test_one_that_cannot_be_stored_does_not_hold_up_the_others() -> None:
    shelf = Shelf()
    shelf.refused = 2
    tray = Tray(shelf.keep)
    putting = [asyncio.create_task(tray.put(_arrival(number))) for number in (1, 2, 3)]
    await _settle()
    shelf.go_on.set()

    results = await asyncio.gather(*putting, return_exceptions=True)

    assert [type(result) for result in results] == [type(None), ValueError, type(None)]


async def test_giving_up_waiting_takes_nothing_back() -> None:
    shelf = Shelf()
    tray = Tray(shelf.keep)
    putting = asyncio.create_task(tray.put(_arrival(1)))
    await _settle()
    putting.cancel()
    await asyncio.gather(putting, return_exceptions=True)
    shelf.go_on.set()

    await tray.finish()

    assert shelf.kept == [[1]]
