"""Whatever a menu shows can be typed: its labels, its numbers, a title, «more», «back», «all topics»."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.domain.change import Ask, Settle
from bot.domain.decision import Decision
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Told
from bot.domain.question import Question
from tests.cast import BAKERY, LOST, MONDAY, after, command, labels, press, said, says, words
from tests.talk.shelf import guided


def _talk(world: Facts, *lines: str) -> tuple[Facts, Decision]:
    """What the last of these lines brings, after the others."""
    decision = Decision()
    for line in lines:
        event = command(line) if line.startswith("/") else said(line)
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


@pytest.mark.parametrize(
    ("lines", "say"),
    [
        (("/guide", "1"), "guide.group"),
        (("/guide", "1", "2"), "chase-employer"),
        (("/guide", "why it happens", "2."), "the-click"),
        (("/guide", "1", "Getting through the wait"), "waiting"),
        (("/guide", "1", "1", "more"), "waiting.more"),
        (("/guide", "1", "1", "tell me more"), "waiting.more"),
        (("/guide", "1", "1", "more", "back"), "waiting"),
        (("/guide", "1", "1", "related"), "guide.related"),
        (("/guide", "1", "1", "related", "2"), "ghosted"),
        (("/guide", "1", "1", "back"), "guide.group"),
        (("/guide", "1", "go back"), "guide.groups"),
        (("/guide", "3", "more"), "guide.group"),
        (("/guide", "3", "more", "4"), "topic-9"),
        (("/guide", "1", "1", "all topics"), "guide.groups"),
        (("/guide", "1", "1", "Fit, rapport and luck"), "the-click"),
        (("/guide topic", "topic 3 of many"), "topic-3"),
        (("/guide topic", "2"), "topic-2"),
        (("/guide", "why it happens", "1", "see common reasons"), "why.menu"),
        (("/guide", "why it happens", "1", "1", "1"), "reframe-the-click"),
        (("/guide", "why it happens", "1", "1", "1", "back"), "why.menu"),
        (("/emails", "1"), "emails.group.before"),
        (("/emails", "about an offer"), "emails.group.offer"),
        (("/emails", "about an offer", "saying yes"), "email-accept"),
        (("/emails", "asking for time"), "emails.reply-by.ask"),
        (("/emails", "about an offer", "1", "back"), "emails.list-plain"),
    ],
)
def test_what_is_shown_can_be_typed(lines: tuple[str, ...], say: str) -> None:
    _, decision = _talk(guided(), *lines)

    assert says(decision)[0] == say


def test_back_is_to_the_words_that_were_read() -> None:
    world, first = _talk(guided(), "/guide", "1", "1")
    world, back = _talk(world, "more", "back")
    _, fresh = _talk(world, "/guide", "1", "1")

    told = [words(world, decision).split("\n")[0] for decision in (first, back, fresh)]
    assert told == ["One wait.", "One wait.", "Another wait."]


def test_what_is_typed_under_a_text_about_an_interview_is_about_it() -> None:
    before = replace(LOST, outcome_at=MONDAY - timedelta(days=1))
    world, decision = _talk(guided(interviews=(before,)), "/next", "show feedback email")

    assert says(decision)[0].startswith("email-")
    assert world.question is not None
    assert world.question.about == LOST.id


def test_other_words_after_a_menu_are_read_as_ever() -> None:
    world, decision = _talk(guided(), "/guide", "thank you")

    assert says(decision) == ["plain.thanks"]
    assert world.question is None


def test_stop_after_a_menu_still_stops_the_reminders() -> None:
    _, decision = _talk(guided(interviews=(BAKERY,)), "/guide", "1", "stop")

    assert says(decision)[0].startswith("pause")


@pytest.mark.parametrize("line", ["cancel", "never mind", "/cancel"])
def test_a_menu_can_be_left(line: str) -> None:
    world, decision = _talk(guided(), "/guide", line)

    assert says(decision) == ["cancel.done"]
    assert world.question is None


def test_a_number_that_is_not_on_the_menu_picks_nothing() -> None:
    world, decision = _talk(guided(), "/guide", "9")

    assert says(decision) == ["guide.no-number"]
    assert world.question is not None


def test_a_number_typed_after_a_nudge_is_not_taken_for_an_older_menu() -> None:
    world, _ = _talk(guided(interviews=(BAKERY,)), "/guide")
    later = replace(
        world,
        now=MONDAY + timedelta(days=1),
        told=(Told("interview:8/chase/ask/1", Fate.SENT, MONDAY, MONDAY + timedelta(hours=9)),),
    )

    assert says(routes.decide(later, said("1"))) == ["plain.lost"]
    assert says(routes.decide(later, said("while you wait"))) == ["guide.group"]


def test_a_picture_in_the_middle_of_a_menu_leaves_it_open() -> None:
    world, _ = _talk(guided(), "/guide")

    assert routes.decide(world, press("nobody.knows")).changes == ()
    assert world.question is not None


def test_what_was_half_told_is_not_lost_over_a_page() -> None:
    half = Question("log", draft={"id": "16", "role": "Baker"})

    decision = routes.decide(guided(question=half), command("/guide"))

    assert labels(decision)
    assert not [change for change in decision.changes if isinstance(change, Ask | Settle)]


def test_a_menu_of_an_older_release_traps_nobody() -> None:
    for shown in ("", "no.such:0:0", "guide.show:0:0:gone"):
        world = guided(question=Question("menu", draft={"shown": shown}))

        assert routes.decide(world, said("1")).messages


def test_after_words_that_mean_nothing_the_menu_is_still_open() -> None:
    _, decision = _talk(guided(), "/guide", "1", "qwertz uiop", "2")

    assert says(decision) == ["chase-employer"]


def test_to_ask_where_a_page_is_from_leaves_it_in_view() -> None:
    _, decision = _talk(guided(), "/guide", "1", "2", "back", "1", "where is that from?", "more")

    assert says(decision) == ["waiting.more"]


def test_the_sources_are_those_of_the_page_in_view() -> None:
    _, decision = _talk(guided(), "/guide", "1", "1", "back", "2", "where is that from?")

    assert says(decision) == ["guide.no-sources"]


def test_more_where_there_is_no_more_leads_on_all_the_same() -> None:
    assert says(_talk(guided(), "/guide", "1", "1", "more", "more")[1]) == ["guide.related"]
    assert says(_talk(guided(), "/guide", "3", "more", "more")[1]) == ["guide.groups"]
