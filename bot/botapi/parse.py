"""Reads what Telegram sends: raw JSON in, one event out, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
    MessageEntity,
    Update,
    User,
)

from bot.botapi import envelope, whereabouts
from bot.botapi.fields import MOST, SINCE, Unparseable, clean, moment, number, text
from bot.domain.event import (
    Blocked,
    Command,
    Edited,
    Event,
    Ignored,
    Invited,
    Moved,
    Number,
    Origin,
    Press,
    Returned,
    Said,
    Thing,
)

__all__ = ["ANONYMOUS_ADMIN", "Unparseable", "event"]

ANONYMOUS_ADMIN = 1087968824
"""Who Telegram says an administrator is who writes in the group's name."""
CHANNEL = 136817688
"""Who it says a person is who writes in a channel's name."""
TELEGRAM = 777000

_THINGS = (
    "animation", "audio", "document", "live_photo", "photo", "sticker", "story", "video", "video_note",
    "voice", "paid_media", "dice", "game", "poll", "venue", "location", "checklist", "rich_message",
    "invoice", "gift", "unique_gift", "giveaway",
)  # fmt: skip
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?")
_DATA = re.compile(r"([A-Za-z0-9._-]+):([0-9]{1,19}):([0-9]{1,19})(?::(.+))?", re.DOTALL)
_IN = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


def event(raw: Mapping[str, object], username: str, received: datetime | None = None) -> Event:
    """What an update says; `username` is our own, without «@». Unparseable: nothing; no other error comes.

    A press carries no time of its own: it counts as made when it was `received`, else with its message.
    """
    envelope.read(raw)
    try:
        return _event(raw, username, received)
    except Unparseable as known:
        reason = str(known)
    except Exception as error:  # the library raises whatever comes, depending on what is wrong
        reason = type(error).__name__
    raise Unparseable(reason)


# --- what it says ----------------------------------------------------------------------------------


def _event(raw: Mapping[str, object], username: str, received: datetime | None) -> Event:
    kind = next((kind for kind in envelope.KINDS if kind in raw), None)
    if kind is None:
        return Ignored("another kind", envelope.lane(raw))
    update = Update.de_json({"update_id": raw["update_id"], kind: raw[kind]}, None)
    if update.message:
        return _message(update.message, username)
    if update.edited_message:
        return _edited(update.edited_message, username)
    if update.callback_query:
        return _press(update.callback_query, received)
    if update.my_chat_member:
        return _standing(update.my_chat_member)
    raise Unparseable(kind)


def _message(message: Message, username: str) -> Event:
    chat = number(message.chat.id, "chat.id")
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        return _moved(message, chat)
    why = _aside(message)
    if why or message.from_user is None:
        return Ignored(why, chat)
    origin = _origin(message.chat, message.from_user, message.date, message)
    said = _said(message, origin, username)
    if origin.sender == ANONYMOUS_ADMIN and not isinstance(said, Command | Ignored):
        return Ignored("anonymous administrator", chat)
    return said


def _moved(message: Message, chat: int) -> Event:
    """The service message that stands in the old group, or the one that stands in the new."""
    if message.from_user is None:
        return Ignored("moved by nobody", chat)
    origin = _origin(message.chat, message.from_user, message.date, message)
    if message.migrate_to_chat_id:
        return Moved(origin, chat, number(message.migrate_to_chat_id, "migrate_to_chat_id"))
    return Moved(origin, number(message.migrate_from_chat_id, "migrate_from_chat_id"), chat)


def _aside(message: Message) -> str:
    """Why this message is nothing for us, whatever it says; empty: it may be."""
    sender = message.from_user
    if message.chat.type == Chat.CHANNEL or sender is None:
        return "channel"
    if sender.id == TELEGRAM or message.is_automatic_forward:
        return "telegram"
    if sender.id == ANONYMOUS_ADMIN:
        return ""
    if sender.id == CHANNEL or message.sender_chat is not None:
        return "channel"
    return "bot" if sender.is_bot else ""


