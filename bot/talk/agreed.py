"""The two days of an offer: by when they want an answer, and the first day at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import offer as offers
from bot.domain import spoken
from bot.domain.calendar import add_working_days, working_day
from bot.domain.change import Ask, Change, KeepInterview, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.offer import Answer
from bot.domain.question import Question
from bot.talk import choices, diary, log, offer, telling
from bot.talk.choices import GONE
from bot.understand import dates
from bot.understand.dates import Context, Unclear, When

QUESTIONS = {"reply-by": "offer.reply-by", "start": "offer.start"}
"""Which day → the question for it."""
_RANGE = {
    "reply-by": (timedelta(0), timedelta(days=90)),
    "start": (timedelta(days=-84), timedelta(days=366)),
}
"""How far back and ahead each day can lie; who started weeks ago may still tell."""
_SOON = (1, 2, 3, 5)
"""Working days ahead that are offered for an answer."""
_DAY = "day"
_OFFERED = 4
_LISTED = 8


def ask(facts: Facts, event: Press) -> Decision:
    """The button that asks for a day; extra: which."""
    interview = facts.interview(event.id)
    if event.extra not in QUESTIONS:
        return GONE
    if event.id == 0:
        return _whichever(facts, event)
    if interview is None or offers.answer(facts, interview) is None:
        return GONE
    return _ask(facts, interview, event.extra, *log.left_behind(facts))


def told(facts: Facts, said: Said) -> Decision:
    """The day, in the person's own words; or yes and no to the one that was read."""
    question = facts.question
    name = next((key for key, value in QUESTIONS.items() if question and value == question.name), "")
    interview = facts.interview(question.about) if question else None
    if question is None or interview is None or offers.answer(facts, interview) is None:
        return Decision((Message(facts.person.id, "list.gone"),), (Settle(),))
    read = question.draft.get(_DAY)
    offered = (
        _to_check(interview, name, date.fromisoformat(read)) if read else _buttons(facts, interview, name)
    )
    press = (choices.typed if read else choices.named)(facts, said, offered)
    if press is None and read and choices.means(facts, said.words, "yes"):
        press = choices.press(said, offered[0])
    if press is None and choices.means(facts, said.words, "no"):
        press = choices.press(said, offered[-1])
    return (
        _PRESSED[press.action](facts, press)
        if press
        else hear(facts, interview, name, said.words, said.origin.at)
    )


def hear(facts: Facts, interview: Interview, name: str, words: str, at: datetime) -> Decision:
    """A day in words, shown back to be confirmed. `at`: when they were written, UTC."""
    found = dates.read(words, at, facts.person.zone, Context.FUTURE)
    if isinstance(found, When) and _fits(facts, name, found.day):
        return _check(facts, interview, name, found.day)
    if isinstance(found, Unclear):
        options = sorted({one.day for one in found.options if _fits(facts, name, one.day)})[:_OFFERED]
        if options:
            return _ask(facts, interview, name, say=f"offer.{name}.which", days=options)
    if isinstance(found, When):
        return _ask(facts, interview, name, say=f"offer.{name}.odd")
    missed = bool(words.strip())
    return replace(_ask(facts, interview, name, say=f"offer.{name}.again" if missed else ""), missed=missed)


def which(facts: Facts, fitting: Sequence[Interview], name: str, found: When | Unclear) -> Decision:
    """Several offers fit a day that was told: the job's button keeps it, or asks for it if it is unclear."""
    sure = isinstance(found, When) and _fits(facts, name, found.day)
    action = "offer.keep-day" if sure else "offer.ask-day"
    number = found.day.toordinal() if sure and isinstance(found, When) else 0
    jobs = (replace(offer.job(facts, one, action, name), version=number) for one in fitting[:_LISTED])
    return Decision((Message(facts.person.id, "offer.which", buttons=choices.rows(*jobs)),))


def keep(facts: Facts, event: Press) -> Decision:
    """The button of a day: writes it down; version: the day as a number, extra: which."""
    interview = facts.interview(event.id)
    if event.extra not in QUESTIONS or interview is None or offers.answer(facts, interview) is None:
        return GONE
    day = _day(event.version)
    if day is None:
        return GONE
    if not _fits(facts, event.extra, day):
        return _ask(facts, interview, event.extra, *choices.used(event), say=f"offer.{event.extra}.odd")
    if event.extra == "start":
        known = replace(interview, start_day=day)
        return _kept(facts, known, "start", *choices.used(event))
    return _kept(facts, replace(interview, reply_by=day), "reply-by", *choices.used(event))


