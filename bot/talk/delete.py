"""Forgetting a person: asked once, then done for good."""

from __future__ import annotations

from bot.domain.change import Ask, Erase, Settle
from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import advisor, choices, log

_CHOICES: Rows = (
    (Button("button.delete-all", "delete.all", style="danger"),),
    (Button("button.delete-not", "delete.not"),),
)


def ask(facts: Facts, event: Command | Press) -> Decision:
    """Says what goes, and asks whether it really shall."""
    say = "delete.ask-with-request" if any(r.state.open for r in facts.requests) else "delete.ask"
    question = Question("delete.sure", asked_at=facts.now)
    asked = Message(event.origin.chat, say, buttons=_CHOICES)
    return Decision((*log.left_behind(facts), asked), (Ask(question),))


def answered(facts: Facts, said: Said) -> Decision:
    """The choice in words; anything else deletes nothing."""
    press = None if said.forwarded else choices.typed(facts, said, choices.flat(_CHOICES))
    if press is None:
        return Decision((Message(said.origin.chat, "delete.again", buttons=_CHOICES),), missed=True)
    return everything(facts, press) if press.action == "delete.all" else keep(facts, press)


def everything(facts: Facts, press: Press) -> Decision:
    """Deletes it all; advisors see that open requests are withdrawn."""
    taken = [advisor.taken_back(facts, request) for request in facts.requests if request.state.open]
    goodbye = Message(press.origin.chat, "delete.done", last=True)
    return Decision(
        (*choices.used(press), *(out for back in taken for out in back.messages), goodbye),
        (*(change for back in taken for change in back.changes), Erase()),
    )


def forgotten(facts: Facts) -> Decision:
    """Deletes it all without a word to them: they were told, and did not stir."""
    taken = [advisor.taken_back(facts, request) for request in facts.requests if request.state.open]
    return Decision(
        tuple(out for back in taken for out in back.messages if out.chat != facts.person.id),
        (*(change for back in taken for change in back.changes), Erase()),
    )


def keep_on(facts: Facts, press: Press) -> Decision:
    """They are here, so it all stays."""
    return Decision((*choices.used(press), Message(facts.person.id, "delete.kept-on")))


def keep(facts: Facts, press: Press) -> Decision:
    """All stays as it was."""
    ours = facts.question is not None and facts.question.name == "delete.sure"
    kept = Message(press.origin.chat, "delete.kept")
    return Decision((*choices.used(press), kept), (Settle(),) if ours else ())
