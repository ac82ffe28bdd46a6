"""/goal: how many applications a week somebody wants to make. Theirs to set, change and drop."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import Ask, KeepPerson, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import applying, choices, counted, log
from bot.talk.choices import GONE

QUESTION = "goal.number"
MOST = 50
_OFFERED = (1, 2, 3, 5)


def goal(facts: Facts, event: Command) -> Decision:
    """«/goal», alone or with a number."""
    number = _number(facts, event.words)
    if number is None:
        return _asking(facts, *log.left_behind(facts))
    return _set(facts, number)


def ask(facts: Facts, press: Press) -> Decision:
    """The button that sets or changes it."""
    return _asking(facts, *choices.used(press), *log.left_behind(facts))


def pick(facts: Facts, press: Press) -> Decision:
    """The button of a number; 0 drops the goal."""
    number = _number(facts, press.extra)
    return GONE if number is None or number > MOST else _set(facts, number, *choices.used(press))


def answered(facts: Facts, said: Said) -> Decision:
    """A number in words. It is that many a week, not the number of a button."""
    press = None if said.forwarded else choices.named(facts, said, choices.flat(_buttons(facts)))
    if press is not None:
        return pick(facts, press)
    number = None if said.forwarded else _number(facts, said.words)
    if number is not None:
        return _set(facts, number)
    missed = bool(said.words.strip())
    say = "goal.again" if missed else "goal.ask"
    return Decision((Message(facts.person.id, say, _now(facts), _buttons(facts)),), missed=missed)


def _asking(facts: Facts, *before: Outgoing) -> Decision:
    asked = Message(facts.person.id, "goal.ask", _now(facts), _buttons(facts))
    return Decision((*before, asked), (Ask(Question(QUESTION, asked_at=facts.now)),))


def _set(facts: Facts, number: int, *before: Outgoing) -> Decision:
    if number > MOST:
        many = Message(facts.person.id, "goal.many", {"most": str(MOST)})
        return Decision((*before, many), (Ask(Question(QUESTION, asked_at=facts.now)),))
    ours = facts.question is not None and facts.question.name == QUESTION
    settled = (Settle(),) if ours else ()
    kept = KeepPerson(replace(facts.person, weekly_goal=number or None))
    if not number:
        return Decision((*before, Message(facts.person.id, "goal.dropped")), (kept, *settled))
    applied = Button("button.add-application", "applied.ask")
    values = {"goal": counted.applications(facts, number)}
    done = Message(facts.person.id, "goal.set", values, choices.rows(applied, *applying.again(facts)))
    return Decision((*before, done), (kept, *settled))


def _buttons(facts: Facts) -> Rows:
    numbers = (
        Button(f"button.goal-{number}", "goal.pick", extra=str(number))
        for number in _OFFERED
        if number != facts.person.weekly_goal
    )
    drop = (Button("button.drop-goal", "goal.pick", extra="0"),) if facts.person.weekly_goal else ()
    return (*choices.rows(*numbers, across=2), *choices.rows(*drop))


def _now(facts: Facts) -> dict[str, str]:
    number = facts.person.weekly_goal
    return {"goal": counted.applications(facts, number)} if number else {}


def _number(facts: Facts, words: str) -> int | None:
    """The first number among few words; a no is none at all. None: no number is there."""
    if choices.means(facts, words, "no"):
        return 0
    said = [word.strip(".,!") for word in words.casefold().split()]
    found = [int(word[:4]) for word in said if word.isascii() and word.isdigit()]
    named = [_WORDS[word] for word in said if word in _WORDS]
    return next(iter((*found, *named)), None) if len(said) <= 6 else None


_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "zero": 0}
