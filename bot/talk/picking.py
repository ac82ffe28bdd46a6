"""Words typed after a list of notes or of things to tick: a number, a name, or something else altogether."""

from __future__ import annotations

from bot.domain.decision import Decision, Message
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.talk import checklist, notes, plain


def note(facts: Facts, said: Said) -> Decision:
    """A number opens a note; other words are read as if there had been no list."""
    press = None if said.forwarded else notes.typed(facts, said)
    if press is None:
        return plain.without_question(plain.said(facts, said))
    if press.action == "notes.open" and facts.note(press.id) is None:
        return Decision((Message(facts.person.id, "notes.over"),))
    opened = {"notes.open": notes.open_, "notes.list": notes.notes, "notes.menu": notes.menu}
    return opened[press.action](facts, press)


def item(facts: Facts, said: Said) -> Decision:
    """A number ticks, or takes a tick back; other words are read as if there had been no list."""
    turned = None if said.forwarded else checklist.typed(facts, said)
    return turned or plain.without_question(plain.said(facts, said))
