"""From applications to offers, as a stream: wide where there was much, and going on to what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt

from bot.papers.colours import Colours
from bot.papers.drawing import Box, Item, Shape, Words, block, dotted, fitted, ring
from bot.papers.letters import Weight, width

Stage = tuple[str, int]
"""What it is called, and how many there were."""
_NUMBER, _LABEL, _SMALL_LABEL = 84.0, 42.0, 36.0
_THIN, _HALF = 34.0, 38.0
"""The narrowest a stage may be, and half of how high each is."""
_GAP = 48.0


def funnel(stages: Sequence[Stage], box: Box, colours: Colours) -> tuple[list[Item], str]:
    """The stream with its figures beside it, inside the box, and the definitions that it draws on."""
    left, top, right, bottom = box
    step = (bottom - top) / len(stages)
    middles = [top + step * (nth + 0.5) for nth in range(len(stages))]
    words = left + (right - left) * 0.46
    centre, room = (words + _GAP + right) / 2, right - words - _GAP
    wides = _wides([number for _, number in stages], room)
    items: list[Item] = list(_ahead(wides, middles, centre, colours))
    reached = [nth for nth, wide in enumerate(wides) if wide]
    shades = []
    for one, other in pairwise(reached):
        items.append(_stream(centre, (middles[one], wides[one]), (middles[other], wides[other]), f"s{one}"))
        shades.append(
            _shade(f"s{one}", middles[one], middles[other], colours.stages[one], colours.stages[other])
        )
    for nth, (label, number) in enumerate(stages):
        if wides[nth]:
            half = wides[nth] / 2
            bar = (centre - half, middles[nth] - _HALF, centre + half, middles[nth] + _HALF)
            items.append(block(bar, colours.stages[nth], 22))
        items += _figures(label, number, left, middles[nth], words - left, colours)
    return items, "".join(shades)


def _wides(numbers: Sequence[int], room: float) -> list[float]:
    """How wide each stage is; 0: there is nothing of it yet.

    By square roots: of 200 applications one offer is still to be seen, and what came of nothing stays small.
    """
    most = max(*numbers, 1)
    return [max(_THIN, room * sqrt(number / most)) if number else 0.0 for number in numbers]


def _ahead(
    wides: Sequence[float], middles: Sequence[float], centre: float, colours: Colours
) -> Iterator[Item]:
    """The way that still lies ahead: dots, and an open circle at each stage."""
    last = max((nth for nth, wide in enumerate(wides) if wide), default=0)
    if last + 1 < len(wides):
        yield dotted((centre, middles[last] + _HALF), (centre, middles[-1]), colours.line)
    for nth, wide in enumerate(wides):
        if not wide and (nth >= last):
            yield ring(centre, middles[nth], 15, colours.line, colours.panel)


def _stream(centre: float, above: tuple[float, float], below: tuple[float, float], shade: str) -> Shape:
    """What flows from one stage into the next that was reached."""
    (top, wide), (bottom, narrow) = above, below
    a, b, bend = wide / 2, narrow / 2, (top + bottom) / 2
    path = (
        f"M{centre - a:g} {top:g}C{centre - a:g} {bend:g} {centre - b:g} {bend:g} {centre - b:g} {bottom:g}"
        f"H{centre + b:g}C{centre + b:g} {bend:g} {centre + a:g} {bend:g} {centre + a:g} {top:g}Z"
    )
    half = max(a, b)
    return Shape(f'<path d="{path}" fill="url(#{shade})"/>', (centre - half, top, centre + half, bottom))


def _shade(name: str, top: float, bottom: float, one: str, other: str) -> str:
    along = f'gradientUnits="userSpaceOnUse" x1="0" y1="{top:g}" x2="0" y2="{bottom:g}"'
    return (
        f'<linearGradient id="{name}" {along}>'
        f'<stop offset="0.2" stop-color="{one}" stop-opacity="0.45"/>'
        f'<stop offset="0.8" stop-color="{other}" stop-opacity="0.45"/></linearGradient>'
    )


def _figures(
    label: str, number: int, x: float, middle: float, room: float, colours: Colours
) -> Iterator[Words]:
    """The number, and below it what it counts, in two lines where one is too short."""
    lines = _lines(label, room)
    up = 0 if len(lines) == 1 else 18
    tone, weight = (colours.ink, Weight.BOLD) if number else (colours.soft, Weight.REGULAR)
    size = _NUMBER * min(1.0, room / width(str(number), _NUMBER, weight))
    yield Words(str(number), x, middle + 8 - up, size, weight, tone)
    size = _LABEL if len(lines) == 1 else _SMALL_LABEL
    for nth, line in enumerate(lines):
        y = middle + 56 - 1.4 * up + nth * _SMALL_LABEL * 1.06
        yield fitted(line, x, y, size, Weight.REGULAR, colours.soft, room=room)


def _lines(label: str, room: float) -> tuple[str, ...]:
    """The label, divided at the space that leaves the shortest longer half; undivided where it fits."""
    spaces = [at for at, char in enumerate(label) if char == " "]
    if not spaces or width(label, _SMALL_LABEL, Weight.REGULAR) <= room:
        return (label,)
    at = min(spaces, key=lambda at: max(at, len(label) - at))
    return label[:at], label[at + 1 :]
