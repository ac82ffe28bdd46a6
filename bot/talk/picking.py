"""Words typed after a list, a plan or a short question: a number, a name, or something else altogether."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision, Message
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.talk import checklist, helped, notes, plain, plan, themes


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


def step(facts: Facts, said: Said) -> Decision:
    """«Done» and the like go to the plan; other words are read as if it had not been shown."""
    turned = None if said.forwarded else plan.typed(facts, said)
    if isinstance(turned, Press):
        return _STEPS[turned.action](facts, turned)
    return turned or plain.without_question(plain.said(facts, said))


def helped_(facts: Facts, said: Said) -> Decision:
    """Whether a step helped; other words are read as if nothing had been asked."""
    told = None if said.forwarded else helped.typed(facts, said)
    return told or plain.without_question(plain.said(facts, said))


_NOTES: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "notes.open": notes.open_,
    "notes.list": notes.notes,
    "notes.menu": notes.menu,
    "notes.change": notes.change,
    "notes.drop": notes.drop,
}
"""What the buttons of the list, and of the note that was opened from it, do when somebody types them."""

_STEPS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "plan.done": plan.done,
    "plan.smaller": plan.smaller,
    "plan.drop": plan.drop,
    "plan.reopen": plan.reopen,
    "plan.begin": themes.begin,
}
"""The same for the buttons of the plan."""