def _said(message: Message, origin: Origin, username: str) -> Event:
    forwarded = message.forward_origin is not None
    if message.contact:
        own = message.contact.user_id == origin.sender and not forwarded
        return Number(origin, clean(text(message.contact.phone_number, "phone_number")), own)
    words = _words(message)
    if words is None:
        return _thing(message, origin)
    length = 0 if forwarded or message.via_bot else _command_length(message)
    command = _COMMAND.fullmatch(words[:length])
    if command is None:
        return Said(origin, clean(words), forwarded, _album(message))
    if command[2] and not _same(command[2], username):
        return Ignored("a command for another bot", origin.chat)
    return Command(origin, command[1].lower(), clean(words[length:]))


def _words(message: Message) -> str | None:
    words = message.caption if message.text is None else message.text
    return None if words is None else text(words, "text")


def _command_length(message: Message) -> int:
    """How much of the text is a command at its very beginning."""
    first = next((e for e in message.entities if e.type == MessageEntity.BOT_COMMAND and e.offset == 0), None)
    return number(first.length, "entity") if first else 0


def _same(name: str | None, username: str) -> bool:
    return isinstance(name, str) and name.lower() == username.lower()


def _thing(message: Message, origin: Origin) -> Event:
    kind = next((k for k in _THINGS if getattr(message, k, None) or k in message.api_kwargs), None)
    unknown = origin.private and any(isinstance(new, Mapping | list) for new in message.api_kwargs.values())
    if kind is None and not unknown:
        return Ignored("service message", origin.chat)
    zone = whereabouts.zone(message.location) if message.location else ""
    return Thing(origin, kind or "other", _album(message), zone)


def _album(message: Message) -> str | None:
    album = message.media_group_id
    return None if album is None else text(album, "media_group_id")


def _edited(message: Message, username: str) -> Event:
    now = _message(message, username)
    if message.location and not isinstance(now, Ignored):
        return Ignored("a place that moves", now.origin.chat)
    return now if isinstance(now, Ignored) else Edited(now.origin, clean(_words(message) or ""))


def _press(query: CallbackQuery, received: datetime | None) -> Event:
    if query.message is None or query.data is None:
        return Ignored("a press on something else", number(query.from_user.id, "from.id"))
    shown = query.message if isinstance(query.message, Message) and query.message.is_accessible else None
    at = received or (shown.date if shown else SINCE)
    origin = _origin(query.message.chat, query.from_user, at, shown)
    name, data = text(query.id, "id"), text(query.data, "data")
    parts = _DATA.fullmatch(data)
    if parts is None or len(data.encode()) > 64 or max(int(parts[2]), int(parts[3])) >= MOST:
        return Press(origin, name, "")
    return Press(origin, name, parts[1], int(parts[2]), int(parts[3]), clean(parts[4] or ""))


def _standing(change: ChatMemberUpdated) -> Event:
    """We ourselves were let in, or shown the door."""
    origin = _origin(change.chat, change.from_user, change.date)
    was_in, is_in = _inside(change.old_chat_member), _inside(change.new_chat_member)
    if origin.private:
        return Returned(origin) if is_in else Blocked(origin)
    return Invited(origin) if is_in and not was_in else Ignored("our standing in a group", origin.chat)


def _inside(member: ChatMember) -> bool:
    return member.status in _IN or (isinstance(member, ChatMemberRestricted) and member.is_member)


def _origin(chat: Chat, sender: User, at: datetime | None, message: Message | None = None) -> Origin:
    """The message is None for whatever has none, and for one that Telegram no longer shows us."""
    language = sender.language_code
    return Origin(
        chat=number(chat.id, "chat.id"),
        private=text(chat.type, "chat.type") == Chat.PRIVATE,
        sender=number(sender.id, "from.id"),
        first_name=clean(text(sender.first_name, "first_name")),
        at=moment(at, "date"),
        language=None if language is None else clean(text(language, "language_code")),
        message=None if message is None else number(message.message_id, "message_id"),
        reply_to=_reply_to(message),
        topic=_topic(message),
    )


def _reply_to(message: Message | None) -> int | None:
    """In a topic every message answers the one that opened it; that is no reply."""
    answered = message and message.reply_to_message
    if not answered or answered.forum_topic_created:
        return None
    return number(answered.message_id, "reply_to_message")


def _topic(message: Message | None) -> int | None:
    if not message or not message.is_topic_message or message.message_thread_id is None:
        return None
    return number(message.message_thread_id, "message_thread_id")
