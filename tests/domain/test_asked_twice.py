"""A second message to the employer, a week after the first; and then the person may close it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain import etiquette
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.nudge import Fate
from tests.domain import nudged
from tests.domain.nudged import (
    ACME,
    SAM,
    at,
    live,
    lost,
    mark,
    nudge,
    planned,
    sent,
    shipped,
    waiting,
    wall,
    with_journeys,
)

SECOND = "interview:42/chase/second/1"
CLOSE = "interview:42/close/ask"
JOURNEYS = shipped("chase", "close", "result-check")
CHASED = mark("chased", "2026-12-07 10:30")
AGAIN = mark("chased-again", "2026-12-15 10:30")


def facts(now: str, *interviews: Interview, **more: object) -> Facts:
    """What is known about Sam, who was asked what came of it and has chased."""
    told = (sent("interview:42/result-check/ask/1", "2026-12-04 10:00"),)
    more = {"told": told, "marks": (CHASED,), "person": replace(SAM, seen_at=at("2026-12-07 10:30")), **more}
    return with_journeys(nudged.facts(now, *interviews, **more), JOURNEYS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chased", "nation", "comes"),
    [
        (
            "2026-12-07 10:30",
            "GB",
            "Tue 2026-12-15 10:00",
        ),  # five days on is a Monday
        ("2026-12-08 10:30", "GB", "Tue 2026-12-15 10:00"),
        ("2026-12-11 10:30", "GB", "Tue 2026-12-22 10:00"),  # a Friday
        ("2026-12-21 10:30", "GB", "Wed 2026-12-30 10:00"),  # over Christmas
        ("2026-12-24 10:30", "GB-SCT", "Wed 2027-01-06 10:00"),  # with the second of January
        ("2026-10-22 10:30", "GB", "Thu 2026-10-29 10:00"),  # clocks turned back
    ],
)
def test_a_second_message_is_offered_after_five_working_days_in_midweek(
    chased: str, nation: str, comes: str
) -> None:
    person = replace(SAM, nation=nation, seen_at=at(chased))
    met = replace(ACME, day=date(2026, 10, 12), decision_day=date(2026, 10, 20))
    world = facts(chased, met, person=person, marks=(mark("chased", chased),))

    assert planned(world)[SECOND] == comes


def test_without_a_first_message_there_is_no_second() -> None:
    assert SECOND not in planned(facts("2026-12-07 12:00", marks=()))


@pytest.mark.parametrize("done", ["no-chase", "chased-again"])
def test_there_is_no_second_for_who_leaves_it_or_has_sent_it(done: str) -> None:
    assert SECOND not in planned(facts("2026-12-08 12:00", marks=(CHASED, mark(done, "2026-12-08 11:00"))))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_any_result_ends_it(outcome: Outcome) -> None:
    over = replace(ACME, outcome=outcome, outcome_at=at("2026-12-14 12:00"))
    both = (CHASED, AGAIN)

    assert planned(facts("2026-12-15 12:00", over, marks=both)) == {}


def test_a_no_recorded_a_minute_before_stops_the_second_message() -> None:
    world = facts("2026-12-15 10:00", lost("2026-12-15 09:59"), told=(waiting(SECOND, "2026-12-15 10:00"),))

    assert etiquette.judge(nudge(SECOND, "2026-12-15 10:00"), world) == etiquette.Drop(
        Fate.CANCELLED, "outcome"
    )


def test_a_new_date_that_they_named_is_waited_for() -> None:
    moved = replace(ACME, decision_day=date(2027, 1, 14))

    assert planned(facts("2026-12-08 12:00", moved))[SECOND] == "Thu 2027-01-21 10:00"
    assert (
        planned(facts("2026-12-16 12:00", moved, marks=(CHASED, AGAIN)))[f"{CLOSE}/1"]
        == "Fri 2027-01-22 12:30"
    )


def test_closing_is_asked_about_only_after_the_second_message() -> None:
    first, second = (planned(facts("2026-12-15 12:00", marks=m)) for m in ((CHASED,), (CHASED, AGAIN)))

    assert f"{CLOSE}/1" not in first
    assert second[f"{CLOSE}/1"] == "Wed 2026-12-23 12:30"


def test_closing_is_asked_about_twice_and_never_again() -> None:
    person = replace(SAM, seen_at=at("2026-12-15 10:30"))
    came, world = live(facts("2026-12-15 12:00", person=person, marks=(CHASED, AGAIN)), "2026-12-23 13:00")
    answered = replace(world, now=at("2026-12-23 14:00"), person=replace(SAM, seen_at=at("2026-12-23 14:00")))

    later, _ = live(answered, "2027-03-22 13:00")

    assert came == [("Wed 2026-12-23 12:30", f"{CLOSE}/1")]
    assert later == [("Mon 2027-01-11 12:30", f"{CLOSE}/2")]


def test_whoever_does_not_answer_is_asked_later() -> None:
    person = replace(SAM, seen_at=at("2026-12-15 10:30"))
    world = facts(
        "2026-12-28 12:00",
        person=person,
        marks=(CHASED, AGAIN),
        told=(sent(f"{CLOSE}/1", "2026-12-22 12:30"),),
    )

    assert planned(world)[f"{CLOSE}/2"] == "Fri 2027-01-22 12:30"


def test_nothing_is_ever_closed_by_itself() -> None:
    _, world = live(facts("2026-12-15 12:00", marks=(CHASED, AGAIN)), "2027-06-01 12:00")

    assert world.interviews[0].open


def test_a_whole_life_of_silence_has_one_question_two_messages_and_an_end() -> None:
    """Every nudge is answered at once."""
    world = facts("2026-11-25 12:00", told=(), marks=(), person=replace(SAM, seen_at=at("2026-11-25 12:00")))
    came: list[tuple[str, str]] = []
    marks = {"interview:42/chase/after-date/1": "chased", SECOND: "chased-again"}
    for _ in range(9):
        waits = planned(world)
        if not waits:
            break
        sent_, world = live(world, min(waits.values(), key=lambda due: due[4:])[4:])
        came += sent_
        noted = tuple(mark(marks[key], wall(world.now)[4:]) for _, key in sent_ if key in marks)
        world = replace(world, marks=(*world.marks, *noted), person=replace(world.person, seen_at=world.now))

    assert came == [
        ("Fri 2026-12-04 10:00", "interview:42/result-check/ask/1"),
        ("Mon 2026-12-07 10:00", "interview:42/chase/after-date/1"),
        ("Tue 2026-12-15 10:00", SECOND),
        ("Wed 2026-12-23 12:30", f"{CLOSE}/1"),
        ("Mon 2027-01-11 12:30", f"{CLOSE}/2"),
    ]
