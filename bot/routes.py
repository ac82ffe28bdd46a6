"""The table of contents: which event goes to which function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.domain import event as e
from bot.domain.decision import Decision
from bot.domain.event import Command, Event, Personal, Press, Said
from bot.domain.facts import Facts
from bot.talk import (
    advisor,
    afresh,
    browsing,
    cancel,
    choices,
    delete,
    desk,
    doors,
    keeping,
    listing,
    log,
    lookup,
    menus,
    named,
    offered,
    plain,
    planned,
    reminded,
    result,
    retold,
    safety,
    screens,
    signposts,
    start,
    status,
    support,
    theirs,
    things,
)
from bot.talk import next as onward

COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "start": start.start,
    "help": start.help_,
    "log": log.log,
    "result": result.result,
    "list": listing.listing,
    "next": onward.whats_next,
    **lookup.COMMANDS,
    "advisor": advisor.start,
    "support": support.support,
    "delete": delete.ask,
    "cancel": cancel.cancel,
    "status": status.status,
    **keeping.COMMANDS,
    **theirs.COMMANDS,
    **planned.COMMANDS,
    **offered.COMMANDS,
    **reminded.COMMANDS,
}
"""What a person can type in the private chat, after the slash."""

DESK_COMMANDS: Mapping[str, Callable[[Facts, Command], Decision]] = {"queue": desk.queue, "help": desk.guide}
"""What an advisor can type in the advisors' group."""

BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "log.begin": log.begin,
    "log.pick": log.pick,
    "list.more": listing.more,
    "list.change": listing.change,
    "list.move": listing.move,
    "list.delete": listing.delete,
    "list.delete-really": listing.delete_really,
    "list.keep": listing.keep,
    "result.ask": lambda facts, press: result.ask(facts, *choices.used(press)),
    "result.about": result.about,
    "result.record": result.record,
    "result.correct": result.correct,
    "result.undo": result.undo,
    "next.show": onward.whats_next,
    "plain.pick": plain.pick,
    **lookup.BUTTONS,
    "signposts.show": signposts.show,
    "wish.about": advisor.picked,
    "wish.suits": advisor.picked,
    "wish.how": advisor.picked,
    "wish.edit": advisor.picked,
    "advisor.start": advisor.start,
    "advisor.send": advisor.send,
    "advisor.edit": advisor.edit,
    "advisor.drop": advisor.drop,
    "advisor.change": advisor.change,
    "advisor.withdraw": advisor.withdraw,
    "advisor.reply": advisor.reply,
    "safety.help": safety.help_now,
    "safety.more": support.more,
    "safety.carry-on": safety.carry_on,
    "support.nation": support.nation,
    "support.close": support.close,
    **keeping.BUTTONS,
    **theirs.BUTTONS,
    **planned.BUTTONS,
    **offered.BUTTONS,
    **reminded.BUTTONS,
}
"""What the buttons of the private chat do."""

DESK_BUTTONS: Mapping[str, Callable[[Facts, Press], Decision]] = {
    "desk.claim": desk.claim,
    "desk.reached": desk.reached,
    "desk.no-answer": desk.no_answer,
    "desk.give-back": desk.give_back,
    "desk.number": desk.number,
}
"""What the buttons of the advisors' group do; anywhere else they do nothing."""

QUESTIONS: Mapping[str, Callable[[Facts, Said], Decision]] = {
    "log": log.said,
    "result.which": result.said,
    "result.what": result.said,
    "plain.guess": plain.answered,
    "support.where": support.answered,
    **lookup.QUESTIONS,
    "delete.sure": delete.answered,
    "advisor.about": advisor.told,
    "advisor.suits": advisor.told,
    "advisor.how": advisor.told,
    "advisor.edit": advisor.told,
    "advisor.check": advisor.told,
    "advisor.number": advisor.told_number,
    "advisor.reply": advisor.replied,
    **keeping.QUESTIONS,
    **theirs.QUESTIONS,
    **planned.QUESTIONS,
    **offered.QUESTIONS,
    **reminded.QUESTIONS,
}
"""Who reads the answer to a question. Empty words ask the question once more."""

_FIRST = (
    "log",
    "result",
    "list",
    "next",
    "guide",
    "emails",
    "offer",
    "notes",
    "feedback",
    "plan",
    "prepare",
    "applied",
    "progress",
    "goal",
    "advisor",
    "nudges",
    "pause",
    "resume",
    "support",
    "settings",
    "privacy",
    "export",
    "cancel",
    "help",
)
"""What the menu of the private chat shows, most wanted first; «delete» comes last."""

PUBLIC_COMMANDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "private": tuple((name, f"command.{name}") for name in (*_FIRST, "delete")),
    "desk": tuple((name, f"command.desk.{name}") for name in DESK_COMMANDS),
}
"""The menus that Telegram shows: for each scope a command and the id of its description, in order."""

