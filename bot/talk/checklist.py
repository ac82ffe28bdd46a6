"""A list to tick, by buttons or by numbers. What is ticked stays so until somebody takes it back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.domain import offer, spoken
from bot.domain.change import Ask, Change, ClearMark, SetMark
from bot.domain.checklist import Checklist, Concerns, name
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows, Toast
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import choices
from bot.talk.choices import GONE

QUESTION = "checklist"
_HUMAN = "talk-to-advisor"
_NUMBERS = re.compile(r"(?:\d{1,2}|and|done|[\s,;.&+])+")


def open_(facts: Facts, press: Press) -> Decision:
    """The button that opens a list; extra: its name. Where no interview is named, the one that fits."""
    one = facts.library.checklists.get(press.extra)
    if one is None:
        return GONE
    named = one.about is not Concerns.PERSON and facts.interview(press.id) is not None
    about = press.id if named else one.interview(offer.without_those_over(facts), facts.now)
    whole = _whole(facts, one, about, _ticked(facts, one, about))
    return Decision((whole,), _asked(facts, one, about))


def tick(facts: Facts, press: Press) -> Decision:
    """The button of one item; version 1 ticks it, 0 takes the tick back. Extra: list and item."""
    one, item = _item(facts, press)
    about = press.id if facts.interview(press.id) else 0
    if one is None or item is None or about != press.id:
        return GONE
    turn = _ticks if press.version else _unticks
    return turn(facts, one, about, [item], *choices.used(press))


def again(facts: Facts, press: Press) -> Decision:
    """The button that takes all ticks back: for the next time."""
    one = facts.library.checklists.get(press.extra)
    about = press.id if facts.interview(press.id) else 0
    if one is None or about != press.id:
        return GONE
    gone = (one.ready_mark, *(one.mark(item) for item in _ticked(facts, one, about)))
    cleared = (ClearMark(mark, about) for mark in gone)
    whole = _whole(facts, one, about, ())
    return Decision((*choices.used(press), whole), (*cleared, *_asked(facts, one, about)))


def typed(facts: Facts, event: Said) -> Decision | None:
    """Numbers, or the words of an item, turn their ticks. None: they name nothing of the list."""
    question = facts.question
    one = facts.library.checklists.get(question.draft.get("list", "")) if question else None
    if question is None or one is None:
        return None
    about = question.about if facts.interview(question.about) else 0
    if items := _numbered(one, event.words):
        ticked = _ticked(facts, one, about)
        turn = _unticks if all(item in ticked for item in items) else _ticks
        return turn(facts, one, about, items)
    bare = (Button(item, "checklist.tick", about, 1, f"{one.id}.{name(item)}") for item in one.items)
    turned = choices.flat(_buttons(facts, one, about, one.items, _ticked(facts, one, about)))
    press = choices.named(facts, event, (*bare, *turned, _all(one, about), _again(one, about)))
    return _PRESSED[press.action](facts, press) if press else None


def _ticks(facts: Facts, one: Checklist, about: int, items: Sequence[str], *used: Outgoing) -> Decision:
    """Ticks these items, and says what is left."""
    before = _ticked(facts, one, about)
    now = [item for item in one.items if item in before or item in items]
    changes: list[Change] = [SetMark(one.mark(item), about) for item in items if item not in before]
    ready = len(now) == len(one.items)
    if ready and changes:
        changes.append(SetMark(one.ready_mark, about))
    told = _named(facts, items)
    message = _ready(facts, one, about) if ready else _left(facts, one, about, now, told)
    toast = Toast("checklist.ticked", told) if used else None
    return Decision((*used, message), (*changes, *_asked(facts, one, about)), toast)


def _unticks(facts: Facts, one: Checklist, about: int, items: Sequence[str], *used: Outgoing) -> Decision:
    """Takes the ticks of these items back, and shows the whole list."""
    before = _ticked(facts, one, about)
    gone = [item for item in items if item in before]
    marks = (one.mark(item) for item in gone)
    changes = [ClearMark(mark, about) for mark in (*marks, *((one.ready_mark,) if gone else ()))]
    told = _named(facts, items)
    note = Message(facts.person.id, "checklist.unticked", told)
    whole = _whole(facts, one, about, [item for item in before if item not in items])
    toast = Toast("checklist.unticked", told) if used else None
    return Decision((*used, note, whole), (*changes, *_asked(facts, one, about)), toast)


def _whole(facts: Facts, one: Checklist, about: int, ticked: Sequence[str]) -> Message:
    """The whole list, with every item to be turned."""
    lines = [_line(facts, one, item, "-done" if item in ticked else "") for item in one.items]
    values = {**_head(facts, one, about), "lines": "\n".join(lines)}
    restart = (_again(one, about),) if ticked else ()
    rows = (*_buttons(facts, one, about, one.items, ticked), *choices.rows(*restart))
    return Message(facts.person.id, "checklist.whole", values, rows)


def _left(
    facts: Facts, one: Checklist, about: int, ticked: Sequence[str], told: Mapping[str, str]
) -> Message:
    """What is still to do, after a tick."""
    left = [item for item in one.items if item not in ticked]
    values = {**told, "lines": "\n".join(_line(facts, one, item) for item in left)}
    rows = (*_buttons(facts, one, about, left), (_all(one, about),))
    return Message(facts.person.id, "checklist.left", values, rows)


def _ready(facts: Facts, one: Checklist, about: int) -> Message:
    then = [name_ for name_ in one.then if facts.offers_calls or name_ != _HUMAN]
    follow = (facts.library.button(name_, about) for name_ in then)
    rows = choices.rows(*follow, _again(one, about))
    return Message(facts.person.id, one.ready, _head(facts, one, about), rows)


def _asked(facts: Facts, one: Checklist, about: int) -> tuple[Change, ...]:
    """Numbers mean this list from now on, unless a question waits that something was told to already."""
    question = facts.question
    free = question is None or question.name == QUESTION or not question.gathers
    return (Ask(Question(QUESTION, about, {"list": one.id}, asked_at=facts.now)),) if free else ()


def _buttons(
    facts: Facts, one: Checklist, about: int, items: Sequence[str], ticked: Sequence[str] = ()
) -> Rows:
    def button(item: str) -> Button:
        done = item in ticked
        values = {"nr": str(one.items.index(item) + 1), "item": _words(facts, item)}
        label = "button.untick" if done else "button.tick"
        if done:
            values["item"] = choices.short(values["item"], 20)
        return Button(label, "checklist.tick", about, int(not done), f"{one.id}.{name(item)}", values)

    return choices.rows(*(button(item) for item in items))


def _all(one: Checklist, about: int) -> Button:
    return Button("button.whole-list", "checklist.open", about, extra=one.id)


def _again(one: Checklist, about: int) -> Button:
    return Button("button.list-again", "checklist.again", about, extra=one.id)


def _line(facts: Facts, one: Checklist, item: str, done: str = "") -> str:
    values = {"nr": str(one.items.index(item) + 1), "item": _words(facts, item)}
    return facts.library.label(f"checklist.line{done}", facts.person.language, values)


def _head(facts: Facts, one: Checklist, about: int) -> dict[str, str]:
    interview = facts.interview(about)
    title = facts.library.label(one.title, facts.person.language)
    return {"title": title, "job": spoken.job(facts, interview) if interview else ""}


def _named(facts: Facts, items: Sequence[str]) -> Mapping[str, str]:
    return {"items": "; ".join(_words(facts, item) for item in items)}


def _words(facts: Facts, item: str) -> str:
    return facts.library.label(item, facts.person.language)


def _ticked(facts: Facts, one: Checklist, about: int) -> tuple[str, ...]:
    return tuple(item for item in one.items if facts.mark(one.mark(item), about))


def _item(facts: Facts, press: Press) -> tuple[Checklist | None, str | None]:
    """The list and the item that a button names. None: content/ has no such list, or no such item."""
    listed, _, wanted = press.extra.partition(".")
    one = facts.library.checklists.get(listed)
    return one, next((i for i in one.items if name(i) == wanted), None) if one else None


def _numbered(one: Checklist, words: str) -> list[str]:
    """The items whose numbers were typed; none, if there is anything else, or a number that no item has."""
    if not _NUMBERS.fullmatch(words.strip().casefold()):
        return []
    numbers = [int(digits) for digits in re.findall(r"\d+", words)]
    fits = all(1 <= number <= len(one.items) for number in numbers)
    return [one.items[number - 1] for number in dict.fromkeys(numbers)] if fits else []


_PRESSED = {"checklist.tick": tick, "checklist.open": open_, "checklist.again": again}
"""What the buttons of a list do when somebody types them."""
