"""An application becomes a no, or an interview, without being typed again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.application import Application
from bot.domain.change import AddInterview, DropInterview
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from bot.domain.progress import progress
from tests.cast import (
    BAKERY,
    MONDAY,
    SAM,
    after,
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

CARE = Application(21, SAM.id, "Care assistant", "Sunrise", MONDAY)
PORTER = Application(22, SAM.id, "Porter", "St Mary's", MONDAY)
ONE = facts(applications=(CARE,))
TWO = facts(applications=(CARE, PORTER))


def on(world: Facts, *events: Event) -> tuple[Facts, Decision]:
    decision = Decision()
    for event in events:
        decision = routes.decide(world, event)
        world = after(world, decision)
    return world, decision


def test_right_after_it_is_noted_one_press_says_what_came_of_it() -> None:
    world, noted = on(facts(), command("/applied Care assistant at Sunrise"))

    world, asked = on(world, follow(noted, "button.what-came-of-it"))
    world, told = on(world, follow(asked, "button.no-interview-this-time"))

    made = only(told, AddInterview).interview
    assert (made.role, made.employer, made.day) == ("Care assistant", "Sunrise", None)
    assert made.outcome is Outcome.NOT_SHORTLISTED
    assert says(told) == ["result.not-shortlisted"]
    assert progress(world).applications == 1


@pytest.mark.parametrize("how", ["No interview this time", "2"])
def test_it_can_be_typed(how: str) -> None:
    world, _ = on(TWO, command("/applied"), said("See what I applied for"), said("Care assistant at Sunrise"))

    assert says(routes.decide(world, said(how))) == ["result.not-shortlisted"]


def test_an_interview_is_asked_for_its_day_alone() -> None:
    world, asked = on(ONE, press("applications.about", CARE.id))

    world, decision = on(world, follow(asked, "button.they-want-to-meet"))

    assert says(decision) == ["applied.met", "log.ask.when"]
    _, checked = on(world, said("Friday at 9am"), said("they didn't say"))
    assert "Care assistant at Sunrise" in words(world, checked)


@pytest.mark.parametrize(
    "line",
    [
        "the Sunrise application: no",
        "Sunrise turned me down",
        "Sunrise said no",
        "/result no interview at Sunrise",
        "/result Sunrise: no",
    ],
)
def test_a_no_that_names_it_is_written_down_once_a_button_says_so(line: str) -> None:
    event = command(line) if line.startswith("/") else said(line)

    world, asked = on(TWO, event)

    assert says(asked) == ["result.confirm-sorry"]
    assert "Care assistant at Sunrise" in words(world, asked)
    assert not asked.changes
    assert says(routes.decide(world, follow(asked, "button.note-it"))) == ["result.not-shortlisted"]


def test_no_news_of_it_is_not_a_no() -> None:
    assert "result.confirm-sorry" not in says(routes.decide(TWO, said("no news from Sunrise yet")))


def test_an_invitation_that_names_it_leads_to_its_day() -> None:
    assert says(routes.decide(TWO, said("Sunrise want to meet me!"))) == ["applied.met", "log.ask.when"]


@pytest.mark.parametrize("line", ["I wasn't shortlisted", "I didn't get an interview"])
def test_no_interview_is_about_an_application_before_it_is_about_an_interview(line: str) -> None:
    world = replace(TWO, interviews=(BAKERY,))

    decision = routes.decide(world, said(line))

    shown = words(world, decision)
    assert says(decision) == ["result.which-sorry"]
    assert shown.index("[Porter at St Mary's]") < shown.index("[Baker at Crumbs]")


def test_the_button_for_no_interview_offers_what_was_applied_for() -> None:
    _, asked = on(TWO, command("/result"))

    decision = routes.decide(TWO, follow(asked, "button.no-interview"))

    assert labels(decision) == ["button.job", "button.job", "button.another-job"]
    assert says(routes.decide(TWO, follow(decision, "button.another-job")))[0] == "result.tell-sorry"


def test_taken_back_it_waits_among_the_applications_again() -> None:
    world, told = on(ONE, press("applications.no", CARE.id))

    world, back = on(world, follow(told, "button.undo-result"))

    assert says(back) == ["result.undone", "applied.about"]
    assert only(back, DropInterview).id == only(told, AddInterview).interview.id
    assert not world.interviews
    assert says(routes.decide(world, follow(back, "button.no-interview-this-time"))) == [
        "result.not-shortlisted"
    ]


@pytest.mark.parametrize("action", ["applications.no", "applications.met", "applications.about"])
def test_an_old_button_changes_nothing(action: str) -> None:
    world, _ = on(ONE, press("applications.no", CARE.id))

    again = routes.decide(world, press(action, CARE.id))
    strange = routes.decide(facts(), press(action, CARE.id))

    assert (again.changes, again.messages) == ((), ())
    assert again.toast == strange.toast


def test_no_interview_is_never_called_one_in_the_list() -> None:
    world = facts(
        interviews=(replace(BAKERY, role="", employer="", day=None, outcome=Outcome.NOT_SHORTLISTED),)
    )

    assert "Your application" in words(world, routes.decide(world, command("/list")))