ACTIONS = frozenset({*BUTTONS, *DESK_BUTTONS})
"""Everything a button may do."""

forgotten = delete.forgotten
"""What comes of a very long silence: everything of a person goes."""

_FRESH = timedelta(days=1)
"""An older question is no longer on anybody's mind."""

TEXTS = named.ids() | {words for menu in PUBLIC_COMMANDS.values() for _, words in menu}
"""Every text that the code says by name."""


def decide(facts: Facts, event: Event) -> Decision:
    """What one event brings about. In a private chat a sign of danger in any words comes before all else."""
    if isinstance(event, e.Ignored):
        return Decision()
    if isinstance(event, e.Moved):
        return desk.moved(facts, event)
    if not event.origin.private:
        return _at_desk(facts, event) if event.origin.chat == facts.desk else doors.elsewhere(facts, event)
    heard = safety.hear(facts, event)
    if heard is None or not heard.level:
        return _answer(facts, event)
    facts = safety.noted(facts, heard)
    first, wanted = safety.first(facts, event, heard), safety.still_wanted(facts, event, heard)
    if wanted is None:
        return first
    answer = _answer(facts, wanted)
    return _joined(safety.unless_said(first, answer), answer)


def urgent(facts: Facts, event: Event) -> bool:
    """Whether an event must not wait for its turn: words of danger, or the button that asks for help."""
    if isinstance(event, e.Ignored | e.Moved) or not event.origin.private:
        return False
    if isinstance(event, Press):
        return event.action == "safety.help"
    heard = safety.hear(facts, event)
    return heard is not None and safety.grave(heard)


def _answer(facts: Facts, event: Personal) -> Decision:
    match event:
        case Command():
            return COMMANDS.get(event.name, doors.unknown_command)(facts, event)
        case Press():
            done = BUTTONS.get(event.action, doors.gone)(facts, event)
            return _asked_again(facts, event, done) if event.action == "safety.carry-on" else done
        case Said():
            return things.captioned(facts, event, _said(facts, event))
        case e.Number():
            return advisor.number(facts, event)
        case e.Thing():
            told = things.thing(facts, event)
            return _asked_again(facts, event, told) if told.messages else told
        case e.Edited():
            return doors.edited(facts, event)
        case e.Blocked():
            return doors.blocked(facts, event)
        case e.Returned():
            return doors.returned(facts, event)
        case e.Invited() | e.Moved():
            return Decision()
        case _:
            assert_never(event)


def _said(facts: Facts, said: Said) -> Decision:
    """An answer to what we asked; else whatever the words mean."""
    answer = safety.still_here(facts, said) if safety.unsettled(facts) else screens.typed(facts, said)
    if answer is not None:
        return screens.in_words(said, _answer(facts, answer)) if isinstance(answer, Press) else answer
    if facts.question and facts.question.name == menus.QUESTION:
        return _after_menu(facts, said)
    read = QUESTIONS.get(facts.question.name) if facts.question else None
    if read and choices.means(facts, said.words, "cancel"):
        return cancel.cancel(facts, Command(said.origin, "cancel"))
    done = afresh.said(facts, said) or (read or retold.said)(facts, said)
    return (plain.instead(facts, said) if done.missed else None) or done


def _after_menu(facts: Facts, said: Said) -> Decision:
    """What the words pick from the menu that is open; else whatever they mean."""
    press = browsing.typed(facts, said, BUTTONS)
    if press:
        return BUTTONS[press.action](facts, press)
    if choices.means(facts, said.words, "cancel") and not choices.means(facts, said.words, "stop"):
        return cancel.cancel(facts, Command(said.origin, "cancel"))
    return plain.without_question(menus.missed(facts, said, plain.said(facts, said)))


def _asked_again(facts: Facts, event: Press | e.Thing, done: Decision) -> Decision:
    """After the card, or a picture instead of words: the question that was just being asked, once more."""
    question = facts.question
    old = question is not None and question.asked_at is not None and facts.ago(question.asked_at) > _FRESH
    read = QUESTIONS.get(question.name) if question and not old and not plain.asks(done) else None
    return _joined(done, read(facts, Said(event.origin, ""))) if read else done


def _at_desk(facts: Facts, event: Personal) -> Decision:
    """Advisors talk with each other: only what is meant for us is answered."""
    match event:
        case Command():
            return DESK_COMMANDS.get(event.name, desk.guide)(facts, event)
        case Press():
            return DESK_BUTTONS.get(event.action, doors.gone)(facts, event)
        case Said():
            return desk.wrote(facts, event)
        case e.Thing() | e.Edited():
            return desk.not_words(facts, event)
        case e.Invited():
            return desk.greeting(facts, event)
        case _:
            return Decision()


def _joined(first: Decision, then: Decision) -> Decision:
    both = Decision((*first.messages, *then.messages), (*first.changes, *then.changes))
    return replace(then, messages=both.messages, changes=both.changes)
