"""The one address at which we listen: what the other parts offer over HTTP, on one aiohttp server."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import socket
import stat
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import cast

from aiohttp import web

from bot import address
from bot.address import Port, Socket

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""Bytes of a request's body that are read; Telegram itself never sends more than 64 KiB."""
IDLE_SECONDS = 150
"""How long a connection may do nothing: longer than proxies keep theirs, so that they close first."""
LEAVING = 1.0
"""Seconds that requests under way get to end when we stop."""

_wire = logging.getLogger(f"{__name__}.wire")
_wire.setLevel(logging.CRITICAL + 1)  # aiohttp would write a line for whatever nonsense anybody sends

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Web:
    """Listens on `host:port` or `unix:/path`, plain HTTP: a proxy in front speaks TLS."""

    def __init__(self, listen: str, offered: Sequence[web.RouteDef]) -> None:
        """`offered`: aiohttp's route definitions, as `web.get(path, handler)` makes them.

        `listen` empty: nothing listens. BadAddress: it is none.
        """
        self._place = address.listening(listen)
        app = web.Application(client_max_size=LARGEST, middlewares=[_unforeseen])
        app.add_routes(offered)
        app.on_response_prepare.append(_nameless)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            logger=_wire,
            auto_decompress=False,  # nobody who may speak to us compresses; a small body could be a huge one
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=2.0,
            shutdown_timeout=LEAVING,
        )
        self._server: asyncio.Server | None = None
        self._file: tuple[Path, int] | None = None

    @property
    def address(self) -> str:
        """Where we really listen, as `listen` says it. Empty: nowhere."""
        if self._server is None or self._place is None:
            return ""
        if isinstance(self._place, Socket):
            return f"unix:{self._place.path}"
        return f"{self._place.host}:{self._server.sockets[0].getsockname()[1]}"

    async def start(self) -> None:
        """Begins to listen. OSError: the address is taken or not ours."""
        if self._place is None:
            return
        await self._runner.setup()
        serve = cast("web.Server", self._runner.server)  # which setup has made
        loop = asyncio.get_running_loop()
        if isinstance(self._place, Port):
            listening = loop.create_server(serve, self._place.host, self._place.port)
        else:
            bound = _bound(self._place.path)
            self._file = self._place.path, self._place.path.stat().st_ino
            listening = loop.create_unix_server(serve, sock=bound)
        self._server = await listening
        log.info("listening", extra={"listen": self.address})

    async def stop(self) -> None:
        """Lets requests under way end, and closes. Stopped twice, or never started, it changes nothing."""
        if self._server is not None:
            self._server.close()
            self._server = None
        await self._runner.cleanup()
        if self._file:
            path, number = self._file
            with contextlib.suppress(OSError):
                if path.stat().st_ino == number:  # another process may have taken our place by now
                    path.unlink()
            self._file = None


def _bound(path: Path) -> socket.socket:
    """A socket file that our group may use. OSError: somebody listens there, or it may not be made."""
    _clear(path)
    made = socket.socket(socket.AF_UNIX)
    try:
        made.bind(str(path))
        path.chmod(0o660)  # nobody can have connected: it does not listen yet
    except OSError:
        made.close()
        raise
    made.setblocking(False)
    return made


def _clear(path: Path) -> None:
    """Removes what a process that is gone has left behind. OSError: it is alive, or no socket at all."""
    try:
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX) as visitor:
        visitor.settimeout(1.0)
        try:
            visitor.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
            return
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))


@web.middleware
async def _unforeseen(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Whatever a handler raises ends here, in our own words."""
    try:
        return await handler(request)
    except (web.HTTPException, ConnectionError):
        raise
    except Exception:
        log.exception("a request failed")
        return web.Response(status=500)


async def _nameless(_: web.Request, response: web.StreamResponse) -> None:
    """Nobody needs to know which server of which version answers."""
    response.headers.popall("Server", None)
