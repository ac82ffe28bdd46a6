"""Everything that can happen to one message on the wire: what the server saw, and what we make of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
from asyncio import StreamReader as Reader
from asyncio import StreamWriter as Writer
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.botapi.client import Telegram
from bot.botapi.outcome import Later, Moved, Never, Outcome, Remedy, Revoked, Sent, Uncertain, Unreachable
from bot.botapi.request import Timeouts
from tests.botapi.server import TOKEN

HASTY = Timeouts(pool=0.3, connect=0.3, write=0.5, read=0.3)
SMALL: dict[str, object] = {"chat_id": 42, "text": "hello"}
LARGE: dict[str, object] = {"chat_id": 42, "text": "x" * 1_000_000}
"""More than one read takes in."""
PAGE = b"<html><body>Bad Gateway</body></html>"


@dataclass
class Seen:
    """What reached the server, whole."""

    connections: int = 0
    heads: int = 0
    bodies: int = 0


@dataclass
class Talk:
    """One connection, from the server's end."""

    reader: Reader
    writer: Writer
    seen: Seen

    async def head(self) -> int:
        """Reads the head of a request. Returns how long its body is."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        self.seen.heads += 1
        return int(head.partition("content-length: ")[2].partition("\r\n")[0])

    async def request(self) -> None:
        """Reads a whole request."""
        await self.reader.readexactly(await self.head())
        self.seen.bodies += 1

    def write(self, raw: bytes) -> None:
        self.writer.write(raw)

    def answer(self, status: int, body: bytes, headers: str = "") -> None:
        self.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body)

    def reset(self) -> None:
        """Ends the connection as a machine does that has crashed."""
        linger = struct.pack("ii", 1, 0)
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.writer.transport.abort()


Behaviour = Callable[[Talk], Awaitable[None]]


@contextlib.asynccontextmanager
async def serving(behaviour: Behaviour) -> AsyncIterator[tuple[str, Seen]]:
    """A server that behaves like this on each connection, its address, and what it saw."""
    seen, talks = Seen(), set[asyncio.Task[None]]()

    async def talk(reader: Reader, writer: Writer) -> None:
        seen.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            try:
                await behaviour(Talk(reader, writer, seen))
            finally:
                writer.close()
                await writer.wait_closed()

    def connected(reader: Reader, writer: Writer) -> None:
        talks.add(asyncio.create_task(talk(reader, writer)))

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}", seen
    finally:
        listening.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


async def sends(url: str, *messages: dict[str, object]) -> list[Outcome]:
    """What comes of these messages, one after the other."""
    telegram = Telegram(TOKEN, url, HASTY)
    try:
        return [await telegram.call("sendMessage", message) for message in messages]
    finally:
        await telegram.aclose()


def was(outcome: Outcome) -> str:
    """Whether the message has been sent, as far as we can know."""
    match outcome:
        case Sent():
            return "sent"
        case Uncertain():
            return "uncertain"
        case _:
            return "not sent"


# --- the connection --------------------------------------------------------------------------------


async def resets_at_once(talk: Talk) -> None:
    talk.reset()


async def closes_at_once(_: Talk) -> None:
    pass


async def resets_after_the_head(talk: Talk) -> None:
    await talk.head()
    talk.reset()


async def resets_in_the_body(talk: Talk) -> None:
    await talk.head()
    await talk.reader.readexactly(100_000)
    talk.reset()


async def reads_only_the_head(talk: Talk) -> None:
    await talk.head()
    await asyncio.sleep(60)


async def resets_after_the_body(talk: Talk) -> None:
    await talk.request()
    talk.reset()


async def closes_after_the_body(talk: Talk) -> None:
    await talk.request()


async def never_answers(talk: Talk) -> None:
    await talk.request()
    await asyncio.sleep(60)


async def never_ends_its_answer(talk: Talk) -> None:
    await talk.request()
    talk.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok": tr')
    await asyncio.sleep(60)


async def closes_in_the_head_of_the_answer(talk: Talk) -> None:
    await talk.request()
    talk.write(b"HTTP/1.1 200 OK\r\nContent-Le")


async def closes_in_the_answer(talk: Talk) -> None:
    await talk.request()
    talk.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok": true}')


async def closes_between_two_chunks(talk: Talk) -> None:
    await talk.request()
    talk.write(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n{"ok": true}\r\n')


async def answers_in_chunks(talk: Talk) -> None:
    await talk.request()
    talk.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    talk.write(b'5\r\n{"ok"\r\n14\r\n: true, "result": 1}\r\n0\r\n\r\n')


async def answers_in_odd_compression(talk: Talk) -> None:
    await talk.request()
    talk.answer(200, b"no gzip at all", "Content-Encoding: gzip\r\n")


async def babbles(talk: Talk) -> None:
    await talk.request()
    talk.write(b"220 mail.example ESMTP\r\n\r\n")


async def answers_before_the_body(talk: Talk) -> None:
    await talk.head()
    talk.answer(413, PAGE, "Connection: close\r\n")
    await asyncio.sleep(0.2)


def hints(then: bytes) -> Behaviour:
    """Says first that there will be an answer."""

    async def behaviour(talk: Talk) -> None:
        await talk.request()
        talk.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        if not then:
            await asyncio.sleep(60)
        talk.answer(200, then)

    return behaviour


NOTHING, HEAD, WHOLE = (1, 0, 0), (1, 1, 0), (1, 1, 1)
"""What the server saw: connections, heads of requests, whole requests."""
LOST = "client-os-error|server-disconnected-error|client-connection-reset-error"


@pytest.mark.parametrize(
    ("behaviour", "message", "saw", "means", "why"),
    [
        pytest.param(resets_at_once, LARGE, NOTHING, "uncertain", LOST, id="reset before reading anything"),
        pytest.param(closes_at_once, LARGE, NOTHING, "uncertain", LOST, id="closed before reading anything"),
        pytest.param(resets_after_the_head, LARGE, HEAD, "uncertain", LOST, id="reset after the head"),
        pytest.param(resets_in_the_body, LARGE, HEAD, "uncertain", LOST, id="reset in the body"),
        pytest.param(reads_only_the_head, LARGE, HEAD, "uncertain", "timeout", id="never reads the body"),
        pytest.param(resets_after_the_body, SMALL, WHOLE, "uncertain", LOST, id="reset after the body"),
        pytest.param(closes_after_the_body, SMALL, WHOLE, "uncertain", LOST, id="closed after the body"),
        pytest.param(never_answers, SMALL, WHOLE, "uncertain", "timeout", id="no answer"),
        pytest.param(
            never_ends_its_answer, SMALL, WHOLE, "uncertain", "timeout", id="half an answer, then silence"
        ),
        pytest.param(
            closes_in_the_head_of_the_answer, SMALL, WHOLE, "uncertain", LOST, id="half the head of an answer"
        ),
        pytest.param(
            closes_in_the_answer, SMALL, WHOLE, "uncertain", "payload", id="half an answer, then closed"
        ),
        pytest.param(
            closes_between_two_chunks, SMALL, WHOLE, "uncertain", "payload", id="chunked answer cut off"
        ),
        pytest.param(
            answers_in_odd_compression, SMALL, WHOLE, "uncertain", "payload", id="answer in odd gzip"
        ),
        pytest.param(babbles, SMALL, WHOLE, "uncertain", "payload", id="answer that is no HTTP"),
        pytest.param(hints(b""), SMALL, WHOLE, "uncertain", "timeout", id="103, then silence"),
        pytest.param(hints(b'{"ok": true}'), SMALL, WHOLE, "sent", "", id="103, then 200"),
        pytest.param(answers_in_chunks, SMALL, WHOLE, "sent", "", id="chunked answer"),
        pytest.param(
            answers_before_the_body, LARGE, HEAD, "not sent", "strange-413", id="413 before the body"
        ),
    ],
)
async def test_a_line_that_breaks(
    behaviour: Behaviour, message: dict[str, object], saw: tuple[int, int, int], means: str, why: str
) -> None:
    async with serving(behaviour) as (url, seen):
        (outcome,) = await sends(url, message)

    assert (was(outcome), seen) == (means, Seen(*saw))
    told = getattr(outcome, "why", "")
    assert any(part in told for part in why.split("|")), told


async def test_a_line_that_is_never_there(unused: str, full: str) -> None:
    """Refused; not answered; a name that nobody knows: surely not sent, and no other message would be."""
    for url in (unused, full, "http://nobody.invalid", unused.replace("http:", "https:")):
        (outcome,) = await sends(url, SMALL)
        assert was(outcome) == "not sent", url
        assert isinstance(outcome, Later), url
        assert outcome.everyone, url


@pytest.mark.parametrize("behaviour", [babbles, closes_at_once, resets_at_once, never_answers])
async def test_no_encryption_is_agreed_on(behaviour: Behaviour) -> None:
    async with serving(behaviour) as (url, seen):
        (outcome,) = await sends(url.replace("http:", "https:"), SMALL)

    assert was(outcome) == "not sent"
    assert (seen.connections, seen.heads) == (1, 0)


async def test_no_connection_is_free() -> None:
    async with serving(never_answers) as (url, seen):
        telegram = Telegram(TOKEN, url, Timeouts(pool=0.5, connect=1, write=2, read=10))
        calls = [asyncio.create_task(telegram.call("sendMessage", SMALL)) for _ in range(81)]
        done, waiting = await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
        for call in waiting:
            call.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await telegram.aclose()

    assert [was(call.result()) for call in done] == ["not sent"]
    assert seen.bodies == 80


# --- a connection that was kept --------------------------------------------------------------------


def answers_once(then: Behaviour) -> Behaviour:
    """Each connection takes one message well."""

    async def behaviour(talk: Talk) -> None:
        await talk.request()
        talk.answer(200, b'{"ok": true}')
        await then(talk)

    return behaviour


async def resets_at_the_first_byte(talk: Talk) -> None:
    await talk.reader.readexactly(1)
    talk.reset()


async def closes_at_the_first_byte(talk: Talk) -> None:
    await talk.reader.readexactly(1)


@pytest.mark.parametrize(
    ("then", "bodies"),
    [
        pytest.param(resets_at_the_first_byte, 1, id="reset as the next goes out"),
        pytest.param(closes_at_the_first_byte, 1, id="closed as the next goes out"),
        pytest.param(resets_after_the_head, 1, id="reset after the head of the next"),
        pytest.param(resets_after_the_body, 2, id="reset after the body of the next"),
        pytest.param(closes_after_the_body, 2, id="closed after the body of the next"),
    ],
)
async def test_a_kept_connection_that_dies_sends_nothing_twice(then: Behaviour, bodies: int) -> None:
    async with serving(answers_once(then)) as (url, seen):
        outcomes = await sends(url, SMALL, SMALL)

    assert [was(outcome) for outcome in outcomes] == ["sent", "uncertain"]
    assert (seen.connections, seen.bodies) == (1, bodies)


async def test_a_kept_connection_that_closes_at_any_moment_sends_nothing_twice() -> None:
    async with serving(answers_once(closes_at_once)) as (url, seen):
        outcomes = await sends(url, *[SMALL] * 200)

    sure = sum(isinstance(outcome, Sent) for outcome in outcomes)
    assert {was(outcome) for outcome in outcomes} <= {"sent", "uncertain"}
    assert seen.bodies == sure
    assert sure > 0


# --- the answer ------------------------------------------------------------------------------------


def refusal(code: int, description: str, **parameters: object) -> bytes:
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    return json.dumps(body | ({"parameters": parameters} if parameters else {})).encode()


def flood(seconds: int) -> Later:
    return Later(seconds, "flood", everyone=seconds > 60)


TOO_MANY = "Too Many Requests: retry after 9"
ANSWERS: tuple[tuple[str, int, bytes, Outcome], ...] = (
    ("200", 200, b'{"ok": true, "result": {"message_id": 7}}', Sent({"message_id": 7})),
    ("200 without a result", 200, b'{"ok": true}', Sent(None)),
    ("200 with an odd result", 200, b'{"ok": true, "result": ["odd"]}', Sent(["odd"])),
    ("200 that is not JSON", 200, PAGE, Uncertain("strange-200")),
    ("200 with nothing", 200, b"", Uncertain("strange-200")),
    ("200 with a list", 200, b"[]", Uncertain("strange-200")),
    ("200 with half the JSON", 200, b'{"ok": tr', Uncertain("strange-200")),
    ("200 without ok", 200, b'{"result": {"message_id": 7}}', Uncertain("strange-200")),
    (
        "200 with ok: false and a reason",
        200,
        refusal(400, "Bad Request: chat not found"),
        Unreachable("chat-not-found"),
    ),
    ("200 with ok: false and no reason", 200, b'{"ok": false}', Uncertain("server-200")),
    ("204", 204, b"", Uncertain("strange-204")),
    ("302", 302, b"", Later(5, "strange-302", everyone=True)),
    ("400 unknown", 400, refusal(400, "Bad Request: odd thing"), Never("odd-thing")),
    ("400 message is not modified", 400, refusal(400, "Bad Request: message is not modified: x"), Sent()),
    (
        "400 message to edit not found",
        400,
        refusal(400, "Bad Request: message to edit not found"),
        Never("message-gone", Remedy.FRESH),
    ),
    (
        "400 group upgraded",
        400,
        refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009),
        Moved(-1009),
    ),
    ("400 from a proxy", 400, PAGE, Never("strange-400")),
    ("401", 401, refusal(401, "Unauthorized"), Revoked()),
    ("401 from a proxy", 401, PAGE, Later(5, "strange-401", everyone=True)),
    ("403 blocked", 403, refusal(403, "Forbidden: bot was blocked by the user"), Unreachable("blocked")),
    ("403 from a proxy", 403, PAGE, Later(5, "strange-403", everyone=True)),
    ("404", 404, refusal(404, "Not Found"), Revoked()),
    ("404 from a proxy", 404, PAGE, Later(5, "strange-404", everyone=True)),
    ("409", 409, refusal(409, "Conflict: terminated"), Later(5, "conflict", everyone=True)),
    ("413", 413, refusal(413, "Request Entity Too Large"), Never("refused")),
    ("413 from a proxy", 413, PAGE, Never("strange-413")),
    ("429 with retry_after", 429, refusal(429, TOO_MANY, retry_after=9), flood(9)),
    ("429 with a very long retry_after", 429, refusal(429, TOO_MANY, retry_after=10_072), flood(10_072)),
    ("429 without parameters", 429, refusal(429, "Too Many Requests"), flood(5)),
    ("429 with retry_after 0", 429, refusal(429, TOO_MANY, retry_after=0), flood(5)),
    ("429 from a proxy", 429, PAGE, flood(5)),
    ("500", 500, refusal(500, "Internal Server Error"), Uncertain("server-500")),
    ("500 from a proxy", 500, PAGE, Uncertain("strange-500")),
    ("502", 502, refusal(502, "Bad Gateway"), Uncertain("server-502")),
    ("502 from a proxy", 502, PAGE, Uncertain("strange-502")),
    ("504", 504, refusal(504, "Gateway Timeout"), Uncertain("server-504")),
    ("504 from a proxy", 504, PAGE, Uncertain("strange-504")),
)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        pytest.param(status, body, outcome, id=f"{name}: {was(outcome)}")
        for name, status, body, outcome in ANSWERS
    ],
)
async def test_an_answer(status: int, body: bytes, outcome: Outcome) -> None:
    async def behaviour(talk: Talk) -> None:
        await talk.request()
        talk.answer(status, body, "Location: /elsewhere\r\n" if status == 302 else "")

    async with serving(behaviour) as (url, seen):
        found = await sends(url, SMALL)

    assert [repr(one) for one in found] == [repr(outcome)]
    assert seen == Seen(1, 1, 1)
