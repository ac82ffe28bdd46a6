"""What will come is said before it comes, and each can be refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain import etiquette, journey
from bot.domain.change import Ask, SkipNudge, UnskipNudge
from bot.domain.decision import Message
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Told
from bot.domain.question import Question
from bot.talk import nudges, skipping
from tests.cast import (
    ACME,
    LIBRARY,
    MONDAY,
    SAM,
    buttons,
    command,
    facts,
    follow,
    labels,
    only,
    press,
    said,
    says,
)

CHECK = {
    "about": "interview",
    "until": ["outcome"],
    "steps": [
        {
            "id": "ask",
            "say": "result-check.ask",
            "why": "nudges.none",
            "from": "decision-day",
            "after": {"working_days": 1},
            "at": "10:00",
            "because": "a day of grace",
        },
        {
            "id": "rest",
            "say": "result-check.rest",
            "why": "nudges.none",
            "from": "decision-day",
            "after": {"working_days": 4},
            "at": "12:30",
            "because": "a second day of grace",
        },
    ],
}


def planned(**changes: Any) -> Facts:
    made, mistakes = journey.read("result-check", CHECK)
    assert made is not None, mistakes
    library = replace(LIBRARY, journeys={"result-check": made})
    return facts(**{"library": library, "interviews": (ACME,), **changes})


def key() -> str:
    return etiquette.upcoming(planned())[0].key


def test_each_reminder_is_shown_with_when_why_and_a_way_to_skip_it() -> None:
    decision = nudges.nudges(planned(), command("/nudges"))

    assert says(decision) == ["nudges.line", "nudges.line", "nudges.end"]
    first = decision.messages[0]
    assert isinstance(first, Message)
    assert first.values["when"] == "Wednesday 2 December, 10am"
    assert first.values["job"] == "Data analyst at Acme"
    assert first.values["why"]
    assert labels(decision)[0] == "button.skip-nudge"


def test_the_moment_is_told_on_the_persons_own_clock() -> None:
    away = planned(person=replace(SAM, zone="America/New_York"))

    first = nudges.nudges(away, command("/nudges")).messages[0]

    assert isinstance(first, Message)
    assert first.values["when"] == "Wednesday 2 December, 10am"


def test_skipping_takes_exactly_the_one_that_was_shown() -> None:
    shown = nudges.nudges(planned(), command("/nudges"))

    second = [button for button in buttons(shown) if button.label == "button.skip-nudge"][1]
    decision = nudges.skip(planned(), press(second.action, second.id, second.version, second.extra))

    assert only(decision, SkipNudge).key == etiquette.upcoming(planned())[1].key
    assert says(decision) == ["nudges.skipped"]


def test_a_skip_can_be_undone() -> None:
    skipped = nudges.skip(
        planned(), follow(nudges.nudges(planned(), command("/nudges")), "button.skip-nudge")
    )
    row = Told(key(), Fate.SKIPPED, MONDAY + timedelta(days=9), at=MONDAY)

    decision = nudges.unskip(planned(told=(row,)), follow(skipped, "button.unskip-nudge"))

    assert only(decision, UnskipNudge).key == key()
    assert says(decision) == ["nudges.unskipped"]


def test_undoing_too_late_says_so() -> None:
    skipped = nudges.skip(
        planned(), follow(nudges.nudges(planned(), command("/nudges")), "button.skip-nudge")
    )
    row = Told(key(), Fate.SKIPPED, MONDAY - timedelta(hours=1), at=MONDAY - timedelta(days=1))

    decision = nudges.unskip(planned(told=(row,)), follow(skipped, "button.unskip-nudge"))

    assert says(decision) == ["nudges.too-late"]
    assert not decision.changes


def test_skipping_twice_skips_once() -> None:
    again = follow(nudges.nudges(planned(), command("/nudges")), "button.skip-nudge")
    row = Told(key(), Fate.SKIPPED, MONDAY + timedelta(days=9), at=MONDAY)

    decision = nudges.skip(planned(told=(row,)), again)

    assert says(decision) == ["nudges.already-skipped"]
    assert not decision.changes


def test_a_button_of_a_reminder_that_is_over_or_not_theirs_changes_nothing() -> None:
    for extra in ("00000000", "", "zzz", "1"):
        decision = nudges.skip(planned(), press("nudges.skip", extra=extra))
        assert says(decision) == ["nudges.not-waiting"]
        assert not decision.changes
        assert not nudges.unskip(planned(), press("nudges.unskip", extra=extra)).changes


def test_a_number_typed_after_the_list_skips_that_one() -> None:
    question = only(nudges.nudges(planned(), command("/nudges")), Ask).question

    decision = skipping.answered(planned(question=question), said("2"))

    assert only(decision, SkipNudge).key == etiquette.upcoming(planned())[1].key


def test_the_list_does_not_disturb_a_question() -> None:
    decision = nudges.nudges(planned(question=Question("log")), command("/nudges"))

    assert not decision.changes


def test_nothing_waits_and_what_would_change_that() -> None:
    decision = nudges.nudges(facts(), command("/nudges"))

    assert says(decision) == ["nudges.none"]
    assert labels(decision) == ["button.log-interview"]


def test_while_they_rest_the_list_says_so_and_offers_to_go_on() -> None:
    for resting in (
        replace(SAM, paused=True),
        replace(SAM, crisis_at=MONDAY),
        replace(SAM, paused_until=MONDAY + timedelta(days=2)),
    ):
        decision = nudges.nudges(planned(person=resting), command("/nudges"))
        assert says(decision)[-1] == "nudges.resting"
        assert labels(decision)[-1] == "button.resume-reminders"


def test_the_button_fits_whatever_the_key() -> None:
    made = buttons(nudges.nudges(planned(), command("/nudges")))[0]

    assert len(made.data.encode()) <= 64
    assert re.fullmatch(r"nudges\.skip:0:0:[0-9a-f]{8}", made.data)


def test_other_words_after_the_list_are_read_as_they_are() -> None:
    question = only(nudges.nudges(planned(), command("/nudges")), Ask).question

    decision = skipping.answered(planned(question=question), said("I got the job!"))

    assert not any(isinstance(change, SkipNudge) for change in decision.changes)
    assert says(decision)
