"""Taking a step on: the day for it, and then it is in the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain import spoken
from bot.domain.action import AT_ONCE, Action
from bot.domain.calendar import local
from bot.domain.change import AddAction, Ask, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import ahead, choices, log, plan
from bot.talk.choices import GONE
from bot.understand import dates
from bot.understand.dates import Context, Unclear, When

QUESTION = "plan.day"
_SOON = (0, 1, 2, 4)
"""Days ahead that are offered."""
_OFFERED = 3
_LATEST = timedelta(days=60)


def picked(facts: Facts, press: Press) -> Decision:
    """The button of a step, or of a day for it; version: the day as a number, 0 for none yet."""
    name, _, step = press.extra.partition(".")
    theme = facts.library.themes.get(name)
    if theme is None or step not in theme.steps:
        return GONE
    used = choices.used(press)
    taken = any((action.theme, action.step) == (name, step) for action in facts.plan)
    if taken or len(facts.plan) >= AT_ONCE:
        say = "plan.has-it" if taken else "plan.two-open"
        return plan.shown(_answered(facts), *used, Message(facts.person.id, say))
    interview = press.id if facts.interview(press.id) else 0
    if press.version:
        return _taken_on(facts, press.extra, interview, date.fromordinal(press.version), *used)
    return _ask(facts, press.extra, interview, "plan.day", *used, *log.left_behind(facts))


def told_day(facts: Facts, said: Said) -> Decision:
    """The day, in the person's own words."""
    question = facts.question
    extra, interview = (question.draft.get("step", ""), question.about) if question else ("", 0)
    buttons = _days(facts, extra, interview, _soon(facts))
    found = dates.read(said.words, said.origin.at, facts.person.zone, Context.FUTURE)
    # A bare number is the place of a button, unless it can be read as a day.
    by_name = choices.named if isinstance(found, When) or found.options else choices.typed
    if (press := by_name(facts, said, buttons)) is not None:
        return picked(facts, press)
    today = facts.local_now.date()
    if isinstance(found, When) and today <= found.day <= today + _LATEST:
        about = interview if facts.interview(interview) else 0
        return picked(facts, choices.press(said, _day(facts, extra, about, found.day)))
    if isinstance(found, Unclear) and found.options:
        options = sorted({option.day for option in found.options if today <= option.day <= today + _LATEST})[
            :_OFFERED
        ]
        if options:
            return _ask(facts, extra, interview, "plan.day.which", days=options)
    if isinstance(found, When):
        return _ask(facts, extra, interview, "plan.day.odd")
    again = _ask(facts, extra, interview, "plan.day.again" if said.words.strip() else "plan.day")
    return replace(again, missed=bool(said.words.strip()))


def _taken_on(facts: Facts, extra: str, interview: int, day: date, *before: Outgoing) -> Decision:
    name, _, step = extra.partition(".")
    action = Action(facts.new_id(), facts.person.id, name, step, day, interview, at=facts.now)
    later = replace(_answered(facts), actions=(*facts.actions, action))
    say = "plan.added-two" if len(later.plan) >= AT_ONCE else "plan.added"
    whole = plan.shown(later, *before, Message(facts.person.id, say))
    settled = () if any(isinstance(change, Ask) for change in whole.changes) else (Settle(),)
    return replace(whole, changes=(AddAction(action), *settled, *whole.changes))


def _answered(facts: Facts) -> Facts:
    """The question about the day is over once there is one."""
    ours = facts.question is not None and facts.question.name == QUESTION
    return replace(facts, question=None) if ours else facts


def _ask(
    facts: Facts, extra: str, interview: int, say: str, *before: Outgoing, days: list[date] | None = None
) -> Decision:
    name, _, step = extra.partition(".")
    theme = facts.library.themes.get(name)
    if theme is None or step not in theme.steps:
        return Decision((Message(facts.person.id, "notes.over"),), (Settle(),))
    values = {"step": facts.library.label(theme.label(step), facts.person.language)}
    rows = choices.rows(*_days(facts, extra, interview, days or _soon(facts)))
    question = Question(QUESTION, interview, {"step": extra}, asked_at=facts.now)
    return Decision((*before, Message(facts.person.id, say, values, rows)), (Ask(question),))


def _soon(facts: Facts) -> list[date]:
    """The next days, all of them before the next interview where there is time."""
    today, coming = facts.local_now.date(), ahead.interview(facts)
    days = [today + timedelta(days=count) for count in _SOON]
    if coming is not None and coming.starts_at is not None:
        last = local(coming.starts_at, facts.person.zone).date()
        days = [day for day in days if day < last] or [today]
    return days[-_OFFERED:]


def _days(facts: Facts, extra: str, interview: int, days: list[date]) -> tuple[Button, ...]:
    return tuple(_day(facts, extra, interview, day) for day in days)


def _day(facts: Facts, extra: str, interview: int, day: date) -> Button:
    words = {"when": spoken.day(facts, day)}
    return Button("button.moment", "plan.step", interview, day.toordinal(), extra, words)
