"""What one text may look like: how long it is, and where an emoji stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.content.mistakes import Mistake
from bot.content.shelf import WORDING, Found
from bot.domain import nations, text
from bot.domain.decision import Button
from bot.domain.library import Entry

LONGEST_MESSAGE = 4096
"""UTF-16 units; Telegram refuses more."""
LONGEST: Mapping[str, int] = {"guidance": 700, "exercises": 700, "reframes": 350, "nudges": 350}
"""Folder → how many characters are read without scrolling, or in a notification."""
LONGEST_LABEL = 28

_LEADS_ON = "guide.related"
"""The longest of what buttons with the name of a page do."""
_LONGEST_ID = 2**62
_WIDE = "x" * 200
"""A value as long as anyone may make it."""
_USUAL = "x" * 20
PLAIN = frozenset({"guidance", "exercises", "reframes"})
"""Where an emoji stands only if the page says so."""
EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]")


def broken(id_: str, found: Found[Entry]) -> Iterator[Mistake]:
    """Wordings that are too long, empty, or have what must not be in them."""
    if id_.startswith("button.") and found.thing.nations:
        yield found.mistake(f"«{id_}» is a button, and those read the same in every nation")
    if (
        found.thing.shelf == "guidance"
        and len(Button("", _LEADS_ON, _LONGEST_ID, extra=id_).data.encode()) > 64
    ):
        yield found.mistake(f"the name «{id_}» is too long for Telegram's buttons", "id")
    variants = len(found.thing.variants)
    for nth, (readers, wording) in enumerate(found.thing.every_wording):
        whose = f" for {nations.names(*readers)}" if readers else ""
        for reason in _reasons(id_, found.thing, wording):
            yield found.mistake(f"«{id_}»{whose} {reason}", WORDING, nth % variants)


def _reasons(id_: str, entry: Entry, wording: text.Text) -> Iterator[str]:
    shown = bare = wide = text.unmarked(wording.html(dict.fromkeys(wording.names, _USUAL)))
    if wording.names:
        bare = text.unmarked(wording.html(dict.fromkeys(wording.needs, _USUAL)))
        wide = text.unmarked(wording.html(dict.fromkeys(wording.names, _WIDE)))
    if (long := text.units(wide)) > LONGEST_MESSAGE:
        yield f"can be {long} characters long; Telegram takes {LONGEST_MESSAGE}"
    most = LONGEST.get(entry.shelf, LONGEST_MESSAGE)
    if (long := text.units(shown)) > most:
        yield f"is {long} characters long; in {entry.shelf} at most {most} fit"
    if not bare.strip():
        yield "is empty when nothing is known, and Telegram sends nothing empty"
    if id_.startswith("button."):
        yield from _bad_label(wording)
    emoji = EMOJI.findall(shown) if entry.shelf in PLAIN else []
    if emoji and not entry.emoji:
        yield f"has «{emoji[0]}» in it; where an emoji may stand, the page says «emoji: true»"
    elif len(emoji) > 1:
        yield f"has {len(emoji)} emoji; one is enough"


def _bad_label(wording: text.Text) -> Iterator[str]:
    words = wording.plain(dict.fromkeys(wording.names, "x" * 8))
    if "\n" in words:
        yield "has a line break; a button has one line"
    elif (long := text.units(words)) > LONGEST_LABEL:
        yield f"is {long} characters long; on a button {LONGEST_LABEL} fit"
