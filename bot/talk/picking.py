"""Words typed after a list of notes or of things to tick: a number, a name, or something else altogether."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision, Message
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.talk import checklist, notes, plain


def note(facts: Facts, said: Said) -> Decision:
    """A number opens a note; other words are read as if there had been no list."""
    press = None if said.forwarded else notes.typed(facts, said)
    if press is None:
        return plain.without_question(plain.said(facts, said))
    if press.action == "notes.open" and facts.note(press.id) is None:
        return Decision((Message(facts.person.id, "notes.over"),))
    return _NOTES[press.action](facts, press)


def item(facts: Facts, said: Said) -> Decision:
    """A number ticks, or takes a tick back; other words are read as if there had been no list."""
    turned = None if said.forwarded else checklist.typed(facts, said)
    return turned or plain.without_question(plain.said(facts, said))


_NOTES: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "notes.open": notes.open_,
    "notes.list": notes.notes,
    "notes.menu": notes.menu,
    "notes.change": notes.change,
    "notes.drop": notes.drop,
}
"""What the buttons of the list, and of the note that was opened from it, do when somebody types them."""
