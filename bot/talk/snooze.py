"""A reminder at another moment: later today, tomorrow, next week, or when the person says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain import by_step, etiquette, plan, spoken
from bot.domain.calendar import instant, is_quiet, local
from bot.domain.change import Ask, Settle, SnoozeNudge, UnskipNudge, UnsnoozeNudge
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Key, Snooze
from bot.domain.question import Question
from bot.talk import choices, meaning
from bot.talk.choices import GONE
from bot.understand import dates
from bot.understand.dates import Context, When

QUESTION = "snooze.when"
_HOURS = timedelta(hours=4)
"""How much later «later today» is."""
_FURTHEST = timedelta(days=180)
_IN_SIGHT = timedelta(days=3)
"""For how long a reminder that came is what such words are about."""
_REMIND = r"\b(?:remind|nudge|ping) me\b"
_LEAD = r"^\W*(?:(?:please|ok|can|could|will|would|you|just)\W+)*"
_AGAIN = re.compile(rf"{_REMIND}|{_LEAD}ask me\b", re.IGNORECASE)
_THEN = re.compile(rf"{_LEAD}(?:tell|text|message|try) me\b", re.IGNORECASE)
"""A wish for a reminder only beside a moment: «tell me more» is none."""
_ANOTHER_WISH = re.compile(
    r"\b(?:don.?t|do not|never|stop|no need|no longer)\b|"
    r"\bme (?:what|who|whom|of|how|when|where|which|why|if|whether)\b",
    re.IGNORECASE,
)
_OF_THEIRS = re.compile(rf"{_REMIND}.*\b(?:to|about) (?!the \d)[a-z]", re.IGNORECASE)
_DAYS = {"tomorrow": 1, "week": 7}


def told(facts: Facts, said: Said) -> Decision | None:
    """«Remind me in two hours»: the newest reminder, then. None: no such wish.

    Nothing of theirs is kept to be reminded of, and that is said.
    """
    again = _AGAIN.search(said.words)
    if said.forwarded or not (again or _THEN.search(said.words)) or _ANOTHER_WISH.search(said.words):
        return None
    key = None if _OF_THEIRS.search(said.words) else _newest(facts)
    until = _read(facts, said, key) if key else None
    if key and until and facts.now < until <= facts.now + _FURTHEST:
        return _put_off(facts, key, until)
    if key and again:
        return ask(facts, choices.press(said, Button("", "snooze.ask", extra=Key(key).short)))
    # Alone, such words are nearest to «stop reminding me», which nobody has said.
    if _OF_THEIRS.search(said.words) or (again and meaning.surely(facts, said.words) == "stop-nudges"):
        see = Button("button.show-nudges", "nudges.show")
        return Decision((Message(facts.person.id, "snooze.theirs", buttons=((see,),)),))
    return None


def ask(facts: Facts, press: Press) -> Decision:
    """When shall it come instead? A question that has gathered answers keeps its place."""
    key = _key(facts, press.extra)
    if key is None:
        return GONE
    if not (offered := _offered(facts, key)):
        return Decision((*choices.used(press), _stays(facts, key) or Message(facts.person.id, "snooze.over")))
    under_way = facts.question is not None and facts.question.gathers and facts.question.name != QUESTION
    asked = () if under_way else (_asking(facts, key),)
    return Decision((*choices.used(press), Message(facts.person.id, "snooze.ask", buttons=offered)), asked)


def pick(facts: Facts, press: Press) -> Decision:
    """One of the moments that are offered, or the wish for another."""
    short, _, choice = press.extra.partition("=")
    key = _key(facts, short)
    if key is None:
        return GONE
    used = choices.used(press)
    if choice == "pick":
        return Decision((*used, Message(facts.person.id, "snooze.pick")), (_asking(facts, key),))
    until = dict(_moments(facts, key, _ahead(facts, key))).get(choice)
    if until is None:
        return ask(facts, press)
    comes = etiquette.put_off(Snooze(key, _times(facts, key), until), facts)
    return _put_off(facts, key, comes or until, *used)  # the button said when it would come


def answered(facts: Facts, said: Said) -> Decision:
    """The label or the number of a choice, or a day and a time in words."""
    key = _key(facts, facts.question.draft.get("nudge", "") if facts.question else "")
    if key is None:
        return Decision((Message(facts.person.id, "snooze.over"),), (Settle(),), missed=True)
    offered = _offered(facts, key)
    if not said.words.strip() or said.forwarded:
        return Decision((Message(facts.person.id, "snooze.ask", buttons=offered),), missed=said.forwarded)
    press = choices.typed(facts, said, choices.flat(offered))
    if press:
        return pick(facts, press)
    until = _read(facts, said, key)
    if until is None:
        again = Message(facts.person.id, "snooze.again", buttons=offered)
        return Decision((again,), missed=True)
    if not facts.now < until <= facts.now + _FURTHEST:
        return Decision((Message(facts.person.id, "snooze.wrong-day", buttons=offered),))
    return _put_off(facts, key, until)


def undo(facts: Facts, press: Press) -> Decision:
    """It is not put off after all: what waited comes at its own time, what had come does not come again."""
    snooze = next((s for s in facts.snoozes if Key(s.key).short == press.extra), None)
    if snooze is None:
        return GONE
    told = {told.key: told for told in facts.told}
    own = told.get(snooze.key)
    back = own is not None and own.fate is Fate.SKIPPED and own.due > facts.now
    values = {"when": spoken.moment(facts, own.due)} if own and back else {}
    said = Message(facts.person.id, "snooze.undone", values)
    returning = (UnskipNudge(snooze.key),) if back else ()
    return Decision((*choices.used(press), said), (UnsnoozeNudge(snooze.key), *returning))


def _put_off(facts: Facts, key: str, until: datetime, *before: Outgoing) -> Decision:
    snooze = Snooze(key, _times(facts, key), until)
    comes = etiquette.put_off(snooze, facts)
    settled = (Settle(),) if facts.question is not None and facts.question.name == QUESTION else ()
    if comes is None:
        late = _stays(facts, key) or Message(facts.person.id, "snooze.too-late")
        return Decision((*before, late), settled)
    back = Button("button.undo-snooze", "snooze.undo", extra=Key(key).short)
    values = {"when": spoken.moment(facts, comes)}
    moved = "snooze.done-moved" if comes > until else "snooze.done"
    told = Message(facts.person.id, moved, values, ((back,),))
    return Decision((*before, told), (SnoozeNudge(snooze), *settled))


def _stays(facts: Facts, key: str) -> Message | None:
    """What is said of one that only helps at its own time, which lies ahead. None: that time is over."""
    own = _ahead(facts, key)
    if own is None or all(nudge.key != key for nudge in plan.plan(facts)):
        return None
    return Message(facts.person.id, "snooze.stays", {"when": spoken.moment(facts, own)})


def _ahead(facts: Facts, key: str) -> datetime | None:
    """When a nudge will really come, or would have before it was put off, UTC. None: that time is over."""
    comes = (nudge.due for nudge in etiquette.upcoming(facts) if nudge.key == key)
    own = (told.due for told in facts.told if told.key == key)
    return next((moment for moment in (*comes, *own) if moment > facts.now), None)


def _asking(facts: Facts, key: str) -> Ask:
    return Ask(Question(QUESTION, draft={"nudge": Key(key).short}, asked_at=facts.now))


def _key(facts: Facts, short: str) -> str | None:
    """The key under which a nudge was planned. None: there is none such, or it was called off."""
    alive = (told for told in facts.told if not told.fate.may_return)
    return next((Key(told.key).own for told in alive if short and Key(told.key).short == short), None)


def _newest(facts: Facts) -> str | None:
    """The key of the reminder that came last, if that was in these days. None: none did."""
    came = [t for t in facts.told if t.fate.arrived and facts.ago(t.at) <= _IN_SIGHT]
    last = max(came, key=lambda told: told.at or facts.now, default=None)
    return Key(last.key).own if last else None


def _times(facts: Facts, key: str) -> int:
    """The number of this wish. One whose moment has not come yet is changed, not followed by another."""
    last = next((snooze for snooze in facts.snoozes if snooze.key == key), None)
    if last is None:
        return 1
    fate = next((told.fate for told in facts.told if told.key == last.later), Fate.WAITING)
    return last.times + 1 if fate.ended else last.times


def _offered(facts: Facts, key: str) -> Rows:
    """The moments at which it would really come, each on a button, and the wish for another."""
    found: dict[datetime, Button] = {}
    short, times, ahead = Key(key).short, _times(facts, key), _ahead(facts, key)
    for name, moment in _moments(facts, key, ahead):
        comes = etiquette.put_off(Snooze(key, times, moment), facts)
        if comes is not None and comes not in found:
            label = f"button.snooze-{name if comes == moment and ahead is None else 'moved'}"
            extra = f"{short}={name}"
            found[comes] = Button(label, "snooze.pick", extra=extra, values=_said(facts, comes))
    other = Button("button.snooze-pick", "snooze.pick", extra=f"{short}=pick")
    return choices.rows(*found.values(), other) if found else ()


def _said(facts: Facts, moment: datetime) -> dict[str, str]:
    there = local(moment, facts.person.zone)
    clock = there.time().replace(second=0, microsecond=0)
    return {"day": spoken.day(facts, there.date()), "clock": spoken.clock(facts, clock)}


def _moments(facts: Facts, key: str, ahead: datetime | None) -> Iterator[tuple[str, datetime]]:
    """Some hours, a day and a week from now; from its own time, where that still lies ahead."""
    start = ahead or facts.now
    today, soon = local(start, facts.person.zone).date(), _quarter(start + _HOURS)
    if local(soon, facts.person.zone).date() == today and not is_quiet(soon, facts.person):
        yield "today", soon
    clock = by_step.clock(key, facts)
    for name, days in _DAYS.items():
        yield name, instant(today + timedelta(days=days), clock, facts.person.zone)


def _read(facts: Facts, said: Said, key: str) -> datetime | None:
    """The moment that the words name: a day alone means the reminder's own time of day."""
    zone = facts.person.zone
    found = dates.read(said.words, said.origin.at, zone, Context.FUTURE)
    if isinstance(found, When):
        clock = found.clock or by_step.clock(key, facts)
        return instant(found.day, clock, zone)
    today = local(said.origin.at, zone).date()
    timed = dates.at_time(today, said.words, said.origin.at, zone, Context.FUTURE)
    return instant(today, timed.clock, zone) if isinstance(timed, When) and timed.clock else None


def _quarter(moment: datetime) -> datetime:
    """The next full quarter of an hour."""
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not over else moment - over + timedelta(minutes=15)
