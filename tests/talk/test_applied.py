"""/applied writes down what somebody applied for: one line each, several at once, or only how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import routes
from bot.domain.application import Application
from bot.domain.change import AddApplication, Ask, DropApplication
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.talk.applied import AT_ONCE
from tests.cast import MONDAY, SAM, after, command, facts, follow, labels, press, said, says, words


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


def jobs(world: Facts) -> list[tuple[str, str]]:
    return [(one.role, one.employer) for one in world.applications]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("care assistant at Sunrise", [("care assistant", "Sunrise")]),
        ("Tesco, shelf stacker", [("shelf stacker", "Tesco")]),
        (
            "care assistant at Sunrise, porter at St Mary's",
            [("care assistant", "Sunrise"), ("porter", "St Mary's")],
        ),
        ("baker at Crumbs and porter at St Mary's", [("baker", "Crumbs"), ("porter", "St Mary's")]),
        ("baker and barista at Crumbs", [("baker and barista", "Crumbs")]),
        ("admin at Marks and Spencer", [("admin", "Marks and Spencer")]),
        ("baker at Crumbs\n\nporter at St Mary's\n", [("baker", "Crumbs"), ("porter", "St Mary's")]),
        ("baker at Crumbs; porter at St Mary's", [("baker", "Crumbs"), ("porter", "St Mary's")]),
        ("the one my aunt sent me", [("the one my aunt sent me", "")]),
        ("2", [("", ""), ("", "")]),
    ],
)
def test_a_line_tells_of_one_application_or_of_several(line: str, told: list[tuple[str, str]]) -> None:
    world, decision = on(facts(), command(f"/applied {line}"))

    assert jobs(world) == told
    assert says(decision) == ["applied.noted"]
    assert len({one.id for one in world.applications}) == len(told)


@pytest.mark.parametrize(
    "typed",
    [
        "applied: baker at Crumbs",
        "Applied : baker at Crumbs",
        "I've applied: baker at Crumbs",
        "i applied for baker at Crumbs",
        "I've just applied for baker at Crumbs",
        "I applied for another job, baker at Crumbs",
    ],
)
def test_plain_words_are_enough(typed: str) -> None:
    world, _ = on(facts(), said(typed))

    assert jobs(world) == [("baker", "Crumbs")]


@pytest.mark.parametrize(
    "typed",
    [
        "I applied and heard nothing",
        "I applied for a job and got an interview at Acme tomorrow 2pm",
        "they applied pressure",
        "applied:",
    ],
)
def test_other_words_about_applying_note_nothing(typed: str) -> None:
    world, decision = on(facts(), said(typed))

    assert world.applications == ()
    assert decision.messages


def test_asked_for_alone_it_asks_what_it_was() -> None:
    world, asked = on(facts(), command("/applied"))
    assert says(asked) == ["applied.ask"]

    world, decision = on(world, said("baker at Crumbs"))

    assert jobs(world) == [("baker", "Crumbs")]
    assert says(decision) == ["applied.noted"]
    assert jobs(on(world, said("porter at Fern"))[0]) == [("baker", "Crumbs")]


@pytest.mark.parametrize(
    ("typed", "shown"), [("Check one application", "checklist.whole"), ("See my progress", "progress.none")]
)
def test_the_words_of_a_button_are_no_application(typed: str, shown: str) -> None:
    world, decision = on(facts(), command("/applied"), said(typed))

    assert says(decision) == [shown]
    assert world.applications == ()


@pytest.mark.parametrize("typed", ["what happens next?", "show my interviews"])
def test_a_clear_wish_instead_of_an_answer_is_no_application(typed: str) -> None:
    world, decision = on(facts(), command("/applied"), said(typed))

    assert world.applications == ()
    assert says(decision)[0].split(".")[0] in ("next", "list")


def test_it_can_be_left() -> None:
    world, decision = on(facts(), command("/applied"), said("cancel"))

    assert says(decision) == ["cancel.done"]
    assert world.question is None


def test_a_day_that_was_named_is_kept() -> None:
    world, _ = on(facts(), command("/applied baker at Crumbs last Thursday"))
    (one,) = world.applications

    assert one.at is not None
    assert one.at.date() == date(2026, 11, 19)
    assert (one.role, one.employer) == ("baker", "Crumbs")


def test_a_day_ahead_is_none_on_which_anybody_has_applied() -> None:
    world, _ = on(facts(), command("/applied baker at Crumbs, closes 4 December"))

    assert world.applications[0].at == MONDAY


@pytest.mark.parametrize("line", ["20", "\n".join(f"baker at Crumbs{n}" for n in range(20))])
def test_more_than_fit_are_noted_in_part_and_that_is_said(line: str) -> None:
    world, decision = on(facts(), command(f"/applied {line}"))

    assert len(world.applications) == AT_ONCE
    assert says(decision) == ["applied.cut"]


@pytest.mark.parametrize("line", ["0", "   ", ",;,"])
def test_nothing_told_is_nothing_noted(line: str) -> None:
    world, decision = on(facts(), command(f"/applied {line}"))

    assert world.applications == ()
    assert decision.messages


def test_what_one_message_told_can_be_taken_back_at_once() -> None:
    before = Application(1, SAM.id, "Cook", "Fern", MONDAY)
    world, noted = on(facts(applications=(before,)), command("/applied 3"))

    world, decision = on(world, follow(noted, "button.undo-applied"))

    assert world.applications == (before,)
    assert [type(change) for change in decision.changes] == [DropApplication] * 3
    assert routes.decide(world, follow(noted, "button.undo-applied")).toast is not None


@pytest.mark.parametrize("typed", ["Take that back", "1"])
def test_it_can_be_taken_back_by_typing(typed: str) -> None:
    world, _ = on(facts(), command("/applied baker at Crumbs"))

    world, decision = on(world, said(typed))

    assert world.applications == ()
    assert says(decision) == ["applied.undone"]


def test_applications_of_others_cannot_be_taken_back() -> None:
    decision = routes.decide(facts(), press("applied.undo", 4711, 12))

    assert decision.changes == ()


def test_it_is_told_how_the_week_stands_without_any_push() -> None:
    world = facts(person=replace(SAM, weekly_goal=2))

    world, one = on(world, command("/applied baker at Crumbs"))
    assert "This week: 1 application, of the 2 you set." in words(world, one)
    world, two = on(world, command("/applied porter at St Mary's"))

    assert "This week: 2 applications. You set 2, so that's done." in words(world, two)


def test_a_check_before_sending_is_offered() -> None:
    _, decision = on(facts(), command("/applied"))

    assert labels(decision) == ["button.check-one-application", "button.see-progress"]


def test_a_half_told_interview_is_not_lost_in_silence() -> None:
    _, decision = on(facts(), command("/log Baker at Crumbs"), command("/applied"))

    assert says(decision)[0] == "log.left-behind"


def test_danger_is_heard_first_and_not_kept() -> None:
    world, decision = on(facts(), command("/applied everywhere and I want to die"))

    assert says(decision) == ["safety.card"]
    assert not [change for change in decision.changes if isinstance(change, AddApplication | Ask)]
    assert world.applications == ()
