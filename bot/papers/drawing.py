"""What a picture is put together from, and how that is written down as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.papers.colours import Colours
from bot.papers.letters import ASCENT, DESCENT, FAMILY, Weight, fitting, width

LEAST = 32.0
"""The smallest letters: a picture this wide is a third as wide on a phone, and 11 pixels can be read."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_ENDS = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words."""

    words: str
    x: float
    """Where they start, have their middle, or end."""
    y: float
    """The line on which they stand."""
    size: float
    weight: Weight
    colour: str
    anchor: str = "start"
    """«start», «middle» or «end»."""

    @property
    def box(self) -> Box:
        """What they cover."""
        wide = width(self.words, self.size, self.weight)
        left = self.x - wide * _ENDS[self.anchor]
        below = 0.02 if self.words.isdigit() else DESCENT  # figures stand on the line
        return left, self.y - ASCENT * self.size, left + wide, self.y + below * self.size

    @property
    def svg(self) -> str:
        """As an element."""
        return (
            f'<text x="{self.x:g}" y="{self.y:g}" font-family="{FAMILY}" font-size="{self.size:g}" '
            f'font-weight="{self.weight.value}" fill="{self.colour}" text-anchor="{self.anchor}">'
            f"{escape(_drawable(self.words))}</text>"
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """Anything else: an element, and what it covers."""

    svg: str
    box: Box


Item = Words | Shape


def fitted(
    words: str,
    x: float,
    y: float,
    size: float,
    weight: Weight,
    colour: str,
    *,
    room: float,
    anchor: str = "start",
) -> Words:
    """One line of words that is no wider than the room."""
    fit, fits = fitting(words, room, size, min(size, LEAST), weight)
    return Words(fit, x, y, fits, weight, colour, anchor)


def block(box: Box, colour: str, round_: float = 0.0) -> Shape:
    """A rectangle with round corners."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    place = f'x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}"'
    return Shape(f'<rect {place} rx="{min(round_, wide / 2, high / 2):g}" fill="{colour}"/>', box)


def ring(x: float, y: float, radius: float, colour: str, inside: str) -> Shape:
    """A small open circle."""
    outer = radius + 3
    return Shape(
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{inside}" stroke="{colour}" stroke-width="6"/>',
        (x - outer, y - outer, x + outer, y + outer),
    )


def dotted(start: tuple[float, float], end: tuple[float, float], colour: str, gap: float = 22) -> Shape:
    """A line of dots."""
    (x1, y1), (x2, y2) = start, end
    return Shape(
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" fill="none" stroke="{colour}" stroke-width="8" '
        f'stroke-linecap="round" stroke-dasharray="0.1 {gap:g}"/>',
        (min(x1, x2) - 4, min(y1, y2) - 4, max(x1, x2) + 4, max(y1, y2) + 4),
    )


def bounce(x: float, y: float, colours: Colours) -> Shape:
    """Our sign: a ball that has come up again, with the way it took; 144 wide and 128 high."""
    way = "M9 50C11 32 20 24 25 24s10 10 12 26C40 38 45 30 50 25"
    return Shape(
        f'<g transform="translate({x - 24:g} {y - 24:g}) scale(2.8)" fill="none" stroke-linecap="round">'
        f'<path d="{way}" stroke="{colours.stages[1]}" stroke-width="3.4" stroke-dasharray="0.1 6.13"/>'
        f'<circle cx="53" cy="18" r="6.5" fill="{colours.stages[3]}"/></g>',
        (x, y, x + 144, y + 128),
    )


def svg(wide: int, high: int, items: Sequence[Item], definitions: str = "") -> str:
    """The whole picture."""
    inside = "".join(item.svg for item in items)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f"<defs>{definitions}</defs>{inside}</svg>"
    )


def _drawable(words: str) -> str:
    """Without what XML has no room for."""
    return "".join(char for char in words if char.isprintable())
