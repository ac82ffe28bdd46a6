"""What the bot says about itself is kept per scope and language."""

import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)

from bot.sandbox import Chat, Person, Sandbox
from bot.sandbox.profile import commands_for
from tests.sandbox.conftest import Call

START, QUEUE, HOURS = (BotCommand(name, name.title()) for name in ("start", "queue", "hours"))


async def test_commands_are_kept_per_scope_and_language(sam: Person, bot: telegram.Bot) -> None:
    everyone = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([START], scope=everyone)
    await bot.set_my_commands([HOURS], scope=everyone, language_code="cy")

    assert await bot.get_my_commands(everyone) == (START,)
    assert await bot.get_my_commands(everyone, "cy") == (HOURS,)
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(everyone)
    assert await bot.get_my_commands(everyone) == ()


async def test_the_narrowest_scope_is_what_a_person_sees(
    sandbox: Sandbox, sam: Person, desk: Chat, bot: telegram.Bot
) -> None:
    await bot.set_my_commands([START])
    await bot.set_my_commands([QUEUE], scope=BotCommandScopeChat(desk.id))
    await bot.set_my_commands([HOURS], scope=BotCommandScopeChatAdministrators(desk.id))
    private = sandbox.world.chats[sam.id]

    seen = [
        commands_for(sandbox.world, *place)
        for place in ((private, 42, "en"), (desk, 8, "en"), (desk, 7, "en"))
    ]

    assert [[one["command"] for one in commands] for commands in seen] == [["start"], ["queue"], ["hours"]]


async def test_commands_for_an_unknown_chat_are_refused(call: Call) -> None:
    answer = await call("setMyCommands", commands=[], scope={"type": "chat", "chat_id": -5})

    assert answer["description"] == "Bad Request: chat not found"


async def test_name_and_descriptions_are_kept(bot: telegram.Bot) -> None:
    await bot.set_my_name("Back")
    await bot.set_my_description("Long")
    await bot.set_my_short_description("Short", language_code="cy")

    assert (await bot.get_my_name()).name == "Back"
    assert (await bot.get_my_description()).description == "Long"
    assert (await bot.get_my_short_description()).short_description == ""
    assert (await bot.get_my_short_description("cy")).short_description == "Short"


async def test_the_menu_button_is_kept_per_chat(sam: Person, bot: telegram.Bot) -> None:
    await bot.set_chat_menu_button(sam.id, telegram.MenuButtonDefault())

    assert (await bot.get_chat_menu_button(sam.id)).type == "default"
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_the_bot_knows_itself(sandbox: Sandbox, bot: telegram.Bot) -> None:
    me = await bot.get_me()

    assert (me.id, me.is_bot, me.username) == (sandbox.world.bot.id, True, "bounceback_sandbox_bot")
