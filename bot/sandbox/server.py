"""The Bot API over HTTP."""

import asyncio
import contextlib
import http
import json
import secrets
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from bot.sandbox.arguments import Upload, read
from bot.sandbox.calls import CALLS
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.flood import Flood
from bot.sandbox.ledger import Rejection
from bot.sandbox.methods import METHODS
from bot.sandbox.polling import Polling
from bot.sandbox.refusal import RefusedError, slow_down
from bot.sandbox.stage import Stage
from bot.sandbox.webhooks import Webhooks

COUNTED = frozenset({"sendMessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageCaption"})
_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


class BotApi:
    """Answers `/bot<token>/<method>` as Telegram would, or as a fault says."""

    def __init__(
        self,
        stage: Stage,
        polling: Polling,
        webhooks: Webhooks,
        faults: Faults,
        flood: Flood | None,
        token: str,
    ) -> None:
        self._stage = stage
        self._polling = polling
        self._webhooks = webhooks
        self._faults = faults
        self._flood = flood
        self._token = token
        self._closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/bot{token:[^/]+}/{method}", self._call),
            web.post("/bot{token:[^/]+}/{method}", self._call),
            web.get("/file/bot{token:[^/]+}/files/{id}", self._file),
        ]

    def close(self) -> None:
        """Let go of every call that waits."""
        self._polling.close()
        self._closing.set()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if not self._is_ours(request):
            return _json(401, RefusedError(401, "Unauthorized").body())
        if method not in METHODS:
            return _json(404, RefusedError(404, "Not Found").body())
        try:
            raw, uploads = await _parameters(request)
        except ValueError as why:
            return _json(400, RefusedError(400, f"Bad Request: can't parse the body: {why}").body())
        self._stage.ledger.calls[method] += 1
        fault = self._faults.take(method, _number(raw.get("chat_id")))
        if fault and not fault.is_done:
            return await self._fail(request, fault, method, raw)
        if fault and fault.kind == "delay":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), fault.seconds)
        status, body = await self._result(method, raw, uploads)
        if fault:
            return await self._spoil(request, fault, status, body)
        return _json(status, body)

    async def _result(
        self, method: str, raw: Mapping[str, Any], uploads: Mapping[str, Upload]
    ) -> tuple[int, dict[str, Any]]:
        try:
            call = read(method, raw, uploads)
            if method == "getUpdates":
                return 200, {"ok": True, "result": await self._polling.fetch(call)}
            if method in COUNTED:
                self._pace(call.get("chat_id"))
            result = CALLS[method](self._stage, call)
        except RefusedError as refusal:
            self._note(method, raw, refusal)
            return refusal.code, refusal.body()
        if method == "setWebhook" and self._stage.profile.webhook:
            self._polling.end("terminated by setWebhook request")
        if method in {"setWebhook", "deleteWebhook"}:
            await self._webhooks.renew()
        return 200, {"ok": True, "result": result}

    def _pace(self, chat: Any) -> None:
        if self._flood and isinstance(chat, int) and chat in self._stage.chats:
            seconds = self._flood.wait(chat, self._stage.now().timestamp())
            if seconds:
                slow_down(seconds)

    def _note(self, method: str, raw: Mapping[str, Any], refusal: RefusedError) -> None:
        chat = _number(raw.get("chat_id"))
        seen = Rejection(self._stage.now(), method, chat, refusal.code, refusal.description)
        self._stage.ledger.rejections.append(seen)
        self._stage.changed()

    async def _fail(
        self, request: web.Request, fault: Fault, method: str, raw: Mapping[str, Any]
    ) -> web.StreamResponse:
        """A fault that keeps the call from being done."""
        if fault.kind == "refuse":
            return _cut(request)
        refusal = _refusal(fault)
        self._note(method, raw, refusal)
        if fault.kind == "status" and refusal.code != 500:
            return _page(refusal.code, refusal.description)
        return _json(refusal.code, refusal.body())

    async def _spoil(
        self, request: web.Request, fault: Fault, status: int, body: dict[str, Any]
    ) -> web.StreamResponse:
        """A fault in the reply to a call that is done."""
        match fault.kind:
            case "lose_reply":
                return _cut(request)
            case "half_reply":
                return await _half(request, json.dumps(body).encode())
            case "not_json":
                return _page(200, "Welcome")
            case "wrong_shape":
                return _json(200, {"ok": True, "result": True})
            case "hang":
                await self._closing.wait()
                return _cut(request)
            case _:
                return _json(status, body)

    async def _file(self, request: web.Request) -> web.Response:
        file = self._stage.files.get(request.match_info["id"])
        if not self._is_ours(request) or file is None:
            return _json(404, RefusedError(404, "Not Found").body())
        return web.Response(body=file.data, content_type="application/octet-stream")

    def _is_ours(self, request: web.Request) -> bool:
        return secrets.compare_digest(request.match_info["token"].encode(), self._token.encode())


async def _parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    raw: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        body = await request.json()
        if not isinstance(body, dict):
            why = "it is no JSON object"
            raise ValueError(why)
        return raw | body, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            raw[name] = value if isinstance(value, str) else bytes(value).decode()
    return raw, uploads


def _refusal(fault: Fault) -> RefusedError:
    match fault.kind:
        case "flood":
            why = f"Too Many Requests: retry after {fault.retry_after}"
            return RefusedError(429, why, {"retry_after": fault.retry_after})
        case "blocked":
            return RefusedError(403, "Forbidden: bot was blocked by the user")
        case "status":
            return RefusedError(fault.code or 500, http.HTTPStatus(fault.code or 500).phrase)
        case _:
            return RefusedError(fault.code or 400, fault.description, dict(fault.parameters))


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def _json(status: int, body: Mapping[str, Any]) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")


def _page(status: int, title: str) -> web.Response:
    return web.Response(status=status, text=_PAGE.format(title), content_type="text/html")


def _cut(request: web.Request) -> web.Response:
    """Close the connection instead of replying."""
    if request.transport:
        request.transport.close()
    return web.Response()


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    reply = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await reply.prepare(request)
    await reply.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return reply
