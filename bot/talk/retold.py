"""Words under a reminder that asked for some: kept as the note that it offers."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import unasked
from bot.domain.change import AddNote, KeepNote
from bot.domain.decision import Decision, Message
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.talk import choices, filling, plain, screens

_UNSURE = frozenset({"plain.unsure", "plain.lost"})
_FEW = 4
"""So many words tell something; fewer are more likely a slip."""


def said(facts: Facts, event: Said) -> Decision:
    """What plain words mean; where they mean nothing else, the answer to «how did it go, in a few words?»."""
    done = plain.said(facts, event)
    unsure = any(isinstance(out, Message) and out.say in _UNSURE for out in done.messages)
    if not unsure or event.forwarded or len(event.words.split()) < _FEW:
        return done
    told = screens.last(facts)
    step = facts.library.step(told.key) if told else None
    if told is None or step is None or not facts.library.knows(step.say):
        return done
    name = facts.library.entry(step.say, facts.person.language).answers.get("words")
    if name is None:
        return done
    press = choices.press(event, unasked.button(facts, name, told.key, told.interview))
    noted = filling.begin(facts, press, event.words)
    if not any(isinstance(change, AddNote | KeepNote) for change in noted.changes):
        return noted
    return replace(noted, messages=(Message(facts.person.id, "notes.taken"), *noted.messages))
