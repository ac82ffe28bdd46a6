"""Guidance, templates and nudges: Markdown files that begin with a few facts about themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content import gaps, markdown, tree
from bot.content.mistakes import Flaw
from bot.content.shelf import Found, Shelf
from bot.domain.fields import near
from bot.domain.library import Entry
from bot.domain.text import Text

VARIANT = "---variant---"
"""The line between two wordings of the same text."""
KINDS = ("guidance", "wellbeing", "crisis")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Form:
    """What the beginning of a page says."""

    needed: frozenset[str]
    possible: frozenset[str] = frozenset()


FORMS = {
    "guidance": Form(
        frozenset({"id", "title", "short"}),
        frozenset({"kind", "buttons", "related", "review_by", "sources"}),
    ),
    "templates": Form(frozenset({"id", "title"}), frozenset({"short", "related", "review_by", "sources"})),
    "nudges": Form(frozenset({"id"}), frozenset({"buttons", "review_by", "sources"})),
}
_LISTS = frozenset({"buttons", "related", "sources"})


def read(shelf: Shelf, folder: str, language: str, path: Path) -> None:
    """Reads one page onto the shelf."""
    source = shelf.words(path)
    front = _FRONT.match(source)
    if not front:
        shelf.blame(path, (Flaw(0, "a page begins with a line «---», its id and title, and another «---»"),))
        return
    facts = tree.read(front["facts"])
    # The facts begin in the second line of the file.
    shelf.blame(path, facts.flaws + tuple(_misfits(facts, FORMS[folder], path.stem)), 2)
    first = source.count("\n", 0, front.end()) + 1
    entry = _entry(folder, facts, _wordings(shelf, folder, path, source[front.end() :], first))
    lines = {place: line + 2 for place, line in facts.lines.items()}
    if entry.variants:
        shelf.put(language, path.stem, Found(entry, shelf.name(path), lines.get(("id",), 1), lines))


_FRONT = re.compile(r"---[ \t]*\n(?P<facts>.*?)^---[ \t]*(\n|\Z)", re.DOTALL | re.MULTILINE)


def _misfits(facts: tree.Tree, form: Form, stem: str) -> Iterable[Flaw]:
    if not isinstance(facts.data, dict):
        yield Flaw(0, "the beginning of a page is lines like «title: Saying thank you»")
        return
    for key, value in facts.data.items():
        line = facts.line((key,))
        if key not in form.needed | form.possible:
            yield Flaw(line, f"«{key}» means nothing here{near(key, form.needed | form.possible)}")
        elif key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
                yield Flaw(line, f"«{key}» is a list: [first, second]")
        elif not isinstance(value, str) or not value:
            yield Flaw(line, f"«{key}» has no words")
    for key in sorted(form.needed - facts.data.keys()):
        yield Flaw(0, f"«{key}» is missing")
    yield from _wrong_words(facts, facts.data, stem)


def _wrong_words(facts: tree.Tree, data: dict[str, object], stem: str) -> Iterable[Flaw]:
    if not ID.fullmatch(stem):
        yield Flaw(0, f"the file name «{stem}» has to be small letters, digits and single hyphens")
    if data.get("id", stem) != stem:
        yield Flaw(
            facts.line(("id",)), f"the id «{data['id']}» and the file name «{stem}» have to be the same"
        )
    if (kind := data.get("kind", KINDS[0])) not in KINDS:
        yield Flaw(facts.line(("kind",)), f"«{kind}» is no kind; kinds are {', '.join(KINDS)}")
    for key, most in (("title", 40), ("short", 80)):
        if len(words := str(data.get(key, ""))) > most:
            yield Flaw(facts.line((key,)), f"«{key}» has {len(words)} characters; {most} fit")
    review = data.get("review_by")
    if isinstance(review, str) and _day(review) is None:
        yield Flaw(facts.line(("review_by",)), f"«{review}» is no date like 2027-03-31")


def _wordings(shelf: Shelf, folder: str, path: Path, body: str, first: int) -> list[Text]:
    """Every wording of a body; `first` is the line it begins in."""
    wordings: list[Text] = []
    at = first
    for source in re.split(rf"^{VARIANT}[ \t]*$", body, flags=re.MULTILINE):
        if source.strip():
            wordings.append(worded(shelf, folder, path, source, at))
        else:
            shelf.blame(path, (Flaw(0, "there are no words here"),), at)
        at += source.count("\n")
    return wordings


def worded(shelf: Shelf, folder: str, path: Path, source: str, first: int) -> Text:
    """One wording, compiled; what is wrong with it goes to the shelf."""
    marked = gaps.mark(source)
    write = markdown.preformatted if folder == "templates" else markdown.render
    rendered, flaws = write(marked.words)
    text, split = gaps.text(rendered, marked)
    shelf.blame(path, (*marked.flaws, *flaws, *split), first)
    return text


def _entry(folder: str, facts: tree.Tree, wordings: list[Text]) -> Entry:
    data = facts.data if isinstance(facts.data, dict) else {}
    return Entry(
        shelf=folder,
        variants=tuple(wordings),
        kind=str(data.get("kind", KINDS[0])) if folder == "guidance" else "",
        title=str(data.get("title", "")),
        short=str(data.get("short", "")),
        buttons=_words(data.get("buttons")),
        related=_words(data.get("related")),
        sources=_words(data.get("sources")),
        review_by=_day(str(data.get("review_by", ""))),
    )


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if word else None
    except ValueError:
        return None
