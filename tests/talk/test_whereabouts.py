"""A place that somebody shares is about the clock, and nothing is set before they say so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.change import KeepPerson
from bot.domain.decision import Decision, Message
from bot.domain.event import Thing
from bot.domain.facts import Facts
from bot.domain.question import Question
from tests.cast import SAM, after, command, facts, follow, labels, only, origin, said, says, thing, words

WARSAW = Thing(origin(), "location", zone="Europe/Warsaw")


def _shared(world: Facts, event: Thing = WARSAW) -> tuple[Facts, Decision]:
    told = routes.decide(world, event)
    return after(world, told), told


def test_the_zone_is_shown_with_its_clock_and_set_when_they_say_so() -> None:
    world, told = _shared(facts())

    assert says(told) == ["settings.place.check"]
    assert "Warsaw, where it's 11am now" in words(facts(), told)
    assert not any(isinstance(change, KeepPerson) for change in told.changes)
    for answer in (follow(told, "button.zone-right"), said("right"), said("1"), said("Use this time zone")):
        assert only(routes.decide(world, answer), KeepPerson).person.zone == "Europe/Warsaw"


@pytest.mark.parametrize("words_", ["no", "2", "Pick another one"])
def test_whoever_says_no_is_asked_for_a_place_in_words(words_: str) -> None:
    world, _ = _shared(facts())

    assert says(routes.decide(world, said(words_))) == ["settings.zone.ask"]


def test_the_question_for_the_zone_leads_to_telegrams_own_button() -> None:
    asked = routes.decide(facts(), command("/timezone"))
    pressed = routes.decide(after(facts(), asked), follow(asked, "button.use-place"))

    (shown,) = [message for message in pressed.messages if isinstance(message, Message)]
    assert labels(asked)[-1] == "button.use-place"
    assert shown.ask_place


@pytest.mark.parametrize("line", ["Dublin", "cancel", "/cancel"])
def test_whoever_goes_on_without_the_button_sees_it_go(line: str) -> None:
    world = facts(question=Question("settings.place"))

    told = routes.decide(world, command(line) if line.startswith("/") else said(line))

    assert next(m for m in told.messages if isinstance(m, Message)).drop_keyboard


def test_at_sea_a_city_is_asked_for() -> None:
    _, told = _shared(facts(), replace(WARSAW, zone="Etc/GMT+2"))

    assert says(told) == ["settings.place.nowhere", "settings.zone.ask"]


def test_a_place_in_the_middle_of_something_else_changes_nothing() -> None:
    world = after(facts(), routes.decide(facts(), command("/log Baker at Crumbs")))

    told = routes.decide(world, WARSAW)

    assert says(told) == ["things.location", "log.again.when"]
    assert after(world, told).person == SAM


def test_a_venue_is_no_place_that_somebody_is_in() -> None:
    assert says(routes.decide(facts(), replace(WARSAW, kind="venue"))) == ["things.location"]


def test_what_is_asked_is_asked_again_after_a_picture() -> None:
    world, _ = _shared(facts())

    assert says(routes.decide(world, thing("photo"))) == ["things.photo", "settings.place.check"]
    waiting = facts(question=Question("settings.place"))
    assert says(routes.decide(waiting, thing("photo"))) == ["things.photo", "settings.place.ask"]
