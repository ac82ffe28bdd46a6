"""Guidance: one short text from the library, when somebody asks for it."""

from __future__ import annotations

from bot.domain.decision import Decision, Message
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.talk import choices
from bot.talk.choices import GONE

_HUMAN = "talk-to-advisor"
"""Not offered where nobody could call back."""


def show(facts: Facts, event: Press) -> Decision:
    """The button that opens a text; extra: its id. The buttons that brought it stay for a second choice."""
    return topic(facts, event.extra, event.id)


def topic(facts: Facts, id_: str, about: int = 0) -> Decision:
    """A text with its own buttons, about one interview; 0: about none."""
    try:
        entry = facts.library.entry(id_, facts.person.language)
    except KeyError:
        return GONE
    if entry.shelf != "guidance":
        return GONE
    interview = about if facts.interview(about) else 0
    shown = [name for name in entry.buttons if facts.offers_calls or name != _HUMAN]
    buttons = tuple(facts.library.button(name, interview) for name in shown)
    return Decision((Message(facts.person.id, id_, buttons=choices.rows(*buttons)),))
