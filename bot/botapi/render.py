"""Turns what a handler wants to say into a call of the Bot API. Pure."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from bot.botapi.outcome import Remedy
from bot.domain.decision import Button, Edit, File, Leave, Message, Outgoing, Strip
from bot.domain.library import Library
from bot.domain.nations import ANYWHERE

LONGEST = 4096
"""How long one message may be, in UTF-16 units, markup not counted."""
SHARE_NUMBER = "button.share-number"
"""The words of Telegram's own button that shares a number."""
SHARE_PLACE = "button.share-place"
"""And of the one that shares where somebody is."""
FILE = "file"
"""What stands for a file in the place of a method until it is made; there is nothing of it in the row."""
NOTICE = "notice"
"""And for the notice that everything of a silent person goes, worded only if they are silent still."""
LONGEST_CAPTION = 1024
"""How long the words beside a file may be, counted likewise."""
EFFECTS = {"confetti": "5046509860389126442"}
"""What can play over a private chat when a message comes → Telegram's number of it."""
_ATOM = re.compile(r"<[^<>]*>|&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);|.", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z-]+)")


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API and its arguments, exactly as they go out."""

    method: str
    args: Mapping[str, object] = field(default_factory=dict)
    needs: str = ""
    """The key of the message whose number `filled` must put in; empty: nothing is missing."""


def call(outgoing: Outgoing, library: Library, language: str, turn: int = 0, nation: str = ANYWHERE) -> Call:
    """The one call that says it; a text that is too long for one message is cut. KeyError: no such text."""
    pieces = calls(outgoing, library, language, turn, nation)
    return replace(pieces[0], args={**pieces[-1].args, **pieces[0].args})


def calls(
    outgoing: Outgoing, library: Library, language: str, turn: int = 0, nation: str = ANYWHERE
) -> tuple[Call, ...]:
    """All the calls that say it, in order; the buttons are under the last. KeyError: no such text."""
    match outgoing:
        case Message():
            return _message(outgoing, library, language, turn, nation)
        case Edit():
            return (_edit(outgoing, library, language, turn, nation),)
        case Strip(chat, message):
            return (Call("editMessageReplyMarkup", {"chat_id": chat, "message_id": message}),)
        case Leave(chat):
            return (Call("leaveChat", {"chat_id": chat}),)
        case File(_, kind, about):
            return (Call(FILE, {"kind": kind, "about": about}),)
        case _:
            assert_never(outgoing)


def file(
    chat: int,
    caption: str,
    buttons: Sequence[Sequence[Button]],
    library: Library,
    language: str,
    *,
    picture: bool,
) -> Call:
    """What sends a file; the file itself is put in on the way out. A caption that is too long is cut."""
    args = {"chat_id": chat, "caption": split(caption, LONGEST_CAPTION)[0], "parse_mode": "HTML"}
    keyboard = {"reply_markup": _inline(buttons, library, language)} if buttons else {}
    return Call("sendPhoto" if picture else "sendDocument", args | keyboard)


def filled(method: str, args: Mapping[str, object], message: int | None) -> dict[str, object] | None:
    """The arguments with the number of the message they need. None: without it there is nothing to do."""
    if method != "sendMessage":
        return None if message is None else {**args, "message_id": message}
    return dict(args) if message is None else {**args, "reply_parameters": _reply(message)}


def remedied(method: str, args: Mapping[str, object], remedy: Remedy) -> Call | None:
    """What may still be taken where Telegram refused this. None: nothing would be different."""
    match remedy:
        case Remedy.NONE:
            return None
        case Remedy.PLAIN:
            words = entities.unescape(re.sub(r"<[^<>]*>", "", str(args.get("text", ""))))
            changed = Call(method, {**_without(args, "parse_mode"), "text": words})
        case Remedy.FRESH:
            if "text" not in args:
                return None  # buttons that were to go have gone with their message
            changed = Call("sendMessage", _without(args, "message_id"))
        case Remedy.NO_TOPIC:
            changed = Call(method, _without(args, "message_thread_id"))
        case Remedy.NO_REPLY:
            changed = Call(method, _without(args, "reply_parameters"))
        case Remedy.NO_EFFECT:
            changed = Call(method, _without(args, "message_effect_id"))
        case _:
            assert_never(remedy)
    return None if changed == Call(method, dict(args)) else changed


def elsewhere(method: str, args: Mapping[str, object], chat: int) -> Call | None:
    """The same for a group that has another id by now. None: it was about a message that stayed behind."""
    left = {**_without(_without(args, "reply_parameters"), "message_thread_id"), "chat_id": chat}
    if "message_id" not in left:
        return Call(method, left)
    return Call("sendMessage", _without(left, "message_id")) if "text" in left else None


def split(html: str, limit: int = LONGEST) -> list[str]:
    """A text in pieces that each fit a message, divided at a line's end, else at a space, else anywhere.

    No piece ends within a tag or an entity; what is open there is closed, and opened again in the next one.
    """
    if len(html) * 2 <= limit or sum(map(_width, atoms := _ATOM.findall(html))) <= limit:
        return [html]
    pieces, start, opened = [], 0, list[str]()
    while start < len(atoms):
        end = _end(atoms, start, limit)
        still = _open(opened, atoms[start:end])
        if any(_width(atom) and not atom.isspace() for atom in atoms[start:end]):
            pieces.append("".join([*opened, *atoms[start:end], *_closing(still)]))
        start, opened = end, still
    return pieces

    # --- messages --------------------------------------------------------------------------------------


def _message(message: Message, library: Library, language: str, turn: int, nation: str) -> tuple[Call, ...]:
    nth = turn if message.wording is None else message.wording
    pieces = split(library.text(message.say, language, message.values, turn=nth, nation=nation))
    found = [_text(message.chat, piece) for piece in pieces]
    if message.reply_to_message is not None:
        found[0]["reply_parameters"] = _reply(message.reply_to_message)
    if message.effect and message.chat > 0:  # groups have no effects
        found[0]["message_effect_id"] = EFFECTS[message.effect]
    keyboard = _keyboard(message, library, language)
    if keyboard:
        found[-1]["reply_markup"] = keyboard
    needs = [message.reply_to] + [""] * len(found)
    return tuple(Call("sendMessage", args, need) for args, need in zip(found, needs))


def _edit(edit: Edit, library: Library, language: str, turn: int, nation: str) -> Call:
    words = library.text(edit.say, language, edit.values, turn=turn, nation=nation)
    args = _text(edit.chat, split(words)[0])
    if edit.message is not None:
        args["message_id"] = edit.message
    if edit.buttons:
        args["reply_markup"] = _inline(edit.buttons, library, language)
    return Call("editMessageText", args, "" if edit.message is not None else edit.key)


def _text(chat: int, html: str) -> dict[str, object]:
    return {
        "chat_id": chat,
        "text": html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def _without(args: Mapping[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in args.items() if key != name}


def _reply(message: int) -> dict[str, object]:
    return {"message_id": message, "allow_sending_without_reply": True}


# --- keyboards -------------------------------------------------------------------------------------


def _keyboard(message: Message, library: Library, language: str) -> dict[str, object]:
    """Telegram takes one keyboard a message. ValueError: more than one is wanted."""
    below = message.ask_number + message.ask_place + message.drop_keyboard
    if bool(message.buttons) + below > 1:
        raise ValueError(f"«{message.say}» wants more than one keyboard")
    if message.buttons:
        return _inline(message.buttons, library, language)
    if message.ask_number:
        return _share(library.label(SHARE_NUMBER, language), "request_contact")
    if message.ask_place:
        return _share(library.label(SHARE_PLACE, language), "request_location")
    return {"remove_keyboard": True} if message.drop_keyboard else {}


def _share(words: str, what: str) -> dict[str, object]:
    """Telegram's own button in the place of the keyboard."""
    button = {"text": words, what: True}
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}


