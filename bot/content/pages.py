"""Guidance, templates, nudges and the like: Markdown files that begin with a few facts about themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.content import tree, wordings
from bot.content.mistakes import Flaw
from bot.content.shape import LONGEST_LABEL
from bot.content.shelf import WORDING, Found, Shelf
from bot.domain.fields import Place, near
from bot.domain.library import Entry
from bot.domain.text import unmarked

KINDS = ("guidance", "wellbeing", "crisis")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Form:
    """What the beginning of a page says."""

    needed: frozenset[str]
    possible: frozenset[str] = frozenset()


_PAGE = frozenset(
    {"label", "kind", "action", "buttons", "related", "emoji", "review_by", "sources", "points"}
)
FORMS = {
    "guidance": Form(frozenset({"id", "title", "short"}), _PAGE),
    "exercises": Form(frozenset({"id", "title"}), _PAGE | {"short"}),
    "reframes": Form(
        frozenset({"id", "title"}),
        frozenset({"action", "topic", "emoji", "review_by", "sources"}),
    ),
    "templates": Form(
        frozenset({"id", "title"}), frozenset({"label", "short", "related", "review_by", "sources"})
    ),
    "nudges": Form(frozenset({"id"}), frozenset({"buttons", "answers", "review_by", "sources"})),
}
_LISTS = frozenset({"buttons", "related", "sources"})
_PAIRS = {"points": "no-date: about seven working days", "answers": "yes: show-chase-email"}
"""What is made of lines of its own, with an example of one."""
_LONGEST = {"title": 40, "short": 80, "label": LONGEST_LABEL}


def read(shelf: Shelf, folder: str, language: str, path: Path) -> None:
    """Reads one page onto the shelf, and every text that goes on from it."""
    source = shelf.words(path)
    front = divided(source)
    if front is None:
        shelf.blame(path, (Flaw(0, "a page begins with a line «---», its id and title, and another «---»"),))
        return
    facts = tree.read(front.facts)
    # The facts begin in the second line of the file.
    shelf.blame(path, facts.flaws + tuple(_misfits(facts, folder, path.stem)), 2)
    parts = wordings.read(shelf, folder, path, front.body, front.first)
    lines = {place: line + 2 for place, line in facts.lines.items()}
    for end, part in parts.items():
        entry = _part(path.stem, facts, folder, part) if end else _entry(folder, facts, part)
        id_, line = (f"{path.stem}.{end}", part.line) if end else (path.stem, lines.get(("id",), 1))
        begins: dict[Place, int] = {(WORDING, nth): at for nth, at in enumerate(part.lines)}
        places = begins if end else lines | begins
        shelf.put(language, id_, Found(entry, shelf.name(path), line, places))
    shelf.blame(path, tuple(_unsaid(facts, front.body, parts)), 2)


class Divided(NamedTuple):
    """A page in two."""

    facts: str
    body: str
    first: int
    """The line of the file in which the body begins, counted from 1."""


def divided(source: str) -> Divided | None:
    """The facts of a page and its words. None: it does not begin with facts."""
    front = _FRONT.match(source)
    if front is None:
        return None
    return Divided(front["facts"], source[front.end() :], source.count("\n", 0, front.end()) + 1)


_FRONT = re.compile(r"---[ \t]*\n(?P<facts>.*?)^---[ \t]*(\n|\Z)", re.DOTALL | re.MULTILINE)


def _misfits(facts: tree.Tree, folder: str, stem: str) -> Iterable[Flaw]:
    form = FORMS[folder]
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
        elif key in _PAIRS:
            yield from _bad_pairs(facts, key, value)
        elif not isinstance(value, str) or not value:
            yield Flaw(line, f"«{key}» has no words")
    for key in sorted(form.needed - facts.data.keys()):
        yield Flaw(0, f"«{key}» is missing")
    yield from _wrong_words(facts, facts.data, folder, stem)


def _bad_pairs(facts: tree.Tree, key: str, pairs: object) -> Iterable[Flaw]:
    if not isinstance(pairs, dict):
        yield Flaw(facts.line((key,)), f"{key} are lines like «{_PAIRS[key]}»")
        return
    for name, words in pairs.items():
        line = facts.line((key, name))
        if not ID.fullmatch(name):
            yield Flaw(line, f"«{name}» has to be small letters, digits and single hyphens")
        if not isinstance(words, str) or not words:
            yield Flaw(line, f"«{name}» has no words")


def _wrong_words(facts: tree.Tree, data: dict[str, object], folder: str, stem: str) -> Iterable[Flaw]:
    if not ID.fullmatch(stem):
        yield Flaw(0, f"the file name «{stem}» has to be small letters, digits and single hyphens")
    if data.get("id", stem) != stem:
        yield Flaw(
            facts.line(("id",)), f"the id «{data['id']}» and the file name «{stem}» have to be the same"
        )
    if (kind := data.get("kind", KINDS[0])) not in KINDS:
        yield Flaw(facts.line(("kind",)), f"«{kind}» is no kind; kinds are {', '.join(KINDS)}")
    if (emoji := data.get("emoji", "true")) not in ("true", "false"):
        yield Flaw(facts.line(("emoji",)), f"«{emoji}» is neither true nor false")
    longest = _LONGEST | ({"title": LONGEST_LABEL} if folder == "reframes" else {})
    for key, most in longest.items():
        if len(words := str(data.get(key, ""))) > most:
            yield Flaw(facts.line((key,)), f"«{key}» has {len(words)} characters; {most} fit")
    if "label" not in data and LONGEST_LABEL < len(title := str(data.get("title", ""))) <= longest["title"]:
        reason = (
            f"«title» has {len(title)} characters; on a button {LONGEST_LABEL} fit, so give it a «label» too"
        )
        yield Flaw(facts.line(("title",)), reason)
    review = data.get("review_by")
    if isinstance(review, str) and _day(review) is None:
        yield Flaw(facts.line(("review_by",)), f"«{review}» is no date like 2027-03-31")


def _unsaid(facts: tree.Tree, body: str, parts: Mapping[str, wordings.Part]) -> Iterable[Flaw]:
    """Points whose words stand nowhere on the page, neither as they are typed nor as they are read."""
    source = " ".join(body.split())
    for name, words in _pairs(facts.data, "points").items():
        said = " ".join(words.split())
        if said not in source and said not in _read(parts):
            line = facts.line(("points", name))
            yield Flaw(line, f"the words of the point «{name}» are not on the page: «{said}»")


def _read(parts: Mapping[str, wordings.Part]) -> str:
    texts = [t for part in parts.values() for wording in part.wordings for t in wording.values()]
    return " ".join(" ".join(unmarked(text.html(dict.fromkeys(text.needs, "…"))).split()) for text in texts)


def _entry(folder: str, facts: tree.Tree, part: wordings.Part) -> Entry:
    data = facts.data if isinstance(facts.data, dict) else {}
    variants, nations = wordings.spread(part.wordings)
    return Entry(
        shelf=folder,
        variants=variants,
        nations=nations,
        kind=_kind(folder, data),
        title=str(data.get("title", "")),
        label=str(data.get("label", "")),
        short=str(data.get("short", "")),
        buttons=_words(data.get("buttons")),
        related=_words(data.get("related")),
        sources=_words(data.get("sources")),
        review_by=_day(str(data.get("review_by", ""))),
        action=str(data.get("action", "")),
        answers=_pairs(data, "answers"),
        points=_pairs(data, "points"),
        emoji=data.get("emoji") == "true",
        topic=str(data.get("topic", "")),
    )


def _part(stem: str, facts: tree.Tree, folder: str, part: wordings.Part) -> Entry:
    """What goes on from a page, or says the same in another tone."""
    data = facts.data if isinstance(facts.data, dict) else {}
    variants, nations = wordings.spread(part.wordings)
    return Entry(
        shelf=folder,
        variants=variants,
        nations=nations,
        kind=_kind(folder, data),
        title=str(data.get("title", "")),
        emoji=data.get("emoji") == "true",
        part_of=stem,
    )


def _kind(folder: str, data: dict[str, object]) -> str:
    return str(data.get("kind", KINDS[0])) if folder in ("guidance", "exercises") else ""


def _pairs(data: object, key: str) -> dict[str, str]:
    pairs = data.get(key) if isinstance(data, dict) else None
    return {name: str(words) for name, words in pairs.items()} if isinstance(pairs, dict) else {}


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if word else None
    except ValueError:
        return None
