"""Words under a reminder that asked for some: kept as the note that it offers."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.change import AddNote, KeepNote
from bot.domain.decision import Decision, Message
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.talk import choices, filling, plain, screens

_UNSURE = frozenset({"plain.unsure", "plain.lost"})
_FEW = 4
"""So many words tell something; fewer are more likely a slip."""
_ASKS = re.compile(
    r"\?\s*$|^\W*(?:please|tell me|show me|can you|could you|what|how|why|when|who)\b", re.IGNORECASE
)
"""Who asks something does not tell how it went."""


def said(facts: Facts, event: Said) -> Decision:
    """What plain words mean; where they mean nothing else, the answer to «how did it go, in a few words?»."""
    done = plain.said(facts, event)
    unsure = any(isinstance(out, Message) and out.say in _UNSURE for out in done.messages)
    asks = _ASKS.search(event.words)
    if not unsure or asks or event.forwarded or len(event.words.split()) < _FEW:
        return done
    told = screens.last(facts)
    button = screens.answers(facts, told).get("words") if told else None
    if button is None:
        return done
    noted = filling.begin(facts, choices.press(event, button), event.words)
    if not any(isinstance(change, AddNote | KeepNote) for change in noted.changes):
        return noted
    return replace(noted, messages=(Message(facts.person.id, "notes.taken"), *noted.messages))
