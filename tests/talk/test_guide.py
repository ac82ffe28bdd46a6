"""The guide leads from groups to topics to pages, and finds a page by words."""

from __future__ import annotations

import pytest

from bot.domain.change import Ask
from bot.talk import guide
from tests.cast import LOST, buttons, command, labels, only, press, says, words
from tests.talk.shelf import guided


def test_it_begins_with_the_groups_that_have_something_to_read() -> None:
    decision = guide.guide(guided(), command("/guide"))

    assert labels(decision) == [f"guide.group.{name}" for name in ("waiting", "why", "learn", "offer")]


def test_a_group_lists_its_topics_with_a_line_on_each() -> None:
    world = guided()

    decision = guide.group(world, press("guide.group", extra="waiting"))

    told = words(world, decision)
    assert "1. Getting through the wait: A line on Getting through the wait." in told
    assert "[Chasing politely]" in told
    assert labels(decision)[-1] == "button.all-topics"


def test_a_long_group_goes_on_in_a_second_menu() -> None:
    world = guided()

    first = guide.group(world, press("guide.group", extra="learn"))
    second = guide.group(world, press("guide.group", extra=buttons(first)[-1].extra))

    assert [len(buttons(menu)) for menu in (first, second)] == [6, 5]
    assert labels(first)[-1] == "button.more-topics"
    shown = [button.extra for menu in (first, second) for button in buttons(menu)]
    assert [extra for extra in shown if extra.startswith("topic")] == [f"topic-{n}" for n in range(1, 10)]


@pytest.mark.parametrize("extra", ["", "nonsense", "waiting.99", "human", "learn.x.y", "learn.²"])
def test_a_forged_group_leads_nowhere_or_to_its_beginning(extra: str) -> None:
    decision = guide.group(guided(), press("guide.group", extra=extra))

    assert decision.toast or labels(decision)


def test_related_pages_are_one_press_away_and_keep_the_interview() -> None:
    world = guided(interviews=(LOST,))

    decision = guide.related(world, press("guide.related", LOST.id, extra="waiting"))

    assert [button.extra for button in buttons(decision)] == ["chase-employer", "ghosted", ""]
    assert buttons(decision)[0].id == LOST.id


def test_a_page_with_nothing_related_leads_to_all_topics() -> None:
    assert says(guide.related(guided(), press("guide.related", extra="topic-1"))) == ["guide.groups"]


@pytest.mark.parametrize("line", ["/guide Chasing politely", "/guide chasing politely!", "/guide polite"])
def test_a_page_is_found_by_its_title_or_a_word_of_it(line: str) -> None:
    assert says(guide.guide(guided(), command(line))) == ["chase-employer"]


def test_a_page_is_found_by_a_word_that_is_alike() -> None:
    assert says(guide.guide(guided(), command("/guide chase"))) == ["chase-employer"]


def test_where_several_may_be_meant_they_are_offered() -> None:
    decision = guide.guide(guided(), command("/guide topic"))

    assert says(decision) == ["guide.found"]
    assert len(labels(decision)) == 6
    assert only(decision, Ask).question.draft["shown"] == "guide.find:0:0 topic"


def test_words_that_fit_nothing_lead_to_the_groups() -> None:
    decision = guide.guide(guided(), command("/guide qwertz"))

    assert says(decision) == ["guide.not-found"]
    assert labels(decision)
