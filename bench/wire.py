"""Just enough HTTP to be a server and a client that cost next to nothing beside the bot that is measured."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import cast

Asked = Callable[[str, bytes, "Serving"], None]


class Serving(asyncio.Protocol):
    """One connection of a bot that asks. Requests on it come one after another."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._read = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody has come."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is one in all but name

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Whoever asked is gone."""
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Hands every whole request on."""
        self._read += data
        while (found := whole(self._read)) is not None:
            head, body = found
            self._asked(head.split(b" ", 2)[1].decode(), body, self)

    def answer(self, body: bytes) -> None:
        """Answers the request with JSON."""
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                % (len(body), body)
            )


class Posting(asyncio.Protocol):
    """One kept-alive connection to a webhook: one request under way, the others wait."""

    def __init__(self, head: bytes, waiting: deque[bytes], left: Callable[[bytes], None]) -> None:
        """`head` is everything before the length; `left` is told each body as it goes out."""
        self._head = head
        self._waiting = waiting
        self._left = left
        self._read = bytearray()
        self._under_way: bytes | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The bot's door is open."""
        self._transport = cast(asyncio.Transport, transport)
        self.go_on()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """What was under way is delivered by another connection."""
        self._transport = None
        if self._under_way is not None:
            self._waiting.appendleft(self._under_way)

    def data_received(self, data: bytes) -> None:
        """An answer: anything but 200 means once more."""
        self._read += data
        while (found := whole(self._read)) is not None:
            if not found[0].startswith(b"HTTP/1.1 200") and self._under_way is not None:
                self._waiting.append(self._under_way)
            self._under_way = None
            self.go_on()

    def go_on(self) -> None:
        """Takes the next update, if it is free."""
        if self._transport is None or self._under_way is not None or not self._waiting:
            return
        self._under_way = body = self._waiting.popleft()
        self._left(body)
        self._transport.write(b"%bContent-Length: %d\r\n\r\n%b" % (self._head, len(body), body))


def whole(read: bytearray) -> tuple[bytes, bytes] | None:
    """The head and the body of the first message in it, taken out. None: it is not all there yet."""
    end = read.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(read[:end])
    at = head.lower().find(b"content-length:")
    length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    if len(read) < end + 4 + length:
        return None
    body = bytes(read[end + 4 : end + 4 + length])
    del read[: end + 4 + length]
    return head, body
