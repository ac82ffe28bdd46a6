"""Shapes of journeys that content/ may use: midpoints, hours, opt-ins, weekdays, what follows what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from tests.domain.nudged import ACME, facts, journey, mark, planned, sent, with_journeys

CHASE = "interview:42/chase/after-date/1"


def test_a_midpoint_lies_halfway_and_only_in_a_long_wait() -> None:
    wait = journey(
        "wait",
        """
        until: outcome
        steps:
          - {id: ease, say: ease, because: x, from: [interview-end, logged], halfway_to: decision-day,
             if_at_least: {working_days: 6}, at: "12:30", late: drop}
        """,
    )
    near = replace(ACME, decision_day=date(2026, 12, 1))

    assert planned(with_journeys(facts("2026-11-24 16:00"), {"wait": wait})) == {
        "interview:42/wait/ease/1": "Sat 2026-11-28 12:30"
    }
    assert planned(with_journeys(facts("2026-11-24 16:00", near), {"wait": wait})) == {}


@pytest.mark.parametrize(
    ("clock", "comes"),
    [
        (time(14), "Tue 2026-11-24 17:00"),
        (time(16, 30), "Tue 2026-11-24 19:30"),
        (time(17), "Wed 2026-11-25 09:30"),
    ],
)
def test_hours_after_an_interview_roll_over_to_the_morning(clock: time, comes: str) -> None:
    notes = journey(
        "notes",
        """
        steps:
          - {id: ask, say: notes, because: x, from: interview-end, after: {hours: 2},
             rolls: {after: "19:30", to: "09:30"}, repeat: {every: {days: 1}, at: "10:00", times: 1}}
        """,
    )

    waits = planned(with_journeys(facts("2026-11-23 12:00", replace(ACME, clock=clock)), {"notes": notes}))

    assert waits == {"interview:42/notes/ask/1": comes}


def test_preparation_logged_late_skips_what_is_past_and_good_luck_wants_a_yes() -> None:
    prepare = journey(
        "prepare",
        """
        priority: logistics
        until: [outcome, interview-past]
        steps:
          - {id: plan, say: p, because: x, from: interview-day, after: {days: -5}, at: "18:00",
             late: {hours: 12}}
          - {id: list, say: p, because: x, from: interview-day, after: {days: -2}, at: "18:00",
             late: {hours: 12}}
          - {id: eve, say: p, because: x, from: interview-day, after: {days: -1}, at: "18:00",
             late: {hours: 12}, exempt: true}
          - {id: luck, say: p, because: x, from: interview-start, after: {hours: -2}, not_before: "07:00",
             late: drop, exempt: true, opt_in: good-luck}
        """,
    )
    early = replace(ACME, clock=time(8, 30))
    now = with_journeys(facts("2026-11-23 12:00", early), {"prepare": prepare})

    assert planned(now) == {"interview:42/prepare/eve/1": "Mon 2026-11-23 18:00"}
    asked = replace(now, marks=(mark("good-luck", "2026-11-23 12:00"),))
    assert planned(asked)["interview:42/prepare/luck/1"] == "Tue 2026-11-24 07:00"


def test_a_second_chase_keeps_to_tuesday_to_thursday() -> None:
    again = journey(
        "chase-again",
        """
        steps:
          - {id: ask, say: x, because: x, from: mark:chased, after: {working_days: 5}, at: "10:00",
             on: [tue, wed, thu], contact: employer}
        """,
    )
    chased = facts("2026-12-04 12:00", marks=(mark("chased", "2026-12-04 11:00"),))

    assert planned(with_journeys(chased, {"chase-again": again})) == {
        "interview:42/chase-again/ask/1": "Tue 2026-12-15 10:00"
    }


def test_a_step_can_be_counted_from_the_sending_of_another() -> None:
    close = journey(
        "close",
        """
        steps:
          - {id: ask, say: x, because: x, from: "sent:chase/after-date", after: {working_days: 5},
             at: "12:30"}
        """,
    )
    done = facts("2026-12-08 12:00", told=(sent(CHASE, "2026-12-07 10:00"),))

    assert planned(with_journeys(done, {"close": close})) == {
        "interview:42/close/ask/1": "Mon 2026-12-14 12:30"
    }


def test_a_dormant_person_is_asked_thirty_days_after_the_last_contact() -> None:
    dormant = journey(
        "dormant",
        """
        about: person
        steps:
          - {id: ask, say: x, because: x, when: open-interview, from: last-contact, after: {days: 30},
             at: "10:00", again: true}
        """,
    )

    assert planned(with_journeys(facts("2026-11-25 12:00"), {"dormant": dormant})) == {
        "person:7/dormant/ask/1": "Wed 2026-12-23 10:00"
    }


def test_a_journey_stops_at_its_most() -> None:
    few = journey(
        "few",
        """
        max: 1
        steps:
          - {id: one, say: x, because: x, from: logged, after: {days: 1}, at: "10:00"}
          - {id: two, say: x, because: x, from: logged, after: {days: 2}, at: "10:00"}
        """,
    )
    done = facts("2026-11-24 12:00", told=(sent("interview:42/few/one/1", "2026-11-24 10:00"),))

    assert planned(with_journeys(done, {"few": few})) == {}
