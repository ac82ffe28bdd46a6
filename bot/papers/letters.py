"""The letters of our pictures: which files hold them, and how wide words come out in them."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Source Sans Pro"


class Weight(IntEnum):
    """How bold words are, as a style sheet counts it."""

    REGULAR = 400
    SEMIBOLD = 600
    BOLD = 700


FILES: Mapping[Weight, Path] = {
    weight: Path(str(files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight.name.title()}.ttf"))
    for weight in Weight
}
"""Named one by one: a machine's own fonts would make another picture on every machine."""
ASCENT, DESCENT = 0.76, 0.24
"""How far letters reach above and below their line, in sizes."""
_CUT = "…"


def width(words: str, size: float, weight: Weight) -> float:
    """How wide the words are, in the units of `size`; kerning, which only draws them closer, left out."""
    known = _advances(weight)
    return sum(known.get(char, known["M"]) for char in words) * size


def fitting(words: str, room: float, size: float, least: float, weight: Weight) -> tuple[str, float]:
    """The words and the size at which they fit into the room: smaller if need be, and cut at the least."""
    wide = width(words, size, weight)
    if wide <= room:
        return words, size
    if wide * least / size <= room:
        return words, size * room / wide
    while words and width(words + _CUT, least, weight) > room:
        words = words[:-1].rstrip()
    return words + _CUT, least


@lru_cache(maxsize=len(Weight))
def _advances(weight: Weight) -> Mapping[str, float]:
    """Letter → how far the next one stands from it, in sizes; read from the font file itself."""
    font = FILES[weight].read_bytes()
    tables = _tables(font)
    (units,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    wide = struct.unpack_from(">" + "Hh" * count, font, tables["hmtx"])[::2]
    glyphs = _glyphs(font, tables["cmap"])
    return {chr(code): wide[min(glyph, count - 1)] / units for code, glyph in glyphs.items()}


def _tables(font: bytes) -> Mapping[str, int]:
    (count,) = struct.unpack_from(">H", font, 4)
    entries = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * count])
    return {tag.decode("ascii"): start for tag, _, start, _ in entries}


def _glyphs(font: bytes, cmap: int) -> Mapping[int, int]:
    """Code point → glyph, from the table for the first 65,536 (platform 3, encoding 1, format 4)."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    places = struct.iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * count])
    start = next(cmap + at for platform, encoding, at in places if (platform, encoding) == (3, 1))
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    lasts, firsts, deltas, offsets = (start + 14 + extra for extra in _columns(doubled))
    found = {}
    for at in range(0, doubled, 2):
        (last,), (first,) = (struct.unpack_from(">H", font, column + at) for column in (lasts, firsts))
        (delta,), (offset,) = (struct.unpack_from(">H", font, column + at) for column in (deltas, offsets))
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets + at + offset + 2 * (code - first))
            found[code] = (glyph + delta) & 0xFFFF if glyph else 0
    return found


def _columns(doubled: int) -> tuple[int, int, int, int]:
    return 0, doubled + 2, 2 * doubled + 2, 3 * doubled + 2
