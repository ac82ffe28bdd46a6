"""A Bot API that costs next to nothing, in a process of its own: it hands updates out and times the answers.

Each line of its input is a load as JSON; each line of its output is what came of it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections import deque
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import uvloop

from bench.crowd import ECHO, REAL, Crowd
from bench.wire import Posting, Serving

ME = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
ME |= {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
SCRIPTS = {"real": REAL, "echo": ECHO}
CONNECTIONS = 40
"""How many webhook requests are under way at once; Telegram's own default."""
DONE = b'{"ok":true,"result":true}'


class Double:
    """Updates that wait, whoever polls for them, and what the bot sent."""

    def __init__(self) -> None:
        self.delay = 0.0
        """Seconds before a call is answered."""
        self.crowd: Crowd | None = None
        self.under_way = 0
        """How many updates are to be unanswered at once; 0: as many as the rate brings."""
        self.sent: list[float] = []
        """When each message came in."""
        self.first_poll: float | None = None
        self._waiting: deque[tuple[int, int, bytes]] = deque()
        """Number, chat and JSON of updates nobody has confirmed."""
        self._handed = 0
        self._poller: Serving | None = None
        self._webhook: list[Posting] = []
        self._posts: deque[bytes] = deque()
        self._hooked = False
        self._chats: dict[bytes, int] = {}
        self._message = 10

    # --- what the bot asks ---------------------------------------------------------------------------

    def asked(self, path: str, body: bytes, by: Serving) -> None:
        """One call of the Bot API."""
        method = path.rpartition("/")[2].partition("?")[0].lower()
        args = _arguments(body)
        if method == "getupdates":
            self._poll(args, by)
        elif method == "sendmessage":
            self._said(args, by)
        elif method == "getme":
            by.answer(json.dumps({"ok": True, "result": ME}).encode())
        elif method == "getwebhookinfo":
            info = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            by.answer(json.dumps({"ok": True, "result": info}).encode())
        elif method == "setwebhook":
            by.answer(DONE)
            self._started()
            self._hooked = True
            asyncio.get_running_loop().create_task(self._connect(args["url"], args.get("secret_token", "")))
        else:
            self._later(by, DONE)

    def _poll(self, args: dict[str, Any], by: Serving) -> None:
        self._started()
        offset = int(args.get("offset") or 0)
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
            self._handed = max(0, self._handed - 1)
        self._poller = by
        if not self._hand_out():
            seconds = float(args.get("timeout") or 0)
            asyncio.get_running_loop().call_later(seconds, self._end_poll, by)

    def _end_poll(self, by: Serving) -> None:
        if self._poller is by:
            self._poller = None
            by.answer(b'{"ok":true,"result":[]}')

    def _hand_out(self) -> bool:
        """Answers the one who polls, if there is anything. Returns whether there was."""
        if self._poller is None or not self._waiting or self.crowd is None:
            return False
        batch = [self._waiting[n] for n in range(min(100, len(self._waiting)))]
        for _, chat, _ in batch[self._handed :]:
            self.crowd.handed(chat)
        self._handed = len(batch)
        poller, self._poller = self._poller, None
        poller.answer(b'{"ok":true,"result":[%b]}' % b",".join(body for _, _, body in batch))
        return True

    def _said(self, args: dict[str, Any], by: Serving) -> None:
        self.sent.append(time.monotonic())
        self._message += 1
        chat = int(args["chat_id"])
        message = {"message_id": self._message, "date": int(time.time()), "text": args.get("text", "")}
        message["chat"] = {"id": chat, "type": "private", "first_name": "P"}
        message["from"] = ME
        self._later(by, json.dumps({"ok": True, "result": message}).encode())
        if self.crowd is not None and self.crowd.heard(chat, args, self._message) and self.under_way:
            self.act()

    def _later(self, by: Serving, body: bytes) -> None:
        if self.delay:
            asyncio.get_running_loop().call_later(self.delay, by.answer, body)
        else:
            by.answer(body)

    def _started(self) -> None:
        if self.first_poll is None:
            self.first_poll = time.monotonic()

    async def _connect(self, url: str, secret: str) -> None:
        parts = urlsplit(url)
        head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
        ).encode()
        while len(self._webhook) < CONNECTIONS:
            try:
                _, protocol = await asyncio.get_running_loop().create_connection(
                    lambda: Posting(head, self._posts, self._left), parts.hostname or "", parts.port or 80
                )
                self._webhook.append(protocol)
            except ConnectionRefusedError:  # some bots say where they are before they listen
                await asyncio.sleep(0.05)

    # --- what people do ------------------------------------------------------------------------------

    def act(self) -> None:
        """Somebody does the next thing."""
        acted = self.crowd.act() if self.crowd else None
        if acted is None:
            return
        chat, update = acted
        body = json.dumps(update).encode()
        if self._hooked:
            self._chats[body] = chat
            self._posts.append(body)
            for post in self._webhook:
                post.go_on()
        else:
            self._waiting.append((update["update_id"], chat, body))
            asyncio.get_running_loop().call_soon(self._hand_out)

    def _left(self, body: bytes) -> None:
        chat = self._chats.pop(body, None)
        if chat is not None and self.crowd is not None:
            self.crowd.handed(chat)

    async def load(self, load: dict[str, Any]) -> dict[str, Any]:
        """Brings a load on and says what came of it.

        `delay` of each answer; `seconds` after `warm` seconds; so many `under_way`, or a `rate` a second.
        """
        if "hooked" in load:
            return {"hooked": self._hooked}
        self.delay = load.get("delay", 0.0)
        if "watch" in load:
            return await self._watched(load["watch"], load["seconds"])
        if self.crowd is None:
            self.crowd = Crowd(load["chats"], SCRIPTS[load["script"]])
        self.under_way = load.get("under_way", 0)
        driving = asyncio.create_task(self._drive(load.get("rate", 0.0)))
        for _ in range(self.under_way):
            self.act()
        await asyncio.sleep(load.get("warm", 2.0))
        self.crowd.latencies.clear()
        before, began, spent = self.crowd.answered, time.monotonic(), _cpu()
        await asyncio.sleep(load["seconds"])
        took = time.monotonic() - began
        self.under_way = 0
        driving.cancel()
        result = {
            "rate": (self.crowd.answered - before) / took,
            "p50": _quantile(self.crowd.latencies, 0.50),
            "p99": _quantile(self.crowd.latencies, 0.99),
            "double": (_cpu() - spent) / took,
        }
        await asyncio.sleep(load.get("rest", 1.0))
        return result

    async def _drive(self, rate: float) -> None:
        began, acted = time.monotonic(), 0
        while rate:
            while acted < (time.monotonic() - began) * rate:
                self.act()
                acted += 1
            await asyncio.sleep(0.002)

    async def _watched(self, messages: int, seconds: float) -> dict[str, Any]:
        """Waits for so many messages, at most so many seconds; nobody writes."""
        end, spent, began = time.monotonic() + seconds, _cpu(), time.monotonic()
        while len(self.sent) < messages and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        sent, self.sent = self.sent, []
        return {
            "sent": len(sent),
            "first": sent[0] if sent else 0.0,
            "last": sent[-1] if sent else 0.0,
            "most": _most(sent),
            "double": (_cpu() - spent) / (time.monotonic() - began),
        }


def _most(moments: list[float]) -> int:
    """The most messages in any second."""
    most, start = 0, 0
    for end, moment in enumerate(moments):
        while moments[start] <= moment - 1.0:
            start += 1
        most = max(most, end - start + 1)
    return most


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))] if values else 0.0


def _cpu() -> float:
    """Seconds of processor that this process has used."""
    times = os.times()
    return times.user + times.system


def _arguments(body: bytes) -> dict[str, Any]:
    if body[:1] == b"{":
        found: dict[str, Any] = json.loads(body)
        return found
    return dict(parse_qsl(body.decode()))


async def main() -> None:
    """Says where it listens, then takes one load a line until its input ends."""
    double = Double()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Serving(double.asked), "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        load = json.loads(line)
        while load.get("wait") and double.first_poll is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        result = {"first_poll": double.first_poll} if load.get("wait") else await double.load(load)
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    uvloop.run(main())
