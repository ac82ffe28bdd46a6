"""The bot's calls that change, remove or answer what is already there."""

from datetime import timedelta

from bot.sandbox import limits
from bot.sandbox.arguments import Arguments
from bot.sandbox.nouns import Chat, Json, Message
from bot.sandbox.refusal import refuse
from bot.sandbox.speaking import keyboard, words
from bot.sandbox.stage import Stage

DELETABLE = timedelta(hours=48)
ANSWERABLE = timedelta(seconds=15)
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_EMOJI = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚
🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍
🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
EMOJI = frozenset(_EMOJI.split())


def edit_message_text(stage: Stage, call: Arguments) -> Json:
    message = _editable(stage, call)
    if message.kind != "text":
        refuse("there is no text in the message to edit")
    content = words(call, "text", "entities")
    limits.text(content["text"])
    if "link_preview_options" in call:
        content["link_preview_options"] = call["link_preview_options"]
    return _change(stage, message, content, keyboard(call))


def edit_message_caption(stage: Stage, call: Arguments) -> Json:
    message = _editable(stage, call)
    if message.kind not in {"photo", "document"}:
        refuse("there is no caption in the message to edit")
    caption = words(call, "caption", "caption_entities")
    limits.caption(caption.get("caption", ""))
    kept = {name: part for name, part in message.content.items() if not name.startswith("caption")}
    return _change(stage, message, kept | caption, keyboard(call))


def edit_message_reply_markup(stage: Stage, call: Arguments) -> Json:
    message = _editable(stage, call)
    return _change(stage, message, message.content, keyboard(call))


def delete_message(stage: Stage, call: Arguments) -> bool:
    chat = stage.open(call["chat_id"])
    message = chat.standing(call["message_id"])
    if message is None:
        refuse("message to delete not found")
    mine = message.author is stage.bot or chat.person or chat.members[stage.bot.id] == "administrator"
    if not mine or stage.now() - message.date > DELETABLE:
        refuse("message can't be deleted for everyone")
    message.deleted = True
    stage.changed()
    return True


def set_message_reaction(stage: Stage, call: Arguments) -> bool:
    chat = stage.open(call["chat_id"])
    message = chat.standing(call["message_id"]) or refuse("message to react not found")
    reactions = call.get("reaction", [])
    if len(reactions) > 1 or any(one.get("emoji") not in EMOJI for one in reactions):
        refuse("REACTION_INVALID")
    message.reactions = reactions
    stage.changed()
    return True


def pin_chat_message(stage: Stage, call: Arguments) -> bool:
    chat = stage.open(call["chat_id"])
    message = chat.standing(call["message_id"]) or refuse("message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
    stage.changed()
    return True


def unpin_chat_message(stage: Stage, call: Arguments) -> bool:
    chat = stage.open(call["chat_id"])
    which = call.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if which not in chat.pinned:
        refuse("message to unpin not found")
    chat.pinned.remove(which)
    stage.changed()
    return True


def answer_callback_query(stage: Stage, call: Arguments) -> bool:
    press = stage.presses.get(call["callback_query_id"])
    text = limits.at_most(call.get("text", ""), limits.ANSWER, "MESSAGE_TOO_LONG")
    if call.get("url"):
        refuse("URL_INVALID")
    if press is None or press.answer is not None or stage.now() - press.at > ANSWERABLE:
        refuse(TOO_OLD)
    press.answer = {"text": text, "alert": bool(call.get("show_alert")), "url": None}
    stage.changed()
    return True


def _editable(stage: Stage, call: Arguments) -> Message:
    for name in ("chat_id", "message_id"):
        if name not in call:
            refuse("message identifier is not specified")
    chat: Chat = stage.open(call["chat_id"])
    message = chat.standing(call["message_id"])
    if message is None:
        refuse("message to edit not found")
    if message.author is not stage.bot or message.frozen:
        refuse("message can't be edited")
    return message


def _change(stage: Stage, message: Message, content: Json, rows: list[list[Json]]) -> Json:
    if content == message.content and rows == message.keyboard:
        refuse(SAME)
    # A keyboard that comes or goes is no edit of the text: people do not see "edited".
    if content != message.content:
        message.edited = stage.now()
    message.content, message.keyboard = content, rows
    stage.changed()
    return message.api()
