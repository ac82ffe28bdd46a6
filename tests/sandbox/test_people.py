"""What people do reaches the bot as Telegram would tell it."""

import pytest
import telegram

from bot.sandbox import Chat, ImpossibleError, Person, Sandbox
from bot.sandbox.things import KINDS
from tests.sandbox.official import mistakes


def latest(sandbox: Sandbox) -> telegram.Update:
    """The newest update, as python-telegram-bot reads it, checked against the official description."""
    raw = sandbox.world.updates.oldest(100)[-1]
    assert mistakes("Update", raw) == []
    return telegram.Update.de_json(raw, None)


def test_a_command_is_marked_as_one(sandbox: Sandbox, sam: Person) -> None:
    sandbox.world.say(sam, "/log Data analyst at Acme")

    message = latest(sandbox).message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.chat.id, message.from_user.id) == ("/log Data analyst at Acme", 42, 42)
    assert message.parse_entities() == {message.entities[0]: "/log"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_everything_that_can_be_sent_can_be_read(kind: str, sandbox: Sandbox, sam: Person) -> None:
    sent = sandbox.world.send_thing(sam, kind)

    message = latest(sandbox).effective_message
    assert message is not None
    assert getattr(message, kind)
    assert sent.kind == kind


def test_ones_own_number_names_its_owner_and_another_does_not(sandbox: Sandbox, sam: Person) -> None:
    sandbox.world.share_contact(sam, "+447700900123")
    own = latest(sandbox).message
    sandbox.world.share_contact(sam, "+447700900456", own=False)
    other = latest(sandbox).message

    assert own is not None
    assert own.contact is not None
    assert (own.contact.phone_number, own.contact.user_id) == ("+447700900123", 42)
    assert other is not None
    assert other.contact is not None
    assert (other.contact.phone_number, other.contact.user_id) == ("+447700900456", None)


async def test_a_press_is_told_and_answered_once(sandbox: Sandbox, sam: Person, bot: telegram.Bot) -> None:
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Yes", callback_data="yes:1")]])
    asked = await bot.send_message(sam.id, "Well?", reply_markup=keyboard)

    press = sandbox.world.press(sam, asked.message_id, label="Yes")
    query = latest(sandbox).callback_query

    assert query is not None
    assert (query.data, query.from_user.id) == ("yes:1", 42)
    assert query.message is not None
    assert query.message.message_id == asked.message_id
    await bot.answer_callback_query(query.id, "Noted", show_alert=True)
    assert press.answer == {"text": "Noted", "alert": True, "url": None}
    with pytest.raises(telegram.error.BadRequest, match="Query is too old and response timeout expired"):
        await bot.answer_callback_query(query.id)


async def test_a_press_is_answered_within_fifteen_seconds_or_not_at_all(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    press = sandbox.world.press_stale(sam, 1, "old:1")
    sandbox.clock.turn_to(press.at.replace(second=16))

    with pytest.raises(telegram.error.BadRequest, match="Query is too old"):
        await bot.answer_callback_query(press.id)
    with pytest.raises(telegram.error.BadRequest, match="Query is too old"):
        await bot.answer_callback_query("12345")


async def test_a_toast_has_two_hundred_characters(sandbox: Sandbox, sam: Person, bot: telegram.Bot) -> None:
    press = sandbox.world.press_stale(sam, 1, "old:1")

    with pytest.raises(telegram.error.BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(press.id, "x" * 201)
    await bot.answer_callback_query(press.id, "x" * 200)


async def test_only_a_button_that_is_there_can_be_pressed(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    buttons = [
        telegram.InlineKeyboardButton("Yes", callback_data="yes"),
        telegram.InlineKeyboardButton("NHS", url="https://www.nhs.uk"),
    ]
    asked = await bot.send_message(sam.id, "?", reply_markup=telegram.InlineKeyboardMarkup([buttons]))

    with pytest.raises(ImpossibleError, match="no button 'No' under message 2; there are: 'Yes'"):
        sandbox.world.press(sam, asked.message_id, label="No")
    with pytest.raises(ImpossibleError, match="the bot is not told"):
        sandbox.world.press(sam, asked.message_id, label="NHS")
    with pytest.raises(ImpossibleError, match="there is no message 99"):
        sandbox.world.press(sam, 99, label="Yes")


def test_a_press_under_a_deleted_message_tells_of_a_message_out_of_reach(
    sandbox: Sandbox, sam: Person
) -> None:
    sandbox.world.delete(sam, 1)

    sandbox.world.press_stale(sam, 1, "old:1")

    query = latest(sandbox).callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


def test_an_edit_is_told_with_its_time(sandbox: Sandbox, sam: Person) -> None:
    said = sandbox.world.say(sam, "Tusday")

    sandbox.world.edit(sam, said.id, "Tuesday")

    edited = latest(sandbox).edited_message
    assert edited is not None
    assert (edited.text, edited.message_id, edited.edit_date) == ("Tuesday", said.id, sandbox.clock.now())


def test_nobody_edits_what_another_wrote(sandbox: Sandbox, sam: Person, desk: Chat) -> None:
    said = sandbox.world.say(7, "Mine", desk.id)

    with pytest.raises(ImpossibleError, match="no text of Ben"):
        sandbox.world.edit(8, said.id, "Yours", desk.id)


def test_a_forward_names_its_origin(sandbox: Sandbox, sam: Person, desk: Chat) -> None:
    said = sandbox.world.say(7, "Opening hours are nine to five", desk.id)

    sandbox.world.forward(7, said.id, desk.id, chat=7)

    message = latest(sandbox).message
    assert message is not None
    assert isinstance(message.forward_origin, telegram.MessageOriginUser)
    assert message.forward_origin.sender_user.id == 7


def test_who_blocked_the_bot_writes_again_only_after_unblocking(sandbox: Sandbox, sam: Person) -> None:
    sandbox.world.block(sam)

    with pytest.raises(ImpossibleError, match="has blocked the bot"):
        sandbox.world.say(sam, "Hello")
    sandbox.world.unblock(sam)

    assert sandbox.world.say(sam, "Hello").text == "Hello"


def test_nobody_writes_in_a_group_they_are_not_in(sandbox: Sandbox, sam: Person, desk: Chat) -> None:
    with pytest.raises(ImpossibleError, match="Sam is not in chat"):
        sandbox.world.say(sam, "Hello", desk.id)


def test_coming_and_going_is_told_in_the_group(sandbox: Sandbox, sam: Person, desk: Chat) -> None:
    sandbox.world.updates.want(["message", "chat_member"])

    sandbox.world.join(sam, desk.id)
    joined = [telegram.Update.de_json(one, None) for one in sandbox.world.updates.oldest(2)]
    sandbox.world.leave(sam, desk.id)
    left = latest(sandbox).chat_member

    assert joined[0].message is not None
    assert [one.id for one in joined[0].message.new_chat_members] == [42]
    assert joined[1].chat_member is not None
    assert joined[1].chat_member.new_chat_member.status == "member"
    assert left is not None
    assert (left.old_chat_member.status, left.new_chat_member.status) == ("member", "left")


def test_a_bot_that_is_no_administrator_hears_commands_and_answers_only(sandbox: Sandbox, desk: Chat) -> None:
    sandbox.world.rank_bot(7, desk.id, "member")
    card = sandbox.world.deliver("sendMessage", desk, {"text": "Card"})
    sandbox.world.updates.drop()

    sandbox.world.say(7, "Good morning", desk.id)
    sandbox.world.say(7, "/queue", desk.id)
    sandbox.world.say(7, "I call her", desk.id, reply_to=card.id)

    heard = [one["message"]["text"] for one in sandbox.world.updates.oldest(9)]
    assert heard == ["/queue", "I call her"]


def test_an_update_goes_out_exactly_as_it_is_injected(sandbox: Sandbox) -> None:
    id_ = sandbox.world.inject({"message": {"odd": [1, None]}})

    assert sandbox.world.updates.oldest(1) == [{"update_id": id_, "message": {"odd": [1, None]}}]
    assert sandbox.world.inject({"update_id": 5}) == 5


def test_a_reaction_is_told_to_those_who_asked_for_it(sandbox: Sandbox, sam: Person) -> None:
    sandbox.world.react(sam, 1, "👍")
    assert sandbox.world.updates.oldest(9) == []
    sandbox.world.updates.want(["message_reaction"])

    sandbox.world.react(sam, 1, "👍")

    reaction = latest(sandbox).message_reaction
    assert reaction is not None
    assert reaction.new_reaction == (telegram.ReactionTypeEmoji("👍"),)


def test_an_empty_message_is_no_message(sandbox: Sandbox, sam: Person) -> None:
    with pytest.raises(ImpossibleError, match="said nothing"):
        sandbox.world.say(sam, "  ")
    with pytest.raises(ImpossibleError, match="nobody can send a 'smell'"):
        sandbox.world.send_thing(sam, "smell")
