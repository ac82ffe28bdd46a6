"""A bare echo bot on python-telegram-bot: polling, or a webhook where PORT is set."""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Says the same."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Runs until stopped."""
    server = os.environ["API_URL"]
    builder = Application.builder().token(os.environ["TOKEN"]).base_url(f"{server}/bot")
    many = os.environ.get("CONCURRENT")
    application = (builder.concurrent_updates(int(many)) if many else builder).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if port := os.environ.get("PORT"):
        application.run_webhook(
            "127.0.0.1", int(port), "hook", webhook_url=f"http://127.0.0.1:{port}/hook", secret_token="s" * 32
        )
    else:
        application.run_polling()


main()
