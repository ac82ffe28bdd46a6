"""How long, how many, how wide: the bounds Telegram sets to what a bot says."""

import re
from typing import Any

from bot.sandbox.markup import is_link
from bot.sandbox.refusal import refuse
from bot.sandbox.units import units

Json = dict[str, Any]

TEXT = 4096
CAPTION = 1024
ANSWER = 200
PHOTO_BYTES = 10 * 1024 * 1024
DOCUMENT_BYTES = 50 * 1024 * 1024

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
    "pay",
)
_REQUESTS = ("request_contact", "request_location", "request_poll", "web_app")
_STYLES = frozenset({"danger", "success", "primary"})
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?\Z")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")
_ENTITIES = """
mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler
blockquote expandable_blockquote code pre text_link text_mention custom_emoji
"""
_ENTITY_TYPES = frozenset(_ENTITIES.split())


def text(words: str) -> None:
    """Of a message, after its tags are taken out."""
    if not words:
        refuse("message text is empty")
    if units(words) > TEXT:
        refuse("message is too long")


def caption(words: str) -> None:
    """Of a photo or a document."""
    if units(words) > CAPTION:
        refuse("message caption is too long")


def entities(marks: list[Json], words: str) -> None:
    """Given instead of a parse mode: known types, and inside the text."""
    end = units(words)
    for mark in marks:
        if mark["type"] not in _ENTITY_TYPES:
            refuse(f"can't parse entities: unknown entity type {mark['type']!r}")
        if mark["offset"] < 0 or mark["length"] < 1 or mark["offset"] + mark["length"] > end:
            refuse("can't parse entities: an entity lies outside the text")
        if mark["type"] == "text_link" and not is_link(mark.get("url", "")):
            refuse("can't parse entities: a text_link needs a URL that can be followed")


def inline_keyboard(rows: list[list[Json]]) -> list[list[Json]]:
    """The keyboard without its empty rows."""
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        refuse("reply markup is too long")
    for row in rows:
        for button in row:
            _inline_button(button)
    return rows


def _inline_button(button: Json) -> None:
    if not button["text"].strip():
        refuse("can't parse inline keyboard button: button text must be non-empty")
    actions = [action for action in _ACTIONS if action in button]
    if not actions:
        refuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        refuse(f"can't parse inline keyboard button: it does {' and '.join(actions)} at once")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        refuse("BUTTON_DATA_INVALID")
    if "url" in button and not is_link(button["url"]):
        refuse(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= units(button["copy_text"]["text"]) <= 256:
        refuse("BUTTON_COPY_TEXT_INVALID")
    _style(button, "inline keyboard")


def reply_keyboard(markup: Json, chat_type: str) -> None:
    """The keyboard below the text field."""
    rows = markup["keyboard"]
    if not any(rows):
        refuse("reply keyboard has no buttons")
    if sum(map(len, rows)) > 300 or any(len(row) > 12 for row in rows):
        refuse("reply markup is too long")
    placeholder(markup)
    for row in rows:
        for button in row:
            _reply_button(button, chat_type)


def _reply_button(button: Json, chat_type: str) -> None:
    if not button["text"].strip():
        refuse("can't parse keyboard button: button text must be non-empty")
    _style(button, "keyboard")
    asks = [request for request in _REQUESTS if button.get(request)]
    if len(asks) > 1:
        refuse(f"can't parse keyboard button: it does {' and '.join(asks)} at once")
    if "request_contact" in asks and chat_type != "private":
        refuse("phone number can be requested in private chats only")
    if "request_location" in asks and chat_type != "private":
        refuse("location can be requested in private chats only")


def _style(button: Json, kind: str) -> None:
    if button.get("style", "primary") not in _STYLES:
        refuse(f"can't parse {kind} button: invalid button style specified")


def placeholder(markup: Json) -> None:
    """What stands in the empty text field."""
    words = markup.get("input_field_placeholder")
    if words is not None and not 1 <= units(words) <= 64:
        refuse("input field placeholder must be 1-64 characters long")


def commands(given: list[Json]) -> None:
    """The list that opens with "/"."""
    if len(given) > 100:
        refuse("BOT_COMMANDS_TOO_MUCH")
    for command in given:
        if not _COMMAND.match(command["command"]):
            refuse("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"].strip()) <= 256:
            refuse("BOT_COMMAND_DESCRIPTION_INVALID")
    names = [command["command"] for command in given]
    if len(set(names)) < len(names):
        refuse("BOT_COMMAND_DUPLICATE")


def language(code: str) -> str:
    """Two small letters, or nothing for everybody else."""
    if not _LANGUAGE.match(code):
        refuse("invalid language code specified")
    return code


def at_most(words: str, most: int, error: str) -> str:
    """The words, when they are not longer than `most` UTF-16 units."""
    if units(words) > most:
        refuse(error)
    return words


def secret(token: str) -> None:
    """Of a webhook."""
    if not _SECRET.match(token):
        refuse("secret token contains unallowed characters or has a wrong length")
