"""What a bot says arrives, may be changed and removed, and comes back as Telegram would describe it."""

from datetime import timedelta

import pytest
import telegram
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard

from bot.sandbox import ImpossibleError, Person, Sandbox
from bot.sandbox.things import png
from tests.sandbox.conftest import MONDAY, Call
from tests.sandbox.official import mistakes

SAME = "Message is not modified"


async def test_a_message_stands_in_the_chat_as_it_was_sent(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    keyboard = Keyboard([[Button("Yes", callback_data="yes"), Button("NHS", url="https://www.nhs.uk")]])

    sent = await bot.send_message(sam.id, "<b>Hello</b> you", parse_mode="HTML", reply_markup=keyboard)

    message = sandbox.world.messages(sam.id)[-1]
    assert (message.id, message.text, message.labels) == (sent.message_id, "Hello you", ["Yes", "NHS"])
    assert message.marked("bold") == ["Hello"]
    assert sent.date == message.date == MONDAY
    assert sent.reply_markup == keyboard
    assert [one.text for one in sandbox.world.ledger.delivered(sam.id)] == ["Hello you"]


async def test_messages_of_a_chat_are_numbered_in_order(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    sent = [await bot.send_message(sam.id, str(n)) for n in range(5)]

    ids = [one.message_id for one in sent]
    assert ids == sorted(set(ids))
    assert [one.text for one in sandbox.world.messages(sam.id)][1:] == ["0", "1", "2", "3", "4"]


async def test_an_answer_quotes_what_it_answers(sandbox: Sandbox, sam: Person, bot: telegram.Bot) -> None:
    question = sandbox.world.say(sam, "When do I hear?")

    sent = await bot.send_message(
        sam.id, "Soon", reply_parameters=telegram.ReplyParameters(question.id, quote="hear")
    )

    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "When do I hear?"
    assert sent.quote is not None
    assert sent.quote.text == "hear"


async def test_a_document_can_be_fetched_again(sandbox: Sandbox, sam: Person, bot: telegram.Bot) -> None:
    sent = await bot.send_document(
        sam.id, b"BEGIN", filename="a.ics", caption="<i>Yours</i>", parse_mode="HTML"
    )

    assert sent.document is not None
    assert sent.document.file_name == "a.ics"
    assert sent.caption == "Yours"
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"BEGIN"
    again = await bot.send_document(sam.id, sent.document.file_id)
    assert again.document == sent.document
    assert [one.kind for one in sandbox.world.messages(sam.id)] == ["text", "document", "document"]


async def test_a_photo_must_be_a_picture_of_a_decent_shape(sam: Person, bot: telegram.Bot) -> None:
    sent = await bot.send_photo(sam.id, png(300, 200), caption="Your weeks")

    assert (sent.photo[-1].width, sent.photo[-1].height) == (300, 200)
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(sam.id, b"no picture")
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(sam.id, png(300, 200)[:-20])
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)photo_invalid_dimensions"):
        await bot.send_photo(sam.id, png(9600, 500))
    with pytest.raises(telegram.error.BadRequest, match="too big"):
        await bot.send_photo(sam.id, png(30, 20) + bytes(10 * 1024 * 1024))
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)photo_invalid_dimensions"):
        await bot.send_photo(sam.id, png(2100, 100))
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)caption is too long"):
        await bot.send_photo(sam.id, png(30, 20), caption="x" * 1025)
    with pytest.raises(telegram.error.BadRequest, match="non-empty"):
        await bot.send_photo(sam.id, b"")
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_photo(sam.id, "https://example.com/picture.png")


async def test_a_reply_keyboard_stands_below_until_it_is_removed(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    share = telegram.KeyboardButton("Share my number", request_contact=True)
    keyboard = telegram.ReplyKeyboardMarkup([[share], ["Not now"]], one_time_keyboard=True)
    chat = sandbox.world.chats[sam.id]

    sent = await bot.send_message(sam.id, "Which number?", reply_markup=keyboard)

    assert chat.reply_keyboard == keyboard.to_dict()
    assert sent.reply_markup is None
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)message can't be edited"):
        await bot.edit_message_text("Other", sam.id, sent.message_id)
    await bot.send_message(sam.id, "Thanks", reply_markup=telegram.ReplyKeyboardRemove())
    assert chat.reply_keyboard is None


