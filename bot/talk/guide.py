"""/guide: from groups of topics to a topic to its page, by buttons or by words."""

from __future__ import annotations

from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.talk import choices, finding, menus, reading, titled
from bot.talk.choices import GONE

_MOST = 6
"""How many buttons a menu of pages has at most."""
_ALL = Button("button.all-topics", "guide.open")


def guide(facts: Facts, event: Command) -> Decision:
    """«/guide», alone or with what it should be about."""
    return find(facts, event.words) if event.words.strip() else _groups(facts)


def open_(facts: Facts, _: Command | Press) -> Decision:
    """The button that opens the guide."""
    return _groups(facts)


def group(facts: Facts, event: Press) -> Decision:
    """The button of a group: its topics, as many as fit; extra: the group, and where to go on in it."""
    name, _, start = event.extra.partition(".")
    topics = _topics(facts, name)
    at = int(start) if start.isascii() and start.isdigit() else 0
    if at >= len(topics):
        return GONE
    shown, onward = _part(topics, at)
    more = (Button("button.more-topics", "guide.group", extra=f"{name}.{at + len(shown)}"),) if onward else ()
    others = () if onward or len(shown) == _MOST else (_ALL,)
    title = facts.library.label(f"guide.group.{name}", facts.person.language)
    values = {"title": title, "topics": _lines(facts, shown)}
    buttons = choices.rows(*titled.pages(facts, *shown), *more, *others)
    listed = Message(facts.person.id, "guide.group", values, buttons)
    return menus.stays(facts, Button("", "guide.group", extra=event.extra), Decision((listed,)))


def related(facts: Facts, event: Press) -> Decision:
    """The button under a page that shows what goes with it."""
    if event.extra not in facts.library.ids("guidance"):
        return GONE
    about = event.id if facts.interview(event.id) else 0
    language = facts.person.language
    others = titled.pages(facts, *facts.library.related(event.extra, language), about=about)[: _MOST - 1]
    if not others:
        return _groups(facts)
    values = {
        "title": facts.library.title(event.extra, language),
        "topics": _lines(facts, [button.extra for button in others]),
    }
    listed = Message(facts.person.id, "guide.related", values, choices.rows(*others, _ALL))
    return menus.stays(facts, Button("", "guide.related", about, extra=event.extra), Decision((listed,)))


def find(facts: Facts, words: str) -> Decision:
    """The page that the words name or mean; where several may be meant, a menu of them."""
    found = finding.pages(facts, words)
    if len(found) == 1:
        return reading.topic(facts, found[0])
    if not found:
        return _groups(facts, "guide.not-found")
    shown = found[: _MOST - 1]
    values = {"topics": _lines(facts, shown)}
    listed = Message(facts.person.id, "guide.found", values, choices.rows(*titled.pages(facts, *shown), _ALL))
    kept = " ".join(words.split())[:200]
    return menus.stays(facts, Button("", "guide.find"), Decision((listed,)), kept)


def found_again(facts: Facts, _: Press) -> Decision:
    """What was found for the words that somebody typed last."""
    words = menus.words(facts, "guide.find", 0, "")
    return find(facts, words) if words else _groups(facts)


def group_of(facts: Facts, topic: str) -> str:
    """The group in which a page stands; empty: in none."""
    return next((name for name, topics in facts.library.groups.items() if topic in topics), "")


def _groups(facts: Facts, say: str = "guide.groups") -> Decision:
    names = [name for name in facts.library.groups if _topics(facts, name)]
    buttons = [Button(f"guide.group.{name}", "guide.group", extra=name) for name in names]
    message = Message(facts.person.id, say, buttons=choices.rows(*buttons, across=2))
    return menus.stays(facts, Button("", "guide.open"), Decision((message,)))


def _topics(facts: Facts, name: str) -> tuple[str, ...]:
    there = frozenset(facts.library.ids("guidance"))
    return tuple(topic for topic in facts.library.groups.get(name, ()) if topic in there)


def _part(topics: tuple[str, ...], at: int) -> tuple[tuple[str, ...], bool]:
    """The topics from there on that fit, and whether others follow."""
    left = topics[at:]
    return (left, False) if len(left) <= _MOST else (left[: _MOST - 1], True)


def _lines(facts: Facts, topics: tuple[str, ...] | list[str]) -> str:
    """The short lines of pages, numbered as their buttons are."""
    language = facts.person.language
    return "\n".join(
        f"{nth}. {facts.library.title(topic, language)}: {facts.library.short(topic, language)}"
        for nth, topic in enumerate(topics, 1)
    )
