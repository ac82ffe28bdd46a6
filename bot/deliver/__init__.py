"""③ outbox → Telegram: what is due, allowed and paced."""
