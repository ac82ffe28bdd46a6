"""The edge: parse an update, speak to Telegram."""
