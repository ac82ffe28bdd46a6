"""A bare echo bot on aiogram: polling, or a webhook where PORT is set."""

import asyncio
import os

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web


async def echo(message: Message) -> None:
    """Says the same."""
    await message.answer(message.text or "")


async def main() -> None:
    """Runs until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["API_URL"]))
    bot, dispatcher = Bot(os.environ["TOKEN"], session), Dispatcher()
    dispatcher.message.register(echo)
    port = os.environ.get("PORT")
    if port is None:
        await dispatcher.start_polling(bot)
        return
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token="s" * 32).register(application, "/hook")
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s" * 32)
    await asyncio.Event().wait()


if os.environ.get("PORT"):
    uvloop.run(main())
else:
    asyncio.run(main())
