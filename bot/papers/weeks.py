"""Applications week by week, beside the goal that somebody has set for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.papers.colours import Colours
from bot.papers.drawing import Box, Item, Shape, Words, block, fitted, ring
from bot.papers.letters import Weight, width

_NUMBER, _LABEL = 42.0, 38.0
_ROOM = 54.0
"""Above the highest bar, for its number."""
_LOW = 14.0
"""How high the lowest bar is."""
_WIDE = 0.3
"""Half of a bar, of the room that a week has."""
_CAP = 16.0


def weeks(
    numbers: Sequence[int | None], goal: int | None, ends: tuple[str, str], box: Box, colours: Colours
) -> list[Item]:
    """A bar for each week, the present one last. None: nothing had been noted by then.

    `ends` are the words below the first and the last week.
    """
    left, top, right, bottom = box
    base = bottom - 66
    step = (right - left) / len(numbers)
    most = max(max((number or 0 for number in numbers), default=0), goal or 0, 1)
    highest = base - top - _ROOM
    slots = [left + step * (nth + 0.5) for nth in range(len(numbers))]
    tops = [base - (max(_LOW, highest * number / most) if number else 0) for number in numbers]
    items: list[Item] = []
    for middle, top, number in zip(slots, tops, numbers):
        items += _bar(middle, step * _WIDE, top, base, number, goal, colours)
    items.append(block((left, base, right, base + 4), colours.line))
    if goal:
        items.append(dashes((left, base - highest * goal / most), right, colours.goal))
    for middle, top, number in zip(slots, tops, numbers):
        items += _number(middle, top, number, step, colours)
    room = (right - left) / 2 - 12
    return [
        *items,
        fitted(ends[0], left, bottom - 8, _LABEL, Weight.REGULAR, colours.soft, room=room),
        fitted(ends[1], right, bottom - 8, _LABEL, Weight.REGULAR, colours.soft, room=room, anchor="end"),
    ]


def dashes(start: tuple[float, float], end: float, colour: str) -> Shape:
    """The line of the goal, also beside its name."""
    x, y = start
    return Shape(
        f'<path d="M{x:g} {y:g}H{end:g}" fill="none" stroke="{colour}" stroke-width="5" '
        'stroke-dasharray="18 12"/>',
        (x, y - 3, end, y + 3),
    )


def _bar(
    middle: float,
    half: float,
    top: float,
    base: float,
    number: int | None,
    goal: int | None,
    colours: Colours,
) -> Iterator[Shape]:
    """One week; where the goal was reached, it has a golden top."""
    if number is None:
        yield ring(middle, base - 26, 7, colours.line, colours.panel)
    if number:
        yield _standing(middle, half, top, base, colours.stages[0])
    if number and goal and number >= goal:
        yield _standing(middle, half, top, min(top + _CAP, base), colours.stages[3])


def _standing(middle: float, half: float, top: float, base: float, colour: str) -> Shape:
    """A bar that is round above, and stands flat."""
    left, right, bend = middle - half, middle + half, min(10.0, base - top)
    path = (
        f"M{left:g} {base:g}V{top + bend:g}q0 {-bend:g} {bend:g} {-bend:g}H{right - bend:g}"
        f"q{bend:g} 0 {bend:g} {bend:g}V{base:g}Z"
    )
    return Shape(f'<path d="{path}" fill="{colour}"/>', (left, top, right, base))


def _number(middle: float, top: float, number: int | None, step: float, colours: Colours) -> Iterator[Item]:
    """How many, on a plate, so that the line of the goal does not go through it."""
    if number is None:
        return
    words = str(number)
    size = _NUMBER * min(1.0, (step - 8) / width(words, _NUMBER, Weight.SEMIBOLD))
    half = width(words, size, Weight.SEMIBOLD) / 2 + 6
    yield block((middle - half, top - 14 - size * 0.72, middle + half, top - 8), colours.panel)
    tone = colours.ink if number else colours.soft
    yield Words(words, middle, top - 14, size, Weight.SEMIBOLD, tone, "middle")
