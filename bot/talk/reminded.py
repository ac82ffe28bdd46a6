"""The table of contents of reminders: seen, skipped, put off, resting; `bot.routes` takes it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import dormant, nudges, pause, replied, skipping, snooze

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "nudges": nudges.nudges,
    "pause": pause.pause,
    "stop": pause.stop,
    "resume": pause.resume,
}

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "nudges.show": nudges.nudges,
    "nudges.all": nudges.rest,
    "nudges.skip": nudges.skip,
    "nudges.unskip": nudges.unskip,
    "snooze.ask": snooze.ask,
    "snooze.pick": snooze.pick,
    "snooze.undo": snooze.undo,
    "dormant.going-on": dormant.going_on,
    "dormant.close-all": dormant.close_all,
    "dormant.reopen": dormant.reopen,
    "replied.noted": replied.noted,
    "replied.undo": replied.undo,
    "replied.no-date": replied.no_date,
    "replied.stays-open": replied.stays_open,
    "pause.open": pause.pause,
    "pause.week": pause.week,
    "pause.on": pause.until_told,
    "pause.until": pause.which_day,
    "pause.not": pause.not_now,
    "pause.resume": pause.resume,
}

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    nudges.QUESTION: skipping.answered,
    snooze.QUESTION: snooze.answered,
    "pause.long": pause.answered,
}
