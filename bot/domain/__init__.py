"""Nouns and rules. Pure: no await, no clock, no SQL, no Telegram."""
