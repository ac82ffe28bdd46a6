"""The table of contents of reminders: seen, skipped, paused, wanted back; `bot.routes` takes it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import nudges, pause, skipping

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "nudges": nudges.nudges,
    "pause": pause.pause,
    "stop": pause.stop,
    "resume": pause.resume,
}

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "nudges.show": nudges.nudges,
    "nudges.skip": nudges.skip,
    "nudges.unskip": nudges.unskip,
    "pause.open": pause.pause,
    "pause.week": pause.week,
    "pause.on": pause.until_told,
    "pause.not": pause.not_now,
    "pause.resume": pause.resume,
}

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    "nudges.which": skipping.answered,
    "pause.long": pause.answered,
}
