"""The first words say what we are and what we keep; later ones are short."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot import routes
from bot.domain.change import KeepPerson
from bot.talk import start
from tests.cast import SAM, command, facts, labels, only, says, words

STRANGER = facts(person=replace(SAM, welcomed=False))


def test_the_first_start_says_what_is_kept_that_this_is_no_person_and_the_age() -> None:
    text = words(STRANGER, start.start(STRANGER, command("/start")))

    assert "not a person" in text
    assert "16 or over" in text
    assert "I keep what you tell me" in text
    assert "/delete" in text


def test_it_says_so_once() -> None:
    first = start.start(STRANGER, command("/start"))

    assert only(first, KeepPerson).person.welcomed
    assert says(start.start(facts(), command("/start"))) == ["start.again"]


@pytest.mark.parametrize(
    ("payload", "say"),
    [
        ("log", "log.ask.role"),
        ("result", "result.what-unlogged"),
        ("list", "list.empty"),
        ("advisor", "advisor.ask-about"),
    ],
)
def test_a_link_leads_to_its_place_after_the_welcome(payload: str, say: str) -> None:
    assert says(start.start(STRANGER, command(f"/start {payload}"))) == ["start.hello", say]
    assert says(start.start(facts(), command(f"/start {payload}"))) == [say]


@pytest.mark.parametrize("payload", ["x" * 64, "a" * 200, "%00", "ref 42", "../etc", "LOG\u202e"])
def test_an_odd_link_is_a_plain_start(payload: str) -> None:
    assert says(start.start(facts(), command(f"/start {payload}"))) == ["start.again"]


def test_a_person_without_a_first_name_is_greeted_too() -> None:
    world = facts(person=replace(SAM, welcomed=False, first_name=""))

    assert "Hello, I'm Bounceback" in words(world, start.start(world, command("/start")))


def test_help_names_the_main_commands() -> None:
    text = words(facts(), start.help_(facts(), command("/help")))

    for name in ("/log", "/list", "/result", "/next", "/nudges", "/pause", "/support", "/delete"):
        assert name in text


def test_an_advisor_is_offered_only_where_there_is_one() -> None:
    assert "button.talk-to-advisor" in labels(start.help_(facts(), command("/help")))
    assert "button.talk-to-advisor" not in labels(start.help_(facts(desk=None), command("/help")))


def test_help_names_every_command_that_people_may_use() -> None:
    text = words(facts(), start.help_(facts(), command("/help")))

    named = set(re.findall(r"/([a-z]+)", text))

    assert set(routes.COMMANDS) - {"start", "status"} == named
