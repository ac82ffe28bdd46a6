"""/applied: jobs that somebody applied for, in a line each."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.application import Application
from bot.domain.calendar import instant
from bot.domain.change import AddApplication, Ask, DropApplication, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.progress import unanswered
from bot.domain.question import Question
from bot.talk import applications, checklist, choices, counted, log, meaning, menus
from bot.talk.choices import GONE
from bot.talk.progress import progress
from bot.understand import interview as lines
from bot.understand.dates import Context, When
from bot.understand.interview import EMPLOYER_LIMIT, ROLE_LIMIT
from bot.understand.words import clean

QUESTION = "applied.what"
AT_ONCE = 12
"""How many applications one message may tell of."""
_LONG_AGO = timedelta(days=90)
"""A day before that is more likely one that they are to decide by."""
_I_APPLIED = r"\s*(?:i(?:['’]?ve| have)?\s+)?(?:also\s+|just\s+)?applied"
_BEGINS = re.compile(_I_APPLIED + r"\s*(?::|(?:for|to|as)\b)", re.IGNORECASE)
_COLON = re.compile(_I_APPLIED + r"\s*:", re.IGNORECASE)
_LINE = re.compile(r"[\n;]+")
_WITHIN = re.compile(r"\s*,\s*|\s+and\s+|\s*&\s+", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:at|with|for)\b|@", re.IGNORECASE)


def applied(facts: Facts, event: Command) -> Decision:
    """«/applied», alone or with what it was: one job or several, or only how many."""
    if not event.words.strip():
        return _asking(facts, *log.left_behind(facts))
    return _noted(facts, event.words, event.origin.at)


def ask(facts: Facts, press: Press) -> Decision:
    """The button that adds one."""
    return _asking(facts, *choices.used(press), *log.left_behind(facts))


def told(facts: Facts, said: Said) -> Decision | None:
    """«Applied: care assistant at Sunrise», without being asked. None: the words do not begin so."""
    begins = _COLON.match(said.words)
    words = said.words[begins.end() :] if begins else ""
    return _noted(facts, words, said.origin.at) if words.strip() else None


def mentioned(facts: Facts, said: Said) -> Decision | None:
    """«I applied for baker at Crumbs», in passing. None: job and employer are not both told."""
    found = None if "interview" in said.words.casefold() else _BEGINS.match(said.words)
    if found is None:
        return None
    words = said.words[found.end() :]
    sketch = lines.read(" ".join(words.split()), said.origin.at, facts.person.zone, Context.PAST)
    return _noted(facts, words, said.origin.at) if sketch.role and sketch.employer else None


def answered(facts: Facts, said: Said) -> Decision:
    """What they applied for. Words that plainly ask for something else are no answer."""
    press = None if said.forwarded else choices.named(facts, said, _offered(facts))
    if press is not None:
        return _OFFERED[press.action](_unasked(facts), press)
    begins = _BEGINS.match(said.words)
    words = said.words[begins.end() :] if begins else said.words
    best = next(iter(meaning.guesses(facts, words)), None)
    asks = best is not None and best.score >= meaning.SURE and best.id != "log-interview"
    if words.strip() and (begins or not asks):
        return _noted(facts, words, said.origin.at)
    missed = bool(words.strip())
    again = Message(facts.person.id, "applied.again" if missed else "applied.ask")
    return Decision((again,), missed=missed)


def show(facts: Facts, press: Press) -> Decision:
    """What one message told, once more; id: the first, version: how many."""
    kept = _of(facts, press)
    return Decision((_told(facts, kept, "applied.noted"),)) if kept else GONE


def undo(facts: Facts, press: Press) -> Decision:
    """The button that takes back what one message told; id: the first, version: how many."""
    gone = _of(facts, press)
    if not gone:
        return GONE
    done = Message(facts.person.id, "applied.undone")
    return Decision((*choices.used(press), done), tuple(DropApplication(one.id) for one in gone))


def _asking(facts: Facts, *before: Outgoing) -> Decision:
    asked = Message(facts.person.id, "applied.ask", buttons=choices.rows(*_offered(facts)))
    return Decision((*before, asked), (Ask(Question(QUESTION, asked_at=facts.now)),))


def _offered(facts: Facts) -> tuple[Button, ...]:
    waiting = (facts.library.button("see-applications"),) if unanswered(facts) else ()
    names = ("check-one-application", "see-progress")
    return (*waiting, *(facts.library.button(name) for name in names))


def _noted(facts: Facts, words: str, at: datetime) -> Decision:
    """Writes them down, says which, and how the week stands."""
    found = _read(facts, words, at)
    if not found:
        return Decision((Message(facts.person.id, "applied.again"),))
    kept = found[:AT_ONCE]
    known = replace(facts, applications=(*facts.applications, *kept))
    say = "applied.cut" if len(found) > AT_ONCE else "applied.noted"
    again = Button("", "applied.show", kept[0].id, len(kept))
    noted = menus.stays(_unasked(facts), again, Decision((_told(known, kept, say),)))
    added = tuple(AddApplication(one) for one in kept)
    settled = (Settle(),) if facts.question and facts.question.name == QUESTION else ()
    return replace(noted, changes=(*added, *(noted.changes or settled)))


def _told(facts: Facts, kept: list[Application], say: str) -> Message:
    values = {"jobs": _named(facts, kept), "week": counted.week(facts), "most": str(AT_ONCE)}
    return Message(facts.person.id, say, values, _after(facts, kept))


def _unasked(facts: Facts) -> Facts:
    """The facts without our own question, which has its answer now."""
    ours = facts.question is not None and facts.question.name == QUESTION
    return replace(facts, question=None) if ours else facts


def _of(facts: Facts, press: Press) -> list[Application]:
    ids = range(press.id, press.id + min(press.version, AT_ONCE))
    return [one for one in facts.applications if one.id in ids]


def _after(facts: Facts, kept: list[Application]) -> Rows:
    back = Button("button.undo-applied", "applied.undo", kept[0].id, len(kept))
    told = [one for one in kept if one.role or one.employer]
    came = Button("button.what-came-of-it", "applications.about", kept[0].id)
    waiting = (came if len(kept) == 1 else facts.library.button("see-applications"),) if told else ()
    return choices.rows(back, *waiting, facts.library.button("see-progress"))


def _named(facts: Facts, kept: list[Application]) -> str:
    """The jobs, a line each; only how many, where nothing is known of them."""
    if not any(one.role or one.employer for one in kept):
        return counted.applications(facts, len(kept))
    both = "applied.job"
    return "\n".join(
        facts.library.label(both, facts.person.language, {"role": one.role, "employer": one.employer})
        for one in kept
    )


def _read(facts: Facts, words: str, at: datetime) -> list[Application]:
    """Every application that the words tell of; one more than fits says that there were more."""
    digits = words.strip().rstrip(".")
    if digits.isascii() and digits.isdigit():
        number = min(int(digits[:3]), AT_ONCE + 1)
        return [Application(facts.new_id(nth), facts.person.id, at=facts.now) for nth in range(number)]
    parts = [part for line in _LINE.split(words) for part in _apart(line) if any(map(str.isalnum, part))]
    return [_one(facts, part, at, nth) for nth, part in enumerate(parts[: AT_ONCE + 1])]


def _apart(line: str) -> list[str]:
    """«Porter at St Mary's, baker at Crumbs» is two jobs; «Baker, Crumbs» is one."""
    parts = _WITHIN.split(line)
    return parts if len(parts) > 1 and all(_WHERE.search(part) for part in parts) else [line]


def _one(facts: Facts, words: str, at: datetime, nth: int) -> Application:
    sketch = lines.read(" ".join(words.split()), at, facts.person.zone, Context.PAST)
    role, employer = sketch.role or "", sketch.employer or ""
    if not role and not (employer[:1].isupper() or _WHERE.search(words)):
        role, employer = " ".join(words.split()), ""  # «the one my aunt sent me»: as they call it
    return Application(
        id=facts.new_id(nth),
        person=facts.person.id,
        role=clean(role, ROLE_LIMIT),
        employer=clean(employer, EMPLOYER_LIMIT),
        at=_moment(facts, sketch.when),
    )


def _moment(facts: Facts, when: object) -> datetime:
    """When it was made: noon of a day not long ago, if they named one; else now."""
    today = facts.local_now.date()
    if not isinstance(when, When) or not today - _LONG_AGO <= when.day < today:
        return facts.now
    return instant(when.day, time(12, 0), facts.person.zone)


_OFFERED = {
    "applications.list": applications.listed,
    "checklist.open": checklist.open_,
    "progress.show": progress,
}
"""What the buttons under the question do when somebody types them."""
