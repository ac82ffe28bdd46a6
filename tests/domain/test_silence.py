"""Whoever does not answer is asked once, and then left in peace until they are back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from tests.domain.nudged import ACME, SAM, UNDATED, at, live, planned, sent, shipped, with_journeys
from tests.domain.nudged import facts as known

PAUSE, STILL = f"person:{SAM.id}/silence/pause-all/1", f"person:{SAM.id}/silence/still-going/1"
IGNORED = (
    sent("interview:42/result-check/ask/1", "2026-12-04 10:00"),
    sent("interview:42/chase/after-date/1", "2026-12-07 10:00"),
    sent("person:7/keep-applying/tips/1", "2026-12-08 10:00"),
)


def facts(now: str, *interviews: Interview, **more: Any) -> Facts:
    names = ("silence", "result-check", "chase", "keep-applying")
    return with_journeys(known(now, *interviews, **more), shipped(*names))


def test_three_ignored_in_a_row_are_followed_by_one_question_and_then_by_nothing() -> None:
    came, _ = live(facts("2026-12-09 12:00", ACME, told=IGNORED), "2027-12-01 12:00")

    assert came == [("Fri 2026-12-11 10:00", PAUSE)]


def test_a_month_without_a_word_brings_one_question_while_something_is_open() -> None:
    told = (sent("interview:42/chase/no-date/1", "2026-12-03 10:00"),)
    quiet = facts("2026-12-04 12:00", UNDATED, told=told, person=replace(SAM, seen_at=at("2026-12-03 12:00")))

    came, _ = live(quiet, "2027-12-01 12:00")

    assert came == [("Sat 2027-01-02 10:00", STILL)]


def test_nobody_is_thought_silent_before_the_day_that_they_wait_for() -> None:
    told = (sent("interview:42/chase/no-date/1", "2026-12-03 10:00"),)
    person = replace(SAM, seen_at=at("2026-12-03 12:00"))
    named = replace(UNDATED, decision_day=date(2027, 1, 22))
    ahead = replace(UNDATED, day=date(2027, 1, 25))

    def asked(interview: Interview) -> list[str]:
        quiet = facts("2026-12-04 12:00", interview, told=told, person=person)
        return [moment for moment, key in live(quiet, "2027-12-01 12:00")[0] if key == STILL]

    assert asked(UNDATED) == ["Sat 2027-01-02 10:00"]
    assert asked(named) == ["Sun 2027-02-21 10:00"]
    assert asked(ahead) == ["Wed 2027-02-24 10:00"]


def test_what_can_wait_leaves_christmas_day_and_every_bank_holiday_in_peace() -> None:
    told = (sent("interview:42/chase/no-date/1", "2026-11-24 10:00"),)
    quiet = facts("2026-11-25 12:00", UNDATED, told=told, person=replace(SAM, seen_at=at("2026-11-25 09:00")))

    def asked(known: Facts) -> list[str]:
        return [moment for moment, key in live(known, "2027-03-01 12:00")[0] if key == STILL]

    assert asked(quiet) == ["Sun 2026-12-27 10:00"]
    assert asked(replace(quiet, person=replace(quiet.person, nation="INTL"))) == ["Fri 2026-12-25 10:00"]


def test_nothing_open_nothing_asked() -> None:
    done = replace(UNDATED, outcome=Outcome.WITHDREW, outcome_at=at("2026-12-01 12:00"))

    assert STILL not in planned(facts("2026-12-04 12:00", done))


def test_who_is_back_gets_reminders_again() -> None:
    told = (*IGNORED, sent(PAUSE, "2026-12-11 10:00"))
    silent = facts("2026-12-20 12:00", ACME, told=told)
    back = replace(silent, person=replace(SAM, seen_at=at("2026-12-20 11:59")))

    assert planned(silent) == {}
    assert planned(back)


def test_each_long_silence_has_a_question_of_its_own() -> None:
    first = sent(STILL, "2027-01-02 10:00")
    later = replace(SAM, seen_at=at("2027-02-01 12:00"))

    again = planned(facts("2027-02-02 12:00", UNDATED, told=(first,), person=later))

    assert again[STILL.replace("/1", "/2")] == "Wed 2027-03-03 10:00"
