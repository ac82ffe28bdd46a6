"""Raw updates as Telegram makes them, for tests to bend and to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from bot.botapi import parse
from bot.domain.event import Event, Ignored, Personal

Raw = dict[str, Any]

DATE = 1_790_000_000
JANE: Raw = {"id": 42, "is_bot": False, "first_name": "Jane", "language_code": "en"}
US: Raw = {"id": 77, "is_bot": True, "first_name": "Bounceback", "username": "bounce_bot"}
ANONYMOUS: Raw = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE: Raw = {"id": 42, "type": "private", "first_name": "Jane"}
DESK: Raw = {"id": -1001, "type": "supergroup", "title": "Advisors"}

SENT = datetime.fromtimestamp(DATE, UTC)
RECEIVED = datetime(2026, 9, 22, 9, 0, tzinfo=UTC)
FRIEND: Raw = {"type": "user", "date": DATE, "sender_user": {"id": 43, "is_bot": False, "first_name": "Tom"}}
HIDDEN: Raw = {"type": "hidden_user", "date": DATE, "sender_user_name": "Somebody"}
CHANNEL: Raw = {"id": -1009, "type": "channel", "title": "News"}
FILE: Raw = {"file_id": "a", "file_unique_id": "b"}
PHOTO: list[Raw] = [{**FILE, "width": 1, "height": 1}]


def read(raw: Raw) -> Event:
    return parse.event(raw, "Bounce_Bot", RECEIVED)


def personal(raw: Raw) -> Personal:
    event = read(raw)
    assert not isinstance(event, Ignored), event.why
    return event


def message(words: str | None = None, **more: Any) -> Raw:
    """A message of Jane's in her private chat; `more` overrides or adds fields, None removes one."""
    made: Raw = {"message_id": 5, "date": DATE, "chat": PRIVATE, "from": JANE, "text": words, **more}
    return deepcopy({name: value for name, value in made.items() if value is not None})


def update(kind: str, body: object, update_id: object = 900) -> Raw:
    return {"update_id": update_id, kind: body}


def said(words: str | None = None, **more: Any) -> Raw:
    return update("message", message(words, **more))


def commanded(words: str, length: int | None = None, **more: Any) -> Raw:
    """A command; its entity covers the first word unless told."""
    covered = len(words.split(maxsplit=1)[0]) if length is None else length
    return said(words, entities=[{"type": "bot_command", "offset": 0, "length": covered}], **more)


def pressed(data: str | None = "log.right:7:2", **more: Any) -> Raw:
    body: Raw = {
        "id": "4711",
        "from": JANE,
        "chat_instance": "1",
        "data": data,
        "message": message("Is this right?", **{"from": US}),
        **more,
    }
    return update("callback_query", {name: value for name, value in body.items() if value is not None})


def standing(was: str, now: str, chat: Raw = PRIVATE, **more: Any) -> Raw:
    body = {
        "chat": chat,
        "from": JANE,
        "date": DATE,
        "old_chat_member": member(was),
        "new_chat_member": member(now, **more),
    }
    return update("my_chat_member", body)


def member(status: str, **more: Any) -> Raw:
    made: Raw = {"user": US, "status": status}
    if status == "kicked":
        made["until_date"] = 0
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories"
        )
        made |= dict.fromkeys(rights.split(), False)
    if status == "restricted":
        rights = (
            "can_change_info can_invite_users can_pin_messages can_send_messages can_send_polls "
            "can_send_other_messages can_add_web_page_previews can_manage_topics can_send_audios "
            "can_send_documents can_send_photos can_send_videos can_send_video_notes can_send_voice_notes "
            "can_edit_tag can_react_to_messages"
        )
        made |= dict.fromkeys(rights.split(), False) | {"is_member": True, "until_date": 0}
    return made | more


def places(raw: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path to every field, at any depth."""
    for name, value in raw.items():
        yield (*path, name)
        if isinstance(value, dict):
            yield from places(value, (*path, name))


def bent(raw: Raw, path: tuple[str, ...], value: object) -> Raw:
    """The same update with one field replaced, or removed where the value is `...`."""
    copy = deepcopy(raw)
    at = copy
    for name in path[:-1]:
        at = at[name]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return copy
