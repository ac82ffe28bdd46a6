"""Reminders rest when asked, and come back when asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.domain.change import Ask, KeepPerson, Settle
from bot.domain.question import Question
from bot.talk import pause
from tests.cast import MONDAY, SAM, command, facts, follow, labels, only, press, said, says, strips

ASKED = Question("pause.long", asked_at=MONDAY)


def test_pause_asks_for_how_long() -> None:
    decision = pause.pause(facts(), command("/pause"))

    assert says(decision) == ["pause.ask"]
    assert only(decision, Ask).question.name == "pause.long"
    assert labels(decision) == [
        "button.pause-week",
        "button.pause-on",
        "button.pause-until",
        "button.pause-not",
    ]


def test_a_week_is_a_week() -> None:
    asked = pause.pause(facts(), command("/pause"))

    decision = pause.week(facts(question=ASKED), follow(asked, "button.pause-week"))

    assert only(decision, KeepPerson).person.paused_until == MONDAY + timedelta(days=7)
    assert Settle() in decision.changes
    assert strips(decision) == [100]


def test_a_longer_rest_is_not_made_shorter() -> None:
    month = MONDAY + timedelta(days=30)

    decision = pause.week(facts(person=replace(SAM, paused_until=month)), press("pause.week"))

    assert only(decision, KeepPerson).person.paused_until == month


@pytest.mark.parametrize("words", ["2", "2.", "Pause until I say", "pause until i say"])
def test_the_choice_can_be_typed(words: str) -> None:
    decision = pause.answered(facts(question=ASKED), said(words))

    assert only(decision, KeepPerson).person.paused


@pytest.mark.parametrize("words", ["until Monday", "a week", "till 30 November"])
def test_a_day_or_a_length_of_time_can_be_typed(words: str) -> None:
    decision = pause.answered(facts(question=ASKED), said(words))

    assert only(decision, KeepPerson).person.paused_until == MONDAY.replace(hour=8, minute=30) + timedelta(
        days=7
    )
    assert says(decision) == ["pause.until"]
    assert Settle() in decision.changes


def test_the_command_may_name_the_day_at_once_and_shortens_what_was_wished_before() -> None:
    resting = replace(SAM, paused=True)

    decision = pause.pause(facts(person=resting), command("/pause until tomorrow"))

    person = only(decision, KeepPerson).person
    assert not person.paused
    assert person.paused_until == MONDAY.replace(hour=8, minute=30) + timedelta(days=1)


@pytest.mark.parametrize("words", ["until yesterday", "until 2030", "a few days"])
def test_a_day_that_is_none_to_rest_until_is_asked_for_again(words: str) -> None:
    assert says(pause.answered(facts(question=ASKED), said(words))) == ["pause.again"]


@pytest.mark.parametrize("asked", ["result.what", "settings.pace", "notes.list", "log"])
@pytest.mark.parametrize("words", ["pause til Friday", "no messages until Friday please"])
def test_a_rest_until_a_day_is_heard_whatever_was_asked(asked: str, words: str) -> None:
    draft = {"id": "1", "role": "Baker", "employer": "Crumbs"} if asked == "log" else {}
    world = facts(question=Question(asked, draft=draft, asked_at=MONDAY))

    assert only(routes.decide(world, said(words)), KeepPerson).person.paused_until is not None


def test_until_a_day_asks_for_it() -> None:
    asked = pause.pause(facts(), command("/pause"))

    decision = pause.which_day(facts(question=ASKED), follow(asked, "button.pause-until"))

    assert says(decision) == ["pause.which-day"]
    assert only(decision, Ask).question.name == "pause.long"


def test_words_that_are_no_choice_pause_nothing() -> None:
    decision = pause.answered(facts(question=ASKED), said("<i>hm</i>"))

    assert says(decision) == ["pause.again"]
    assert not decision.changes


def test_pausing_keeps_a_question_that_was_being_asked() -> None:
    decision = pause.pause(facts(question=Question("log", draft={"role": "Baker"})), command("/pause"))

    assert not decision.changes
    done = pause.until_told(facts(question=Question("log")), press("pause.on"))
    assert [type(change) for change in done.changes] == [KeepPerson]


def test_pausing_takes_the_place_of_a_question_that_holds_nothing() -> None:
    decision = pause.pause(facts(question=Question("result.what")), command("/pause"))

    assert only(decision, Ask).question.name == "pause.long"


def test_plain_words_bring_reminders_back_but_not_after_the_crisis_card() -> None:
    resting = replace(SAM, paused=True)
    in_danger = replace(SAM, crisis_at=MONDAY)

    back = pause.wanted_back(facts(person=resting), command("/resume-nudges"))
    asked = pause.wanted_back(facts(person=in_danger), command("/resume-nudges"))

    assert not only(back, KeepPerson).person.paused
    assert not asked.changes
    assert labels(asked) == ["button.resume-reminders"]


def test_stop_stops_at_once_and_names_delete() -> None:
    decision = pause.stop(facts(), command("/stop"))

    assert only(decision, KeepPerson).person.paused
    assert says(decision) == ["pause.stopped"]


def test_resume_wakes_everything_that_rested() -> None:
    resting = replace(SAM, paused=True, paused_until=MONDAY + timedelta(days=3), crisis_at=MONDAY)

    decision = pause.resume(facts(person=resting), command("/resume"))

    assert only(decision, KeepPerson).person == SAM
    assert says(decision) == ["pause.resumed"]


def test_resume_when_nothing_rests_says_so() -> None:
    decision = pause.resume(facts(), command("/resume"))

    assert says(decision) == ["pause.not-paused"]
    assert not decision.changes
