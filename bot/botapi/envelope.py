"""What has to be known of an update before anybody reads it: its number, and whose it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.botapi.fields import Unparseable, whole

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that we read, as Telegram names them."""
NO_UPDATE = frozenset({"not JSON", "not an object", "empty"})
"""Reasons for which something is not even a broken update."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The outside of an update."""

    update_id: int
    chat: int
    """The lane: updates of one chat are handled in their order. 0: it belongs to none."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update on its way into the inbox, whatever it looks like."""

    update_id: int | None
    """None: it has none that could be believed."""
    chat: int
    body: bytes
    why: str = ""
    """What is wrong with it; empty: nothing so far."""


def read(raw: object) -> Envelope:
    """The number and the lane of an update, as an object or as JSON. Unparseable: it has no number."""
    if isinstance(raw, bytes | str):
        raw = _json(raw)
    if not isinstance(raw, Mapping):
        raise Unparseable("not an object")
    if not raw:
        raise Unparseable("empty")
    update_id = whole(raw.get("update_id"))
    if update_id is None or update_id <= 0:
        raise Unparseable("update_id")
    return Envelope(update_id, lane(raw))


def arrival(raw: Mapping[str, object] | bytes) -> Arrival:
    """An update ready to be stored. It never fails: what cannot be read is stored with the reason."""
    body = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    try:
        found = read(raw)
    except Unparseable as error:
        return Arrival(None, 0, body, str(error))
    return Arrival(found.update_id, found.chat, body)


def lane(raw: Mapping[str, object]) -> int:
    """Whose an update is: the chat, else the person. 0: nobody's."""
    inner = next((raw[kind] for kind in KINDS if kind in raw), None)
    if inner is None:
        inner = next((value for value in raw.values() if isinstance(value, Mapping)), None)
    for path in (("chat",), ("message", "chat"), ("from",), ("user",)):
        at: object = inner
        for step in path:
            at = at.get(step) if isinstance(at, Mapping) else None
        found = whole(at.get("id")) if isinstance(at, Mapping) else None
        if found is not None:
            return found
    return 0


def _json(raw: bytes | str) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise Unparseable("not JSON") from None
