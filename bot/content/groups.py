"""guide.yaml: which pages the guide shows, in which groups and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.content import tree
from bot.content.mistakes import Flaw, Mistake
from bot.content.pages import ID
from bot.content.shelf import Found, Shelf
from bot.domain.fields import Place, near
from bot.domain.library import FALLBACK, Entry

TITLES = "guide.group."
"""What the ids of the groups' titles begin with."""


def read(shelf: Shelf, path: Path) -> None:
    """Reads every group onto the shelf."""
    grown = tree.read(shelf.words(path))
    shelf.blame(path, grown.flaws)
    if grown.data is not None and not isinstance(grown.data, dict):
        shelf.blame(path, (Flaw(0, "groups are lines like «waiting: [after-interview, thank-you]»"),))
        return
    for name, value in (grown.data or {}).items():
        shelf.blame(path, tuple(_flaws(grown, name, value)))
        if isinstance(value, list):
            # A page's own line comes first, so that what is wrong with it is told there.
            lines: dict[Place, int] = {(name, at): grown.line((name, at)) + 1 for at in range(len(value))}
            pages = tuple(str(page) for page in value)
            shelf.groups[name] = Found(pages, shelf.name(path), grown.line((name,)) + 1, lines)


def _flaws(grown: tree.Tree, name: str, value: object) -> Iterable[Flaw]:
    line = grown.line((name,))
    if not ID.fullmatch(name):
        yield Flaw(line, f"«{name}» has to be small letters, digits and single hyphens")
    if not isinstance(value, list) or not value or not all(isinstance(page, str) for page in value):
        yield Flaw(line, f"«{name}» is a list of pages: [after-interview, thank-you]")


def broken(shelf: Shelf) -> Iterator[Mistake]:
    """Groups that cannot be shown: pages that are not there, or that stand in two places."""
    pages = guidance(shelf)
    seen: dict[str, str] = {}
    for name, found in shelf.groups.items():
        for at, page in enumerate(found.thing):
            if page not in pages:
                yield found.mistake(f"there is no page «{page}» in guidance{near(page, pages)}", name, at)
            elif page in seen:
                yield found.mistake(f"«{page}» stands in «{seen[page]}» already", name, at)
            seen.setdefault(page, name)


def incomplete(shelf: Shelf) -> Iterator[Mistake]:
    """Pages that no group shows, and groups without a title."""
    shown = {page for found in shelf.groups.values() for page in found.thing}
    for id_, page in guidance(shelf).items():
        if id_ not in shown:
            yield page.mistake(f"no group of guide.yaml has «{id_}»", "id")
    strings = shelf.texts.get(FALLBACK, {})
    for name, group in shelf.groups.items():
        if f"{TITLES}{name}" not in strings:
            yield group.mistake(f"the group «{name}» has no title: {FALLBACK} has no «{TITLES}{name}»")


def guidance(shelf: Shelf) -> dict[str, Found[Entry]]:
    """Every page of guidance that stands for itself, in English."""
    texts = shelf.texts.get(FALLBACK, {})
    return {
        id_: found
        for id_, found in texts.items()
        if found.thing.shelf == "guidance" and not found.thing.part_of
    }
