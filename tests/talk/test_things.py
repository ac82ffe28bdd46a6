"""What comes without words gets one fitting, short answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.domain.decision import Decision
from bot.domain.event import Said, Thing
from bot.talk import log, things
from tests.cast import after, command, facts, origin, says, thing, words


@pytest.mark.parametrize(
    "kind",
    ["photo", "sticker", "voice", "video", "video_note", "document", "location", "poll", "dice", "game"],
)
def test_every_kind_has_an_answer(kind: str) -> None:
    world = facts()

    assert words(world, things.thing(world, thing(kind)))


def test_a_picture_instead_of_an_answer_is_followed_by_the_question() -> None:
    world = after(facts(), log.log(facts(), command("/log Baker at Crumbs")))

    decision = routes.decide(world, thing("photo"))

    assert says(decision)[0] == "things.photo"
    assert "log.again.when" in says(decision)
    assert after(world, decision).question is not None


def test_an_album_instead_of_an_answer_brings_the_question_once() -> None:
    world = after(facts(), log.log(facts(), command("/log Baker at Crumbs")))
    picture = Thing(origin(), "photo", album="a1")
    world = after(world, routes.decide(world, picture))

    assert routes.decide(world, picture).messages == ()


def test_an_album_is_answered_once() -> None:
    world = facts()
    picture = Thing(origin(), "photo", album="a1")

    first = things.thing(world, picture)
    world = after(world, first)

    assert says(first) == ["things.photo"]
    assert things.thing(world, picture).messages == ()


def test_two_albums_at_once_are_answered_once_each() -> None:
    world, said_so = facts(), []
    for name in ("a1", "a2", "a1", "a2"):
        told = things.thing(world, Thing(origin(), "photo", album=name))
        said_so += says(told)
        world = after(world, told)

    assert said_so == ["things.photo", "things.photo"]


def test_an_album_of_long_ago_is_forgotten_with_the_next() -> None:
    world = after(facts(), things.thing(facts(), Thing(origin(), "photo", album="a1")))
    world = replace(world, now=world.now + timedelta(hours=2))

    world = after(world, things.thing(world, Thing(origin(), "photo", album="a2")))

    assert [mark.name for mark in world.marks] == ["album-a2"]


def test_the_words_under_a_picture_answer_for_its_whole_album() -> None:
    world = after(facts(), log.log(facts(), command("/log Baker at Crumbs")))

    world = after(world, routes.decide(world, Said(origin(), "tomorrow 2pm", album="a1")))

    assert routes.decide(world, Thing(origin(), "photo", album="a1")) == Decision()
