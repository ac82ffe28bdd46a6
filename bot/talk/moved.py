"""«They've moved my interview to Thursday»: the new date, shown back for the job that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.calendar import DaysOff
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.talk import choices, drafts, log, meaning, menus
from bot.talk.choices import GONE
from bot.understand import dates, naming
from bot.understand.dates import NOTHING, Context, Unclear, When
from bot.understand.lexicon import COUNT

INTENT = "move-interview"
_LISTED = 8
_LENGTH = rf"(?:{COUNT})[ -](?:of )?(?:minutes?|hours?|days?|weeks?|fortnight|months?)\b"
_BY_SO_MUCH = re.compile(
    rf"(?:(?<=back)|(?<=forward)) (?:by )?{_LENGTH}|\bby {_LENGTH}|\b{_LENGTH} (?:earlier|later)\b",
    re.IGNORECASE,
)
"""«Put back a week» counts from a day that the reader does not know."""
_OLD_DAY = re.compile(r"\bfrom\b[^,.;]{1,40}?\bto\b", re.IGNORECASE)
_SAME_TIME = re.compile(r"\W*\b(?:at |but )*(?:the )?same time\b(?: as before)?", re.IGNORECASE)
"""The interview's own, which is asked about in any case: the reader would take it for the time of now."""
_BARE = re.compile(
    r"\W*(?:(?:now|been|got|just|has|have|its|it.s|it|is|was|they|they.ve) )*"
    r"(?:(?:moved|changed|rescheduled|postponed|delayed)(?: it)?|(?:put|pushed)(?: it)? back|"
    r"brought(?: it)? forward)(?: (?:to|until|till|for|from|and|on|at))*\W*",
    re.IGNORECASE,
)
"""All that some say beside the new day."""


def told(facts: Facts, said: Said) -> Decision | None:
    """«It's been moved to the 11th, 2pm». None: no such thing is told, or no interview waits."""
    waiting = _waiting(facts)
    if said.forwarded or not waiting:
        return None
    found, rest = _read(facts, said)
    bare = found != NOTHING and _BARE.fullmatch(rest)
    if not bare and meaning.surely(facts, rest) != INTENT:
        return None
    named = [one for one in waiting if naming.named(said.words, one.role, one.employer)]
    return _about(facts, named or waiting, found)


def moved(facts: Facts, event: Command) -> Decision:
    """The same without a day: asks for it. An interview that we do not know is a new one."""
    waiting = _waiting(facts)
    return _about(facts, waiting, NOTHING) if waiting else log.log(facts, event)


def pick(facts: Facts, press: Press) -> Decision:
    """The job that has moved, or which of them it is; extra: the new day and time, if they have been told."""
    try:
        found = drafts.expand(press.extra) if press.extra else NOTHING
    except ValueError:
        return GONE
    waiting = _waiting(facts)
    chosen = next((one for one in waiting if one.id == press.id), None)
    if chosen is not None:
        return _ask(facts, chosen, found, *choices.used(press))
    return _which(facts, waiting, found) if waiting else GONE


def _waiting(facts: Facts) -> list[Interview]:
    """Those that can have been moved, the next one first."""
    waiting = [one for one in facts.interviews if one.open]
    return sorted(waiting, key=lambda one: (one.starts_at is None, one.starts_at or facts.now))


def _read(facts: Facts, said: Said) -> tuple[When | Unclear, str]:
    """The new day, and the words without it and without the old one: «moved from the 4th to the 6th»."""
    off = DaysOff(facts.person.nation)
    words = _SAME_TIME.sub(" ", said.words)
    found, rest = dates.find(words, said.origin.at, facts.person.zone, Context.FUTURE, off)
    by_so_much, n = _BY_SO_MUCH.subn(" ", words)
    return (NOTHING, by_so_much) if n else (found, _OLD_DAY.sub("to", rest))


def _about(facts: Facts, fitting: Sequence[Interview], found: When | Unclear) -> Decision:
    return _ask(facts, fitting[0], found) if len(fitting) == 1 else _which(facts, fitting, found)


def _ask(facts: Facts, interview: Interview, found: When | Unclear, *before: Outgoing) -> Decision:
    """The new date shown back, with what else is known of the interview; or the question for it."""
    asked = {**drafts.of(interview), "want": "when", "move": "yes"}
    draft = drafts.with_read(asked, found, facts.local_now.date())
    return log.asking(facts, draft, *before, *log.left_behind(facts), about=interview.id)


def _which(facts: Facts, fitting: Sequence[Interview], found: When | Unclear) -> Decision:
    day = drafts.compact(found) if isinstance(found, When) else ""
    jobs = (
        Button("button.job", "list.moved", one.id, extra=day, values={"job": choices.job(facts, one)})
        for one in fitting[:_LISTED]
    )
    which = Message(facts.person.id, "list.moved-which", buttons=choices.rows(*jobs))
    return menus.stays(facts, Button("", "list.moved", extra=day), Decision((which,)))
