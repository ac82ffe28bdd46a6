"""What the files of content/ owe each other: names that exist, words that fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.content.mistakes import Mistake
from bot.content.shelf import Found, Shelf
from bot.domain import text
from bot.domain.fields import near
from bot.domain.journey import loose_ends
from bot.domain.library import FALLBACK, Entry

LONGEST_MESSAGE = 4096
"""UTF-16 units; Telegram refuses more."""
LONGEST_NUDGE = 350
LONGEST_LABEL = 28

_WIDE = "x" * 200
"""A value as long as anyone may make it."""
_USUAL = "x" * 20


def broken(shelf: Shelf, actions: frozenset[str] | None, ids_used: frozenset[str]) -> Iterator[Mistake]:
    """Everything that cannot be sent, pressed or found. Actions None: what buttons do is not checked."""
    for language, id_, found in shelf.all_texts():
        yield from _misshapen(id_, found)
        yield from _lost_names(shelf, found)
        if language != FALLBACK:
            yield from _foreign(shelf, id_, found)
    yield from _buttons(shelf, actions)
    yield from _journeys(shelf)
    known = {id_ for _, id_, _ in shelf.all_texts()}
    for id_ in sorted(ids_used - known):
        yield Mistake(shelf.root.name, 0, f"the code says «{id_}», and no file has it{near(id_, known)}")


def idle(shelf: Shelf, ids_used: frozenset[str]) -> Iterator[Mistake]:
    """Words that nobody will see. They harm nothing. No ids used: buttons are not judged."""
    said = {step.say for found in shelf.journeys.values() for step in found.thing.steps} | ids_used
    shown = {name for _, _, found in shelf.all_texts() for name in found.thing.buttons}
    shown |= {id_.removeprefix("button.") for id_ in ids_used}
    for language, id_, found in shelf.all_texts():
        if language == FALLBACK and found.thing.shelf == "nudges" and id_ not in said:
            yield found.mistake(f"no journey says «{id_}»")
    for name, choice in shelf.choices.items():
        if ids_used and name not in shown:
            yield choice.mistake(f"no text shows the button «{name}»")


def overdue(shelf: Shelf, today: date) -> Iterator[Mistake]:
    """Texts whose review date has passed."""
    for _, id_, found in shelf.all_texts():
        review = found.thing.review_by
        if review is not None and review < today:
            yield found.mistake(f"«{id_}» was to be reviewed by {review.isoformat()}", "review_by")


def _misshapen(id_: str, found: Found[Entry]) -> Iterator[Mistake]:
    for wording in found.thing.variants:
        reasons = [_too_long(wording)]
        if not text.unmarked(wording.html(dict.fromkeys(wording.needs, _USUAL))).strip():
            reasons.append("is empty when nothing is known, and Telegram sends nothing empty")
        if found.thing.shelf == "nudges":
            reasons.append(_too_long_a_nudge(wording))
        if id_.startswith("button."):
            reasons.append(_bad_label(wording))
        yield from (found.mistake(f"«{id_}» {reason}") for reason in reasons if reason)


def _too_long(wording: text.Text) -> str:
    long = text.length(wording.html(_all(wording, _WIDE)))
    return (
        f"can be {long} characters long; Telegram takes {LONGEST_MESSAGE}" if long > LONGEST_MESSAGE else ""
    )


def _too_long_a_nudge(wording: text.Text) -> str:
    long = text.length(wording.html(_all(wording, _USUAL)))
    return f"is {long} characters long; a nudge has at most {LONGEST_NUDGE}" if long > LONGEST_NUDGE else ""


def _bad_label(wording: text.Text) -> str:
    words = wording.plain(_all(wording, "x" * 8))
    if "\n" in words:
        return "has a line break; a button has one line"
    long = text.units(words)
    return f"is {long} characters long; on a button {LONGEST_LABEL} fit" if long > LONGEST_LABEL else ""


def _all(wording: text.Text, value: str) -> Mapping[str, str]:
    return dict.fromkeys(wording.names, value)


def _lost_names(shelf: Shelf, found: Found[Entry]) -> Iterator[Mistake]:
    for name in found.thing.buttons:
        if name not in shelf.choices:
            yield found.mistake(f"there is no button «{name}»{near(name, shelf.choices)}", "buttons")
    if not found.thing.related:
        return
    pages = [id_ for _, id_, other in shelf.all_texts() if other.thing.shelf != "strings"]
    for id_ in found.thing.related:
        if id_ not in pages:
            yield found.mistake(f"there is no text «{id_}»{near(id_, pages)}", "related")


def _foreign(shelf: Shelf, id_: str, found: Found[Entry]) -> Iterator[Mistake]:
    original = shelf.texts.get(FALLBACK, {}).get(id_)
    if original is None:
        known = shelf.texts.get(FALLBACK, {})
        yield found.mistake(f"{FALLBACK} has no «{id_}», and it has to have every text{near(id_, known)}")
        return
    given = frozenset[str]().union(*(wording.names for wording in original.thing.variants))
    for wording in found.thing.variants:
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
