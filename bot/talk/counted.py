"""Numbers of applications, in words that neither push nor count against anybody."""

from __future__ import annotations

from bot.domain.facts import Facts
from bot.domain.progress import progress


def applications(facts: Facts, number: int) -> str:
    """«one application», «3 applications», «no applications»."""
    say = {0: "count.none", 1: "count.one"}.get(number, "count.some")
    return facts.library.label(say, facts.person.language, {"number": str(number)})


def week(facts: Facts) -> str:
    """How this week stands, beside the goal where there is one."""
    figures = progress(facts)
    done, goal = figures.this_week, figures.goal
    values = {"done": applications(facts, done), "goal": str(goal or "")}
    if goal is None:
        say = "week.some" if done else "week.none"
    elif done >= goal:
        say = "week.reached"
    else:
        say = "week.towards" if done else "week.ahead"
    return facts.library.label(say, facts.person.language, values)
