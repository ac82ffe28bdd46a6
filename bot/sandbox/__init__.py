"""A pretend Telegram with a chat page. It imports nothing else of ours."""
