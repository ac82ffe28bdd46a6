"""A line to PostgreSQL that can be cut, stalled, or made to swallow the answer to a COMMIT."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.engine import URL

COMMIT = b"COMMIT;"
"""As asyncpg says it."""


class Proxy:
    """Passes bytes both ways, until it is told otherwise."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._lines: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self.stalled = False
        """While set, nothing is passed on, and nobody is told."""
        self.swallow = 0
        """The answer to this COMMIT from now on is lost: the line breaks once the server has given it."""
        self.swallowed = asyncio.Event()

    def cut(self) -> None:
        """Breaks every line at once."""
        for line in self._lines:
            line.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One line from a client to the server."""
        there, back = await asyncio.open_connection(*self._server)
        self._lines |= {writer, back}
        dead = asyncio.Event()
        for source, target, asked in ((reader, back, True), (there, writer, False)):
            pump = asyncio.create_task(self._pump(source, target, dead, asked=asked))
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)

    async def _pump(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, dead: asyncio.Event, *, asked: bool
    ) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                while self.stalled:  # noqa: ASYNC110 - a test lifts it
                    await asyncio.sleep(0.01)
                if dead.is_set():  # the server has done it and said so; the client never hears
                    self.swallowed.set()
                    self.cut()
                    return
                if asked and self.swallow and COMMIT in data:
                    self.swallow -= 1
                    if not self.swallow:
                        dead.set()
                target.write(data)
                await target.drain()
        target.close()

    async def end(self) -> None:
        """Breaks what is left."""
        self.cut()
        for pump in list(self._pumps):
            pump.cancel()


@asynccontextmanager
async def proxied(url: URL) -> AsyncIterator[tuple[Proxy, str]]:
    """A proxy before the server of this address, and the address by way of it."""
    proxy = Proxy(url.host or "127.0.0.1", url.port or 5432)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield proxy, url.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
    finally:
        await proxy.end()
        server.close()
