"""Whom the bot may write to, and what it may know of a chat."""

import pytest
import telegram
from telegram.error import BadRequest, Forbidden

from bot.sandbox import Chat, Person, Sandbox
from tests.sandbox.conftest import Call
from tests.sandbox.official import METHODS, mistakes


async def test_a_person_is_written_to_only_after_they_wrote(sandbox: Sandbox, bot: telegram.Bot) -> None:
    kim = sandbox.world.person(43, "Kim")

    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(kim.id, "Hello")
    sandbox.world.say(kim, "/start")

    assert (await bot.send_message(kim.id, "Hello")).text == "Hello"


async def test_a_blocked_bot_is_silent_until_it_is_unblocked(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    sandbox.world.block(sam)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(sam.id, "Hello")

    sandbox.world.unblock(sam)
    await bot.send_message(sam.id, "Hello")

    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [one.new_chat_member.status for one in changes if one] == ["kicked", "member"]
    assert [one.old_chat_member.status for one in changes if one] == ["member", "kicked"]


@pytest.mark.parametrize("chat", [999, -1009999, "@nobody"])
async def test_an_unknown_chat_is_not_found(chat: int | str, bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(chat, "Hello")


async def test_a_group_that_was_left_is_closed(desk: Chat, bot: telegram.Bot) -> None:
    await bot.leave_chat(desk.id)

    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(desk.id, "Hello")


async def test_a_group_that_threw_the_bot_out_is_closed(
    sandbox: Sandbox, desk: Chat, bot: telegram.Bot
) -> None:
    sandbox.world.rank_bot(7, desk.id, "kicked")

    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(desk.id, "Hello")
    change = (await bot.get_updates())[-1].my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "kicked"


async def test_members_of_the_group_are_known(sandbox: Sandbox, desk: Chat, bot: telegram.Bot) -> None:
    sandbox.world.person(9, "Cy")

    status = {id_: (await bot.get_chat_member(desk.id, id_)).status for id_ in (7, 8, 9, bot.id)}

    assert status == {7: "creator", 8: "member", 9: "left", bot.id: "administrator"}
    assert await bot.get_chat_member_count(desk.id) == 3
    assert [one.user.id for one in await bot.get_chat_administrators(desk.id)] == [7]
    with pytest.raises(BadRequest, match=r"(?i)participant_id_invalid"):
        await bot.get_chat_member(desk.id, 12345)


async def test_the_group_describes_itself(desk: Chat, sam: Person, bot: telegram.Bot) -> None:
    group = await bot.get_chat(desk.id)
    person = await bot.get_chat(sam.id)

    assert (group.type, group.title, group.is_forum) == ("supergroup", "Advisors", None)
    assert (person.type, person.first_name) == ("private", "Sam")


@pytest.mark.parametrize(
    "method",
    ["createForumTopic", "editForumTopic", "closeForumTopic", "reopenForumTopic", "deleteForumTopic"],
)
async def test_the_group_has_no_topics(method: str, desk: Chat, call: Call) -> None:
    required = {name for name, kind in METHODS[method]["fields"].items() if kind.endswith("*")}
    given = {name: value for name, value in {"name": "A", "message_thread_id": 2}.items() if name in required}

    answer = await call(method, chat_id=desk.id, **given)

    assert answer["description"] == "Bad Request: the chat is not a forum"


async def test_a_message_can_be_pinned_and_unpinned(desk: Chat, bot: telegram.Bot) -> None:
    card = await bot.send_message(desk.id, "Card")

    await card.pin()
    pinned = (await bot.get_chat(desk.id)).pinned_message
    await card.unpin()

    assert pinned is not None
    assert pinned.text == "Card"
    with pytest.raises(BadRequest, match=r"(?i)message to unpin not found"):
        await card.unpin()


async def test_what_is_told_of_a_chat_is_what_the_official_description_promises(
    sam: Person, desk: Chat, call: Call
) -> None:
    for method, given in {
        "getMe": {},
        "getChat": {"chat_id": desk.id},
        "getChatMember": {"chat_id": desk.id, "user_id": 7},
        "getChatMemberCount": {"chat_id": sam.id},
        "getChatAdministrators": {"chat_id": desk.id, "return_bots": True},
        "getWebhookInfo": {},
        "getMyName": {},
        "getMyDescription": {},
        "getMyShortDescription": {},
        "getChatMenuButton": {"chat_id": sam.id},
    }.items():
        answer = await call(method, **given)
        assert mistakes(METHODS[method]["returns"], answer["result"]) == [], method
