"""A reminder can be put off: to moments that are offered, or to one that is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import routes
from bot.domain.change import Ask, MergeNudge, Settle, SnoozeNudge, UnskipNudge, UnsnoozeNudge
from bot.domain.decision import Decision
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from bot.domain.nudge import Fate, Key, Snooze, Told
from bot.domain.question import Question
from tests.cast import BAKERY, SAM, buttons, facts, follow, labels, only, press, said, says, words

KEY = f"interview:{BAKERY.id}/chase/no-date/1"
SHORT = Key(KEY).short
CAME = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
"""Monday, seven working days after the bakery."""
ASKED = Question("snooze.when", draft={"nudge": SHORT}, asked_at=CAME)


def after_chase(**changes: Any) -> Facts:
    told = (Told(KEY, Fate.SENT, CAME, CAME),)
    now = CAME + timedelta(minutes=5)
    return facts(**{"now": now, "interviews": (BAKERY,), "told": told, **changes})


def asked(**changes: Any) -> Decision:
    return routes.decide(after_chase(**changes), press("snooze.ask", BAKERY.id, extra=SHORT))


def moment(decision: Decision) -> str:
    return f"{only(decision, SnoozeNudge).snooze.until:%a %d %b %H:%M}"


def test_moments_are_offered_that_it_would_really_come_at() -> None:
    decision = asked()

    assert labels(decision) == [
        "button.snooze-today",
        "button.snooze-tomorrow",
        "button.snooze-week",
        "button.snooze-pick",
    ]
    assert buttons(decision)[0].values["clock"] == "2:15pm"
    assert only(decision, Ask).question.draft == {"nudge": SHORT}


def test_for_one_that_waits_moments_after_its_own_are_offered_each_with_its_day() -> None:
    waits = (Told(KEY, Fate.WAITING, CAME),)
    decision = asked(now=CAME - timedelta(days=5), told=waits)

    offered = [button.values for button in buttons(decision)[:-1]]
    assert labels(decision) == ["button.snooze-moved"] * 3 + ["button.snooze-pick"]
    assert offered == [
        {"day": "Monday 30 November", "clock": "2pm"},
        {"day": "Tuesday 1 December", "clock": "10am"},
        {"day": "Monday 7 December", "clock": "10am"},
    ]
    second = buttons(decision)[1]
    chosen = press(second.action, second.id, second.version, second.extra)
    assert (
        moment(routes.decide(after_chase(now=CAME - timedelta(days=5), told=waits), chosen))
        == "Tue 01 Dec 10:00"
    )


def test_for_one_that_is_held_up_they_are_counted_from_when_it_will_really_come() -> None:
    other = "interview:7/result-check/ask/1"
    acme = replace(BAKERY, id=7, employer="Acme", decision_day=CAME.date() - timedelta(days=3))
    told = (Told(KEY, Fate.WAITING, CAME), Told(other, Fate.WAITING, CAME))
    decision = asked(now=CAME - timedelta(hours=1), interviews=(BAKERY, acme), told=told)

    assert buttons(decision)[0].values == {"day": "Tuesday 1 December", "clock": "2pm"}


EVE = f"interview:{BAKERY.id}/prepare/eve/1"


@pytest.fixture
def before_interview() -> Facts:
    """Two days before it; the eve waits."""
    now = CAME + timedelta(hours=1)
    soon = replace(BAKERY, day=now.date() + timedelta(days=2))
    told = (Told(EVE, Fate.WAITING, now.replace(hour=18, minute=0) + timedelta(days=1)),)
    return after_chase(now=now, interviews=(soon,), told=told)


def test_what_helps_at_its_own_time_alone_says_so_and_stays(before_interview: Facts) -> None:
    short = Key(EVE).short
    pressed = routes.decide(before_interview, press("snooze.ask", extra=short))
    asking = replace(before_interview, question=Question("snooze.when", draft={"nudge": short}))
    typed = routes.decide(asking, said("in three weeks", at=before_interview.now))

    assert says(pressed) == says(typed) == ["snooze.stays"]
    assert "Tuesday 1 December, 6pm" in words(before_interview, pressed)
    assert not any(isinstance(change, SnoozeNudge) for change in (*pressed.changes, *typed.changes))


def test_late_in_the_day_later_today_is_not_offered() -> None:
    assert "button.snooze-today" not in labels(asked(now=CAME + timedelta(hours=8)))


def test_on_a_friday_tomorrow_is_monday_for_what_goes_to_an_employer() -> None:
    friday = asked(now=CAME + timedelta(days=4))

    assert "button.snooze-tomorrow" not in labels(friday)
    moved = next(button for button in buttons(friday) if button.label == "button.snooze-moved")
    assert moved.values == {"day": "Monday 7 December", "clock": "10am"}
    chosen = routes.decide(after_chase(now=CAME + timedelta(days=4)), follow(friday, moved.label))
    assert (says(chosen), moment(chosen)) == (["snooze.done"], "Mon 07 Dec 10:00")


@pytest.mark.parametrize(
    ("label", "when"),
    [
        ("button.snooze-today", "Mon 30 Nov 14:15"),
        ("button.snooze-tomorrow", "Tue 01 Dec 10:00"),
        ("button.snooze-week", "Mon 07 Dec 10:00"),
    ],
)
def test_each_choice_is_what_it_says(label: str, when: str) -> None:
    decision = routes.decide(after_chase(), follow(asked(), label))

    assert moment(decision) == when
    assert says(decision) == ["snooze.done"]
    assert only(decision, SnoozeNudge).snooze.key == KEY


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("1", "Mon 30 Nov 14:15"),
        ("Tomorrow, 10am", "Tue 01 Dec 10:00"),
        ("tomorrow at 4pm", "Tue 01 Dec 16:00"),
        ("Thursday", "Thu 03 Dec 10:00"),
        ("at 3pm", "Mon 30 Nov 15:00"),
        ("next week", None),
        ("yesterday", None),
        ("banana", None),
        ("in three years", None),
    ],
)
def test_a_day_can_be_typed(words: str, when: str | None) -> None:
    typed = said(words, at=CAME + timedelta(minutes=5))
    decision = routes.decide(after_chase(question=ASKED), typed)

    if when is None:
        assert not any(isinstance(change, SnoozeNudge) for change in decision.changes)
        assert says(decision)
        return
    assert moment(decision) == when
    assert only(decision, Settle) == Settle()


def test_a_wish_for_the_night_says_when_it_will_really_come() -> None:
    decision = routes.decide(after_chase(question=ASKED), said("tomorrow at 11pm", at=CAME))

    assert says(decision) == ["snooze.done-moved"]


def test_an_undo_brings_back_what_waited_and_nothing_that_had_come() -> None:
    snooze = Snooze(KEY, 1, CAME + timedelta(days=1))
    undo = press("snooze.undo", extra=SHORT)

    came = routes.decide(after_chase(snoozes=(snooze,)), undo)
    assert [type(change) for change in came.changes] == [UnsnoozeNudge]

    ahead = Told(KEY, Fate.SKIPPED, CAME + timedelta(hours=2), CAME)
    waited = routes.decide(after_chase(told=(ahead,), snoozes=(snooze,)), undo)
    assert [type(change) for change in waited.changes] == [UnsnoozeNudge, UnskipNudge]


def test_put_off_again_before_it_comes_it_is_moved_and_afterwards_it_is_another() -> None:
    snooze = Snooze(KEY, 1, CAME + timedelta(days=1))
    moved = routes.decide(after_chase(snoozes=(snooze,)), press("snooze.pick", extra=f"{SHORT}=week"))
    assert only(moved, SnoozeNudge).snooze.times == 1

    told = (Told(KEY, Fate.SENT, CAME, CAME), Told(snooze.later, Fate.SENT, snooze.until, snooze.until))
    later = after_chase(now=snooze.until + timedelta(hours=1), told=told, snoozes=(snooze,))
    again = routes.decide(later, press("snooze.pick", extra=f"{SHORT}=week"))
    assert only(again, SnoozeNudge).snooze.times == 2


def test_a_button_of_a_reminder_that_is_not_needed_any_more_says_so() -> None:
    done = replace(BAKERY, outcome=Outcome.OFFER, outcome_at=CAME)

    assert says(asked(interviews=(done,))) == ["snooze.over"]
    assert asked(told=()).toast is not None


def test_a_question_that_gathers_keeps_its_place() -> None:
    asking = Question("log", draft={"role": "Baker"})

    assert not asked(question=asking).changes


def test_the_rest_of_the_day_is_shown_on_request_and_does_not_come_again() -> None:
    check = "interview:7/result-check/ask/1"
    acme = replace(BAKERY, id=7, employer="Acme", decision_day=CAME.date() - timedelta(days=3))
    told = (Told(KEY, Fate.SENT, CAME, CAME), Told(check, Fate.WAITING, CAME))
    day = after_chase(interviews=(BAKERY, acme), told=told)

    decision = routes.decide(day, press("nudges.all"))

    assert says(decision) == ["nudge-result-check"]
    assert len(decision.messages) == 1, "the first keeps its buttons"
    assert only(decision, MergeNudge).key == check
    assert says(routes.decide(after_chase(), press("nudges.all"))) == ["nudges.no-others"]


def test_nobody_else_can_put_off_what_is_not_theirs() -> None:
    stranger = facts(now=CAME, person=replace(SAM, id=99), interviews=())

    assert routes.decide(stranger, press("snooze.pick", extra=f"{SHORT}=week")).toast is not None


@pytest.mark.parametrize(
    "words", ["message me tomorrow", "can you ask me again in two hours", "text me on Friday at 3"]
)
def test_a_wish_with_its_moment_puts_the_newest_reminder_off(words: str) -> None:
    decision = routes.decide(after_chase(), said(words, at=CAME))

    assert only(decision, SnoozeNudge).snooze.key == KEY


@pytest.mark.parametrize(
    "words",
    [
        "tell me about asking for feedback",
        "can you tell me about what happens next",
        "tell me more",
        "don't remind me",
        "you don't need to remind me any more",
        "please don't message me again",
        "remind me what happens next",
    ],
)
def test_what_only_sounds_like_such_a_wish_means_what_it_says(words: str) -> None:
    for world in (after_chase(), after_chase(told=())):
        assert not [say for say in says(routes.decide(world, said(words))) if say.startswith("snooze.")]


def test_what_nobody_can_be_reminded_of_is_said_and_stops_nothing() -> None:
    for wish in ("remind me to buy a suit on Friday", "remind me"):
        decision = routes.decide(after_chase(told=()), said(wish))

        assert says(decision) == ["snooze.theirs"]
        assert not decision.changes
