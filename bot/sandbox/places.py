"""The bot's calls about chats and who is in them."""

from bot.sandbox import things
from bot.sandbox.arguments import Arguments
from bot.sandbox.nouns import Chat, Json, Person
from bot.sandbox.refusal import refuse
from bot.sandbox.stage import Stage


def get_chat(stage: Stage, call: Arguments) -> Json:
    chat = stage.known(call["chat_id"])
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full = chat.api() | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.pinned and (pinned := chat.standing(chat.pinned[-1])):
        full["pinned_message"] = pinned.bare()
    return full


def get_chat_member(stage: Stage, call: Arguments) -> Json:
    chat = stage.known(call["chat_id"])
    person = _user(stage, call["user_id"]) or refuse("PARTICIPANT_ID_INVALID")
    if chat.person:
        return things.membership("member" if person in {chat.person, stage.bot} else "left", person)
    return things.membership(stage.status(chat, person.id), person)


def get_chat_member_count(stage: Stage, call: Arguments) -> int:
    chat = stage.known(call["chat_id"])
    return 2 if chat.person else len(_present(stage, chat))


def get_chat_administrators(stage: Stage, call: Arguments) -> list[Json]:
    chat = stage.known(call["chat_id"])
    if chat.person:
        refuse("there are no administrators in the private chat")
    ranks = {"creator", "administrator"}
    found = [one for one in _present(stage, chat) if stage.status(chat, one.id) in ranks]
    wanted = [one for one in found if not one.is_bot or call.get("return_bots")]
    return [things.membership(stage.status(chat, one.id), one) for one in wanted]


def leave_chat(stage: Stage, call: Arguments) -> bool:
    chat = stage.known(call["chat_id"])
    if chat.person:
        refuse("can't leave a private chat")
    chat.members[stage.bot.id] = "left"
    stage.changed()
    return True


def forum_topic(stage: Stage, call: Arguments) -> Json:
    """Any call about topics: the advisors' group has none."""
    stage.open(call["chat_id"])
    return refuse("the chat is not a forum")


def get_file(stage: Stage, call: Arguments) -> Json:
    file = stage.files.get(call["file_id"]) or refuse("wrong file_id or the file is temporarily unavailable")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique,
        "file_size": len(file.data),
        "file_path": f"files/{file.id}",
    }


def _user(stage: Stage, id_: int) -> Person | None:
    return stage.bot if id_ == stage.bot.id else stage.people.get(id_)


def _present(stage: Stage, chat: Chat) -> list[Person]:
    there = [id_ for id_, status in chat.members.items() if status not in {"left", "kicked"}]
    return [person for id_ in there if (person := _user(stage, id_))]