def none(facts: Facts, event: Press) -> Decision:
    """There is no such day yet, or none any more."""
    interview = facts.interview(event.id)
    if event.extra not in QUESTIONS or interview is None or offers.answer(facts, interview) is None:
        return GONE
    start = event.extra == "start"
    without = replace(interview, start_day=None) if start else replace(interview, reply_by=None)
    mail = "show-start-date-email" if start else "show-more-time-email"
    rows = choices.rows(facts.library.button(mail, interview.id), _see(interview))
    message = telling.about(facts, without, f"offer.{event.extra}.none", rows)
    changed: tuple[Change, ...] = (KeepInterview(without),) if without != interview else ()
    return Decision((*choices.used(event), message), (*changed, *_settled(facts)))


def _kept(facts: Facts, known: Interview, name: str, *before: Outgoing) -> Decision:
    unanswered = offers.answer(facts, known) is Answer.NONE_YET
    say = f"offer.{name}.kept"
    if name == "start" and unanswered:
        say = "offer.start.kept-unanswered"
    elif name == "start" and offers.started(facts, known):
        say = "offer.start.kept-past"
    message = telling.about(facts, known, say, choices.rows(*_then(facts, known, name)))
    return Decision((*before, message), (KeepInterview(known), *_settled(facts)))


def _then(facts: Facts, known: Interview, name: str) -> tuple[Button, ...]:
    """What follows: among it the first day for a calendar of their own."""
    unanswered = offers.answer(facts, known) is Answer.NONE_YET
    yes = (offer.accept(known),) if unanswered else ()
    if name == "reply-by":
        return (*yes, offer.dated(known, "reply-by"), _see(known))
    late = unanswered or offers.started(facts, known)
    ready = () if late else (facts.library.button("tick-first-day-list", known.id),)
    return (*yes, *ready, *diary.offered(facts, known), offer.dated(known, "start"), _see(known))


def _check(facts: Facts, interview: Interview, name: str, day: date) -> Decision:
    """The day shown back with its weekday."""
    say = f"offer.{name}.check" if working_day(day, facts.person.nation) else f"offer.{name}.check-free"
    rows = choices.rows(*_to_check(interview, name, day), across=2)
    message = telling.about(facts, interview, say, rows, day=spoken.day(facts, day))
    question = Question(QUESTIONS[name], interview.id, {_DAY: day.isoformat()}, asked_at=facts.now)
    return Decision((*log.left_behind(facts), message), (Ask(question),))


def _ask(
    facts: Facts, interview: Interview, name: str, *before: Outgoing, say: str = "", days: Sequence[date] = ()
) -> Decision:
    rows = choices.rows(*_buttons(facts, interview, name, days))
    message = telling.about(facts, interview, say or f"offer.{name}.ask", rows)
    return Decision((*before, message), (Ask(Question(QUESTIONS[name], interview.id, asked_at=facts.now)),))


def _whichever(facts: Facts, event: Press) -> Decision:
    """Where no offer is named: the only one, or the question which."""
    standing = offers.standing(facts)
    if len(standing) > 1:
        return offer.which(facts, "offer.ask-day", extra=event.extra)
    if not standing:
        return offer.nothing(facts)
    return _ask(facts, standing[0], event.extra, *log.left_behind(facts))


def _buttons(facts: Facts, interview: Interview, name: str, days: Sequence[date] = ()) -> tuple[Button, ...]:
    today, nation = facts.local_now.date(), facts.person.nation
    soon = [add_working_days(today, count, nation) for count in _SOON] if name == "reply-by" else []
    dated = (
        Button(
            "button.moment",
            "offer.keep-day",
            interview.id,
            day.toordinal(),
            name,
            {"when": spoken.day(facts, day)},
        )
        for day in days or soon
    )
    return (*dated, Button(f"button.no-{name}-day", "offer.no-day", interview.id, extra=name))


def _to_check(interview: Interview, name: str, day: date) -> tuple[Button, ...]:
    right = Button("button.right", "offer.keep-day", interview.id, day.toordinal(), name, style="success")
    return (right, Button("button.another-day", "offer.ask-day", interview.id, extra=name))


def _see(interview: Interview) -> Button:
    return Button("button.see-offer", "offer.show", interview.id)


def _fits(facts: Facts, name: str, day: date) -> bool:
    back, ahead = _RANGE[name]
    return back <= day - facts.local_now.date() <= ahead


def _day(number: int) -> date | None:
    return date.fromordinal(number) if date.min.toordinal() <= number <= date.max.toordinal() else None


def _settled(facts: Facts) -> tuple[Change, ...]:
    ours = facts.question is not None and facts.question.name in QUESTIONS.values()
    return (Settle(),) if ours else ()


_PRESSED = {"offer.keep-day": keep, "offer.ask-day": ask, "offer.no-day": none}
"""What the buttons of the question do when somebody types them."""
