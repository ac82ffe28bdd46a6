"""Reads all of content/, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from bot.content import checklists, forms, groups, pages, phrases, signposts, sources, themes, tree, wordings
from bot.content.mistakes import Flaw, Mistake
from bot.content.shelf import WORDING, Found, Shelf
from bot.domain import journey
from bot.domain.decision import Button
from bot.domain.fields import Place, near
from bot.domain.library import Choice, Entry

_ALONE = frozenset(
    {
        "buttons.yaml",
        "desk.yaml",
        "guide.yaml",
        "signposts.yaml",
        "sources.yaml",
        "style.yaml",
        themes.NAME,
    }
)
_FOLDERS = frozenset({*pages.FORMS, "journeys", "strings", "phrases", "forms", "checklists"})
_STYLES = frozenset({"", "primary", "success", "danger"})
_LONGEST_ID = 2**62
_LONGEST_VERSION = 999_999


def read(root: Path) -> Shelf:
    """Everything under content/, with every mistake that can be seen in one file alone."""
    shelf = Shelf(root)
    if not root.is_dir():
        shelf.mistakes.append(Mistake(root.name, 0, f"there is no folder {root}"))
        return shelf
    # First of all: texts that are read after them may name their numbers.
    if (root / "signposts.yaml").exists():
        signposts.read(shelf, root / "signposts.yaml")
        shelf.numbers = signposts.numbers(shelf)
    for path in _seen(root):
        if path.is_dir() and path.name in _FOLDERS:
            _READERS[path.name](shelf, path)
        elif path.name not in _ALONE:
            _refuse(shelf, path, f"nothing reads this{near(path.name, _ALONE | _FOLDERS)}")
    for name, reader in (
        ("buttons.yaml", _buttons),
        ("guide.yaml", groups.read),
        ("sources.yaml", sources.read),
        (themes.NAME, themes.read),
    ):
        if (root / name).exists():
            reader(shelf, root / name)
    if (root / "desk.yaml").exists():
        _yaml(shelf, root / "desk.yaml")
    return shelf


def _seen(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not _unread(path))


def _unread(path: Path) -> bool:
    return path.name.startswith(".") or path.name == "README.md"


def _refuse(shelf: Shelf, path: Path, reason: str) -> None:
    shelf.mistakes.append(Mistake(shelf.name(path), 0, reason))


def _yaml(shelf: Shelf, path: Path, scalar: tree.Scalar = tree.as_words) -> tree.Tree:
    grown = tree.read(shelf.words(path), scalar)
    shelf.blame(path, grown.flaws)
    return grown


def _languages(shelf: Shelf, folder: Path) -> Iterable[Path]:
    for path in _seen(folder):
        if path.is_dir():
            yield path
        else:
            _refuse(shelf, path, "this belongs into the folder of a language, such as en-GB")


def _files(shelf: Shelf, folder: Path, suffix: str) -> Iterable[Path]:
    for path in _seen(folder):
        if path.is_file() and path.suffix == suffix:
            yield path
        else:
            _refuse(shelf, path, f"only {suffix} files are read here")


def _pages(shelf: Shelf, folder: Path) -> None:
    for language in _languages(shelf, folder):
        for path in _files(shelf, language, ".md"):
            pages.read(shelf, folder.name, language.name, path)


def _all_strings(shelf: Shelf, folder: Path) -> None:
    for path in _seen(folder):
        if path.is_dir():
            for inner in _files(shelf, path, ".yaml"):
                _strings(shelf, path.name, inner)
        elif path.suffix == ".yaml":
            _strings(shelf, path.stem, path)
        else:
            _refuse(shelf, path, "only .yaml files and folders of languages are read here")


def _strings(shelf: Shelf, language: str, path: Path) -> None:
    grown = _yaml(shelf, path)
    if grown.data is None:
        return
    if not isinstance(grown.data, dict):
        shelf.blame(path, (Flaw(0, "strings are lines like «log.ask-role: What was the job?»"),))
        return
    file = shelf.name(path)
    for id_, value in grown.data.items():
        line = grown.line((id_,))
        if not all(pages.ID.fullmatch(piece) for piece in id_.split(".")):
            shelf.blame(path, (Flaw(line, f"«{id_}» has to be small letters, digits, hyphens and dots"),))
        said = dict(enumerate(value)) if isinstance(value, list) else {None: value}
        texts: list[wordings.Wording] = []
        lines: dict[Place, int] = {}
        for nth, word in said.items():
            place = (id_,) if nth is None else (id_, nth)
            begins = grown.begins.get(place, grown.line(place))
            if isinstance(word, str) and word.strip():
                lines[(WORDING, len(texts))] = begins + 1
                texts.append(wordings.compiled(shelf, "strings", path, word.strip(), begins + 1))
            else:
                shelf.blame(path, (Flaw(begins, f"«{id_}» has no words, or something else than words"),))
        if texts:
            variants, nations = wordings.spread(texts)
            entry = Entry("strings", variants, nations=nations)
            shelf.put(language, id_, Found(entry, file, line + 1, lines))


def _buttons(shelf: Shelf, path: Path) -> None:
    grown = _yaml(shelf, path)
    if grown.data is not None and not isinstance(grown.data, dict):
        shelf.blame(path, (Flaw(0, "buttons are lines like «got-it: {does: result.record, extra: offer}»"),))
        return
    for name, value in (grown.data or {}).items():
        flaws = tuple(_button_flaws(grown, name, value))
        shelf.blame(path, flaws)
        if isinstance(value, dict):
            choice = Choice(*(str(value.get(key, "")) for key in ("does", "extra", "style")))
            shelf.choices[name] = Found(choice, shelf.name(path), grown.line((name,)) + 1)


def _button_flaws(grown: tree.Tree, name: str, value: object) -> Iterable[Flaw]:
    line = grown.line((name,))
    if not pages.ID.fullmatch(name):
        yield Flaw(line, f"«{name}» has to be small letters, digits and single hyphens")
    if not isinstance(value, dict):
        yield Flaw(line, f"«{name}» says what it does: {{does: result.record}}")
        return
    known = ("does", "extra", "style")
    for key, word in value.items():
        if key not in known:
            yield Flaw(grown.line((name, key)), f"«{key}» means nothing here{near(key, known)}")
        elif not isinstance(word, str):
            yield Flaw(grown.line((name, key)), f"«{key}» is a word")
    does, extra, style = (str(value.get(key, "")) for key in known)
    if not does or ":" in does:
        yield Flaw(line, f"«{name}» needs a «does» without a colon")
    if style not in _STYLES:
        yield Flaw(line, f"«{style}» is no style; styles are primary, success, danger{near(style, _STYLES)}")
    if len(Button("", does, _LONGEST_ID, _LONGEST_VERSION, extra).data.encode()) > 64:
        yield Flaw(line, f"«{name}» is too long for Telegram: shorten «does» or «extra»")


def _journeys(shelf: Shelf, folder: Path) -> None:
    for path in _files(shelf, folder, ".yaml"):
        grown = _yaml(shelf, path, tree.as_values)
        if not pages.ID.fullmatch(path.stem):
            _refuse(shelf, path, f"the file name «{path.stem}» has to be small letters, digits and hyphens")
        if grown.flaws and grown.data is None:
            continue
        found, reasons = journey.read(path.stem, grown.data)
        shelf.blame(path, tuple(Flaw(grown.line(place), reason) for place, reason in reasons))
        if found is not None:
            lines = {place: line + 1 for place, line in grown.lines.items()}
            shelf.journeys[path.stem] = Found(found, shelf.name(path), 1, lines)


def _phrases(shelf: Shelf, folder: Path) -> None:
    for language in _languages(shelf, folder):
        inside = sorted(p for p in language.rglob("*") if p.is_file() and not _unread(p))
        for path in inside:
            if path.suffix != ".txt":
                _refuse(shelf, path, "only .txt files are read here")
        phrases.read(shelf, language.name, [path for path in inside if path.suffix == ".txt"])


_READERS: dict[str, Callable[[Shelf, Path], None]] = {
    **dict.fromkeys(pages.FORMS, _pages),
    "strings": _all_strings,
    "journeys": _journeys,
    "phrases": _phrases,
    "forms": forms.read,
    "checklists": checklists.read,
}
