"""Telephone numbers: they stand in signposts.yaml and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.content.mistakes import Mistake
from bot.content.passages import Passage
from bot.content.shelf import Shelf


def broken(shelf: Shelf, passages: Iterable[Passage]) -> Iterator[Mistake]:
    """Numbers that are written out in a text, and would stay when the helpline's number changes."""
    known: dict[str, str] = {}
    for name, number in shelf.numbers.items():
        if sum(map(str.isdigit, number)) >= 3 and not any(map(str.isalpha, number)):
            known.setdefault("".join(filter(str.isdigit, number)), name)
    for passage in passages:
        for paragraph in passage.paragraphs:
            for found in _NUMBER.finditer(_ADDRESS.sub("", paragraph.source)):
                digits = "".join(filter(str.isdigit, found[0]))
                if digits in known:
                    reason = (
                        f"«{found[0]}»: write {{{known[digits]}}}, so that it changes with signposts.yaml"
                    )
                elif len(digits) >= _SURELY and not _NOBODYS.match(found[0]):
                    reason = f"«{found[0]}» looks like a telephone number; those stand in signposts.yaml"
                else:
                    continue
                yield Mistake(passage.file, paragraph.number, reason)


_SURELY = 7
"""So many digits are a telephone number, and no year, amount or time."""
_NUMBER = re.compile(r"(?<![\w.,:/£-])\+?\d(?:[ ()-]{0,2}\d)+(?![\w]|[.,:/-]\d)")
_ADDRESS = re.compile(r"\]\([^\s()]*\)|https?://\S+|\{[^{}]*\}")
_NOBODYS = re.compile(r"07700 ?900")
"""Ofcom keeps these for examples: nobody answers."""
