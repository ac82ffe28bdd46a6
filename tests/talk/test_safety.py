"""A person in danger gets help at once, wherever they say it, and nothing else is lost by it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot import routes
from bot.domain.change import Ask, Erase, KeepPerson, SetMark
from bot.domain.decision import Decision, Message
from bot.domain.event import Edited, Event
from bot.domain.question import Question
from bot.domain.text import unmarked
from bot.talk import safety
from tests.cast import (
    ACME,
    CALL,
    LIBRARY,
    MONDAY,
    SAM,
    command,
    facts,
    follow,
    labels,
    only,
    origin,
    press,
    said,
    says,
)

CRISIS = "I want to kill myself"
LOW = "I can't stop crying and I can't sleep"
OTHER = "my brother says he wants to kill himself"
ASKED = MONDAY - timedelta(minutes=5)
ROLE = Question("log", draft={"id": "16"}, asked_at=ASKED)

CARDS = [id_ for id_ in LIBRARY.texts["en-GB"] if id_.startswith("safety.card") or id_ == "support.card"]
WORDS = {id_: unmarked(LIBRARY.text(id_, "en-GB")) for id_ in CARDS}
"""What the cards say, numbers and all: nothing is left for anybody to fill in."""


def decided(event: Event, **changes: Any) -> Decision:
    return routes.decide(facts(**changes), event)


@pytest.mark.parametrize(
    "event",
    [
        said(CRISIS),
        said(f"Thanks for all your help so far, you've been lovely! {CRISIS}. Have a nice week everyone"),
        replace(said(CRISIS), forwarded=True),
        command(f"/log {CRISIS}"),
        command(f"/start {CRISIS}"),
        command(f"/whatever {CRISIS}"),
        Edited(origin(), CRISIS),
    ],
)
def test_the_card_comes_first_whatever_the_words_came_in(event: Event) -> None:
    decision = decided(event)

    assert says(decision)[0] == "safety.card"
    assert labels(decision)[:2] == ["button.more-helplines", "button.carry-on"]
    assert only(decision, KeepPerson).person.crisis_at == MONDAY


@pytest.mark.parametrize(
    "name",
    [
        "log",
        "result.what",
        "pause.long",
        "delete.sure",
        "advisor.about",
        "advisor.check",
        "advisor.reply",
        "plain.guess",
    ],
)
def test_the_card_comes_first_in_the_middle_of_every_question(name: str) -> None:
    decision = decided(said(CRISIS), question=Question(name, draft={"id": "16"}), requests=(CALL,))

    assert says(decision) == ["safety.card"]
    assert [type(change) for change in decision.changes] == [KeepPerson]


def test_nothing_of_the_words_is_kept_or_shown() -> None:
    decision = decided(said(CRISIS), question=ROLE, interviews=(ACME,))

    assert "kill" not in repr(decision)


def test_worry_about_somebody_else_has_its_own_card() -> None:
    assert says(decided(said(OTHER))) == ["safety.card-other"]


@pytest.mark.parametrize("line", ["/delete {}", "/stop {}"])
def test_a_wish_to_be_forgotten_or_left_alone_is_honoured_beside_the_card(line: str) -> None:
    decision = decided(command(line.format(CRISIS)))

    assert says(decision)[0] == "safety.card"
    assert says(decision)[1:] in (["delete.ask"], ["pause.stopped"])
    assert not any(isinstance(change, Erase) for change in decision.changes)
    kept = [change.person for change in decision.changes if isinstance(change, KeepPerson)]
    assert kept[-1].crisis_at == MONDAY


def test_stopping_beside_the_card_really_stops() -> None:
    decision = decided(command(f"/stop {CRISIS}"))

    last = [change.person for change in decision.changes if isinstance(change, KeepPerson)][-1]
    assert (last.paused, last.crisis_at) == (True, MONDAY)


@pytest.mark.parametrize(
    ("words", "then"),
    [
        (f"delete all my data. {CRISIS}", "delete.ask"),
        (f"{CRISIS}! Please delete my data", "delete.ask"),
        (f"stop the reminders. {CRISIS}", "pause.stopped"),
        ("delete everything you have on me, i wont be here next week", "delete.ask"),
        ("please remove my account, I won't need it where I'm going", "delete.ask"),
        ("just wipe all of my stuff please because I want to die", "delete.ask"),
        ("turn off all those nudges, dead people don't need nudges", "pause.stopped"),
        ("stop messaging me there is no point reminding a dead woman", "pause.stopped"),
        ("I can't go on living, pause all the reminders", "pause.ask"),
    ],
)
def test_a_wish_in_plain_words_is_honoured_beside_the_card(words: str, then: str) -> None:
    assert says(decided(said(words))) == ["safety.card", then]
    assert says(decided(said(words), question=ROLE)) == ["safety.card", then]


def test_carry_on_asks_the_same_question_once_more() -> None:
    card = decided(said(CRISIS), question=ROLE)
    shown = replace(SAM, crisis_at=MONDAY)

    decision = routes.decide(facts(person=shown, question=ROLE), follow(card, "button.carry-on"))

    assert says(decision)[0] == "safety.carry-on-resting"
    assert only(decision, Ask).question.name == "log"
    assert only(decision, SetMark).name == safety.CARRIED_ON


def test_words_after_the_card_are_not_taken_for_the_answer() -> None:
    shown = replace(SAM, crisis_at=MONDAY - timedelta(minutes=1))

    decision = decided(said("please, I don't know what to do"), person=shown, question=ROLE)

    assert says(decision)[-1] == "safety.still-here"
    assert not any(isinstance(change, Ask) for change in decision.changes)


def test_carry_on_can_be_typed() -> None:
    shown = replace(SAM, crisis_at=MONDAY - timedelta(minutes=1))

    decision = decided(said("I'm OK, carry on"), person=shown, question=ROLE)

    assert only(decision, SetMark).name == safety.CARRIED_ON


def test_commands_work_after_the_card() -> None:
    shown = replace(SAM, crisis_at=MONDAY - timedelta(minutes=1))

    assert says(decided(command("/resume"), person=shown)) == ["pause.resumed"]


def test_low_mood_is_met_kindly_and_the_answer_still_counts() -> None:
    decision = decided(said(LOW), question=Question("advisor.about", asked_at=ASKED))

    assert says(decision) == ["safety.low", "advisor.ask-suits"]
    assert only(decision, KeepPerson).person.low_at == MONDAY


def test_low_mood_offers_a_human_quiet_and_help() -> None:
    assert labels(decided(said(LOW))) == [
        "button.talk-to-advisor",
        "button.pause-reminders",
        "button.need-help-now",
    ]
    assert labels(decided(said(LOW), desk=None)) == ["button.pause-reminders", "button.need-help-now"]


def test_a_command_with_low_words_is_still_obeyed() -> None:
    assert says(decided(command(f"/pause {LOW}"))) == ["safety.low", "pause.ask"]


@pytest.mark.parametrize(
    "words", ["That panel absolutely killed me lol", "dead nervous about Tuesday", "deadline"]
)
def test_everyday_speech_does_not_trip_it(words: str) -> None:
    assert not any(name.startswith("safety.card") for name in says(decided(said(words))))


def test_help_now_shows_the_card_and_rests_the_nudges() -> None:
    decision = decided(press("safety.help"))

    assert says(decision) == ["safety.card"]
    assert only(decision, KeepPerson).person.crisis_at == MONDAY


def test_support_shows_the_card_to_anybody_and_pauses_nothing() -> None:
    decision = decided(command("/support"))

    assert says(decision) == ["support.card"]
    assert not decision.changes


def test_a_nation_can_be_typed_after_the_card() -> None:
    shown = replace(SAM, crisis_at=MONDAY - timedelta(minutes=1))

    assert says(decided(said("northern ireland"), person=shown)) == ["support.nation"]
    assert says(decided(said("more helplines"), person=shown))[0] == "support.more"


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_short_and_level_and_names_the_three_routes(name: str) -> None:
    words = WORDS[name]

    assert len(words) <= 600
    assert not re.search("[!\U0001f300-\U0001faff]|job|interview|career|committed", words)
    assert re.search(r"999", words)
    assert "116 123" in words
    assert "SHOUT to 85258" in words
    assert "automated service" in words


def test_danger_now_comes_before_the_lines_to_talk() -> None:
    for name in CARDS:
        words = WORDS[name]
        assert words.index("automated") < words.index("999") < words.index("116 123")


def test_no_line_of_help_is_lost_in_another_language() -> None:
    decision = decided(said(CRISIS), person=replace(SAM, language="cy-GB"))

    assert says(decision) == ["safety.card"]


def test_low_words_in_a_group_are_the_advisors_own() -> None:
    where = origin(chat=-1001, private=False)

    assert routes.decide(facts(person=replace(SAM, id=0)), replace(said(CRISIS), origin=where)) == Decision()


def test_every_text_of_safety_is_a_message_that_can_be_sent() -> None:
    for event in (said(CRISIS), said(OTHER), said(LOW)):
        for message in decided(event).messages:
            assert isinstance(message, Message)
            assert message.chat == SAM.id
