"""What a person's own notes have for the next interview: something to repeat, something to do differently."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.facts import Facts
from bot.talk import caring, choices

_LENGTH = 140
_KEPT = (("feedback", "keep"), ("review", "keep"), ("what-worked", "worked"))
"""Form and prompt that tell what went well, the surest first."""
_STRENGTHS = (*_KEPT, ("after-interview", "landed"), ("strength", "what"), ("facts-about-me", "first"))
_CHANGES = (
    ("next-time", "line"),
    ("lesson", "lesson"),
    ("review", "develop"),
    ("after-interview", "improve"),
)


def kept(facts: Facts) -> str:
    """What went well last time; empty: nothing was written."""
    return next(_found(facts, _KEPT), "")


def strength(facts: Facts) -> str:
    """What to repeat; empty: nothing was written."""
    return next(_found(facts, _STRENGTHS), "")


def change(facts: Facts) -> str:
    """What they want to do differently; empty: nothing was written. Never about who they are."""
    fitting = (words for words in _found(facts, _CHANGES) if not caring.touched(facts, words))
    return next(fitting, "")


def _found(facts: Facts, wanted: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for form, prompt in wanted:
        for note in reversed(facts.notes):
            if note.form == form and note.words.get(prompt):
                yield choices.short(" ".join(note.words[prompt].split()), _LENGTH)
