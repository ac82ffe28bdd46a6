"""Requests to Telegram over aiohttp, as python-telegram-bot wants them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.botapi import errors
from bot.botapi.outcome import Outcome, Sent
from bot.botapi.redact import redact
from bot.failpoints import failpoint

UNSET = BaseRequest.DEFAULT_NONE
Files = Mapping[str, tuple[str, bytes]]
"""Field → (name of the file, its content)."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each part of a request may take, in seconds. None: as long as it likes."""

    pool: float | None = 5.0
    connect: float | None = 10.0
    write: float | None = 20.0
    read: float | None = 25.0

    @property
    def http(self) -> aiohttp.ClientTimeout:
        """The same for aiohttp, which cannot limit writing: the sum of all limits the whole."""
        joined = _sum(self.pool, self.connect)
        total = _sum(joined, self.write, self.read)
        return aiohttp.ClientTimeout(total, joined, sock_read=self.read, sock_connect=self.connect)


class Refused(TelegramError):
    """An answer that is no success, read by our own table instead of python-telegram-bot's guesses."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


class AiohttpRequest(BaseRequest):
    """A pool of connections to one server. It opens with the first request.

    Where no answer comes it raises `TimedOut` or `NetworkError`, from aiohttp's own error without addresses.
    """

    def __init__(self, pool: int = 80, timeouts: Timeouts | None = None) -> None:
        self._pool = pool
        self._timeouts = timeouts or Timeouts()
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self, url: str, args: Mapping[str, object], files: Files | None = None, wait: Timeouts | None = None
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. TypeError, ValueError: the arguments are not JSON."""
        if not files:
            body = json.dumps(args, allow_nan=False).encode()
            return await self._exchange("POST", url, body, {"Content-Type": "application/json"}, wait)
        fields = {name: v if isinstance(v, str) else json.dumps(v) for name, v in args.items()}
        parts = {field: (name, content, None) for field, (name, content) in files.items()}
        return await self._exchange("POST", url, _form(fields, parts), {}, wait)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = UNSET,
        write_timeout: object = UNSET,
        connect_timeout: object = UNSET,
        pool_timeout: object = UNSET,
    ) -> tuple[int, bytes]:
        """What python-telegram-bot calls. Refused: Telegram would not."""
        usual = self._timeouts
        wait = Timeouts(
            pool=_chosen(pool_timeout, usual.pool),
            connect=_chosen(connect_timeout, usual.connect),
            write=_chosen(write_timeout, usual.write),
            read=_chosen(read_timeout, usual.read),
        )
        data = request_data and _form(request_data.json_parameters, request_data.multipart_data)
        status, body = await self._exchange(method, url, data, {}, wait)
        outcome = errors.told(status, body)
        if method == "POST" and not isinstance(outcome, Sent):
            raise Refused(outcome)
        return status, body

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Closes every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @property
    def read_timeout(self) -> float | None:
        """How long an answer may take by default, in seconds."""
        return self._timeouts.read

    async def _exchange(
        self, method: str, url: str, data: object, headers: Mapping[str, str], wait: Timeouts | None
    ) -> tuple[int, bytes]:
        timeout = (wait or self._timeouts).http
        try:
            async with self._open().request(
                method, url, data=data, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                failpoint("answered")
                return answer.status, await answer.read()
        except (aiohttp.ClientError, OSError) as error:
            cause = _without_address(error)
        # Raised out here, so that the original, which may hold our token, is not its context.
        failed = TimedOut if isinstance(cause, TimeoutError) else NetworkError
        raise failed(type(cause).__name__) from cause

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool), cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def _form(fields: Mapping[str, str], files: Mapping[str, Any]) -> aiohttp.FormData:
    form = aiohttp.FormData(default_to_multipart=bool(files))
    for name, value in fields.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in files.items():
        # Bytes would go out in one go and hold up everybody else.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=kind)
    return form


def _without_address(error: BaseException) -> BaseException:
    """The same error, with every address of the Bot API taken out of its texts and of those of its causes."""
    if isinstance(error, aiohttp.ClientResponseError):
        return aiohttp.ClientPayloadError(type(error).__name__)
    if isinstance(error, aiohttp.InvalidURL):
        return aiohttp.InvalidURL("")
    at: BaseException | None = error
    while at is not None:
        at.args = tuple(redact(arg) if isinstance(arg, str) else arg for arg in at.args)
        if isinstance(at, OSError) and isinstance(at.strerror, str):
            at.strerror = redact(at.strerror)
        at = at.__cause__ or at.__context__
    return error


def _chosen(given: object, usual: float | None) -> float | None:
    return float(given) if isinstance(given, int | float) else None if given is None else usual


def _sum(*parts: float | None) -> float | None:
    return None if None in parts else sum(part for part in parts if part is not None)
