"""/prepare: three lines, never more, with a plan, with notes alone, and with nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot import routes
from bot.domain.action import Action, Stage
from bot.domain.facts import Facts
from bot.domain.note import Note
from tests.cast import ACME, LIBRARY, MONDAY, SAM, command, facts, labels, said, says, words

AHEAD = replace(ACME, day=date(2026, 11, 30), clock=time(14, 0), outcome=None)
WORLD = facts(interviews=(AHEAD,))
STORY = Action(31, SAM.id, "fb-examples", "story", date(2026, 11, 26), at=MONDAY)


def lines(world: Facts) -> list[str]:
    told = words(world, routes.decide(world, command("/prepare")))
    return [line[3:] for line in told.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")]


def note(form: str, **told: str) -> Note:
    return Note(hash(form) % 1000, SAM.id, form, 0, told, MONDAY)


def test_without_plan_and_notes_there_are_three_lines_all_the_same() -> None:
    decision = routes.decide(WORLD, command("/prepare"))

    assert says(decision) == ["prepare.lines"]
    assert len(lines(WORLD)) == 3
    assert labels(decision) == [
        "button.open-interview-checklist",
        "button.warm-up",
        "button.ask-for-adjustments",
    ]


def test_notes_alone_make_the_lines() -> None:
    written = (note("what-worked", worked="told the  oven\nstory"), note("next-time", line="slow down"))

    first, second, _ = lines(replace(WORLD, notes=written))

    assert first == "Do this again: told the oven story"
    assert second == "Do this differently: slow down"


def test_a_note_on_who_somebody_is_becomes_no_line() -> None:
    written = (note("next-time", line="hide my accent"), note("lesson", lesson="be early"))

    assert lines(replace(WORLD, notes=written))[1] == "Do this differently: be early"


@pytest.mark.parametrize(("days", "cue"), [(20, 5), (5, 5), (3, 5), (2, 2), (1, 1), (0, 1)])
def test_the_plan_gives_the_cue_for_so_many_days(days: int, cue: int) -> None:
    coming = replace(AHEAD, day=MONDAY.date() + timedelta(days=days), clock=time(20, 0))
    world = replace(WORLD, interviews=(coming,), actions=(STORY,))

    assert lines(world)[1] == LIBRARY.label(f"plan.fb-examples.cue-{cue}", "en-GB")


def test_ten_steps_make_three_lines_too_and_dropped_or_useless_ones_none() -> None:
    many = tuple(replace(STORY, id=nr, stage=Stage.DONE) for nr in range(10))
    useless = tuple(replace(STORY, stage=stage) for stage in (Stage.DROPPED, Stage.RETIRED))
    usual = LIBRARY.label("prepare.change-any", "en-GB")

    assert len(lines(replace(WORLD, actions=many))) == 3
    assert lines(replace(WORLD, actions=useless))[1] == usual


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ({"clock": None}, "Find out what time it starts."),
        ({"place": ""}, "Find out where it is, or ask for the link. It starts at 2pm."),
        ({"place": "1 High St"}, "Be ready ten minutes before 2pm. It's here: 1 High St"),
    ],
)
def test_the_practical_line_asks_first_for_what_is_not_known(known: dict[str, object], line: str) -> None:
    world = replace(WORLD, interviews=(replace(AHEAD, **known),))  # type: ignore[arg-type]

    assert lines(world)[2] == line


def test_without_an_interview_ahead_it_says_so_and_offers_to_add_one() -> None:
    decision = routes.decide(facts(), command("/prepare"))

    assert says(decision) == ["prepare.none"]
    assert labels(decision) == ["button.log-interview"]


def test_the_buttons_can_be_typed() -> None:
    decision = routes.decide(WORLD, said("prepare me for my interview"))

    assert says(decision) == ["prepare.lines"]
