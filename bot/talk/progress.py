"""/progress: how far the search has come, as a picture, with its figures in words."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import KeepPerson
from bot.domain.decision import Button, Decision, File, Message
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.progress import Progress
from bot.domain.progress import progress as figures_of
from bot.talk import applying, choices, counted, menus
from bot.talk.choices import GONE

KIND = "progress"
"""What the picture is called among the papers."""
_SEVERAL = 3
"""From so many applications on, it can be told where a search sticks."""
_LOOKS = {"light": False, "dark": True}


def progress(facts: Facts, event: Command | Press) -> Decision:
    """«/progress»: a picture of all of it, then this week beside the goal."""
    used = choices.used(event) if isinstance(event, Press) else ()
    figures = figures_of(facts)
    buttons = choices.rows(*_buttons(facts, figures))
    if figures.applications:
        week = Message(facts.person.id, "progress.week", {"week": counted.week(facts)}, buttons)
        shown = Decision((*used, File(facts.person.id, KIND), week))
    else:
        shown = Decision((*used, Message(facts.person.id, "progress.none", buttons=buttons)))
    return menus.stays(facts, Button("", "progress.show"), shown)


def look(facts: Facts, press: Press) -> Decision:
    """«Get a dark picture», «Get a light picture»: it comes in that look, and so does every later one."""
    if press.extra not in _LOOKS:
        return GONE
    theirs = replace(facts.person, dark_pictures=_LOOKS[press.extra])
    shown = progress(replace(facts, person=theirs), press)
    return replace(shown, changes=(*shown.changes, KeepPerson(theirs)))


def _buttons(facts: Facts, figures: Progress) -> tuple[Button, ...]:
    goal = "button.change-goal" if figures.goal else "button.set-weekly-goal"
    stuck = figures.applications >= _SEVERAL and not figures.offers
    return (
        Button("button.add-application", "applied.ask"),
        Button(goal, "goal.ask"),
        *((facts.library.button("find-sticking-point"),) if stuck else ()),
        *((_other(facts),) if figures.applications else ()),
        *applying.again(facts),
    )


def _other(facts: Facts) -> Button:
    """The picture in the look that it does not have."""
    if facts.person.dark_pictures:
        return Button("button.light-picture", "progress.look", extra="light")
    return Button("button.dark-picture", "progress.look", extra="dark")
