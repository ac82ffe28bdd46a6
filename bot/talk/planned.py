"""The table of contents of feedback and of what comes of it; `bot.routes` takes it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import feedback, helped, picking, plan, prepare, stepping, themes

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "feedback": feedback.feedback,
    "plan": plan.plan,
    "prepare": prepare.prepare,
}

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "feedback.begin": feedback.begin,
    "plan.begin": themes.begin,
    "plan.themes": themes.again,
    "plan.all": themes.every,
    "plan.theme": themes.picked,
    "plan.leave": themes.leave,
    "plan.step": stepping.picked,
    "plan.show": plan.plan,
    "plan.check": plan.check,
    "plan.done": plan.done,
    "plan.smaller": plan.smaller,
    "plan.drop": plan.drop,
    "plan.ended": plan.ended,
    "plan.reopen": plan.reopen,
    "plan.helped": helped.pick,
    "prepare.show": prepare.prepare,
}

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    "plan": picking.step,
    "plan.day": stepping.told_day,
    "plan.helped": picking.helped_,
}
