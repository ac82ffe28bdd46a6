"""What people do: write, press, share, edit, block, come and go."""

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox import things
from bot.sandbox.nouns import Chat, Json, Message, Person, Press
from bot.sandbox.spots import spot
from bot.sandbox.stage import ImpossibleError, Stage
from bot.sandbox.updates import PRESS_LIFE

EPOCH = datetime.fromtimestamp(0, UTC)
Who = Person | int


class World(Stage):
    """The stage, and everything a person can do on it. A person or a chat may be named by its id.

    `chat` None is the person's private chat with the bot. ImpossibleError: a person could not do that.
    """

    def say(self, who: Who, text: str, chat: int | None = None, reply_to: int | None = None) -> Message:
        """Write a text. The first one in a private chat is what opens it for the bot."""
        if not text.strip():
            raise ImpossibleError(f"{self._one(who).first_name} said nothing")
        content: Json = {"text": text}
        if entities := spot(text):
            content["entities"] = entities
        return self._write(who, content, chat, reply_to)

    def share_contact(self, who: Who, number: str, own: bool = True, chat: int | None = None) -> Message:
        """Send a telephone number: one's own, or somebody else's from the address book."""
        person = self._one(who)
        contact = {"phone_number": number, "first_name": person.first_name if own else "Alex"}
        return self._write(person, {"contact": contact | ({"user_id": person.id} if own else {})}, chat)

    def send_thing(self, who: Who, kind: str, chat: int | None = None, caption: str = "") -> Message:
        """Send something that is not text: any kind that `things` knows."""
        if kind not in things.KINDS:
            raise ImpossibleError(f"nobody can send a {kind!r}; there are {', '.join(sorted(things.KINDS))}")
        content = things.thing(kind, self.keep)
        return self._write(who, content | ({"caption": caption} if caption else {}), chat)

    def forward(self, who: Who, message_id: int, from_chat: int, chat: int | None = None) -> Message:
        """Send on what stands in another chat."""
        source = self._standing(self.chats[from_chat], message_id)
        if source.extra.get("has_protected_content"):
            raise ImpossibleError(f"message {message_id} is protected")
        origin = {"type": "user", "date": int(source.date.timestamp()), "sender_user": source.author.user()}
        return self._write(who, dict(source.content), chat, extra={"forward_origin": origin})

    def edit(self, who: Who, message_id: int, text: str, chat: int | None = None) -> Message:
        """Change a text of one's own."""
        person, place = self._place(who, chat)
        message = self._standing(place, message_id)
        if message.author is not person or message.kind != "text":
            raise ImpossibleError(f"message {message_id} is no text of {person.first_name}")
        message.content = {"text": text} | ({"entities": found} if (found := spot(text)) else {})
        message.edited = self.now()
        self.changed()
        self.updates.add("edited_message", message.api())
        return message

    def delete(self, who: Who, message_id: int, chat: int | None = None) -> None:
        """Take a message away. The bot is not told."""
        _, place = self._place(who, chat)
        self._standing(place, message_id).deleted = True
        self.changed()

    def press(
        self, who: Who, message_id: int, chat: int | None = None, data: str = "", label: str = ""
    ) -> Press:
        """Press a button that stands under a message, named by its data or by what is written on it."""
        person, place = self._place(who, chat)
        message = self._standing(place, message_id)
        found = [one for row in message.keyboard for one in row]
        chosen = [
            one for one in found if (one.get("callback_data") == data if data else one["text"] == label)
        ]
        if not chosen:
            there = ", ".join(f"{one['text']!r} ({one.get('callback_data')})" for one in found) or "none"
            raise ImpossibleError(
                f"no button {data or label!r} under message {message_id}; there are: {there}"
            )
        if "callback_data" not in chosen[0]:
            raise ImpossibleError(f"button {chosen[0]['text']!r} opens something; the bot is not told")
        return self._press(person, place, message_id, chosen[0]["callback_data"])

    def press_stale(self, who: Who, message_id: int, data: str, chat: int | None = None) -> Press:
        """Press a button that an old screen still shows, whether or not it is there, or the message is."""
        person, place = self._place(who, chat)
        return self._press(person, place, message_id, data)

    def react(self, who: Who, message_id: int, emoji: str, chat: int | None = None) -> None:
        """Put an emoji under a message."""
        person, place = self._place(who, chat)
        message = self._standing(place, message_id)
        body = {
            "chat": place.api(),
            "message_id": message.id,
            "user": person.user(),
            "date": self._stamp(),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        self.updates.add("message_reaction", body)

    def block(self, who: Who) -> None:
        """Block the bot: it may not write any more, and is told."""
        person = self._one(who)
        if person.started and not person.blocked:
            person.blocked = True
            self._moved("my_chat_member", self.chats[person.id], person, self.bot, ("member", "kicked"))

    def unblock(self, who: Who) -> None:
        """Let the bot write again."""
        person = self._one(who)
        if person.blocked:
            person.blocked = False
            self._moved("my_chat_member", self.chats[person.id], person, self.bot, ("kicked", "member"))

    def join(self, who: Who, chat: int) -> None:
        """Become a member of the group."""
        person, place = self._one(who), self.chats[chat]
        before = self.status(place, person.id)
        if before in {"left", "kicked"}:
            place.members[person.id] = "member"
            self._announce(place, person, {"new_chat_members": [person.user()]})
            self._moved("chat_member", place, person, person, (before, "member"))

    def leave(self, who: Who, chat: int) -> None:
        """Leave the group."""
        person, place = self._place(who, chat)
        before = place.members.pop(person.id)
        self._announce(place, person, {"left_chat_member": person.user()})
        self._moved("chat_member", place, person, person, (before, "left"))

    def upgrade(self, who: Who, chat: int, new: int) -> Chat:
        """Make a supergroup of the group: it has another id from now on, and numbers its messages anew."""
        _, place = self._place(who, chat)
        moved = self.group(title=place.title, id_=new)
        moved.members = dict(place.members)
        self.moved[chat] = new
        self.changed()
        return moved

    def tell_upgrade(self, who: Who, chat: int, *, there: bool) -> None:
        """Telegram's word of it: the one that stands in the old group, or the one `there`, in the new."""
        person, new = self._one(who), self.moved[chat]
        if there:
            self._announce(self.chats[new], person, {"migrate_from_chat_id": chat})
        else:
            self._announce(self.chats[chat], person, {"migrate_to_chat_id": new})

    def rank_bot(self, who: Who, chat: int, status: str) -> None:
        """Make the bot administrator or member of a group, or throw it out (kicked)."""
        person, place = self._one(who), self.chats[chat]
        before = self.status(place, self.bot.id)
        place.members[self.bot.id] = status
        self._moved("my_chat_member", place, person, self.bot, (before, status))

    def inject(self, update: Json) -> int:
        """Queue an update exactly as it is, however odd. Returns its id."""
        return self.updates.inject(update)

    # How that is done

    def _one(self, who: Who) -> Person:
        return who if isinstance(who, Person) else self.people.get(who) or self.person(who)

    def _place(self, who: Who, chat: int | None) -> tuple[Person, Chat]:
        person = self._one(who)
        if chat is None or chat == person.id:
            return person, self.chats[person.id]
        place = self.chats.get(chat)
        if place is None or self.status(place, person.id) in {"left", "kicked"}:
            raise ImpossibleError(f"{person.first_name} is not in chat {chat}")
        return person, place

    def _standing(self, chat: Chat, message_id: int) -> Message:
        message = chat.standing(message_id)
        if message is None:
            raise ImpossibleError(f"there is no message {message_id} in chat {chat.id}")
        return message

    def _write(
        self, who: Who, content: Json, chat: int | None, reply_to: int | None = None, **rest: Any
    ) -> Message:
        person, place = self._place(who, chat)
        if place.person:
            if person.blocked:
                raise ImpossibleError(f"{person.first_name} has blocked the bot")
            person.started = True
        answered = self._standing(place, reply_to) if reply_to is not None else None
        message = self.post(place, person, content, reply_to=answered, **rest)
        if self._is_told(place, message):
            self.updates.add("message", message.api())
        return message

    def _is_told(self, place: Chat, message: Message) -> bool:
        """In a group a bot that is no administrator sees commands and answers to itself only."""
        status = self.status(place, self.bot.id)
        if place.person or status == "administrator":
            return True
        answers = message.reply_to is not None and message.reply_to.author is self.bot
        return status == "member" and (message.text.startswith("/") or answers)

    def _press(self, person: Person, place: Chat, message_id: int, data: str) -> Press:
        press = Press(str(random.getrandbits(62)), self.now(), person, place, message_id, data)
        self.presses[press.id] = press
        message = place.standing(message_id)
        gone = {"chat": place.api(), "message_id": message_id, "date": 0}
        body = {
            "id": press.id,
            "from": person.user(),
            "message": message.api() if message else gone,
            "chat_instance": str(uuid.uuid5(uuid.NAMESPACE_OID, str(place.id)).int >> 64),
            "data": data,
        }
        self.updates.add("callback_query", body, PRESS_LIFE)
        self.changed()
        return press

    def _announce(self, place: Chat, author: Person, content: Json) -> None:
        message = self.post(place, author, content)
        if self.status(place, self.bot.id) in {"administrator", "member"}:
            self.updates.add("message", message.api())

    def _moved(self, kind: str, place: Chat, by: Person, whom: Person, steps: tuple[str, str]) -> None:
        old, new = (things.membership(step, whom) for step in steps)
        body = {
            "chat": place.api(),
            "from": by.user(),
            "date": self._stamp(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        if kind == "my_chat_member" or self.status(place, self.bot.id) == "administrator":
            self.updates.add(kind, body)
        self.changed()

    def _stamp(self) -> int:
        return int((self.now() - EPOCH) / timedelta(seconds=1))
