"""The table of contents of offers and first weeks at work; `bot.routes` takes it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import agreed, answered, atwork, offer, outcomes

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {"offer": offer.offer}

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "offer.begin": outcomes.offered,
    "offer.show": offer.show,
    "offer.more": offer.more,
    "offer.accept": answered.accept,
    "offer.no": answered.say_no,
    "offer.decline": answered.decline,
    "offer.fell-through": answered.fell_through,
    "offer.left": answered.left,
    "offer.undo": answered.undo,
    "offer.writing": answered.in_writing,
    "offer.ask-day": agreed.ask,
    "offer.keep-day": agreed.keep,
    "offer.no-day": agreed.none,
    "work.said": atwork.said,
}

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    answered.SURE: answered.sure,
    **dict.fromkeys(agreed.QUESTIONS.values(), agreed.told),
}
