"""Telegram's HTML: the few tags it knows, read as strictly as it reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bot.sandbox.units import units

ENTITY_OF_TAG: Mapping[str, str] = MappingProxyType(
    {
        "b": "bold",
        "strong": "bold",
        "i": "italic",
        "em": "italic",
        "u": "underline",
        "ins": "underline",
        "s": "strikethrough",
        "strike": "strikethrough",
        "del": "strikethrough",
        "tg-spoiler": "spoiler",
        "span": "spoiler",
        "a": "text_link",
        "tg-emoji": "custom_emoji",
        "code": "code",
        "pre": "pre",
        "blockquote": "blockquote",
    }
)
ALONE = frozenset({"code", "pre"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_END_TAG = re.compile(r"</([^>\s]*)\s*>")
_START_TAG = re.compile(r"<([^\s>\"'=]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"\s*([a-zA-Z0-9_-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([a-zA-Z0-9._-]+)))?")
_LINK = re.compile(r"(?i)(?:https?://[^\s/?#]+\.[^\s]+|https?://localhost\S*|tg://\S+)\Z")
_MENTION = re.compile(r"tg://user\?id=(\d+)\Z")


class UnparsableError(ValueError):
    """What Telegram says after "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without tags, and what the tags said of it (offsets and lengths in UTF-16 units)."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()


def parse(source: str) -> Marked:
    """Read Telegram's HTML. UnparsableError where Telegram refuses it, or would quietly drop a part."""
    return _Reading(source).whole()


def trimmed(marked: Marked) -> Marked:
    """Without the white space at both ends, which Telegram takes away."""
    front = units(marked.text) - units(marked.text.lstrip())
    text = marked.text.strip()
    end = units(text)
    entities = []
    for entity in marked.entities:
        start = max(entity["offset"] - front, 0)
        stop = min(entity["offset"] + entity["length"] - front, end)
        if start < stop:
            entities.append({**entity, "offset": start, "length": stop - start})
    return Marked(text, tuple(entities))


@dataclass(slots=True)
class _Open:
    tag: str
    entity: dict[str, Any]
    byte: int


class _Reading:
    """One pass over one text, from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[dict[str, Any]] = []

    def whole(self) -> Marked:
        at = 0
        while at < len(self._source):
            at = self._step(at)
        if self._open:
            raise UnparsableError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Marked("".join(self._text), tuple(self._entities))

    def _step(self, at: int) -> int:
        source = self._source
        if source.startswith("</", at):
            return self._end_tag(at)
        if source[at] == "<":
            return self._start_tag(at)
        if source[at] == "&" and (match := _REFERENCE.match(source, at)):
            self._add(_character(match))
            return match.end()
        stop = min((found for sign in "<&" if (found := source.find(sign, at + 1)) > 0), default=len(source))
        self._add(source[at:stop])
        return stop

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += units(text)

    def _start_tag(self, at: int) -> int:
        match = _START_TAG.match(self._source, at)
        if not match:
            raise UnparsableError(f"Unclosed start tag at byte offset {self._byte(at)}")
        tag = match[1].lower()
        if tag not in ENTITY_OF_TAG:
            raise UnparsableError(f'Unsupported start tag "{tag}" at byte offset {self._byte(at)}')
        entity = self._entity(tag, self._attributes(tag, match[2], at), at)
        self._fits(tag, entity, at)
        self._open.append(_Open(tag, entity, self._byte(at)))
        return match.end()

    def _attributes(self, tag: str, words: str, at: int) -> dict[str, str]:
        found: dict[str, str] = {}
        place = 0
        words = words.rstrip()
        while place < len(words):
            match = _ATTRIBUTE.match(words, place)
            if not match:
                raise UnparsableError(
                    f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(at)}'
                )
            found[match[1].lower()] = _plain(match[2] or match[3] or match[4] or "")
            place = match.end()
        return found

    def _entity(self, tag: str, attributes: dict[str, str], at: int) -> dict[str, Any]:
        entity: dict[str, Any] = {"type": ENTITY_OF_TAG[tag], "offset": self._length}
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise UnparsableError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(at)}')
        if tag == "tg-emoji":
            if not attributes.get("emoji-id", "").isdigit():
                raise UnparsableError(f"Invalid custom emoji identifier at byte offset {self._byte(at)}")
            entity["custom_emoji_id"] = attributes["emoji-id"]
        if tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        if tag == "a":
            entity["url"] = attributes.get("href", "")
        if tag == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        return entity

    def _fits(self, tag: str, entity: dict[str, Any], at: int) -> None:
        """Telegram silently drops what may not be nested; here it is an error, so that it is noticed."""
        around = [opened.entity["type"] for opened in self._open]
        inside_pre = bool(around) and around[-1] == "pre" and tag == "code"
        lonely = tag in ALONE and any(kind not in QUOTES for kind in around)
        if not inside_pre and (lonely or any(kind in ALONE for kind in around)):
            raise UnparsableError(f'Tag "{tag}" can\'t be nested here at byte offset {self._byte(at)}')
        if tag == "a" and "text_link" in around:
            raise UnparsableError(f"Links can't be nested at byte offset {self._byte(at)}")
        if entity["type"] in QUOTES and any(kind in QUOTES for kind in around):
            raise UnparsableError(f"Block quotes can't be nested at byte offset {self._byte(at)}")

    def _end_tag(self, at: int) -> int:
        match = _END_TAG.match(self._source, at)
        if not match:
            raise UnparsableError(f"Unclosed end tag at byte offset {self._byte(at)}")
        if not self._open:
            raise UnparsableError(f"Unexpected end tag at byte offset {self._byte(at)}")
        opened = self._open.pop()
        tag = match[1].lower()
        if tag not in ("", opened.tag):
            wanted = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise UnparsableError(f"Unmatched end tag at byte offset {self._byte(at)}, {wanted}")
        self._close(opened)
        return match.end()

    def _close(self, opened: _Open) -> None:
        entity = opened.entity
        entity["length"] = self._length - entity["offset"]
        if not entity["length"]:
            return
        if entity["type"] == "text_link":
            entity = self._link(entity)
        outer = self._open[-1].entity if self._open else None
        if opened.tag == "code" and outer and outer["type"] == "pre":
            if "language" in entity:
                outer["language"] = entity["language"]
            return
        if entity["type"] == "code":
            entity.pop("language", None)
        self._entities.append(entity)

    def _link(self, entity: dict[str, Any]) -> dict[str, Any]:
        url = entity["url"] or self._since(entity["offset"])
        if match := _MENTION.match(url):
            user = {"id": int(match[1]), "is_bot": False, "first_name": self._since(entity["offset"])}
            return {
                "type": "text_mention",
                "offset": entity["offset"],
                "length": entity["length"],
                "user": user,
            }
        if not is_link(url):
            raise UnparsableError(f'Link "{url}" is nothing that can be followed')
        return {**entity, "url": url}

    def _since(self, offset: int) -> str:
        whole = "".join(self._text).encode("utf-16-le")
        return whole[offset * 2 :].decode("utf-16-le")

    def _byte(self, at: int) -> int:
        return len(self._source[:at].encode())


def is_link(url: str) -> bool:
    """Can Telegram follow this? Telephone numbers and mail addresses it cannot."""
    return bool(_LINK.match(url))


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def _plain(value: str) -> str:
    return _REFERENCE.sub(_character, value)
