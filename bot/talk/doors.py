"""People who leave and come back, groups we are put into, and presses that lead nowhere."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import KeepPerson
from bot.domain.decision import Decision, Leave, Message
from bot.domain.event import Blocked, Command, Edited, Number, Personal, Press, Returned
from bot.domain.facts import Facts
from bot.talk.choices import GONE


def blocked(facts: Facts, _: Blocked) -> Decision:
    """Nothing is sent to somebody who has shut the door."""
    return Decision(changes=(KeepPerson(replace(facts.person, unreachable="blocked")),))


def returned(facts: Facts, _: Returned) -> Decision:
    """They may be written to again; their own /start greets them."""
    return Decision(changes=(KeepPerson(replace(facts.person, unreachable="")),))


def edited(_: Facts, event: Edited) -> Decision:
    """A change to an old message changes nothing else, and they are told how to change things."""
    return Decision(messages=(Message(event.origin.chat, "routes.edited"),))


def stray_number(_: Facts, event: Number) -> Decision:
    """A telephone number that nobody asked for is not kept."""
    return Decision(messages=(Message(event.origin.chat, "routes.stray-number", drop_keyboard=True),))


def gone(_: Facts, __: Press) -> Decision:
    """A button that means nothing here."""
    return GONE


def unknown_command(_: Facts, event: Command) -> Decision:
    """A command we do not have."""
    return Decision(messages=(Message(event.origin.chat, "routes.unknown-command"),))


def elsewhere(_: Facts, event: Personal) -> Decision:
    """In any group that is not the advisors' desk: says what this is, and goes."""
    chat = event.origin.chat
    if isinstance(event, Press):
        return GONE
    if isinstance(event, Blocked):
        return Decision()  # we are out already
    return Decision(messages=(Message(chat, "routes.not-for-groups"), Leave(chat)))
