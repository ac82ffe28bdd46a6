"""The doors under `/_/` for whoever plays the people. The README is their contract."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.faults import Fault
from bot.sandbox.nouns import Json, Press
from bot.sandbox.picture import iso, message_picture, person_picture, press_picture, stage_picture
from bot.sandbox.turning import RestlessError, Turned

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

PAGE = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
_FAULT_FIELDS = frozenset(one.name for one in fields(Fault))

Deed = Callable[[Json], Awaitable[Json]]


class Control:
    """What the page and tests in other processes may do."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._world = sandbox.world
        self._closing = asyncio.Event()
        self.deeds: dict[str, Deed] = {
            "person": self._person,
            "say": self._say,
            "press": self._press,
            "press-stale": self._press_stale,
            "contact": self._contact,
            "send": self._send,
            "edit": self._edit,
            "forward": self._forward,
            "block": self._block,
            "unblock": self._unblock,
            "join": self._join,
            "leave": self._leave,
            "inject": self._inject,
            "fault": self._fault,
            "clear-faults": self._clear_faults,
            "clock": self._clock,
        }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/_/state", self._state),
            web.get("/_/events", self._events),
            web.get("/_/waiting", self._waiting),
            web.get("/_/file/{id}", self._file),
            web.post("/_/{deed}", self._do),
            web.get("/", self._page),
            web.get(r"/{name:[a-z0-9_-]+\.(?:html|css|js|svg)}", self._page),
        ]

    def close(self) -> None:
        self._closing.set()

    # Reading

    async def _state(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        sandbox = self._sandbox
        picture = stage_picture(self._world, int(after) if after.isdigit() else 0)
        picture["bot"]["polling"] = sandbox.polling.is_alive or sandbox.webhooks.is_open
        picture["clock"] = {
            "now": iso(sandbox.clock.now()),
            "local": sandbox.turning.local().isoformat(timespec="seconds"),
            "zone": sandbox.zone,
            "turning": sandbox.turning.is_going,
        }
        picture["faults"] = [fault.json() for fault in sandbox.faults.coming]
        picture["problems"] = list(sandbox.problems)
        picture["live"] = {"nr": sandbox.live[0], "words": sandbox.live[1]}
        picture["waiting"] = await sandbox.waiting()
        return _json(200, picture)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        reply = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await reply.prepare(request)
        changed = asyncio.Event()
        changed.set()
        stop = self._world.watch(changed.set)
        try:
            while not self._closing.is_set():
                line = f"data: {self._world.version}\n\n" if changed.is_set() else ": still here\n\n"
                changed.clear()
                await reply.write(line.encode())
                await self._something(changed)
        except ConnectionError:
            return reply
        finally:
            stop()
        return reply

    async def _something(self, changed: asyncio.Event) -> None:
        """A change (with a moment for others to join it), the end, or 15 quiet seconds."""
        waits = [asyncio.ensure_future(event.wait()) for event in (changed, self._closing)]
        await asyncio.wait(waits, timeout=15, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        await asyncio.sleep(0.02)

    async def _waiting(self, _: web.Request) -> web.Response:
        return _json(200, {"waiting": await self._sandbox.waiting()})

    async def _file(self, request: web.Request) -> web.Response:
        file = self._world.files.get(request.match_info["id"])
        if file is None:
            return _json(404, {"ok": False, "error": "there is no such file"})
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.data, headers=headers | {"Content-Type": file.mime})

    async def _page(self, request: web.Request) -> web.StreamResponse:
        path = PAGE / request.match_info.get("name", "index.html")
        if not path.is_file():
            return _json(404, {"ok": False, "error": "there is no such page"})
        headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
        return web.Response(body=path.read_bytes(), headers=headers, content_type=_TYPES[path.suffix])

    # Doing

    async def _do(self, request: web.Request) -> web.Response:
        if request.headers.get("X-Sandbox") != "1":
            return _json(403, {"ok": False, "error": "the header X-Sandbox: 1 is missing"})
        deed = self.deeds.get(request.match_info["deed"])
        if deed is None:
            return _json(404, {"ok": False, "error": f"there is no /_/{request.match_info['deed']}"})
        try:
            body = await request.json()
            if not isinstance(body, dict):
                return _json(400, {"ok": False, "error": "the body must be a JSON object"})
            return _json(200, {"ok": True} | await deed(body))
        except KeyError as missing:
            return _json(400, {"ok": False, "error": f"there is no {missing}"})
        except (ValueError, TypeError, OverflowError, RestlessError) as why:
            return _json(400, {"ok": False, "error": str(why)})

    async def _person(self, body: Json) -> Json:
        person = self._world.person(_id(body), str(body["first_name"]), str(body.get("language_code") or ""))
        return {"person": person_picture(person)}

    async def _say(self, body: Json) -> Json:
        said = self._world.say(_who(body), str(body["text"]), body.get("chat"), body.get("reply_to"))
        return {"message": message_picture(said)}

    async def _press(self, body: Json) -> Json:
        data, label = str(body.get("data") or ""), str(body.get("label") or "")
        press = self._world.press(_who(body), body["message"], body.get("chat"), data, label)
        return await self._answered(press, body)

    async def _press_stale(self, body: Json) -> Json:
        press = self._world.press_stale(_who(body), body["message"], str(body["data"]), body.get("chat"))
        return await self._answered(press, body)

    async def _answered(self, press: Press, body: Json) -> Json:
        await self._sandbox.answer(press, float(body.get("wait", 3)))
        return {"press": press_picture(press)}

    async def _contact(self, body: Json) -> Json:
        own = bool(body.get("own", True))
        shared = self._world.share_contact(_who(body), str(body["number"]), own, body.get("chat"))
        return {"message": message_picture(shared)}

    async def _send(self, body: Json) -> Json:
        sent = self._world.send_thing(_who(body), str(body["kind"]), body.get("chat"))
        return {"message": message_picture(sent)}

    async def _edit(self, body: Json) -> Json:
        edited = self._world.edit(_who(body), body["message"], str(body["text"]), body.get("chat"))
        return {"message": message_picture(edited)}

    async def _forward(self, body: Json) -> Json:
        sent = self._world.forward(_who(body), body["message"], body["from_chat"], body.get("chat"))
        return {"message": message_picture(sent)}

    async def _block(self, body: Json) -> Json:
        self._world.block(_who(body))
        return {}

    async def _unblock(self, body: Json) -> Json:
        self._world.unblock(_who(body))
        return {}

    async def _join(self, body: Json) -> Json:
        self._world.join(_who(body), body["chat"])
        return {}

    async def _leave(self, body: Json) -> Json:
        self._world.leave(_who(body), body["chat"])
        return {}

    async def _inject(self, body: Json) -> Json:
        return {"update_id": self._world.inject(dict(body["update"]))}

    async def _fault(self, body: Json) -> Json:
        if unknown := body.keys() - _FAULT_FIELDS:
            why = f"a fault has no {', '.join(sorted(unknown))}"
            raise ValueError(why)
        self._sandbox.faults.add(Fault(**body))
        return self._faults()

    async def _clear_faults(self, _: Json) -> Json:
        self._sandbox.faults.clear()
        return self._faults()

    def _faults(self) -> Json:
        self._world.changed()
        return {"faults": [fault.json() for fault in self._sandbox.faults.coming]}

    async def _clock(self, body: Json) -> Json:
        deliveries = self._world.ledger.deliveries
        before = len(deliveries)
        turned = await self._turn(body)
        self._world.changed()
        return {
            "now": iso(turned.now),
            "sent": len(deliveries) - before,
            "moments": [iso(moment) for moment in turned.moments],
            "stuck": iso(turned.stuck) if turned.stuck else None,
        }

    async def _turn(self, body: Json) -> Turned:
        match body:
            case {"turn": int() | float() as seconds}:
                return await self._sandbox.turn(timedelta(seconds=seconds))
            case {"to": str(moment)}:
                return await self._sandbox.turn_to(_moment(moment))
            case {"step": str(step)}:
                return await self._sandbox.step(step)
            case _:
                why = "say one of turn (seconds), to (ISO with offset) or step"
                raise ValueError(why)


def _id(body: Json) -> int:
    if not isinstance(body["id"], int) or body["id"] <= 0:
        why = "the id of a person is a positive whole number"
        raise ValueError(why)
    return body["id"]


def _who(body: Json) -> int:
    return _id({"id": body["person"]})


def _moment(iso_text: str) -> datetime:
    moment = datetime.fromisoformat(iso_text)
    if moment.tzinfo is None:
        why = "the moment needs an offset from UTC"
        raise ValueError(why)
    return moment


def _json(status: int, body: dict[str, Any]) -> web.Response:
    headers = {"Cache-Control": "no-store"}
    return web.Response(
        status=status, body=json.dumps(body).encode(), content_type="application/json", headers=headers
    )
