"""What comes without words gets one fitting, short answer."""

from __future__ import annotations

import pytest

from bot import routes
from bot.domain.event import Thing
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


def test_the_next_album_is_answered_again_and_the_first_forgotten() -> None:
    world = facts()
    world = after(world, things.thing(world, Thing(origin(), "photo", album="a1")))

    second = things.thing(world, Thing(origin(), "photo", album="a2"))
    world = after(world, second)

    assert says(second) == ["things.photo"]
    assert [mark.name for mark in world.marks] == ["album-a2"]
