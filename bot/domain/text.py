"""Texts with gaps for names and dates: compiled once, filled many times."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_NO_VALUES: Mapping[str, str] = {}


class Unfilled(ValueError):
    """A text was sent without a value that it cannot do without."""


@dataclass(frozen=True, slots=True)
class Slot:
    """`{employer}` or `{contact_name|the hiring team}`: a gap for one value."""

    name: str
    fallback: str | None = None
    """Plain words for a missing value. None: it has to be given."""
    lines: bool = False
    """`{words:lines}`: the value's line breaks and spaces are kept as somebody typed them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`[[on {interview_date}]]`: left out when a value in it is missing."""

    parts: tuple[str | Slot, ...]


Part = str | Slot | Stretch


@dataclass(frozen=True)
class Text:
    """One wording of a text. The strings among its parts are Telegram HTML."""

    parts: tuple[Part, ...]

    def html(self, values: Mapping[str, str] = _NO_VALUES) -> str:
        """As Telegram HTML, values escaped. Unfilled: a value without fallback is missing or empty."""
        return _fill(self.parts, values, _MARKED)

    def plain(self, values: Mapping[str, str] = _NO_VALUES) -> str:
        """Without any markup, for buttons and toasts. Unfilled: as for `html`."""
        return _fill(self._plain, values, _PLAIN)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every value that it can take."""
        return frozenset(slot.name for slot in _slots(self.parts))

    @cached_property
    def needs(self) -> frozenset[str]:
        """The values without which it cannot be said."""
        return frozenset(p.name for p in self.parts if isinstance(p, Slot) and p.fallback is None)

    @cached_property
    def _plain(self) -> tuple[Part, ...]:
        return tuple(_bare(part) for part in self.parts)


def length(marked: str) -> int:
    """How long a text in Telegram HTML is for Telegram: without tags, in UTF-16 units."""
    return units(unmarked(marked))


def units(words: str) -> int:
    """The length of plain words in UTF-16 units."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def unmarked(marked: str) -> str:
    """A text in Telegram HTML without its tags."""
    return html.unescape(_TAG.sub("", marked))


def escaped(value: str) -> str:
    """A value as it may stand in Telegram HTML, on one line."""
    return html.escape(cleaned(value), quote=False)


def cleaned(value: str) -> str:
    """A value on one line, without controls; fenced in when it runs from right to left."""
    if value.isascii() and value.isprintable():
        return " ".join(value.split())
    return _fenced(" ".join(_UNSEEN.sub(_seen, value).split()))


def _line(value: str) -> str:
    """As `cleaned`, for a line that is to look as it was typed: its spaces are kept."""
    return _fenced(_UNSEEN.sub(_seen, value).rstrip())


def _fenced(words: str) -> str:
    if all(unicodedata.category(char) == "Cf" for char in words):
        return ""
    if any(unicodedata.bidirectional(char) in _LEFTWARD for char in words):
        # Without the fence, the words after a Hebrew or Arabic name would change places with it.
        return f"\u2068{words}\u2069"
    return words


_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, marks that reverse the text after them, and halves of characters; spaces are dealt with after."""
_LEFTWARD = frozenset({"R", "AL", "AN"})


def _seen(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else ""


@dataclass(frozen=True, slots=True)
class _Way:
    """How values are made fit to stand in a text."""

    word: Callable[[str], str]
    line: Callable[[str], str]
    """For values whose lines and spaces are kept."""


_MARKED = _Way(escaped, lambda value: html.escape(_line(value), quote=False))
_PLAIN = _Way(cleaned, _line)

_GONE = "\0"
"""Where something was left out; values and texts cannot hold it."""
_AROUND_GONE = re.compile(rf"([ \n]*){_GONE}([ \n{_GONE}]*)")
_CLOSING = frozenset(".,;:!?)”»")


def _fill(parts: tuple[Part, ...], values: Mapping[str, str], way: _Way) -> str:
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0]
    filled = "".join([part if isinstance(part, str) else _part(part, values, way) for part in parts])
    return _AROUND_GONE.sub(_mended, filled) if _GONE in filled else filled


def _part(part: Slot | Stretch, values: Mapping[str, str], way: _Way) -> str:
    if isinstance(part, Slot):
        word = _word(part, values, way)
        if word is None:
            message = f"no value for {{{part.name}}}"
            raise Unfilled(message)
        return word
    words = [inner if isinstance(inner, str) else _word(inner, values, way) for inner in part.parts]
    return _GONE if None in words else "".join(word for word in words if word is not None)


def _word(slot: Slot, values: Mapping[str, str], way: _Way) -> str | None:
    value = values.get(slot.name, "")
    if slot.lines:
        word = "\n".join(way.line(line) for line in value.splitlines()).strip()
    else:
        word = way.word(value) if value else ""
    if word or slot.fallback is None:
        return word or None
    return way.word(slot.fallback) or _GONE


def _mended(match: re.Match[str]) -> str:
    """The space that is right where something was left out: never two spaces, never two empty lines."""
    filled: str = match.string
    before, after = filled[: match.start()], filled[match.end() :]
    if not before or not after or before.endswith(_QUOTE_OPENS) or after.startswith("</blockquote>"):
        return ""
    gaps = [match[1], *match[2].split(_GONE)]
    breaks: str = "\n" * max(gap.count("\n") for gap in gaps)
    if breaks:
        return breaks
    return " " if any(gaps) and after[0] not in _CLOSING else ""


_QUOTE_OPENS = ("<blockquote>", "<blockquote expandable>")


def _bare(part: Part) -> Part:
    if isinstance(part, str):
        return unmarked(part)
    if isinstance(part, Stretch):
        return Stretch(tuple(unmarked(inner) if isinstance(inner, str) else inner for inner in part.parts))
    return part


def _slots(parts: Iterable[Part]) -> Iterator[Slot]:
    for part in parts:
        if isinstance(part, Stretch):
            yield from _slots(part.parts)
        elif isinstance(part, Slot):
            yield part
