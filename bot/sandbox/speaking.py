"""The bot's calls that put something into a chat."""

import struct
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.sandbox import limits, markup, things
from bot.sandbox.arguments import Arguments, Upload
from bot.sandbox.nouns import Chat, File, Json, Message
from bot.sandbox.refusal import refuse
from bot.sandbox.spots import spot
from bot.sandbox.stage import Stage
from bot.sandbox.units import units

EFFECTS = frozenset(
    {
        "5104841245755180586",
        "5107584321108051014",
        "5104858069142078462",
        "5159385139981059251",
        "5046509860389126442",
        "5046589136895476101",
    }
)
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_ACTION_LIFE = timedelta(seconds=5)
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND"
_PICTURES = {_PNG: "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}


def send_message(stage: Stage, call: Arguments) -> Json:
    chat = stage.open(call["chat_id"])
    content = words(call, "text", "entities")
    limits.text(content["text"])
    if "link_preview_options" in call:
        content["link_preview_options"] = call["link_preview_options"]
    return _deliver(stage, "sendMessage", chat, content, call)


def send_photo(stage: Stage, call: Arguments) -> Json:
    chat = stage.open(call["chat_id"])
    file = _file(stage, call["photo"], limits.PHOTO_BYTES)
    mime = next((mime for start, mime in _PICTURES.items() if file.data.startswith(start)), "")
    if not mime or (mime == "image/png" and _PNG_END not in file.data[-12:]):
        refuse("IMAGE_PROCESS_FAILED")
    file = stage.files[file.id] = replace(file, mime=mime)
    width, height = _size(file.data)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        refuse("PHOTO_INVALID_DIMENSIONS")
    content = things.photo(file, width, height) | _caption(call)
    content |= {"has_media_spoiler": True} if call.get("has_spoiler") else {}
    content |= {"show_caption_above_media": True} if call.get("show_caption_above_media") else {}
    return _deliver(stage, "sendPhoto", chat, content, call)


def send_document(stage: Stage, call: Arguments) -> Json:
    chat = stage.open(call["chat_id"])
    file = _file(stage, call["document"], limits.DOCUMENT_BYTES)
    return _deliver(stage, "sendDocument", chat, things.document(file) | _caption(call), call)


def send_chat_action(stage: Stage, call: Arguments) -> bool:
    chat = stage.open(call["chat_id"])
    _topic(call)
    if call["action"] not in _ACTIONS:
        refuse("wrong parameter action in request")
    chat.action = (call["action"], stage.now() + _ACTION_LIFE)
    stage.changed()
    return True


def words(call: Arguments, name: str, marks: str) -> Json:
    """The text (or caption) of a call and its entities, trimmed, under the names that a Message uses."""
    source = call.get(name, "")
    mode = call.get("parse_mode", "")
    if mode and marks in call:
        refuse(f"parse_mode and {marks} can't be used together")
    if mode.lower() == "html":
        try:
            marked = markup.parse(source)
        except markup.UnparsableError as why:
            refuse(f"can't parse entities: {why}")
    elif mode:
        refuse(f'unsupported parse_mode "{mode}"; the sandbox reads HTML')
    else:
        limits.entities(call.get(marks, []), source)
        marked = markup.Marked(source, tuple(call.get(marks, ())))
    marked = markup.trimmed(marked)
    found: Json = {name: marked.text} if marked.text or name == "text" else {}
    if entities := spot(marked.text, marked.entities):
        found[marks] = entities
    return found


def keyboard(call: Arguments) -> list[list[Json]]:
    """The inline keyboard of a call; no rows when there is none."""
    return limits.inline_keyboard(call.get("reply_markup", {}).get("inline_keyboard", []))


def _caption(call: Arguments) -> Json:
    content = words(call, "caption", "caption_entities")
    limits.caption(content.get("caption", ""))
    return content


def _deliver(stage: Stage, method: str, chat: Chat, content: Json, call: Arguments) -> Json:
    _topic(call)
    rest = _extras(chat, call)
    rest |= _answered(chat, call)
    rows = keyboard(call)
    below = _below(chat, call.get("reply_markup", {}))
    message = stage.deliver(
        method,
        chat,
        content,
        keyboard=rows,
        silent=bool(call.get("disable_notification")),
        frozen=below,
        **rest,
    )
    if below:
        _show(chat, call["reply_markup"])
    return message.api()


def _topic(call: Arguments) -> None:
    if call.get("message_thread_id"):
        refuse("message thread not found")


def _extras(chat: Chat, call: Arguments) -> dict[str, Any]:
    extra: Json = {}
    if effect := call.get("message_effect_id"):
        if effect not in EFFECTS or not chat.person:
            refuse("EFFECT_ID_INVALID")
        extra["effect_id"] = effect
    if call.get("protect_content"):
        extra["has_protected_content"] = True
    return {"extra": extra}


def _answered(chat: Chat, call: Arguments) -> dict[str, Any]:
    reply = call.get("reply_parameters")
    if not reply:
        return {}
    if reply.get("chat_id", chat.id) != chat.id:
        refuse("the sandbox knows no replies to another chat")
    message: Message | None = chat.standing(reply["message_id"])
    if message is None:
        return {} if reply.get("allow_sending_without_reply") else refuse("message to be replied not found")
    quote = reply.get("quote", "")
    if units(quote) > 1024 or quote not in message.text:
        refuse("QUOTE_TEXT_INVALID")
    return {"reply_to": message, "quote": quote}


def _below(chat: Chat, given: Json) -> bool:
    """Is it about what stands below the text field?"""
    if "keyboard" in given:
        limits.reply_keyboard(given, chat.type)
    elif "force_reply" in given:
        limits.placeholder(given)
    return bool(given) and "inline_keyboard" not in given


def _show(chat: Chat, given: Json) -> None:
    chat.reply_keyboard = given if "keyboard" in given else None


def _file(stage: Stage, given: Upload | str, most: int) -> File:
    if isinstance(given, str):
        return stage.files.get(given) or refuse("wrong file identifier/HTTP URL specified")
    if not given.data:
        refuse("file must be non-empty")
    if len(given.data) > most:
        refuse("file is too big")
    return stage.keep(given.name, given.mime, given.data)


def _size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG; of other pictures a likely one."""
    if data.startswith(_PNG) and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return max(width, 1), max(height, 1)
    return 800, 600
