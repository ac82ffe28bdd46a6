"""The webhook: what Telegram delivers is let in, stored, and only then accepted."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from time import monotonic

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi import envelope
from bot.botapi.envelope import Arrival
from bot.receive import polling
from bot.store.engine import is_down
from bot.web import LARGEST

log = logging.getLogger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
BODY_SECONDS = 10.0
"""How long a body may take to arrive."""
STORE_SECONDS = 20.0
"""How long storing may take before Telegram is told to come again; it would wait for a minute."""
COME_AGAIN = "5"
"""Seconds after which Telegram is to try again when we could not store."""
MOST = 100
"""Updates to a commit."""
QUIET_SECONDS = 60.0
"""Strangers who knock are logged no more often than this."""


class Tray:
    """Stores what comes in, many at a time: whatever came while one commit ran shares the next."""

    def __init__(self, keep: Callable[[Sequence[Arrival]], Awaitable[None]]) -> None:
        """`keep` stores all of them or raises."""
        self._keep = keep
        self._waiting: list[tuple[Arrival, asyncio.Future[None]]] = []
        self._emptying: asyncio.Task[None] | None = None

    async def put(self, arrival: Arrival) -> None:
        """Returns after the commit; raises what storing it raised. Giving up waiting takes nothing back."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        stored.add_done_callback(asyncio.Future.exception)  # whoever waited for it may be gone
        self._waiting.append((arrival, stored))
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty())
        await asyncio.shield(stored)

    async def finish(self) -> None:
        """Waits until nothing lies here any more."""
        if self._emptying:
            await self._emptying

    async def _empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            await self._store(batch)

    async def _store(self, batch: Sequence[tuple[Arrival, asyncio.Future[None]]]) -> None:
        try:
            await self._keep([arrival for arrival, _ in batch])
        except Exception as error:
            if len(batch) > 1 and not is_down(error):
                for one in batch:  # if one of them cannot be stored, it must not hold up the others
                    await self._store([one])
                return
            log.error("updates were not stored", extra={"updates": len(batch), "why": type(error).__name__})
            for _, stored in batch:
                stored.set_exception(error)
        else:
            for _, stored in batch:
                stored.set_result(None)


class Webhook:
    """The first station of the river. An empty 200 says that an update is stored, and nothing else does."""

    def __init__(
        self,
        store: AsyncEngine,
        secret: str,
        now: Callable[[], datetime],
        handed_on: Callable[[], None],
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        """`secret` is what Telegram shows with each request; `handed_on` is called after each commit."""
        self._store = store
        self._secret = secret.encode()
        self._now = now
        self._handed_on = handed_on
        self._body_seconds = body_seconds
        self._tray = Tray(self._keep)
        self._strangers = 0
        self._told_at = -QUIET_SECONDS

    def route(self, path: str) -> web.RouteDef:
        """What `Web` is to offer at this path."""
        return web.post(path, self._delivered)

    async def finish(self) -> None:
        """Waits until everything that came in is stored."""
        await self._tray.finish()

    async def _delivered(self, request: web.Request) -> web.StreamResponse:
        if not self._is_telegram(request):
            self._note_stranger()
            return web.Response(status=403)
        if status := _refusal(request):
            return web.Response(status=status)
        try:
            async with asyncio.timeout(self._body_seconds):
                body = await request.read()
        except TimeoutError:
            return await _hung_up(request)
        except web.RequestPayloadError:
            return web.Response(status=400)
        return await self._accepted(envelope.arrival(body))

    async def _accepted(self, arrival: Arrival) -> web.Response:
        if arrival.why in envelope.NO_UPDATE:
            log.warning("no update was delivered", extra={"why": arrival.why, "bytes": len(arrival.body)})
            return web.Response(status=400)
        try:
            async with asyncio.timeout(STORE_SECONDS):
                await self._tray.put(arrival)
        except Exception:
            return web.Response(status=503, headers={"Retry-After": COME_AGAIN})
        return web.Response()

    async def _keep(self, arrivals: Sequence[Arrival]) -> None:
        await polling.keep(self._store, arrivals, self._now())
        self._handed_on()

    def _is_telegram(self, request: web.Request) -> bool:
        """Whether the secret was shown, once; how long that took says nothing about it."""
        shown = request.headers.getall(SECRET, [])
        given = shown[0].encode(errors="surrogateescape") if len(shown) == 1 else b""
        return hmac.compare_digest(given, self._secret)

    def _note_stranger(self) -> None:
        self._strangers += 1
        if monotonic() - self._told_at >= QUIET_SECONDS:
            log.warning("requests without the secret were turned away", extra={"times": self._strangers})
            self._strangers, self._told_at = 0, monotonic()


def _refusal(request: web.Request) -> int:
    """With what a request is refused before it is read. 0: it is not."""
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        return 415
    return 413 if (request.content_length or 0) > LARGEST else 0


async def _hung_up(request: web.Request) -> web.StreamResponse:
    """Says that it took too long, and waits for no more."""
    response = web.Response(status=408)
    response.force_close()
    await response.prepare(request)
    await response.write_eof()
    if request.transport:
        request.transport.close()
    return response
