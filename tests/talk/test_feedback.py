"""/feedback: exact words, the right page first, themes that the person picks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import routes
from bot.domain.action import Action, Stage
from bot.domain.change import AddAction, AddNote, KeepNote
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.domain.note import Note
from tests.cast import (
    BAKERY,
    LOST,
    MONDAY,
    SAM,
    after,
    buttons,
    command,
    facts,
    follow,
    labels,
    only,
    press,
    said,
    says,
    words,
)

MET = replace(LOST, day=date(2026, 11, 18))
WORLD = facts(interviews=(BAKERY,))


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


def told(words_: str, world: Facts = WORLD) -> tuple[Facts, Decision]:
    """Sam tells what they said, and skips the rest."""
    return on(world, command("/feedback"), said(words_), said("skip"), said("skip"))


def test_exact_words_are_kept_however_long() -> None:
    odd = "“Good”, but…\n\n  more   examples 🎉 مرحبا"
    world, _ = on(WORLD, command("/feedback"))

    decision = routes.decide(world, said(odd))

    assert only(decision, AddNote).note == Note(
        only(decision, AddNote).note.id, SAM.id, "feedback", BAKERY.id, {"said": odd}, MONDAY
    )


def test_words_after_the_command_are_the_feedback() -> None:
    _, decision = on(WORLD, command("/feedback You were late"))

    assert only(decision, AddNote).note.words == {"said": "You were late"}
    assert says(decision) == ["notes.feedback.from"]


def test_with_several_interviews_it_is_asked_which_and_the_words_wait() -> None:
    world, decision = on(facts(interviews=(MET, BAKERY)), command("/feedback You were late"))
    assert says(decision) == ["notes.which"]

    _, decision = on(world, said("hm"), said("2"))

    assert only(decision, AddNote).note.words == {"said": "You were late"}
    assert only(decision, AddNote).note.interview == MET.id


@pytest.mark.parametrize("typed", ["2", "An agency", "an agency"])
def test_who_it_is_from_can_be_picked_by_number_or_word(typed: str) -> None:
    world, decision = on(WORLD, command("/feedback You were late"))
    assert "notes.feedback.from.agency" in labels(decision)

    decision = routes.decide(world, said(typed))

    assert only(decision, KeepNote).note.words["from"] == "An agency"
    assert says(decision) == ["notes.feedback.keep"]


def test_who_it_is_from_can_be_pressed_or_told_in_other_words() -> None:
    world, decision = on(WORLD, command("/feedback You were late"))

    pressed = routes.decide(world, follow(decision, "notes.feedback.from.panel"))
    typed = routes.decide(world, said("Mrs Okafor"))

    assert only(pressed, KeepNote).note.words["from"] == "The panel"
    assert only(typed, KeepNote).note.words["from"] == "Mrs Okafor"


def test_themes_are_suggested_and_nothing_is_settled_before_the_person_picks() -> None:
    world, decision = told("You seemed nervous, and we wanted more specific examples.")

    assert says(decision) == ["notes.feedback.closes", "plan.suggested"]
    assert world.actions == ()
    assert [b.extra for b in buttons(decision)][:3] == ["examples", "nerves", "examples.nerves"]


@pytest.mark.parametrize("typed", ["Show all themes", "4"])
def test_somebody_may_pick_another_theme_than_the_suggested(typed: str) -> None:
    world, _ = told("You seemed nervous, and we wanted more specific examples.")

    world, decision = on(world, said(typed))
    assert says(decision) == ["plan.themes"]
    _, decision = on(world, said("9"))

    assert "It went well" in words(world, decision)


def test_words_that_say_nothing_lead_to_one_question_or_a_review() -> None:
    world, decision = told("Others were stronger on the day.")

    assert says(decision) == ["notes.feedback.closes", "plan.unclear"]
    assert labels(decision)[:2] == ["button.ask-one-question", "button.start-review"]
    _, decision = on(world, said("start a 5-minute review"))
    assert says(decision) == ["notes.review.know"]


@pytest.mark.parametrize(
    ("remark", "page"),
    [
        ("Your accent may put customers off.", "discrimination"),
        ("We'd like a younger team.", "discrimination"),
        ("Your headscarf would not look smart.", "discrimination"),
        ("Your hair was scruffy.", "discrimination"),
        ("You won't manage with a baby, being pregnant.", "discrimination"),
        ("Your stammer was hard to follow.", "adjustments"),
        ("Your disability would make travel hard.", "adjustments"),
    ],
)
def test_a_remark_on_who_somebody_is_gets_its_page_first_and_no_step(remark: str, page: str) -> None:
    world, first = on(WORLD, command("/feedback"), said(remark))
    assert says(first) == ["feedback.not-yours", page, "notes.feedback.from"]

    world, last = on(world, said("skip"), said("skip"))

    assert says(last)[-1] == "plan.not-yours"
    assert not [b for b in buttons(last) if b.action == "plan.theme"]


def test_beside_such_a_remark_no_theme_of_voice_looks_or_manner_is_suggested() -> None:
    _, decision = told("They spoke of my hair. Smarter would be better. More detail in the examples.")

    assert [b.extra for b in buttons(decision) if b.action == "plan.theme"] == ["examples"]


def test_the_page_comes_once_however_often_it_is_said() -> None:
    world, _ = on(WORLD, command("/feedback"), said("my accent"))

    _, decision = on(world, said("the panel"), said("they liked my accent too"))

    assert "discrimination" not in says(decision)


@pytest.mark.parametrize("line", ["/feedback I want to die", "/plan I want to die"])
def test_danger_comes_before_everything(line: str) -> None:
    decision = routes.decide(WORLD, command(line))

    assert says(decision) == ["safety.card"]
    assert decision.messages[0].first  # type: ignore[union-attr]


def test_danger_in_the_feedback_itself_is_not_kept_as_feedback() -> None:
    world, decision = on(WORLD, command("/feedback"), said("they said no and I want to kill myself"))

    assert says(decision) == ["safety.card"]
    assert world.notes == ()


def test_once_asked_for_or_told_it_can_be_saved_from_there() -> None:
    world = facts(interviews=(MET,))
    for done, label in (("asked-feedback", "i-got-feedback"), ("feedback-by-phone", "save-feedback")):
        decision = routes.decide(world, press("emails.done", MET.id, extra=done))

        _, begun = on(world, follow(decision, f"button.{label}"))

        assert says(begun) == ["notes.feedback.said"]


@pytest.mark.parametrize("line", ["I got feedback", "they gave me feedback"])
def test_plain_words_begin_it(line: str) -> None:
    assert says(routes.decide(WORLD, said(line))) == ["notes.feedback.said"]


def test_the_review_ends_in_the_same_themes() -> None:
    world, _ = on(WORLD, press("notes.begin", extra="review"), said("they asked about Excel"), said("skip"))

    _, decision = on(world, said("my start"), said("I was rambling, so more structure"))

    assert says(decision) == ["notes.review.closes", "plan.suggested"]
    assert "examples" in [b.extra.partition(".")[0] for b in buttons(decision)]


def test_making_a_plan_from_a_page_goes_on_from_what_was_told() -> None:
    world, _ = told("We wanted more specific examples.")

    decision = routes.decide(world, press("plan.begin", BAKERY.id))
    unknown = routes.decide(WORLD, press("plan.begin"))

    assert says(decision) == ["plan.suggested"]
    assert says(unknown) == ["plan.themes"]


def test_a_step_gets_a_day_and_is_in_the_plan() -> None:
    world, _ = told("We wanted more specific examples.")
    world, _ = on(world, said("1"), said("build one example"))

    decision = routes.decide(world, said("Thursday"))

    action = only(decision, AddAction).action
    assert (action.theme, action.step, action.day) == ("fb-examples", "story", date(2026, 11, 26))
    assert (action.interview, action.stage) == (BAKERY.id, Stage.OPEN)
    assert says(decision) == ["plan.added", "plan.whole"]


@pytest.mark.parametrize(
    ("typed", "say"),
    [("yesterday", "plan.day.odd"), ("bananas", "plan.day.again"), ("1 May 2027", "plan.day.odd")],
)
def test_a_day_that_cannot_be_is_asked_for_again(typed: str, say: str) -> None:
    world, _ = told("We wanted more specific examples.")
    world, _ = on(world, said("1"), said("1"))

    assert say in says(routes.decide(world, said(typed)))


def test_a_third_step_waits() -> None:
    two = tuple(
        Action(nr, SAM.id, "fb-nerves", step, date(2026, 11, 26), at=MONDAY)
        for nr, step in ((1, "mock"), (2, "routine"))
    )
    world = replace(WORLD, actions=two)

    for event in (press("plan.begin"), press("plan.theme", extra="nerves"), _step("fb-nerves.keyword")):
        assert says(routes.decide(world, event))[0] == "plan.two-open"


def test_a_step_is_not_taken_on_twice() -> None:
    one = Action(1, SAM.id, "fb-nerves", "mock", date(2026, 11, 26), at=MONDAY)

    decision = routes.decide(replace(WORLD, actions=(one,)), _step("fb-nerves.mock"))

    assert says(decision) == ["plan.has-it", "plan.whole"]
    assert not [change for change in decision.changes if isinstance(change, AddAction)]


@pytest.mark.parametrize("extra", ["", "x", "fb-nerves", "fb-nerves.x", "x.mock"])
def test_buttons_of_steps_that_are_no_more_do_nothing(extra: str) -> None:
    assert says(routes.decide(WORLD, press("plan.step", 0, 0, extra))) == []


def _step(extra: str) -> Event:
    return press("plan.step", 0, date(2026, 11, 27).toordinal(), extra)
