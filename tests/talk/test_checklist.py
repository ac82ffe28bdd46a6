"""Lists to tick: by buttons or numbers, each tick kept, none in the way of anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.change import ClearMark, SetMark
from bot.domain.decision import Decision, Edit
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from bot.domain.question import Question
from bot.talk import checklist
from tests.cast import (
    ACME,
    BAKERY,
    LIBRARY,
    LOST,
    after,
    buttons,
    command,
    facts,
    follow,
    labels,
    press,
    said,
    says,
    strips,
    words,
)

OFFERED = replace(BAKERY, outcome=Outcome.OFFER)
WORLD = facts(interviews=(OFFERED, ACME))


def opened(list_: str, world: Facts = WORLD, id_: int = 0) -> tuple[Facts, Decision]:
    decision = routes.decide(world, press("checklist.open", id_, extra=list_))
    return after(world, decision), decision


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


def ticks(world: Facts) -> list[tuple[str, int]]:
    return sorted((mark.name, mark.interview) for mark in world.marks if mark.name.startswith("tick-"))


@pytest.mark.parametrize("name", sorted(LIBRARY.checklists))
def test_every_list_can_be_ticked_to_its_end(name: str) -> None:
    one = LIBRARY.checklists[name]
    world, decision = opened(name)

    for _ in one.items:
        first = next(button for button in buttons(decision) if button.label == "button.tick")
        world, decision = on(world, press(first.action, first.id, first.version, first.extra))

    assert says(decision) == [one.ready]
    assert len(ticks(world)) == len(one.items)
    assert one.ready_mark in [mark.name for mark in world.marks]


def test_a_press_is_answered_at_once_and_what_is_left_comes_as_a_fresh_message() -> None:
    world, decision = opened("offer")

    world, decision = on(world, follow(decision, "button.tick"))

    assert decision.toast is not None
    assert decision.toast.say == "checklist.ticked"
    assert strips(decision) == [100]
    assert not [out for out in decision.messages if isinstance(out, Edit)]
    assert words(world, decision).splitlines()[:4] == [
        "Ticked: I have it in writing.",
        "",
        "Still to do:",
        "2. What it depends on",
    ]


@pytest.mark.parametrize(
    ("typed", "ticked"),
    [
        ("3", ["pay"]),
        ("1, 3", ["pay", "writing"]),
        ("1 and 3.", ["pay", "writing"]),
        ("3 done", ["pay"]),
        ("pay and how often", ["pay"]),
        ("start date", ["start"]),
    ],
)
def test_numbers_and_words_tick_too(typed: str, ticked: list[str]) -> None:
    world, _ = opened("offer")

    world, _ = on(world, said(typed))

    assert ticks(world) == [(f"tick-offer-{name}", OFFERED.id) for name in ticked]


def test_a_number_typed_twice_takes_the_tick_back() -> None:
    world, _ = opened("offer")
    world, _ = on(world, said("3"))

    world, decision = on(world, said("3"))

    assert ticks(world) == []
    assert says(decision) == ["checklist.unticked", "checklist.whole"]


@pytest.mark.parametrize("typed", ["0", "9", "1 and 12", "42"])
def test_a_number_that_is_not_on_the_list_ticks_nothing(typed: str) -> None:
    world, _ = opened("offer")

    world, decision = on(world, said(typed))

    assert ticks(world) == []
    assert decision.messages


def test_the_whole_list_says_in_words_what_is_done_and_takes_ticks_back() -> None:
    world, _ = opened("offer")
    world, left = on(world, said("1"))
    world, whole = on(world, follow(left, "button.whole-list"))
    assert "1. I have it in writing (done)" in words(world, whole)

    world, decision = on(world, follow(whole, "button.untick"))

    assert ticks(world) == []
    assert says(decision) == ["checklist.unticked", "checklist.whole"]


@pytest.mark.parametrize(
    ("typed", "shows"),
    [
        ("Show the whole list", ["checklist.whole"]),
        ("Start this list again", ["checklist.whole"]),
        ("Undo 1. I have it in writing", ["checklist.unticked", "checklist.whole"]),
        ("2. What it depends on", ["checklist.left"]),
    ],
)
def test_every_button_of_a_list_can_be_typed(typed: str, shows: list[str]) -> None:
    world, _ = opened("offer")
    world, _ = on(world, said("1"))

    assert says(on(world, said(typed))[1]) == shows


def test_a_button_pressed_twice_ticks_once() -> None:
    world, first = opened("offer")
    world, _ = on(world, follow(first, "button.tick"), follow(first, "button.tick"))

    assert ticks(world) == [("tick-offer-writing", OFFERED.id)]


def test_a_list_that_was_finished_is_so_no_more_when_a_tick_is_taken_back() -> None:
    world, _ = opened("offer")
    world, done = on(world, said("1 2 3 4 5 6 7 8"))
    assert SetMark("ready-offer", OFFERED.id) in done.changes

    _, decision = on(world, said("8"))

    assert ClearMark("ready-offer", OFFERED.id) in decision.changes


def test_a_list_can_be_started_again() -> None:
    world, _ = opened("application")
    world, done = on(world, said("1 2 3 4 5 6 7"))

    world, decision = on(world, follow(done, "button.list-again"))

    assert ticks(world) == []
    assert says(decision) == ["checklist.whole"]
    assert world.mark("ready-application") is None


# --- whose ticks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "about"),
    [("offer", OFFERED.id), ("first-day", OFFERED.id), ("interview", ACME.id), ("application", 0)],
)
def test_ticks_belong_to_what_the_list_is_about(name: str, about: int) -> None:
    world, _ = opened(name)

    world, _ = on(world, said("1"))

    assert [interview for _, interview in ticks(world)] == [about]


def test_a_page_about_a_job_opens_the_list_of_that_job() -> None:
    world, decision = opened(
        "offer", facts(interviews=(OFFERED, replace(LOST, outcome=Outcome.OFFER))), OFFERED.id
    )

    assert "Baker at Crumbs" in words(world, decision)


def test_a_list_about_the_person_has_one_set_of_ticks_wherever_it_is_opened() -> None:
    world, _ = opened("application", id_=ACME.id)

    world, _ = on(world, said("1"))

    assert ticks(world) == [("tick-application-minimum", 0)]


def test_each_interview_has_ticks_of_its_own() -> None:
    world, _ = opened("interview")
    world, _ = on(world, said("1"))
    later = replace(ACME, id=70, version=1)

    _, decision = opened("interview", replace(world, interviews=(later,)))

    assert "(done)" not in words(world, decision)


def test_without_an_offer_the_list_can_be_ticked_all_the_same() -> None:
    world, _ = opened("offer", facts())

    world, _ = on(world, said("1"))

    assert ticks(world) == [("tick-offer-writing", 0)]


# --- odd moments -----------------------------------------------------------------------------------


def test_other_words_after_a_list_are_read_as_if_there_had_been_none() -> None:
    world, _ = opened("offer")

    world, decision = on(world, said("what happens next?"))

    assert says(decision)[0].startswith("next.")
    assert world.question is None


def test_a_list_takes_no_question_away() -> None:
    half = Question("log", draft={"id": "1", "role": "Baker"})

    world, _ = opened("offer", replace(WORLD, question=half))

    assert world.question == half


@pytest.mark.parametrize("extra", ["", "offer", "offer.", "offer.money", "party.cake", "."])
def test_a_forged_tick_is_no_error(extra: str) -> None:
    decision = checklist.tick(WORLD, press("checklist.tick", 0, 1, extra))

    assert (decision.messages, decision.changes) == ((), ())


def test_ticks_of_somebody_elses_interview_cannot_be_set() -> None:
    decision = checklist.tick(WORLD, press("checklist.tick", 4711, 1, "offer.pay"))

    assert decision.changes == ()


def test_a_list_that_is_gone_from_the_content_traps_nobody() -> None:
    world, _ = opened("offer")
    world = replace(world, library=replace(world.library, checklists={}))

    _, decision = on(world, said("1"))

    assert decision.messages


def test_it_can_be_left_and_danger_is_heard_first() -> None:
    world, _ = opened("offer")
    assert says(on(world, said("1 and I want to die"))[1]) == ["safety.card"]

    world, decision = on(world, command("/cancel"))

    assert says(decision) == ["cancel.done"]
    assert world.question is None


def test_every_item_fits_its_button() -> None:
    for name in LIBRARY.checklists:
        world, decision = opened(name)
        shown = [LIBRARY.label(b.label, "en-GB", b.values) for b in buttons(decision)]
        everything = tuple(SetMark(LIBRARY.checklists[name].mark(i)) for i in LIBRARY.checklists[name].items)
        done = after(replace(world, interviews=()), Decision((), everything))
        shown += [LIBRARY.label(b.label, "en-GB", b.values) for b in buttons(opened(name, done)[1])]

        assert all(len(label) <= 28 for label in shown), shown
        assert "button.tick" in labels(decision)
