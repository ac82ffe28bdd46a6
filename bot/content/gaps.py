"""The gaps of a text: `{employer}`, `{contact_name|the hiring team}` and `[[ left out when empty ]]`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.content.mistakes import Flaw
from bot.domain.text import Part, Slot, Stretch, Text

OPEN, CLOSE = "\ue000", "\ue001"
"""Stand for «[[» and «]]» while Markdown is read; it sees letters in them."""
_FIRST = 0xE100
_MOST = 0x1000
_SLOT = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _MOST - 1)}]")


@dataclass(frozen=True)
class Marked:
    """A source text whose gaps have become single letters that no keyboard has."""

    words: str
    slots: tuple[Slot | str, ...]
    """What each of them stands for; a helpline's number already as it is shown."""
    stretches: tuple[int, ...]
    """The line of each «[[», in order."""
    flaws: tuple[Flaw, ...]


def mark(source: str, numbers: Mapping[str, str] = MappingProxyType({})) -> Marked:
    """Takes the gaps out of a source text, so that Markdown cannot stumble over them.

    `numbers` are the values that are the same for everybody; `text` puts them in.
    """
    return _Marking(source, numbers).whole()


def is_gap(char: str) -> bool:
    """Whether a letter stands for a gap."""
    return char in (OPEN, CLOSE) or bool(_SLOT.fullmatch(char))


def text(rendered: str, marked: Marked) -> tuple[Text, tuple[Flaw, ...]]:
    """The finished text of what was made out of the marked words."""
    rendered = _SLOT.sub(lambda found: _numbered(found[0], marked.slots), rendered)
    flaws = tuple(_split_stretches(rendered, marked))
    return Text(tuple(_parts(rendered, marked.slots))), flaws


_TOKEN = re.compile(
    r"\\(?P<kept>[{}\[\]])|(?P<open>\[\[)|(?P<close>\]\])|\{(?P<slot>[^{}\n]*)\}|(?P<stray>[{}])"
)
_INSIDE = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?P<lines>:lines)?(?:\|(?P<fallback>.*))?")
_ADDRESS = re.compile(r"\]\([^\s()]*\Z")
_PRIVATE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]")


class _Marking:
    """One pass over one source text."""

    def __init__(self, source: str, numbers: Mapping[str, str]) -> None:
        self._source = source
        self._numbers = numbers
        self._slots: list[Slot | str] = []
        self._stretches: list[int] = []
        self._flaws: list[Flaw] = []
        self._inside = False
        self._bare = False

    def whole(self) -> Marked:
        for match in _PRIVATE.finditer(self._source):
            self._flaw(match, "a character that no phone can show")
        words = _TOKEN.sub(self._token, _PRIVATE.sub("", self._source))
        if self._inside:
            self._flaws.append(Flaw(self._stretches[-1], "«[[» without «]]»"))
        return Marked(words, tuple(self._slots), tuple(self._stretches), tuple(self._flaws))

    def _token(self, match: re.Match[str]) -> str:
        match match.lastgroup:
            case "open":
                return self._begin(match)
            case "close":
                return self._end(match)
            case "slot":
                return self._slot(match)
            case "stray":
                self._flaw(match, f"«{match[0]}» alone; for a real brace write «\\{match[0]}»")
        return match[0]

    def _begin(self, match: re.Match[str]) -> str:
        if self._inside:
            self._flaw(match, "«[[» inside «[[ … ]]»")
        self._inside, self._bare = True, False
        self._stretches.append(_line(match))
        return OPEN

    def _end(self, match: re.Match[str]) -> str:
        if not self._inside:
            self._flaw(match, "«]]» without «[[»")
            return ""
        if not self._bare:
            self._flaw(match, "«[[ … ]]» without a placeholder that could be missing is never left out")
        self._inside = False
        return CLOSE

    def _slot(self, match: re.Match[str]) -> str:
        inside = _INSIDE.fullmatch(match["slot"])
        if not inside:
            self._flaw(match, f"«{match[0]}» is no placeholder; write «{{employer}}» or «{{employer|them}}»")
            return ""
        if (number := self._numbers.get(inside["name"])) is not None:
            return self._number(match, number)
        self._bare = self._bare or inside["fallback"] is None
        return self._letter(Slot(inside["name"], inside["fallback"], lines=inside["lines"] is not None))

    def _number(self, match: re.Match[str], number: str) -> str:
        if _ADDRESS.search(match.string[: match.start()]):
            return number  # Markdown itself reads the address of a link
        return self._letter(html.escape(number, quote=False))

    def _letter(self, stands_for: Slot | str) -> str:
        self._slots.append(stands_for)
        return chr(_FIRST + len(self._slots) - 1)

    def _flaw(self, match: re.Match[str], reason: str) -> None:
        self._flaws.append(Flaw(_line(match), reason))


def _line(match: re.Match[str]) -> int:
    return match.string.count("\n", 0, match.start())


_STRETCH = re.compile(f"{OPEN}\n*([^{CLOSE}]*?)\n*{CLOSE}")
_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")


def _numbered(letter: str, slots: tuple[Slot | str, ...]) -> str:
    stands_for = slots[ord(letter) - _FIRST]
    return stands_for if isinstance(stands_for, str) else letter


def _parts(rendered: str, slots: tuple[Slot | str, ...]) -> Iterator[Part]:
    at = 0
    for match in _STRETCH.finditer(rendered):
        yield from _pieces(rendered[at : match.start()], slots)
        yield Stretch(tuple(_pieces(match[1], slots)))
        at = match.end()
    yield from _pieces(rendered[at:], slots)


def _pieces(rendered: str, slots: tuple[Slot | str, ...]) -> Iterator[str | Slot]:
    at = 0
    for match in _SLOT.finditer(rendered):
        if at < match.start():
            yield rendered[at : match.start()]
        yield slots[ord(match[0]) - _FIRST]
        at = match.end()
    if at < len(rendered):
        yield rendered[at:]


def _split_stretches(rendered: str, marked: Marked) -> Iterator[Flaw]:
    """Leaving out a stretch must not leave half of a tag behind."""
    for line, match in zip(marked.stretches, _STRETCH.finditer(rendered)):
        opened: list[str] = []
        for tag in _TAG.finditer(match[1]):
            if not tag[1]:
                opened.append(tag[2])
            elif not opened or opened.pop() != tag[2]:
                opened = ["?"]
                break
        if opened:
            yield Flaw(line, "«[[» and «]]» have to stand in the same bold, link, quote or code")
