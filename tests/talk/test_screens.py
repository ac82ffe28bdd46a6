"""What stands on a button can be typed, whatever showed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.domain.decision import Button, Decision, Message
from bot.domain.interview import Outcome
from bot.domain.nudge import Fate, Key, Told
from bot.domain.question import Question
from bot.domain.screen import Screen
from bot.talk import screens
from tests.cast import ACME, LOST, MONDAY, SAM, command, facts, press, said, says
from tests.walk.world import after

HOUR = timedelta(hours=1)
SCREEN = Screen(MONDAY, ((("Change details", "list.change:7:1"), ("Delete this", "list.delete:7:1")),))


def test_a_label_of_the_last_screen_is_its_button() -> None:
    pressed = screens.typed(facts(screen=SCREEN), said("delete this"))

    assert pressed is not None
    assert (pressed.action, pressed.id, pressed.version) == ("list.delete", 7, 1)


def test_a_number_counts_the_buttons_of_one_message() -> None:
    two = Screen(MONDAY, (*SCREEN.keyboards, (("Close this", "support.close:0:0"),)))

    pressed = screens.typed(facts(screen=SCREEN), said("2."))

    assert pressed is not None
    assert pressed.action == "list.delete"
    assert screens.typed(facts(screen=SCREEN), said("3")) is None
    assert screens.typed(facts(screen=two), said("2")) is None


def test_a_label_that_two_buttons_have_means_neither() -> None:
    twice = Screen(MONDAY, ((("Delete this", "list.delete:7:1"),), (("Delete this", "list.delete:8:1"),)))

    assert screens.typed(facts(screen=twice), said("delete this")) is None


def test_forwarded_words_press_nothing() -> None:
    assert screens.typed(facts(screen=SCREEN), replace(said("delete this"), forwarded=True)) is None


def test_the_labels_of_a_nudge_can_be_typed_after_it_came() -> None:
    key = f"interview:{LOST.id}/ask-feedback/ask/1"
    came = Told(key, Fate.SENT, MONDAY - HOUR, MONDAY - HOUR, LOST.id)
    label = facts().library.label("button.i-have-asked", SAM.language)

    pressed = screens.typed(facts(interviews=(LOST,), told=(came,)), said(label))

    assert pressed is not None
    assert (pressed.action, pressed.id, pressed.extra) == ("emails.done", LOST.id, "asked-feedback")


def test_what_a_press_says_over_the_chat_is_said_in_words_to_whoever_typed() -> None:
    pressed = routes.decide(facts(), press("list.delete", 7))

    typed = screens.in_words(said("delete this"), pressed)

    assert says(pressed) == []
    assert says(typed) == ["toast.gone"]
    assert typed.toast is None


def test_the_words_of_the_help_button_bring_the_card() -> None:
    asked = routes.decide(facts(), said("I need help now"))

    typed = routes.decide(after(facts(), asked), said("I need help now"))

    assert says(asked) == ["safety.unclear"]
    assert says(typed) == ["safety.card"]


def test_our_own_words_on_a_button_are_no_sign_of_danger() -> None:
    list_ = after(facts(), routes.decide(facts(), press("checklist.open", extra="first-day")))

    typed = routes.decide(list_, said("6. An emergency contact"))

    assert not any(say.startswith("safety.") for say in says(typed))


def test_words_of_danger_on_a_button_with_somebodys_own_words_are_heard() -> None:
    shown = Screen(MONDAY, ((("I want to die", "notes.open:1:1"),),))

    assert says(routes.decide(facts(screen=shown), said("I want to die")))[:1] == ["safety.card"]


def test_several_interviews_have_buttons_of_their_own_in_the_list() -> None:
    other = replace(LOST, id=10, outcome=Outcome.WITHDREW)
    world = facts(interviews=(LOST, other))
    world = after(world, routes.decide(world, command("/list")))

    typed = routes.decide(world, said("delete this 2"))

    assert says(typed) == ["list.delete"]


def test_a_screen_is_kept_with_the_turn_that_shows_it() -> None:
    shown = Message(SAM.id, "list.empty", buttons=((Button("button.log-interview", "log.begin"),),))

    world = after(facts(), Decision((shown,)))

    assert world.screen == Screen(MONDAY, ((("Add an interview", "log.begin:0:0"),),))


@pytest.mark.parametrize(
    ("step", "words", "action", "extra"),
    [
        ("result-check/ask", "not yet", "result.record", "nothing-yet"),
        ("result-check/ask", "yes", "result.about", ""),
        ("close/ask", "no reply", "guide.no-reply", ""),
        ("close/ask", "no", "replied.stays-open", ""),
        ("thank-you/thank", "yes please", "emails.show", "thank-you"),
        ("chase/second", "yes", "emails.show", "chase"),
        (
            "result-check/ask",
            "remind me tomorrow",
            "snooze.ask",
            Key(f"interview:{ACME.id}/result-check/ask/1").short,
        ),
        ("first-day/how", "it went really well", "work.said", "day-good"),
    ],
)
def test_a_nudge_is_answered_in_words(step: str, words: str, action: str, extra: str) -> None:
    pressed = screens.typed(facts(interviews=(ACME,), told=(_came(step),)), said(words))

    assert pressed is not None
    assert (pressed.action, pressed.id, pressed.extra) == (action, ACME.id, extra)


def test_a_bare_yes_answers_a_nudge_only_while_nothing_was_said_or_asked_since() -> None:
    came, later = _came("result-check/ask"), Screen(MONDAY - HOUR / 2, SCREEN.keyboards)
    asked = Question("feedback.words", asked_at=MONDAY - HOUR / 2)

    assert screens.typed(facts(interviews=(ACME,), told=(came,), screen=later), said("yes")) is None
    assert screens.typed(facts(interviews=(ACME,), told=(came,), question=asked), said("yes")) is None


@pytest.mark.parametrize("words", ["yes", "no", "ok", "yes please"])
def test_a_bare_yes_to_nothing_is_no_offer(words: str) -> None:
    assert says(routes.decide(facts(interviews=(ACME,)), said(words))) == ["plain.nothing-asked"]


def test_a_number_alone_is_no_guess_at_anything() -> None:
    assert says(routes.decide(facts(interviews=(ACME,)), said("2"))) == ["plain.lost"]


def _came(step: str) -> Told:
    """A nudge about Acme that came an hour ago."""
    return Told(f"interview:{ACME.id}/{step}/1", Fate.SENT, MONDAY - HOUR, MONDAY - HOUR, ACME.id)
