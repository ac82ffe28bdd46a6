"""/progress: how far the search has come, in figures and words."""

from __future__ import annotations

from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.progress import Progress
from bot.domain.progress import progress as figures_of
from bot.talk import applying, choices, counted, menus

_SEVERAL = 3
"""From so many applications on, it can be told where a search sticks."""


def progress(facts: Facts, event: Command | Press) -> Decision:
    """«/progress»: applications, interviews, further rounds and offers, and this week beside the goal."""
    used = choices.used(event) if isinstance(event, Press) else ()
    figures = figures_of(facts)
    buttons = choices.rows(*_buttons(facts, figures))
    if not figures.applications:
        none = Message(facts.person.id, "progress.none", buttons=buttons)
        return menus.stays(facts, Button("", "progress.show"), Decision((*used, none)))
    values = {
        "applications": str(figures.applications),
        "interviews": str(figures.interviews),
        "rounds": str(figures.further_rounds),
        "offers": str(figures.offers),
        "week": counted.week(facts),
    }
    shown = Decision((*used, Message(facts.person.id, "progress.all", values, buttons)))
    return menus.stays(facts, Button("", "progress.show"), shown)


def _buttons(facts: Facts, figures: Progress) -> tuple[Button, ...]:
    goal = "button.change-goal" if figures.goal else "button.set-weekly-goal"
    stuck = figures.applications >= _SEVERAL and not figures.offers
    return (
        Button("button.add-application", "applied.ask"),
        Button(goal, "goal.ask"),
        *((facts.library.button("find-sticking-point"),) if stuck else ()),
        *applying.again(facts),
    )
