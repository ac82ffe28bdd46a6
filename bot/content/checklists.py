"""Checklists: things to tick, a YAML file for each list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.content import tree
from bot.content.mistakes import Flaw, Mistake
from bot.content.pages import ID
from bot.content.shelf import Found, Shelf
from bot.domain.checklist import Checklist, Concerns, name
from bot.domain.decision import Button
from bot.domain.fields import Fields, Mistakes, near
from bot.domain.library import FALLBACK

MOST_ITEMS = 9
LONGEST_ITEM = 24
"""In characters, so that it fits a button with its number."""
TICK = "checklist.tick"
"""What the button of an item does."""
_LONGEST_MARK = 40
_LONGEST_ID = 2**62


def read(shelf: Shelf, folder: Path) -> None:
    """Reads every checklist of a folder onto the shelf."""
    for path in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        if path.suffix == ".yaml" and path.is_file():
            _checklist(shelf, path)
        else:
            shelf.blame(path, (Flaw(-1, "only .yaml files are read here"),))


def broken(shelf: Shelf) -> Iterator[Mistake]:
    """Checklists that name texts or buttons that are not there, and buttons that open none."""
    strings = shelf.texts.get(FALLBACK, {})
    for found in shelf.checklists.values():
        one = found.thing
        items = [(("items", nth), item) for nth, item in enumerate(one.items)]
        for place, id_ in ((("title",), one.title), (("ready",), one.ready), *items):
            if id_ not in strings:
                yield found.mistake(f"there is no string «{id_}» in {FALLBACK}{near(id_, strings)}", *place)
        for place, id_ in items:
            long = len(strings[id_].thing.variants[0].plain()) if id_ in strings else 0
            if long > LONGEST_ITEM:
                yield found.mistake(f"«{id_}» has {long} characters; {LONGEST_ITEM} fit a button", *place)
        for button in one.then:
            if button not in shelf.choices:
                yield found.mistake(f"there is no button «{button}»{near(button, shelf.choices)}", "then")
    for label, choice in shelf.choices.items():
        opened = choice.thing.extra
        if choice.thing.does == "checklist.open" and opened not in shelf.checklists:
            reason = f"«{label}» opens no checklist: «{opened}»{near(opened, shelf.checklists)}"
            yield choice.mistake(reason)


def _checklist(shelf: Shelf, path: Path) -> None:
    grown = tree.read(shelf.words(path), tree.as_values)
    shelf.blame(path, grown.flaws)
    if grown.data is None:
        return
    mistakes: Mistakes = []
    one = _read(Fields(grown.data, (), mistakes), path.stem)
    shelf.blame(path, tuple(Flaw(grown.line(place), reason) for place, reason in mistakes))
    if not mistakes:
        lines = {place: line + 1 for place, line in grown.lines.items()}
        shelf.checklists[one.id] = Found(one, shelf.name(path), 1, lines)


def _read(fields: Fields, stem: str) -> Checklist:
    id_ = fields.words("id", must=True)
    if id_ != stem or not ID.fullmatch(id_):
        fields.wrong(f"the id «{id_}» and the file name «{stem}» have to be the same", "id")
    one = Checklist(
        id=id_,
        title=fields.words("title", must=True),
        items=fields.several("items"),
        ready=fields.words("ready", must=True),
        about=Concerns(fields.choice("about", Concerns, Concerns.PERSON)),
        then=fields.several("then"),
    )
    if not 0 < len(one.items) <= MOST_ITEMS:
        fields.wrong(f"a checklist has one to {MOST_ITEMS} items", "items")
    names = [name(item) for item in one.items]
    for nth, item in enumerate(one.items):
        if name(item) in names[:nth]:
            fields.wrong(f"two items are called «{name(item)}»", "items", nth)
        elif not _fits(one, item):
            fields.wrong(f"the name «{name(item)}» is too long", "items", nth)
    fields.close()
    return one


def _fits(one: Checklist, item: str) -> bool:
    """Whether a mark and a button can carry the name."""
    button = Button("", TICK, _LONGEST_ID, 1, f"{one.id}.{name(item)}")
    return len(one.mark(item)) <= _LONGEST_MARK and len(button.data.encode()) <= 64
