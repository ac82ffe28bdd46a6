"""The table of contents of what people set and what is theirs; `bot.routes` takes it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import delete, export, plain, privacy, settings, today, whereabouts
from bot.talk.settings import SETTINGS


def which(facts: Facts, said: Said) -> Decision:
    """After the overview of settings: one of them, or whatever else the words mean."""
    if not said.words.strip():
        return Decision()
    return settings.typed(facts, said) or plain.without_question(plain.said(facts, said))


COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "settings": settings.settings,
    "timezone": settings.zone,
    "privacy": privacy.privacy,
    "export": export.export,
}

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "result.leave-today": today.leave,
    "settings.show": settings.settings,
    "settings.ask": settings.ask,
    "settings.set": settings.pick,
    settings.PLACE: settings.share,
    "export.send": export.export,
    "delete.ask": delete.ask,
    "delete.all": delete.everything,
    "delete.not": delete.keep,
    "delete.keep-on": delete.keep_on,
}

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    settings.WHICH: which,
    settings.PLACE: whereabouts.answered,
    **{f"settings.{name}": settings.answered for name in SETTINGS},
}
