"""How wide words are: what we reckon beforehand is what is drawn."""

from __future__ import annotations

import struct
import zlib

import pytest
import resvg_py

from bot.papers.letters import FAMILY, FILES, Weight, fitting, width

WIDE, HIGH = 260, 40


def drawn(words: str, size: int, weight: Weight) -> int:
    """From the left edge to the last column in which the drawn words have left a mark."""
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}">'
        f'<text x="0" y="32" font-family="{FAMILY}" font-size="{size}" font-weight="{weight.value}">'
        f"{words}</text></svg>"
    )
    made = resvg_py.svg_to_bytes(
        svg_string=text, skip_system_fonts=True, font_files=[str(file) for file in FILES.values()]
    )
    rows = pixels(made)
    return max((x + 1 for row in rows for x in range(WIDE) if row[4 * x + 3]), default=0)


def pixels(png: bytes) -> list[bytearray]:
    """The rows of a PNG of four bytes a pixel."""
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += 12 + length
    data, rows, before = zlib.decompress(packed), [], bytearray(4 * WIDE)
    for start in range(0, len(data), 4 * WIDE + 1):
        row = _unfiltered(data[start], bytearray(data[start + 1 : start + 1 + 4 * WIDE]), before)
        rows.append(row)
        before = row
    return rows


def _unfiltered(kind: int, row: bytearray, above: bytearray) -> bytearray:
    for x in range(len(row)):
        left, up = (row[x - 4] if x >= 4 else 0), above[x]
        corner = above[x - 4] if x >= 4 else 0
        guess = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        row[x] = (row[x] + (0, left, up, (left + up) // 2, guess)[kind]) % 256
    return row


@pytest.mark.parametrize(
    "words", ["Applications", "0123456789", "Monday 5 October", "Łódź, ŷ ŵ", "Ωρα", "Ещё"]
)
@pytest.mark.parametrize("weight", list(Weight))
def test_words_are_as_wide_as_they_are_drawn(words: str, weight: Weight) -> None:
    assert width(words, 30, weight) == pytest.approx(drawn(words, 30, weight), abs=4)


def test_bolder_words_are_wider() -> None:
    light, middle, bold = (width("Applications", 40, weight) for weight in Weight)

    assert light < middle < bold


@pytest.mark.parametrize("room", [900, 300, 200, 60])
def test_words_are_made_to_fit_and_no_smaller_than_can_be_read(room: float) -> None:
    words, size = fitting("Applications made", room, 50, 32, Weight.REGULAR)

    assert width(words, size, Weight.REGULAR) <= room
    assert 32 <= size <= 50
    assert words == "Applications made" or (words.endswith("…") and size == 32)


def test_letters_that_are_not_in_the_file_take_room_all_the_same() -> None:
    assert width("申請", 40, Weight.REGULAR) > 40
