"""What is said first where feedback is about who somebody is, and not about how they work."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.change import Change
from bot.domain.decision import Decision, Message, Outgoing
from bot.domain.facts import Facts
from bot.domain.form import Form
from bot.domain.note import Note
from bot.talk import reading
from bot.understand import feedback

_PAGES = {"who": "discrimination", "health": "adjustments"}
_NOT_THEIRS = frozenset({"from"})
"""Answers that are never about the person."""


def touched(facts: Facts, words: str) -> frozenset[str]:
    """What the words touch, so that no plan may: «who», «health»."""
    return feedback.touched(words, facts.library.phrases_of(facts.person.language))


def first(facts: Facts, form: Form, before: Note, told: Mapping[str, str]) -> Decision:
    """The pages that come before all else; nothing, if the words touch nothing, or if they were shown."""
    if not form.plan:
        return Decision()
    new = touched(facts, _all(told)) - touched(facts, _all(before.words))
    messages: tuple[Outgoing, ...] = ()
    changes: tuple[Change, ...] = ()
    for what in sorted(new, reverse=True):
        page = reading.topic(facts, _PAGES[what], before.interview)
        messages, changes = (*messages, *page.messages), (*changes, *page.changes)
    if not new:
        return Decision()
    return Decision((Message(facts.person.id, "feedback.not-yours"), *messages), changes)


def _all(words: Mapping[str, str]) -> str:
    return "\n".join(text for name, text in words.items() if name not in _NOT_THEIRS)
