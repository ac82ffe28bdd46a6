"""People, chats, messages and presses."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.sandbox.units import cut

Json = dict[str, Any]
ChatType = Literal["private", "supergroup"]
MEDIA = ("photo", "sticker", "voice", "location", "video", "audio", "animation", "video_note", "dice", "poll")
# A venue also has a location, an animation also a document: the telling field comes first.
KINDS = ("text", "venue", "animation", "document", "contact", *MEDIA)


@dataclass(eq=False, slots=True)
class Person:
    """Somebody with a Telegram account; the bot is one too."""

    id: int
    first_name: str
    language_code: str = "en"
    last_name: str = ""
    username: str = ""
    is_bot: bool = False
    started: bool = False
    blocked: bool = False

    def user(self) -> Json:
        """As the Bot API's User."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user


@dataclass(frozen=True, slots=True)
class File:
    """Bytes with a name. `unique` stays the same for the same bytes."""

    id: str
    unique: str
    name: str
    mime: str
    data: bytes


@dataclass(eq=False, slots=True)
class Message:
    """One message in one chat. `content` holds the fields of the Bot API that say what is in it."""

    id: int
    chat: "Chat"
    author: Person
    date: datetime
    content: Json
    keyboard: list[list[Json]] = field(default_factory=list)
    reply_to: "Message | None" = None
    quote: str = ""
    extra: Json = field(default_factory=dict)
    edited: datetime | None = None
    deleted: bool = False
    silent: bool = False
    frozen: bool = False  # sent with a reply keyboard, so Telegram does not let it be edited
    reactions: list[Json] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """`text`, `photo`, …; `service` for what Telegram itself says."""
        return next((kind for kind in KINDS if kind in self.content), "service")

    @property
    def text(self) -> str:
        """The text or the caption; empty if it has neither."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        """Of the text or the caption."""
        return list(self.content.get("entities") or self.content.get("caption_entities") or ())

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons, row by row."""
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, label: str) -> Json | None:
        """The first button with that on it. None: there is no such button."""
        return next((one for row in self.keyboard for one in row if one["text"] == label), None)

    def marked(self, kind: str) -> list[str]:
        """The parts of the text that are bold, a link, a command …, by the name of the entity."""
        return [cut(self.text, one["offset"], one["length"]) for one in self.entities if one["type"] == kind]

    def api(self) -> Json:
        """As the Bot API's Message."""
        bare = self.bare()
        if self.reply_to and not self.reply_to.deleted:
            bare["reply_to_message"] = self.reply_to.bare()
        if self.quote:
            bare["quote"] = {"text": self.quote, "position": 0}
        return bare

    def bare(self) -> Json:
        """As the Bot API's Message, without what it answers."""
        message: Json = {
            "message_id": self.id,
            "from": self.author.user(),
            "chat": self.chat.api(),
            "date": int(self.date.timestamp()),
        }
        if self.edited:
            message["edit_date"] = int(self.edited.timestamp())
        message |= self.extra | self.content
        if self.keyboard:
            message["reply_markup"] = {"inline_keyboard": self.keyboard}
        return message


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat (its id is the person's) or the group of the advisors."""

    id: int
    type: ChatType
    title: str
    person: Person | None = None  # of a private chat
    members: dict[int, str] = field(default_factory=dict)  # person's or bot's id → status
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    reply_keyboard: Json | None = None
    action: tuple[str, datetime] | None = None
    pinned: list[int] = field(default_factory=list)
    menu_button: Json | None = None

    def api(self) -> Json:
        """As the Bot API's Chat."""
        if self.person:
            names = {name: getattr(self.person, name) for name in ("first_name", "last_name", "username")}
            return {"id": self.id, "type": self.type} | {name: said for name, said in names.items() if said}
        return {"id": self.id, "type": self.type, "title": self.title}

    def standing(self, id_: int) -> Message | None:
        """The message with that id. None: there never was one, or it is deleted."""
        message = self.messages.get(id_)
        return None if message is None or message.deleted else message


@dataclass(eq=False, slots=True)
class Press:
    """A button that somebody pressed. `answer` is None until the bot has answered."""

    id: str
    at: datetime
    person: Person
    chat: Chat
    message_id: int
    data: str
    answer: Json | None = None
