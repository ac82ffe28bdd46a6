"""/cancel: out of any question, and what that leaves behind."""

from __future__ import annotations

from bot.domain.change import Settle
from bot.domain.decision import Decision, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import choices, filling, log, settings

_WITH_KEYBOARD = ("advisor.number", settings.PLACE)
"""The questions that show one of Telegram's own buttons in the place of the keyboard."""


def cancel(facts: Facts, event: Command | Press) -> Decision:
    """«/cancel»: leaves the question that is open, and says what was not saved."""
    used = choices.used(event) if isinstance(event, Press) else ()
    question = facts.question
    if question is None:
        return Decision((*used, Message(facts.person.id, "cancel.nothing")))
    below = question.name in _WITH_KEYBOARD
    return Decision((*used, Message(facts.person.id, _left(facts), drop_keyboard=below)), (Settle(),))


def _left(facts: Facts) -> str:
    question = facts.question
    if question is not None and question.name == filling.QUESTION:
        return _of_note(facts, question)
    if question is None or question.name != log.QUESTION:
        return "cancel.done"
    return "cancel.change" if question.about else "cancel.log"


def _of_note(facts: Facts, question: Question) -> str:
    """What has been answered is kept already."""
    if "only" in question.draft:
        return "cancel.note-change"
    return "cancel.note" if filling.under_way(facts) else "cancel.note-empty"
