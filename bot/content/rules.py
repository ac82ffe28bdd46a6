"""What the files of content/ owe each other: names that exist, words that fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.content import checklists, forms, groups, phrases, shape, themes
from bot.content.mistakes import Mistake
from bot.content.shelf import Found, Shelf
from bot.domain import spoken
from bot.domain.fields import near
from bot.domain.journey import loose_ends
from bot.domain.library import FALLBACK, Entry

_ASKED_FOR = frozenset({"guidance", "exercises", "reframes"})
"""The folders of what people open themselves."""
_NEEDED = ("action", "points", "review_by")
_MOST_BUTTONS = 2
"""Beside the action; the code adds «Tell me more» and «Related»."""
_LEADS_TO = range(2, 7)
"""To how many others a page leads: enough to go on, few enough to choose from."""


def broken(shelf: Shelf, actions: frozenset[str] | None, ids_used: frozenset[str]) -> Iterator[Mistake]:
    """Everything that cannot be sent, pressed or found. Actions None: what buttons do is not checked."""
    pages, ways = _pages(shelf), phrases.ways(shelf)
    for language, id_, found in shelf.all_texts():
        yield from shape.broken(id_, found)
        yield from _lost_names(shelf, pages, found)
        yield from _lost_answers(shelf, ways, found)
        yield from _unfilled(shelf, id_, found)
        if language != FALLBACK:
            yield from _foreign(shelf, id_, found)
    yield from _buttons(shelf, actions)
    yield from _journeys(shelf)
    yield from groups.broken(shelf)
    if shelf.groups:
        yield from complete(shelf)
    yield from forms.broken(shelf)
    yield from checklists.broken(shelf)
    yield from themes.broken(shelf)
    known = {id_ for _, id_, _ in shelf.all_texts()}
    for id_ in sorted(ids_used - known):
        yield Mistake(shelf.root.name, 0, f"the code says «{id_}», and no file has it{near(id_, known)}")


def _pages(shelf: Shelf) -> dict[str, str]:
    """The id of everything that has a file of its own → the folder it is in."""
    entries = ((id_, found.thing) for _, id_, found in shelf.all_texts())
    return {id_: entry.shelf for id_, entry in entries if entry.shelf != "strings" and not entry.part_of}


def complete(shelf: Shelf) -> Iterator[Mistake]:
    """What each page of guidance has to have before the guide can show it. Without guide.yaml nobody asks."""
    for id_, found in groups.guidance(shelf).items():
        entry = found.thing
        for name in _NEEDED:
            if not getattr(entry, name):
                yield found.mistake(f"«{name}» of «{id_}» is missing", "id")
        if len(entry.related) not in _LEADS_TO:
            reason = f"leads to {len(entry.related)} others; {_LEADS_TO[0]} to {_LEADS_TO[-1]} are right"
            yield found.mistake(f"«{id_}» {reason}", "related")
        if len(entry.buttons) > _MOST_BUTTONS:
            reason = f"has {len(entry.buttons)} buttons beside its action; {_MOST_BUTTONS} fit"
            yield found.mistake(f"«{id_}» {reason}", "buttons")
    yield from groups.incomplete(shelf)


def idle(shelf: Shelf, ids_used: frozenset[str]) -> Iterator[Mistake]:
    """Words that nobody will see. They harm nothing. No ids used: buttons are not judged."""
    said = {step.say for found in shelf.journeys.values() for step in found.thing.steps} | ids_used
    shown = {name for _, _, found in shelf.all_texts() for name in found.thing.offered}
    shown |= {id_.removeprefix("button.") for id_ in ids_used}
    shown |= {name for found in shelf.forms.values() for name in found.thing.then}
    shown |= {name for _, _, found in shelf.all_texts() for name in found.thing.answers.values()}
    shown |= {found.thing.exercise for found in shelf.themes.values()}
    shown |= {name for found in shelf.checklists.values() for name in found.thing.then}
    for language, id_, found in shelf.all_texts():
        if language == FALLBACK and found.thing.shelf == "nudges" and id_ not in said:
            yield found.mistake(f"no journey says «{id_}»")
    for name, choice in shelf.choices.items():
        if ids_used and name not in shown:
            yield choice.mistake(f"no text shows the button «{name}»")
    related = {id_ for _, _, found in shelf.all_texts() for id_ in found.thing.related}
    for id_, page in groups.guidance(shelf).items() if len(shelf.groups) > 1 else ():
        if id_ not in related:
            yield page.mistake(f"no other page leads to «{id_}»", "id")


def overdue(shelf: Shelf, today: date) -> Iterator[Mistake]:
    """Texts whose review date has passed."""
    for _, id_, found in shelf.all_texts():
        review = found.thing.review_by
        if review is not None and review < today:
            yield found.mistake(f"«{id_}» was to be reviewed by {review.isoformat()}", "review_by")


def _lost_names(shelf: Shelf, pages: Mapping[str, str], found: Found[Entry]) -> Iterator[Mistake]:
    entry = found.thing
    for name in entry.offered:
        if name not in shelf.choices:
            place = "action" if name == entry.action else "buttons"
            yield found.mistake(f"there is no button «{name}»{near(name, shelf.choices)}", place)
    for id_ in entry.related:
        if id_ not in pages:
            yield found.mistake(f"there is no text «{id_}»{near(id_, pages)}", "related")
    if entry.topic and pages.get(entry.topic) != "guidance":
        guidance = [id_ for id_, folder in pages.items() if folder == "guidance"]
        yield found.mistake(f"there is no guidance «{entry.topic}»{near(entry.topic, guidance)}", "topic")
    for key in entry.sources if shelf.sources else ():
        if key not in shelf.sources:
            yield found.mistake(f"sources.yaml has no «{key}»{near(key, shelf.sources)}", "sources")


def _lost_answers(shelf: Shelf, ways: frozenset[str], found: Found[Entry]) -> Iterator[Mistake]:
    for said, name in found.thing.answers.items():
        if name not in shelf.choices:
            yield found.mistake(f"there is no button «{name}»{near(name, shelf.choices)}", "answers")
        if said not in ways | {"words"}:
            yield found.mistake(f"phrases/ has no answer «{said}»{near(said, ways)}", "answers")


def _unfilled(shelf: Shelf, id_: str, found: Found[Entry]) -> Iterator[Mistake]:
    """Pages are read by anybody: no value is known for sure there."""
    if found.thing.shelf in _ASKED_FOR:
        for name in sorted(frozenset().union(*(wording.needs for _, wording in found.thing.every_wording))):
            like = near(name, shelf.numbers) or f"; write {{{name}|other words}}, or [[ ]] around it"
            yield found.mistake(f"nobody fills in {{{name}}} in «{id_}»{like}")


def _foreign(shelf: Shelf, id_: str, found: Found[Entry]) -> Iterator[Mistake]:
    original = shelf.texts.get(FALLBACK, {}).get(id_)
    if original is None:
        known = shelf.texts.get(FALLBACK, {})
        yield found.mistake(f"{FALLBACK} has no «{id_}», and it has to have every text{near(id_, known)}")
        return
    given = spoken.GIVEN.get(id_, frozenset()).union(
        *(wording.names for _, wording in original.thing.every_wording)
    )
    for _, wording in found.thing.every_wording:
        for name in sorted(wording.needs - given):
            yield found.mistake(f"nobody fills in {{{name}}}: the {FALLBACK} text has no such placeholder")


def _buttons(shelf: Shelf, actions: frozenset[str] | None) -> Iterator[Mistake]:
    strings = shelf.texts.get(FALLBACK, {})
    for name, choice in shelf.choices.items():
        if f"button.{name}" not in strings:
            like = near(f"button.{name}", [id_ for id_ in strings if id_.startswith("button.")])
            yield choice.mistake(f"the button «{name}» has no words: {FALLBACK} has no «button.{name}»{like}")
        does = choice.thing.does
        if actions is not None and does and does not in actions:
            yield choice.mistake(f"nothing in the code does «{does}»{near(does, actions)}")


def _journeys(shelf: Shelf) -> Iterator[Mistake]:
    texts = shelf.texts.get(FALLBACK, {})
    nudges = [id_ for id_, found in texts.items() if found.thing.shelf == "nudges"]
    strings = [id_ for id_, found in texts.items() if found.thing.shelf == "strings"]
    for found in shelf.journeys.values():
        for nth, step in enumerate(found.thing.steps):
            if step.say not in nudges:
                reason = f"there is no nudge «{step.say}» in {FALLBACK}{near(step.say, nudges)}"
                yield found.mistake(reason, "steps", nth, "say")
            if step.why not in strings:
                reason = f"there is no string «{step.why}» in {FALLBACK}{near(step.why, strings)}"
                yield found.mistake(reason, "steps", nth, "why")
    journeys = {name: found.thing for name, found in shelf.journeys.items()}
    for name, place, reason in loose_ends(journeys):
        yield shelf.journeys[name].mistake(reason, *place)
