"""Where everything stands: people, chats, messages, files, and the bot as Telegram knows it."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.ledger import Delivery, Ledger
from bot.sandbox.nouns import Chat, File, Json, Message, Person, Press
from bot.sandbox.refusal import forbid, refuse
from bot.sandbox.updates import Updates

ADVISORS = -1001000000001


class ImpossibleError(ValueError):
    """What a person cannot do: press a button that is not there, edit what somebody else wrote."""


class Profile:
    """What the bot told Telegram about itself. Keys of texts are languages, "" for all others."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}  # (scope, language) → commands
        self.menu_button: Json = {"type": "commands"}
        self.webhook: Json = {}
        self.webhook_error: dict[str, Any] = {}  # what last went wrong there: "message" and "at"


class Stage:
    """The state, and the few ways in which it changes."""

    def __init__(self, clock: Clock, bot: Person) -> None:
        self.clock = clock
        self.bot = bot
        self.profile = Profile()
        self.ledger = Ledger()
        self.updates = Updates(clock, self.changed)
        self.moved: dict[int, int] = {}  # the id of a group that became a supergroup → its new one
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.presses: dict[str, Press] = {}
        self.version = 0
        self._watchers: list[Callable[[], None]] = []

    # What there is

    def person(self, id_: int, first_name: str = "", language_code: str = "") -> Person:
        """The person with that id, who comes into being (with a private chat) when there is none."""
        person = self.people.get(id_)
        if person is None:
            person = self.people[id_] = Person(id_, first_name or f"Person {id_}", language_code or "en")
            self.chats[id_] = Chat(id_, "private", person.first_name, person)
        person.first_name = first_name or person.first_name
        person.language_code = language_code or person.language_code
        self.chats[id_].title = person.first_name
        self.changed()
        return person

    def group(self, *members: Person, title: str = "Advisors", id_: int = ADVISORS) -> Chat:
        """A supergroup with these members, in which the bot is an administrator. The first member owns it."""
        if id_ not in self.chats:
            self.chats[id_] = Chat(id_, "supergroup", title, members={self.bot.id: "administrator"})
        chat = self.chats[id_]
        for member in members:
            owned = "creator" in chat.members.values()
            chat.members.setdefault(member.id, "member" if owned else "creator")
        self.changed()
        return chat

    def messages(self, chat: int) -> list[Message]:
        """What stands in a chat now, oldest first; deleted messages do not."""
        return [one for one in self.chats[chat].messages.values() if not one.deleted]

    def last(self, chat: int) -> Message:
        """The newest message that stands in a chat. IndexError when there is none."""
        return self.messages(chat)[-1]

    def rejections(self) -> list[str]:
        """Why calls were refused, in order: `"sendMessage: Bad Request: message is too long"`."""
        return [f"{one.method}: {one.description}" for one in self.ledger.rejections]

    # How it changes

    def post(self, chat: Chat, author: Person, content: Json, **rest: Any) -> Message:
        """Append a message; `rest` are further fields of Message."""
        chat.last_id += 1
        message = Message(chat.last_id, chat, author, self.clock.now(), content, **rest)
        chat.messages[message.id] = message
        self.changed()
        return message

    def deliver(self, method: str, chat: Chat, content: Json, **rest: Any) -> Message:
        """Append a message of the bot and write down that it arrived."""
        message = self.post(chat, self.bot, content, **rest)
        chat.action = None
        self.ledger.deliveries.append(Delivery(message.date, method, chat.id, message.id, message.text))
        return message

    def keep(self, name: str, mime: str, data: bytes) -> File:
        """Store the bytes of a file."""
        unique = hashlib.sha256(data).hexdigest()[:16]
        file = File(f"file-{len(self.files) + 1}-{unique}", unique, name, mime, data)
        self.files[file.id] = file
        return file

    def changed(self) -> None:
        """Tell all who watch that something is different now."""
        self.version += 1
        for tell in tuple(self._watchers):
            tell()

    def watch(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell` after each change. Returns what ends that."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell)

    # What the bot may reach

    def known(self, chat_id: int | str) -> Chat:
        """The chat, if the bot has ever heard of it and is still in it."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if isinstance(chat_id, int) and chat_id in self.moved:
            refuse(
                "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": self.moved[chat_id]}
            )
        if chat is None or (chat.type == "supergroup" and self.bot.id not in chat.members):
            refuse("chat not found")
        if self.status(chat, self.bot.id) == "kicked":
            forbid("bot was kicked from the supergroup chat")
        if chat.type == "supergroup" and self.status(chat, self.bot.id) == "left":
            forbid("bot is not a member of the supergroup chat")
        return chat

    def open(self, chat_id: int | str) -> Chat:
        """The chat, if the bot may write there now."""
        chat = self.known(chat_id)
        if chat.person and not chat.person.started:
            forbid("bot can't initiate conversation with a user")
        if chat.person and chat.person.blocked:
            forbid("bot was blocked by the user")
        return chat

    def status(self, chat: Chat, user: int) -> str:
        """What somebody is in a group: creator, administrator, member, left or kicked."""
        return chat.members.get(user, "left")

    def now(self) -> datetime:
        return self.clock.now()
