"""The state as the page sees it. The README describes every field."""

from datetime import datetime
from itertools import islice
from typing import Any

from bot.sandbox.nouns import Chat, Json, Message, Person, Press
from bot.sandbox.profile import commands_for
from bot.sandbox.stage import Stage


def stage_picture(stage: Stage, after: int = 0) -> Json:
    """Bot, people, chats, presses and rejections; messages with an id above `after`."""
    return {
        "version": stage.version,
        "bot": _bot(stage),
        "people": [person_picture(person) for person in stage.people.values()],
        "chats": [_chat(stage, chat, after) for chat in stage.chats.values()],
        "presses": [press_picture(press) for press in _last(stage.presses.values(), 50)],
        "rejections": [one.json() for one in stage.ledger.rejections[-200:]],
    }


def person_picture(person: Person) -> Json:
    return {
        "id": person.id,
        "first_name": person.first_name,
        "language_code": person.language_code,
        "started": person.started,
        "blocked": person.blocked,
    }


def press_picture(press: Press) -> Json:
    return {
        "id": press.id,
        "at": iso(press.at),
        "person": press.person.id,
        "chat": press.chat.id,
        "message": press.message_id,
        "data": press.data,
        "answer": press.answer,
    }


def message_picture(message: Message) -> Json:
    author = message.author
    return {
        "id": message.id,
        "chat": message.chat.id,
        "from": {"id": author.id, "first_name": author.first_name, "is_bot": author.is_bot},
        "date": iso(message.date),
        "edited": iso(message.edited) if message.edited else None,
        "deleted": message.deleted,
        "kind": message.kind,
        "text": message.text or _event(message.content),
        "entities": message.entities,
        "buttons": [[_button(button) for button in row] for row in message.keyboard],
        "file": _file(message.content),
        "contact": message.content.get("contact"),
        "reply_to": message.reply_to.id if message.reply_to else None,
        "quote": message.quote or None,
        "effect": message.extra.get("effect_id"),
        "silent": message.silent,
        "protected": bool(message.extra.get("has_protected_content")),
        "reactions": [one["emoji"] for one in message.reactions],
    }


def iso(moment: datetime) -> str:
    """`2026-11-22T09:00:00Z`"""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _bot(stage: Stage) -> Json:
    profile = stage.profile
    return {
        "id": stage.bot.id,
        "username": stage.bot.username,
        "first_name": profile.names.get("", stage.bot.first_name),
        "description": profile.descriptions.get("", ""),
        "short_description": profile.short_descriptions.get("", ""),
    }


def _chat(stage: Stage, chat: Chat, after: int) -> Json:
    people = [chat.person.id] if chat.person else [id_ for id_ in chat.members if id_ in stage.people]
    viewer = stage.people.get(people[0]) if people else None
    action = chat.action[0] if chat.action and stage.now() < chat.action[1] else None
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "members": people,
        "bot_in": bool(chat.person) or stage.status(chat, stage.bot.id) not in {"left", "kicked"},
        "action": action,
        "reply_keyboard": _reply_keyboard(chat.reply_keyboard),
        "commands": commands_for(stage, chat, viewer.id, viewer.language_code) if viewer else [],
        "messages": [message_picture(one) for one in chat.messages.values() if one.id > after],
    }


def _reply_keyboard(given: Json | None) -> Json | None:
    if given is None:
        return None
    rows = [[_reply_button(one) for one in row] for row in given["keyboard"]]
    return {
        "rows": rows,
        "placeholder": given.get("input_field_placeholder"),
        "one_time": bool(given.get("one_time_keyboard")),
        "resize": bool(given.get("resize_keyboard")),
    }


def _reply_button(button: Json) -> Json:
    return {"text": button["text"], "style": button.get("style"), "asks": _asks(button)}


def _asks(button: Json) -> str | None:
    if button.get("request_contact"):
        return "contact"
    if button.get("request_location"):
        return "location"
    return "other" if any(name.startswith(("request_", "web_app")) for name in button) else None


def _button(button: Json) -> Json:
    return {"text": button["text"], "style": button.get("style")} | _doing(button)


def _doing(button: Json) -> Json:
    if "callback_data" in button:
        return {"kind": "callback", "data": button["callback_data"]}
    if "url" in button:
        return {"kind": "url", "url": button["url"]}
    if "copy_text" in button:
        return {"kind": "copy", "copy": button["copy_text"]["text"]}
    return {"kind": "other"}


def _file(content: Json) -> Json | None:
    if "photo" in content:
        largest = content["photo"][-1]
        file = {
            "name": "photo.png",
            "mime": "image/png",
            "size": largest["file_size"],
            "id": largest["file_id"],
        }
    elif "document" in content:
        held = content["document"]
        file = {"name": held["file_name"], "mime": held["mime_type"], "id": held["file_id"]}
        file["size"] = held.get("file_size", 0)
    else:
        return None
    return file | {"url": f"/_/file/{file['id']}"}


def _event(content: Json) -> str:
    if "new_chat_members" in content:
        return ", ".join(one["first_name"] for one in content["new_chat_members"]) + " joined the group"
    if "left_chat_member" in content:
        return f"{content['left_chat_member']['first_name']} left the group"
    return ""


def _last(presses: Any, count: int) -> list[Press]:
    return list(islice(reversed(presses), count))[::-1]