async def test_an_edit_changes_the_message_and_takes_the_keyboard_away(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    keyboard = Keyboard([[Button("Yes", callback_data="yes")]])
    sent = await bot.send_message(sam.id, "Well?", reply_markup=keyboard)
    await sandbox.turn(timedelta(minutes=1))

    await bot.edit_message_text("Good.", sam.id, sent.message_id)

    message = sandbox.world.messages(sam.id)[-1]
    assert (message.text, message.labels) == ("Good.", [])
    assert message.edited == MONDAY + timedelta(minutes=1)
    assert message.date == MONDAY


async def test_an_edit_that_changes_nothing_is_refused(sam: Person, bot: telegram.Bot) -> None:
    keyboard = Keyboard([[Button("Yes", callback_data="yes")]])
    sent = await bot.send_message(sam.id, "<b>Well?</b>", parse_mode="HTML", reply_markup=keyboard)

    with pytest.raises(telegram.error.BadRequest, match=SAME):
        await sent.edit_text("<b>Well?</b>", parse_mode="HTML", reply_markup=keyboard)
    with pytest.raises(telegram.error.BadRequest, match=SAME):
        await sent.edit_reply_markup(keyboard)
    await sent.edit_reply_markup(None)
    with pytest.raises(telegram.error.BadRequest, match=SAME):
        await sent.edit_reply_markup(None)
    await sent.edit_text("Well?")


async def test_only_what_the_bot_wrote_and_what_is_there_can_be_edited(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    theirs = sandbox.world.say(sam, "Mine")
    photo = await bot.send_photo(sam.id, png(30, 20), caption="A")

    with pytest.raises(telegram.error.BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", sam.id, theirs.id)
    with pytest.raises(telegram.error.BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", sam.id, 99)
    with pytest.raises(telegram.error.BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", sam.id, photo.message_id)
    with pytest.raises(telegram.error.BadRequest, match="Message identifier is not specified"):
        await bot.edit_message_text("x", sam.id)
    assert (await photo.edit_caption("B")).caption == "B"  # type: ignore[union-attr]


async def test_a_message_can_be_deleted_once_and_for_two_days(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    old = await bot.send_message(sam.id, "Old")
    new = await bot.send_message(sam.id, "New")

    assert await new.delete()
    with pytest.raises(telegram.error.BadRequest, match="Message to delete not found"):
        await new.delete()
    await sandbox.turn(timedelta(hours=49))
    with pytest.raises(telegram.error.BadRequest, match="Message can't be deleted for everyone"):
        await old.delete()
    assert [one.text for one in sandbox.world.messages(sam.id)] == ["/start", "Old"]


async def test_typing_shows_for_five_seconds_or_until_the_message(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    await bot.send_chat_action(sam.id, "typing")
    assert sandbox.world.chats[sam.id].action == ("typing", MONDAY + timedelta(seconds=5))

    await bot.send_message(sam.id, "There")

    assert sandbox.world.chats[sam.id].action is None
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)wrong parameter action"):
        await bot.send_chat_action(sam.id, "dancing")


async def test_a_reaction_must_be_one_that_telegram_has(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    said = sandbox.world.say(sam, "I got it!")

    await bot.set_message_reaction(sam.id, said.id, "🎉")

    assert said.reactions == [{"type": "emoji", "emoji": "🎉"}]
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(sam.id, said.id, "🧦")
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)message to react not found"):
        await bot.set_message_reaction(sam.id, 99, "🎉")


async def test_what_is_protected_cannot_be_forwarded(
    sandbox: Sandbox, sam: Person, bot: telegram.Bot
) -> None:
    sent = await bot.send_message(sam.id, "Between us", protect_content=True)

    with pytest.raises(ImpossibleError, match="protected"):
        sandbox.world.forward(sam, sent.message_id, sam.id)


async def test_replies_are_what_the_official_description_promises(sam: Person, call: Call) -> None:
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    sent = await call("sendMessage", chat_id=sam.id, text="See https://nhs.uk", reply_markup=keyboard)
    id_ = sent["result"]["message_id"]
    answered = await call("sendMessage", chat_id=sam.id, text="B", reply_parameters={"message_id": id_})
    edited = await call("editMessageText", chat_id=sam.id, message_id=id_, text="C")

    for answer in (sent, answered, edited):
        assert mistakes("Message", answer["result"]) == []
