"""/settings: each can be pressed and typed, is told back, and nobody's forged button sets anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot import routes
from bot.domain.change import KeepPerson
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.domain.person import Pace
from bot.domain.question import Question
from bot.talk.settings import SETTINGS
from tests.cast import SAM, after, command, facts, follow, labels, only, press, said, says, thing, words


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


@pytest.mark.parametrize(
    ("name", "typed", "field", "value"),
    [
        ("name", "Samira", "first_name", "Samira"),
        ("name", "call me Al", "first_name", "Al"),
        ("name", "Use no name", "first_name", ""),
        ("nation", "scotland", "nation", "GB-SCT"),
        ("nation", "I live in Wales", "nation", "GB-WLS"),
        ("nation", "6", "nation", "INTL"),
        ("nation", "I'd rather not say", "nation", "GB"),
        ("zone", "New York", "zone", "America/New_York"),
        ("zone", "poland", "zone", "Europe/Warsaw"),
        ("zone", "Manchester", "zone", "Europe/London"),
        ("zone", "UTC+5:30", "zone", "Asia/Kolkata"),
        ("zone", "1", "zone", "Europe/Dublin"),
        ("quiet", "from 9pm to 8am", "quiet_from", time(21, 0)),
        ("quiet", "22:00-06:30", "quiet_until", time(6, 30)),
        ("quiet", "3", "quiet_from", time(22, 0)),
        ("hour", "9", "nudge_clock", time(9, 0)),
        ("hour", "noon", "nudge_clock", time(12, 0)),
        ("pace", "more", "pace", Pace.MORE),
        ("pace", "1", "pace", Pace.FEWER),
        ("employers", "yes", "shows_employer", True),
        ("pictures", "dark", "dark_pictures", True),
        ("pictures", "make them light", "dark_pictures", False),
    ],
)
def test_every_setting_can_be_typed(name: str, typed: str, field: str, value: object) -> None:
    world, _ = on(facts(), command("/settings"), press("settings.ask", extra=name), said(typed))

    assert getattr(world.person, field) == value
    assert world.question is None


@pytest.mark.parametrize("name", [name for name in SETTINGS if name != "language"])
def test_every_setting_can_be_pressed_and_is_told_as_it_is_now(name: str) -> None:
    world, decision = on(facts(), command("/settings"), press("settings.ask", extra=name))
    for button in SETTINGS[name].buttons(world):
        pressed = press(button.action, extra=button.extra)
        then, decision = on(world, pressed)

        assert says(decision) == [SETTINGS[name].done]
        assert SETTINGS[name].shown(then) in words(then, decision)
        assert then.question is None


@pytest.mark.parametrize("name", [name for name in SETTINGS if name != "language"])
def test_what_is_no_answer_is_asked_about_again_and_changes_nothing(name: str) -> None:
    world, decision = on(facts(), press("settings.ask", extra=name), said("1 2 3 4 5 6 7 8 9"))

    assert says(decision) == [SETTINGS[name].again]
    assert world.person == SAM
    assert says(on(world, thing("photo"))[1])[-1] == SETTINGS[name].ask


@pytest.mark.parametrize(
    "extra",
    [
        "", "zone", "zone=", "zone=Moon/Base", "quiet=20:00-20:00", "quiet=x", "hour=25:00", "pace=all",
        "nation=FR", "employers=", "language=xx", "id=7", "weekly_goal=9",
    ],
)  # fmt: skip
def test_a_forged_button_sets_nothing(extra: str) -> None:
    assert routes.decide(facts(), press("settings.set", extra=extra)).changes == ()


def test_an_hour_within_quiet_hours_is_refused_and_asked_for_again() -> None:
    world, decision = on(facts(), press("settings.ask", extra="hour"), said("10pm"))

    assert says(decision) == ["settings.hour.quiet"]
    assert world.person.nudge_clock is None
    assert on(world, said("7pm"))[0].person.nudge_clock == time(19, 0)


def test_a_country_with_several_clocks_is_asked_about() -> None:
    world, decision = on(facts(), command("/timezone Spain"))
    assert says(decision) == ["settings.zone.which"]

    assert on(world, said("2"))[0].person.zone == "Atlantic/Canary"
    assert on(world, said("Madrid"))[0].person.zone == "Europe/Madrid"


def test_who_says_that_they_moved_is_followed() -> None:
    world, decision = on(facts(), said("I've moved to Dublin"))

    assert world.person.zone == "Europe/Dublin"
    assert says(decision) == ["settings.zone.done"]


def test_the_overview_lets_other_words_mean_what_they_mean() -> None:
    _, decision = on(facts(), command("/settings"), said("show my interviews"))

    assert "settings.all" not in says(decision)


@pytest.mark.parametrize("typed", ["4", "Change quiet hours", "quiet hours"])
def test_after_the_overview_one_is_opened_by_number_and_by_words(typed: str) -> None:
    assert says(on(facts(), command("/settings"), said(typed))[1]) == ["settings.quiet.ask"]


def test_the_overview_leads_to_the_weekly_goal() -> None:
    _, decision = on(facts(), command("/settings"))

    assert says(on(facts(), follow(decision, "button.set-weekly-goal"))[1]) == ["goal.ask"]


def test_a_language_is_offered_where_there_is_a_choice() -> None:
    alone = facts()
    two = {**alone.library.texts, "cy-GB": alone.library.texts["en-GB"]}
    both = facts(library=replace(alone.library, texts=two))

    assert "button.change-language" not in labels(on(alone, command("/settings"))[1])
    assert "button.change-language" in labels(on(both, command("/settings"))[1])
    kept = only(routes.decide(both, press("settings.set", extra="language=cy-GB")), KeepPerson)
    assert kept.person.language == "cy-GB"


def test_a_look_at_the_settings_takes_no_half_told_interview_away() -> None:
    told = facts(question=Question("log", draft={"role": "Baker"}))

    assert on(told, command("/settings"))[0].question == told.question
