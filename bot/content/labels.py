"""Buttons: what they say can be understood without what stands above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.content import sentences
from bot.content.mistakes import Mistake
from bot.content.passages import GAP, Passage
from bot.content.style import Style
from bot.domain.library import FALLBACK

BUTTON = "button."


def broken(passages: Iterable[Passage], style: Style) -> Iterator[Mistake]:
    """Buttons that begin with no verb and are no known answer."""
    if not style.verbs:
        return
    for passage in passages:
        name = passage.id.removeprefix(BUTTON)
        if passage.language == FALLBACK and name != passage.id and name not in style.labels:
            words = passage.paragraphs[0].words
            first = sentences.words(words)[:1]
            if first and first != [GAP] and not _fits(first[0], style):
                reason = (
                    f"the button «{words}» begins with no verb that style.yaml knows;"
                    f" say what it does, or add «{first[0].lower()}» to «verbs» or «{name}» to «labels» there"
                )
                yield Mistake(passage.file, passage.line, reason)


def _fits(word: str, style: Style) -> bool:
    return word.lower().replace("\u2019", "'") in style.verbs | style.answers
