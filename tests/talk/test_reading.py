"""A page is shown with what to do about it, in another wording each time, and says where it is from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.change import Ask, ClearMark, SetMark
from bot.domain.facts import Facts, Mark
from bot.domain.question import Question
from bot.talk import reading
from tests.cast import (
    BAKERY,
    LIBRARY,
    LOST,
    MONDAY,
    after,
    buttons,
    command,
    facts,
    follow,
    labels,
    only,
    press,
    says,
    strips,
    words,
)
from tests.talk.shelf import guided

TOPICS = LIBRARY.ids("guidance")


def test_there_is_guidance() -> None:
    assert "waiting" in TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_fits_a_phone_screen(topic: str) -> None:
    world = facts()

    text = words(world, reading.topic(world, topic)).split("\n[")[0]

    assert 150 < len(text) <= 700


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_day_on_which_it_is_looked_at_again(topic: str) -> None:
    assert LIBRARY.entry(topic, "en-GB").review_by is not None


def test_the_one_thing_to_do_comes_first_and_there_are_never_more_than_four_buttons() -> None:
    decision = reading.topic(guided(), "waiting")

    assert labels(decision) == [
        "button.set-decision-date",
        "button.show-tips",
        "button.talk-to-advisor",
        "button.tell-me-more",
    ]


def test_the_way_to_urgent_help_stands_under_the_page_for_low_days_whatever_else_does() -> None:
    shown = labels(reading.topic(facts(), "feeling-low"))

    assert {"button.talk-to-advisor", "button.pause-reminders", "button.need-help-now"} <= set(shown)


def test_what_did_not_fit_under_the_page_stands_under_the_rest_of_it() -> None:
    world = guided()

    decision = reading.more(world, follow(reading.topic(world, "waiting"), "button.tell-me-more"))

    assert says(decision) == ["waiting.more"]
    assert labels(decision) == [
        "button.set-decision-date",
        "button.show-tips",
        "button.talk-to-advisor",
        "button.related",
    ]


def test_the_menu_that_brought_a_page_stays() -> None:
    assert strips(reading.show(guided(), press("guide.show", extra="waiting"))) == []


def test_its_buttons_speak_of_the_interview_it_came_from() -> None:
    world = guided(interviews=(LOST,))

    decision = reading.show(world, press("guide.show", LOST.id, extra="waiting"))

    assert {button.id for button in buttons(decision)} == {LOST.id}


def test_somebody_elses_interview_is_not_spoken_of() -> None:
    decision = reading.show(guided(), press("guide.show", 4711, extra="waiting"))

    assert {button.id for button in buttons(decision)} == {0}


def test_no_advisor_is_offered_where_there_is_none() -> None:
    world = guided(desk=None)
    page = reading.topic(world, "waiting")

    assert "button.talk-to-advisor" not in labels(reading.more(world, follow(page, "button.tell-me-more")))


@pytest.mark.parametrize(
    "name", ["", "nonsense", "email-chase", "log.check", "nudge-chase", "waiting.more", "../secret"]
)
def test_only_guidance_can_be_opened(name: str) -> None:
    for handler, action in ((reading.show, "guide.show"), (reading.more, "guide.more")):
        assert says(handler(guided(), press(action, extra=name))) == []


def test_whoever_opens_a_page_again_reads_its_next_wording() -> None:
    world, read = guided(), list[str]()
    for _ in range(3):
        decision = reading.topic(world, "waiting")
        read.append(words(world, decision).split("\n")[0])
        world = after(world, decision)

    assert read == ["One wait.", "Another wait.", "One wait."]
    assert [mark.name for mark in world.marks if "waiting" in mark.name][-1] == "read-0-waiting"


def test_the_wording_does_not_hang_on_chance() -> None:
    for turn in range(5):
        world = guided(turn=turn)
        assert words(world, reading.topic(world, "waiting")).startswith("One wait.")


def test_the_rest_goes_on_from_the_wording_that_was_read() -> None:
    world = guided(marks=(Mark("read-1-waiting", 0, MONDAY),))

    decision = reading.more(world, press("guide.more", extra="waiting"))

    assert words(world, decision).startswith("More on another wait.")


def test_only_the_last_wording_of_a_page_is_remembered() -> None:
    world = guided(marks=(Mark("read-0-waiting", 0, MONDAY), Mark("read-0-ghosted", 0, MONDAY)))

    decision = reading.topic(world, "waiting")

    assert only(decision, SetMark).name == "read-1-waiting"
    assert only(decision, ClearMark).name == "read-0-waiting"


def test_a_page_stays_open_to_be_typed_at() -> None:
    assert only(reading.topic(guided(), "waiting"), Ask).question.name == "menu"


def test_a_page_read_in_the_middle_of_a_question_leaves_it_open() -> None:
    world = guided(question=Question("log", draft={"id": "1", "role": "Baker"}))

    assert not [c for c in reading.topic(world, "waiting").changes if isinstance(c, Ask)]


def test_an_exercise_is_opened_by_its_button_and_leads_back_to_its_page() -> None:
    world = guided()
    page = reading.topic(world, "the-click")

    decision = reading.exercise(world, follow(page, "button.practise-warm-opening"))

    assert says(decision) == ["warm-opening"]
    assert labels(decision) == ["button.warm-up", "button.read-more"]
    assert follow(decision, "button.read-more").extra == "the-click"


def test_no_page_is_opened_as_an_exercise() -> None:
    assert says(reading.exercise(guided(), press("guide.exercise", extra="waiting"))) == []


# --- where is that from? ---------------------------------------------------------------------------


def _asked(world: Facts) -> str:
    return words(world, reading.where_from(world, command("/where")))


def test_the_sources_are_those_of_the_page_that_was_read_last() -> None:
    earlier, later = MONDAY - timedelta(hours=2), MONDAY - timedelta(hours=1)
    world = guided(marks=(Mark("read-0-waiting", 0, later), Mark("read-0-ghosted", 0, earlier)))

    told = _asked(world)

    assert "Getting through the wait" in told
    assert "• A university: what to do after an interview\n• A survey" in told


def test_one_address_is_given_and_no_more() -> None:
    told = _asked(guided(marks=(Mark("read-0-waiting", 0, MONDAY),)))

    assert told.count("https://") == 1


def test_a_reason_can_be_asked_about_too() -> None:
    told = _asked(guided(marks=(Mark("read-1-reframe-the-click", 0, MONDAY),)))

    assert "A survey" in told


def test_where_a_page_names_no_source_it_is_said_kindly() -> None:
    decision = reading.where_from(guided(marks=(Mark("read-0-ghosted", 0, MONDAY),)), command("/where"))

    assert says(decision) == ["guide.no-sources"]


def test_where_nothing_was_read_it_shows_the_way_to_the_guide() -> None:
    marks = (Mark("chased", BAKERY.id, MONDAY), Mark("read-0-gone-since", 0, MONDAY))

    decision = reading.where_from(guided(marks=marks), command("/where"))

    assert says(decision) == ["guide.nothing-read"]
    assert labels(decision) == ["button.all-topics"]


def test_a_source_that_is_named_nowhere_is_left_out() -> None:
    world = guided(marks=(Mark("read-0-waiting", 0, MONDAY),))
    world = replace(world, library=replace(world.library, sources={}))

    assert says(reading.where_from(world, command("/where"))) == ["guide.no-sources"]
