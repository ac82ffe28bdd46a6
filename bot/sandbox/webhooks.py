"""Delivers what waits to the bot's webhook, each queue in its order, again and again until it is taken."""

import asyncio
import contextlib
import json
import random
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.ledger import Rejection
from bot.sandbox.nouns import Json
from bot.sandbox.refusal import refuse
from bot.sandbox.stage import Stage
from bot.sandbox.updates import Waiting

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PORTS = frozenset({80, 88, 443, 8443})
REPLY_SECONDS = 60.0
LONGEST_REST = 60
"""Rests grow to a random length between this and its double."""
LONGEST_ASKED_REST = 3600
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
METHOD_IN_REPLY = "the reply to an update holds something: Telegram would do what it says"


def check(url: str) -> None:
    """RefusedError: Telegram would not deliver there."""
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https" or not parts.hostname:
        refuse("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        refuse("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


class _WrongError(Exception):
    """It was not taken. `rest`: the seconds after which the bot wants it again; 0: it did not say."""

    def __init__(self, why: str, rest: int = 0) -> None:
        super().__init__(why)
        self.rest = rest


class Webhooks:
    """Rests are real seconds times `second`; what is too old is dropped by the sandbox's clock."""

    def __init__(self, stage: Stage, second: float = 1.0, reply_seconds: float = REPLY_SECONDS) -> None:
        self._stage = stage
        self._second = second
        self._reply_seconds = reply_seconds
        self._woken = asyncio.Event()
        self._held: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: set[tuple[str, int]] = set()
        self._connections = 0
        self._session: aiohttp.ClientSession | None = None
        self.delivered = 0
        self.attempts = 0

    @property
    def is_open(self) -> bool:
        """Is there a webhook on this machine that took the last update?"""
        return self._here() and not self._stage.profile.webhook_error

    def hold(self, kind: str) -> None:
        """Let the queues of this kind (chat, press, member) wait, so that others overtake them."""
        self._held.add(kind)

    def release(self, kind: str) -> None:
        """Let them go on."""
        self._held.discard(kind)
        self._woken.set()

    async def renew(self) -> None:
        """The webhook is another one now, or gone: nobody waits for the replies of the old one any more."""
        await self.close()
        self._stage.profile.webhook_error = {}
        if self._here():
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), auto_decompress=False
            )
            self._start(self._run())

    async def close(self) -> None:
        """Stop delivering. What was under way goes on waiting, even if the bot has it."""
        tasks, self._tasks = self._tasks, set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._busy.clear()
        self._connections = 0
        if self._session:
            await self._session.close()
            self._session = None

    def _here(self) -> bool:
        """The sandbox reaches this machine only."""
        return urlsplit(self._stage.profile.webhook.get("url", "")).hostname in LOOPBACK

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self) -> None:
        stop = self._stage.updates.listen(self._woken.set)
        turned = self._stage.clock.listen(lambda _: self._woken.set())
        try:
            while True:
                self._woken.clear()
                for head in self._stage.updates.heads():
                    if self._connections >= self._stage.profile.webhook.get("max_connections", 40):
                        break
                    if head.queue not in self._busy and head.queue[0] not in self._held:
                        self._busy.add(head.queue)
                        self._connections += 1
                        self._start(self._deliver(head))
                await self._woken.wait()
        finally:
            stop()
            turned()

    async def _deliver(self, head: Waiting) -> None:
        """One attempt, and the rest after one that failed."""
        rest = 0.0
        try:
            await self._post(head.body)
        except _WrongError as why:
            self._stage.profile.webhook_error = {"message": str(why), "at": self._stage.now()}
            rest = self._rest(head, why.rest)
        else:
            self.delivered += 1
            self._stage.updates.remove(head)
        self._stage.changed()
        self._connections -= 1
        self._woken.set()
        await asyncio.sleep(rest * self._second)
        self._busy.discard(head.queue)
        self._woken.set()

    def _rest(self, head: Waiting, asked: int) -> float:
        """Seconds until the next attempt: none after the first, then 2, 4, 8 …, or what the bot asked for."""
        rest = float(asked)
        if not asked and head.fails:
            head.delay = min(random.uniform(LONGEST_REST, 2 * LONGEST_REST), head.delay * 2)  # noqa: S311
            rest = head.delay
        if self._stage.now() + timedelta(seconds=rest) > head.until:
            self._stage.updates.remove(head)
            self._stage.updates.expired += 1
        head.fails += 1
        return rest

    async def _post(self, body: Json) -> None:
        """_WrongError: the bot has not taken it, or not said so."""
        hook = self._stage.profile.webhook
        headers = {"Content-Type": "application/json"}
        if secret := hook.get("secret_token"):
            headers[SECRET] = secret
        self.attempts += 1
        try:
            async with (
                asyncio.timeout(self._reply_seconds),
                self._open().post(
                    hook["url"], data=json.dumps(body).encode(), headers=headers, allow_redirects=False
                ) as reply,
            ):
                said = await reply.read()
        except TimeoutError:
            raise _WrongError("Read timeout expired") from None
        except aiohttp.ClientConnectorCertificateError:
            raise _WrongError("SSL error {certificate verify failed}") from None
        except aiohttp.ClientConnectorError:
            raise _WrongError("Connection refused") from None
        except (aiohttp.ClientError, OSError):
            raise _WrongError("Webhook connection closed") from None
        if not 200 <= reply.status <= 299:
            why = f"Wrong response from the webhook: {reply.status} {reply.reason}"
            raise _WrongError(why, _asked(reply.headers.get("Retry-After", "")))
        if said:
            seen = Rejection(self._stage.now(), "webhook", None, reply.status, METHOD_IN_REPLY)
            self._stage.ledger.rejections.append(seen)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise _WrongError("Webhook connection closed")
        return self._session


def _asked(retry_after: str) -> int:
    with contextlib.suppress(ValueError):
        return max(0, min(int(retry_after), LONGEST_ASKED_REST))
    return 0