def _inline(rows: Sequence[Sequence[Button]], library: Library, language: str) -> dict[str, object]:
    return {"inline_keyboard": [[_button(button, library, language) for button in row] for row in rows]}


def _button(button: Button, library: Library, language: str) -> dict[str, object]:
    if len(button.data.encode()) > 64:
        raise ValueError(f"the data of a button is too long: {button.action}")
    words = library.label(button.label, language, button.values)
    made: dict[str, object] = {"text": words, "callback_data": button.data}
    return {**made, "style": button.style} if button.style else made


# --- dividing --------------------------------------------------------------------------------------


def _width(atom: str) -> int:
    """In UTF-16 units; a tag has none."""
    if atom.startswith("<") and len(atom) > 1:
        return 0
    return sum(2 if char > "\uffff" else 1 for char in entities.unescape(atom))


def _end(atoms: Sequence[str], start: int, limit: int) -> int:
    """Where the piece that begins at `start` ends."""
    width, line, space = 0, 0, 0
    for at in range(start, len(atoms)):
        width += _width(atoms[at])
        if width > limit:
            return line or space or at
        if atoms[at] == "\n":
            line = at + 1
        elif atoms[at].isspace():
            space = at + 1
    return len(atoms)


def _open(before: Iterable[str], atoms: Iterable[str]) -> list[str]:
    """The tags that are open after these atoms."""
    found = list(before)
    for atom in atoms:
        tag = _TAG.match(atom)
        if tag and tag[1]:
            del found[-1:]
        elif tag:
            found.append(atom)
    return found


def _closing(opened: Sequence[str]) -> Iterator[str]:
    return (f"</{tag[2]}>" for atom in reversed(opened) if (tag := _TAG.match(atom)))
