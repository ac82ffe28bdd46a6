"""A pretend Telegram: the Bot API on loopback, people to play, a clock to turn. Knows nothing of the bot."""

from bot.sandbox.clock import Clock
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.flood import Flood
from bot.sandbox.nouns import Chat, Message, Person, Press
from bot.sandbox.sandbox import TOKEN, Sandbox
from bot.sandbox.stage import ADVISORS, ImpossibleError
from bot.sandbox.turning import Companion, Turned
from bot.sandbox.world import World

__all__ = [
    "ADVISORS",
    "TOKEN",
    "Chat",
    "Clock",
    "Companion",
    "Fault",
    "Faults",
    "Flood",
    "ImpossibleError",
    "Message",
    "Person",
    "Press",
    "Sandbox",
    "Turned",
    "World",
]
