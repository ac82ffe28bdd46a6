"""The pretend Telegram, tried with python-telegram-bot's own Bot over HTTP."""
