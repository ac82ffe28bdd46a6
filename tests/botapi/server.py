"""A server on loopback that answers as it is told or breaks as it is told, and a client to speak to it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.botapi.client import Telegram
from bot.botapi.request import Files, Timeouts

TOKEN = "123456789:AAF-aLongEnoughSecretForARealToken_12"
HASTY = Timeouts(pool=0.2, connect=0.2, write=0.3, read=0.3)
MESSAGE: dict[str, object] = {
    "chat_id": 42,
    "text": "words <b>that</b> stay",
    "reply_markup": {"inline_keyboard": []},
}
LARGE: Files = {"document": ("plan.zip", b"x" * 20_000_000)}

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter
Script = Callable[["Asked", Reader, Writer], Awaitable[None]]


@dataclass
class Asked:
    """One request as the server saw it."""

    line: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def method(self) -> str:
        return self.line.split()[1].rpartition("/")[2]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """What has been asked so far; the last script answers everything that comes after it."""

    scripts: list[Script]
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    async def talk(self, reader: Reader, writer: Writer) -> None:
        self.connections += 1
        try:
            while not writer.is_closing():
                asked = await _head(reader)
                script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
                self.asked.append(asked)
                await script(asked, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.transport.abort()


@contextlib.asynccontextmanager
async def serving(*scripts: Script) -> AsyncIterator[Server]:
    server = Server(list(scripts))
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: Reader, writer: Writer) -> None:
        task = asyncio.create_task(server.talk(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def speaking(url: str) -> AsyncIterator[Telegram]:
    telegram = Telegram(TOKEN, url, HASTY)
    yield telegram
    await telegram.aclose()


def says(status: int, body: object, headers: str = "") -> Script:
    """Reads the request and answers; what is not bytes becomes JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def script(asked: Asked, reader: Reader, writer: Writer) -> None:
        await read_body(asked, reader)
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(content)}\r\n{headers}\r\n"
        writer.write(head.encode() + content)
        await writer.drain()

    return script


def refuses(code: int, description: str, **parameters: object) -> Script:
    """As the Bot API refuses."""
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    return says(code, body | ({"parameters": parameters} if parameters else {}))


def gives(result: object = True) -> Script:
    return says(200, {"ok": True, "result": result})


async def resets_before_reading(_: Asked, __: Reader, writer: Writer) -> None:
    writer.transport.abort()


async def resets_after_reading(asked: Asked, reader: Reader, writer: Writer) -> None:
    await read_body(asked, reader)
    writer.transport.abort()


async def hangs_up_after_reading(asked: Asked, reader: Reader, writer: Writer) -> None:
    await read_body(asked, reader)
    writer.close()


async def hangs_up_in_the_answer(asked: Asked, reader: Reader, writer: Writer) -> None:
    await read_body(asked, reader)
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok": tr')
    await writer.drain()
    writer.close()


async def babbles(asked: Asked, reader: Reader, writer: Writer) -> None:
    await read_body(asked, reader)
    writer.write(b"this is no HTTP at all\r\n\r\n")
    await writer.drain()
    writer.close()


async def says_nothing(asked: Asked, reader: Reader, _: Writer) -> None:
    await read_body(asked, reader)
    await asyncio.sleep(60)


async def reads_nothing(_: Asked, __: Reader, ___: Writer) -> None:
    await asyncio.sleep(60)


async def answers_and_hangs_up(asked: Asked, reader: Reader, writer: Writer) -> None:
    """Promises to keep the connection, answers, and closes it all the same."""
    await gives({"message_id": 1})(asked, reader, writer)
    writer.close()


async def read_body(asked: Asked, reader: Reader) -> None:
    asked.body = await reader.readexactly(int(asked.headers.get("content-length", "0")))


async def _head(reader: Reader) -> Asked:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = (line.split(": ", 1) for line in lines[1:] if line)
    return Asked(lines[0], {name.lower(): value for name, value in pairs})
