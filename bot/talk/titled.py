"""Buttons that open a page of the guide, named by its title."""

from __future__ import annotations

from bot.domain.decision import Button
from bot.domain.facts import Facts
from bot.talk import choices


def page(facts: Facts, topic: str, about: int = 0) -> Button:
    """The button that opens one page, about one interview; 0: about none. KeyError: no such page."""
    title = {"what": facts.library.on_button(topic, facts.person.language)}
    return Button("button.topic", "guide.show", about, extra=topic, values=title)


def pages(facts: Facts, *topics: str, about: int = 0) -> tuple[Button, ...]:
    """The buttons of these pages, as far as the library has them."""
    there = frozenset(facts.library.ids("guidance"))
    return tuple(page(facts, topic, about) for topic in topics if topic in there)


def called(facts: Facts, words: str) -> str:
    """The page whose title the words are; empty: none has that title."""
    language = facts.person.language
    for topic in facts.library.ids("guidance"):
        names = {facts.library.title(topic, language), facts.library.on_button(topic, language)}
        if any(choices.alike(words, name) for name in names):
            return topic
    return ""
