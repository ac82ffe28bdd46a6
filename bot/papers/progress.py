"""The picture of how far somebody's search has come. It names no employer, so it can be shown to anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.domain import spoken
from bot.domain.facts import Facts
from bot.domain.progress import Progress
from bot.domain.progress import progress as figures_of
from bot.papers.colours import DARK, LIGHT, Colours
from bot.papers.drawing import Item, block, bounce, fitted, svg
from bot.papers.funnel import funnel
from bot.papers.letters import Weight
from bot.papers.painting import png
from bot.papers.paper import Everything, Paper
from bot.papers.weeks import dashes, weeks

NAME = "progress.png"
CAPTION = "progress.figures"
WIDE, HIGH = 1080, 1280
"""In pixels. Telegram makes a photo smaller that is longer than 1,280 in either direction."""
TEXTS = frozenset(
    {
        CAPTION,
        *(f"progress.{name}" for name in ("title", "applications", "interviews", "rounds", "offers")),
        *(f"progress.{name}" for name in ("a-week", "your-goal", "this-week")),
    }
)
_MARGIN, _PAD = 40.0, 48.0
_TITLE, _DAY, _HEAD, _GOAL = 68.0, 40.0, 44.0, 40.0


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a picture, in somebody's language."""

    title: str
    day: str
    stages: tuple[str, str, str, str]
    a_week: str
    goal: str
    """Empty: there is none."""
    ends: tuple[str, str]
    """Below the first and the last week."""


def paper(facts: Facts, _: Everything, __: int) -> Paper | None:
    """The picture as things are now. None: there is nothing to count any more."""
    figures = figures_of(facts)
    if not figures.applications:
        return None
    colours = DARK if facts.person.dark_pictures else LIGHT
    drawn = drawing(figures, said(facts, figures), colours)
    return Paper(NAME, CAPTION, partial(png, drawn), values(figures), picture=True)


def values(figures: Progress) -> Mapping[str, str]:
    """What the words beside it say: the same figures as the picture."""
    told = (str(number) for number in figures.weeks if number is not None)
    return {
        "applications": str(figures.applications),
        "interviews": str(figures.interviews),
        "rounds": str(figures.further_rounds),
        "offers": str(figures.offers),
        "weeks": ", ".join(told),
        "goal": str(figures.goal or ""),
    }


def said(facts: Facts, figures: Progress) -> Said:
    """Every word that stands in the picture."""
    today = facts.local_now.date()
    first = today - timedelta(days=today.weekday(), weeks=len(figures.weeks) - 1)

    def say(name: str, **given: str) -> str:
        return facts.library.label(f"progress.{name}", facts.person.language, given)

    return Said(
        title=say("title"),
        day=spoken.day(facts, today),
        stages=(say("applications"), say("interviews"), say("rounds"), say("offers")),
        a_week=say("a-week"),
        goal=say("your-goal", goal=str(figures.goal)) if figures.goal else "",
        ends=(spoken.day(facts, first), say("this-week")),
    )


def drawing(figures: Progress, words: Said, colours: Colours) -> str:
    """The picture as SVG."""
    items, definitions = layout(figures, words, colours)
    return svg(WIDE, HIGH, items, definitions)


def layout(figures: Progress, words: Said, colours: Colours) -> tuple[list[Item], str]:
    """Everything in its place, and the definitions that it draws on."""
    left, right = _MARGIN + _PAD, WIDE - _MARGIN - _PAD
    numbers = (figures.applications, figures.interviews, figures.further_rounds, figures.offers)
    stream, definitions = funnel(list(zip(words.stages, numbers)), (left, 206, right, 838), colours)
    items: list[Item] = [
        block((0, 0, WIDE, HIGH), colours.ground),
        *_head(words, colours),
        block((_MARGIN, 190, WIDE - _MARGIN, 854), colours.panel, 36),
        *stream,
        block((_MARGIN, 880, WIDE - _MARGIN, HIGH - 36), colours.panel, 36),
        *_above_weeks(words, left, right, colours),
        *weeks(figures.weeks, figures.goal, words.ends, (left, 956, right, 1226), colours),
    ]
    return items, definitions


def _head(words: Said, colours: Colours) -> list[Item]:
    room = WIDE - 2 * _MARGIN - 180
    return [
        bounce(WIDE - _MARGIN - 144, 28, colours),
        fitted(words.title, _MARGIN + 4, 98, _TITLE, Weight.BOLD, colours.ink, room=room),
        fitted(words.day, _MARGIN + 4, 156, _DAY, Weight.REGULAR, colours.soft, room=room),
    ]


def _above_weeks(words: Said, left: float, right: float, colours: Colours) -> list[Item]:
    """What the bars are; at the end of the line the goal, with a piece of its own line."""
    sample, gap = 78.0, 18.0
    if not words.goal:
        return [fitted(words.a_week, left, 944, _HEAD, Weight.SEMIBOLD, colours.ink, room=right - left)]
    head = fitted(words.a_week, left, 944, _HEAD, Weight.SEMIBOLD, colours.ink, room=(right - left) * 0.56)
    room = right - head.box[2] - 2 * gap
    goal = fitted(words.goal, right, 944, _GOAL, Weight.SEMIBOLD, colours.goal, room=room, anchor="end")
    line = goal.box[0] - gap - sample
    # Where its name leaves no room for that, they have their colour in common.
    shown = [dashes((line, 930), line + sample, colours.goal)] if line > head.box[2] + gap else []
    return [head, goal, *shown]
