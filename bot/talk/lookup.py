"""The table of contents of what people look up, read and copy; `bot.routes` takes it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.decision import Decision
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.talk import blanks, diary, emails, guide, mailbag, moved, reading, unsettled, why

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "guide": guide.guide,
    "emails": mailbag.emails_,
    "calendar": diary.calendar,
}

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "guide.open": guide.open_,
    "guide.group": guide.group,
    "guide.find": guide.found_again,
    "guide.show": reading.show,
    "guide.back": reading.again,
    "guide.more": reading.more,
    "guide.related": guide.related,
    "guide.exercise": reading.exercise,
    "guide.no-reply": unsettled.no_reply,
    "log.decision": unsettled.decision,
    "list.moved": moved.pick,
    "why.menu": why.menu,
    "why.show": why.show,
    "emails.list": mailbag.listed,
    "emails.show": emails.show,
    "emails.needs": blanks.picked,
    "emails.done": emails.done,
    "emails.not-now": emails.not_now,
    "diary.show": diary.calendar,
    "diary.send": diary.send,
    "diary.all": diary.everything,
}

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    "emails.needs": blanks.told_needs,
    "emails.reply-by": blanks.told_day,
}
