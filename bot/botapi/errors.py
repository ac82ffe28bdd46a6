"""What Telegram's refusals mean, and what a broken line means: tables, and how to look things up in them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus

import aiohttp

from bot.botapi.outcome import (
    FLOOD,
    Later,
    Moved,
    Never,
    Outcome,
    Remedy,
    Revoked,
    Sent,
    Uncertain,
    Unreachable,
)

FLOOD_SECONDS = 5
"""How long to wait where Telegram says «too many» and not how long."""
FLOOD_OF_ALL_SECONDS = 60
"""A longer wait than this is meant for the whole bot, not for one chat."""
LINE_SECONDS = 5

REFUSALS: tuple[tuple[str, Outcome], ...] = (
    ("message is not modified", Sent()),
    # --- the chat
    ("bot was blocked by the user", Unreachable("blocked")),
    ("user_is_blocked", Unreachable("blocked")),
    ("user is deactivated", Unreachable("deactivated")),
    ("input_user_deactivated", Unreachable("deactivated")),
    ("bot can't initiate conversation", Unreachable("never-started")),
    ("bot can't send messages to bots", Unreachable("bot")),
    ("bot can't send messages to the user", Unreachable("never-started")),
    ("bot was kicked", Unreachable("kicked")),
    ("bot is not a member", Unreachable("kicked")),
    ("group chat was deleted", Unreachable("kicked")),
    ("group chat was deactivated", Unreachable("kicked")),
    ("group chat was upgraded", Unreachable("moved")),
    ("chat not found", Unreachable("chat-not-found")),
    ("user not found", Unreachable("user-not-found")),
    ("peer_id_invalid", Unreachable("chat-not-found")),
    ("have no rights to send", Unreachable("no-rights")),
    ("not enough rights to send", Unreachable("no-rights")),
    ("need administrator rights", Unreachable("no-rights")),
    ("chat_write_forbidden", Unreachable("no-rights")),
    ("chat_restricted", Unreachable("no-rights")),
    # --- the message it is about
    ("message to edit not found", Never("message-gone", Remedy.FRESH)),
    ("message can't be edited", Never("message-gone", Remedy.FRESH)),
    ("message_id_invalid", Never("message-gone", Remedy.FRESH)),
    ("message identifier is not specified", Never("message-gone", Remedy.FRESH)),
    ("message to be replied not found", Never("reply-gone", Remedy.NO_REPLY)),
    ("replied message not found", Never("reply-gone", Remedy.NO_REPLY)),
    ("message thread not found", Never("topic-gone", Remedy.NO_TOPIC)),
    ("topic_deleted", Never("topic-gone", Remedy.NO_TOPIC)),
    ("topic_closed", Never("topic-gone", Remedy.NO_TOPIC)),
    ("topic_id_invalid", Never("topic-gone", Remedy.NO_TOPIC)),
    # --- the message itself
    ("effect_id_invalid", Never("effect", Remedy.NO_EFFECT)),
    ("message effect", Never("effect", Remedy.NO_EFFECT)),
    ("can't parse entities", Never("markup", Remedy.PLAIN)),
    ("entity_bounds_invalid", Never("markup", Remedy.PLAIN)),
    ("entities_too_long", Never("markup", Remedy.PLAIN)),
    ("message text is empty", Never("empty")),
    ("text must be non-empty", Never("empty")),
    ("message is too long", Never("too-long")),
    ("message_too_long", Never("too-long")),
    ("text is too long", Never("too-long")),
    ("reply markup is too long", Never("buttons")),
    ("button_data_invalid", Never("buttons")),
    ("button_type_invalid", Never("buttons")),
    ("can't parse reply keyboard markup", Never("buttons")),
    ("can't parse inline keyboard button", Never("buttons")),
    # --- the rest
    ("query is too old", Never("press-too-old")),
    ("query id is invalid", Never("press-too-old")),
    ("method not found", Never("method")),
    ("too many requests", Later(FLOOD_SECONDS, FLOOD)),
)
"""Part of what Telegram says, in lower case → what it means. The first that fits counts."""

_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


def told(status: int, body: bytes) -> Outcome:
    """What an answer means."""
    answer = _json(body)
    if answer is None or not isinstance(answer.get("ok"), bool):
        return _foreign(status)
    if answer["ok"] and status < 300:
        return Sent(answer.get("result"))
    code = answer.get("error_code")
    return _refused(code if isinstance(code, int) and status < 300 else status, answer)


def lost(cause: BaseException | None) -> Outcome:
    """What it means that no answer came: the cause says whether the request can have got through."""
    why = _dashed(type(cause).__name__)
    return Later(LINE_SECONDS, why, everyone=True) if isinstance(cause, _NOT_SENT) else Uncertain(why)


def _foreign(status: int) -> Outcome:
    """An answer that Telegram itself would not give: something stands between us."""
    if status < 300 or status >= 500:
        return Uncertain(f"strange-{status}")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Later(FLOOD_SECONDS, FLOOD)
    if status in (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.REQUEST_URI_TOO_LONG,
    ):
        return Never(f"strange-{status}")
    return Later(LINE_SECONDS, f"strange-{status}", everyone=True)


def _refused(code: int, answer: Mapping[str, object]) -> Outcome:
    given = answer.get("parameters")
    parameters: Mapping[str, object] = given if isinstance(given, dict) else {}
    description = str(answer.get("description") or "")
    if (chat := _whole(parameters.get("migrate_to_chat_id"))) is not None:
        return Moved(chat)
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return _flood(_whole(parameters.get("retry_after")))
    found = next((means for text, means in REFUSALS if text in description.lower()), None)
    return found or _by_code(code, description)


def _by_code(code: int, description: str) -> Outcome:
    if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        return Revoked()
    if code == HTTPStatus.CONFLICT:
        return Later(LINE_SECONDS, "conflict", everyone=True)
    if code == HTTPStatus.FORBIDDEN:
        return Unreachable(_hint(description))
    if code < 400 or code >= 500:
        return Uncertain(f"server-{code}")
    return Never(_hint(description))


def _flood(seconds: int | None) -> Later:
    wait = seconds if seconds is not None and seconds > 0 else FLOOD_SECONDS
    return Later(wait, FLOOD, everyone=wait > FLOOD_OF_ALL_SECONDS)


def _hint(description: str) -> str:
    """The first words of a refusal that we do not know, without what may quote a person."""
    words = re.split(r"[\"“'«\d]", description.partition(": ")[2])[0].partition(":")[0]
    return "-".join(re.findall(r"[a-z]+", words.lower()))[:60] or "refused"


def _json(body: bytes) -> dict[str, object] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _dashed(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()
