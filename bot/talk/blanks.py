"""What only the person can put into a ready message: what would help at an interview, and by which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain import spoken
from bot.domain.calendar import add_working_days
from bot.domain.change import Ask
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.question import Question
from bot.talk import choices, letters, log, menus, written
from bot.talk.choices import GONE
from bot.talk.letters import Wanted
from bot.understand import dates
from bot.understand.dates import Context, Unclear, When
from bot.understand.words import clean

NEEDS, REPLY_BY = "emails.needs", "emails.reply-by"
_COMMON = ("questions", "time", "access")
"""What is often asked for, offered as buttons."""
_LONGEST = 200
_SOON = (2, 3, 5)
"""Working days ahead that are offered for an answer."""
_LATEST = timedelta(days=60)
_DAYS = "days"


def asked(facts: Facts, interview: Interview | None, wanted: Wanted, *before: Outgoing) -> Decision | None:
    """The question whose answer the message needs. None: it needs none, or has it."""
    id_ = interview.id if interview else 0
    if wanted.kind == "adjustments" and not given(facts, id_, wanted):
        return _ask(facts, NEEDS, id_, "emails.needs.ask", needed(id_), *before)
    if wanted.kind == "more-time" and wanted.day is None:
        return _ask(facts, REPLY_BY, id_, "emails.reply-by.ask", _days(facts, id_, _soon(facts)), *before)
    return None


def given(facts: Facts, id_: int, wanted: Wanted) -> str:
    """What the person has typed for the message that is still open."""
    return menus.words(facts, "emails.show", id_, wanted.kind)


def needed(id_: int) -> tuple[Button, ...]:
    """The common things that help at an interview."""
    return tuple(Button(f"button.need-{name}", "emails.needs", id_, extra=name) for name in _COMMON)


def picked(facts: Facts, event: Press) -> Decision:
    """The button of something that would help."""
    interview = facts.interview(event.id)
    if event.extra not in _COMMON or (event.id and interview is None):
        return GONE
    words = facts.library.label(f"emails.needs.{event.extra}", facts.person.language)
    return written.letter(facts, interview, Wanted("adjustments"), *choices.used(event), words=words)


def told_needs(facts: Facts, said: Said) -> Decision:
    """What would help, in the person's own words."""
    id_ = facts.question.about if facts.question else 0
    press = choices.typed(facts, said, needed(id_))
    if press:
        return picked(facts, press)
    words = _plain_need(facts, said.words)
    if not words:
        again = _ask(facts, NEEDS, id_, "emails.needs.ask", needed(id_))
        return replace(again, missed=True)
    cut = (Message(facts.person.id, "emails.needs.cut"),) if len(words) > _LONGEST else ()
    kept = clean(words, _LONGEST)
    return written.letter(facts, facts.interview(id_), Wanted("adjustments"), *cut, words=kept)


def told_day(facts: Facts, said: Said) -> Decision:
    """By which day they will answer, in the person's own words."""
    question = facts.question
    id_ = question.about if question else 0
    shown = [date.fromisoformat(day) for day in question.draft.get(_DAYS, "").split()] if question else []
    offered = _days(facts, id_, shown or _soon(facts))
    press = choices.typed(facts, said, offered) if shown else choices.named(facts, said, offered)
    if press:
        return _by(facts, id_, letters.wanted(press.extra) or Wanted("more-time"))
    found = dates.read(said.words, said.origin.at, facts.person.zone, Context.FUTURE)
    today = facts.local_now.date()
    if isinstance(found, When) and today < found.day <= today + _LATEST:
        return _by(facts, id_, Wanted("more-time", found.day))
    if isinstance(found, Unclear) and found.options:
        options = sorted({option.day for option in found.options if option.day > today})[:6]
        if options:
            return _ask(
                facts, REPLY_BY, id_, "emails.reply-by.which", _days(facts, id_, options), days=options
            )
    soon = _days(facts, id_, _soon(facts))
    if isinstance(found, When):
        return _ask(facts, REPLY_BY, id_, "emails.reply-by.odd", soon)
    return replace(_ask(facts, REPLY_BY, id_, "emails.reply-by.again", soon), missed=True)


def _by(facts: Facts, id_: int, wanted: Wanted) -> Decision:
    return written.letter(facts, facts.interview(id_), wanted)


def _ask(
    facts: Facts,
    name: str,
    id_: int,
    say: str,
    buttons: tuple[Button, ...],
    *before: Outgoing,
    days: list[date] | None = None,
) -> Decision:
    """Asks; where an interview was half told, says first that it is put aside."""
    draft = {_DAYS: " ".join(day.isoformat() for day in days)} if days else {}
    asked = letters.about(facts, facts.interview(id_), say, choices.rows(*buttons))
    return Decision(
        (*before, *log.left_behind(facts), asked),
        (Ask(Question(name, id_, draft, asked_at=facts.now)),),
    )


def _soon(facts: Facts) -> list[date]:
    today, nation = facts.local_now.date(), facts.person.nation
    return [add_working_days(today, count, nation) for count in _SOON]


def _days(facts: Facts, id_: int, days: list[date]) -> tuple[Button, ...]:
    return tuple(
        Button(
            "button.moment",
            "emails.show",
            id_,
            extra=Wanted("more-time", day).spelled(),
            values={"when": spoken.day(facts, day)},
        )
        for day in days
    )


def _plain_need(facts: Facts, words: str) -> str:
    """«I'd need more time, please.» as it can go on in a sentence: «more time»."""
    whole = " ".join(clean(words, 5000).split()).rstrip(" .,!")
    return choices.without_lead(facts, whole, "asking")
