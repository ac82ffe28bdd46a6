"""Where an emoji may stand: seldom, alone of its kind, at the end, and never where somebody is hurt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.content.mistakes import Mistake
from bot.content.passages import GAP, Passage
from bot.content.shape import EMOJI, PLAIN
from bot.content.style import Style

_TENDER = frozenset({"wellbeing", "crisis"})


def broken(passages: Iterable[Passage], style: Style) -> Iterator[Mistake]:
    """Emoji that stand where they must not."""
    for passage in passages:
        found = [(p, emoji) for p in passage.paragraphs for emoji in EMOJI.finditer(p.words)]
        for nth, (paragraph, emoji) in enumerate(found):
            rest = EMOJI.sub("", paragraph.words[emoji.end() :]).strip("\ufe0f\u200d .!")
            alone = not any(char.isalnum() or char == GAP for char in paragraph.words)
            reason = _forbidden(passage, style) or _misplaced(nth, alone=alone, rest=rest)
            if reason:
                yield Mistake(passage.file, paragraph.number, f"«{emoji[0]}»: {reason}")


def _forbidden(passage: Passage, style: Style) -> str:
    stem = passage.id.split(".")[0]
    if passage.entry.kind in _TENDER or passage.id in style.no_emoji or stem in style.no_emoji:
        return "no emoji here; the reader may be hurt or in trouble"
    if passage.entry.shelf == "templates":
        return "no emoji in what goes to an employer"
    if passage.entry.shelf in PLAIN and not passage.entry.emoji:
        return "where an emoji may stand, the page says «emoji: true»"
    if passage.entry.shelf not in PLAIN and style.no_emoji and passage.id not in style.emoji:
        return "only what «emoji» in style.yaml names may have one"
    return ""


def _misplaced(nth: int, *, alone: bool, rest: str) -> str:
    if nth:
        return "one emoji is enough"
    if alone:
        return "an emoji never stands alone: a screen reader reads its name"
    return "an emoji stands at the end, after the words" if rest else ""
