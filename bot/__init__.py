"""Bounceback: a Telegram bot for the days after a job interview."""
