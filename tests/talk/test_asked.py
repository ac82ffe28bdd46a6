"""What became of the wish for feedback can be told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.change import SetMark
from bot.domain.facts import Mark
from bot.domain.interview import Outcome
from tests.cast import BAKERY, LOST, MONDAY, facts, labels, only, said, says

ONE = facts(interviews=(LOST,))
ASKED = replace(ONE, marks=(Mark("asked-feedback", LOST.id, MONDAY),))


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("I've asked them", "asked-feedback"),
        ("I've asked for feedback", "asked-feedback"),
        ("they told me by phone", "feedback-by-phone"),
        ("They told me on the phone.", "feedback-by-phone"),
        ("they refused", "feedback-refused"),
        ("They don't give feedback", "feedback-refused"),
    ],
)
def test_it_is_noted_about_the_one_job(line: str, mark: str) -> None:
    assert only(routes.decide(ONE, said(line)), SetMark) == SetMark(mark, LOST.id)


@pytest.mark.parametrize("line", ["I got it", "I got feedback", "the feedback has come"])
def test_when_it_has_come_it_is_written_down(line: str) -> None:
    assert says(routes.decide(ASKED, said(line))) == ["notes.feedback.said"]


def test_without_a_no_they_were_asked_for_news() -> None:
    assert only(routes.decide(facts(interviews=(BAKERY,)), said("I've asked them")), SetMark).name == "chased"


def test_the_job_that_was_not_asked_about_is_meant() -> None:
    other = replace(LOST, id=30, employer="Crumbs")
    world = replace(ASKED, interviews=(LOST, other))

    assert only(routes.decide(world, said("I've asked for feedback")), SetMark).interview == other.id
    assert only(routes.decide(world, said("they refused")), SetMark).interview == LOST.id


def test_of_several_the_person_says_which() -> None:
    world = replace(ONE, interviews=(LOST, replace(LOST, id=30, employer="Crumbs")))

    decision = routes.decide(world, said("I've asked for feedback"))

    assert says(decision) == ["emails.which"]
    assert not [change for change in decision.changes if isinstance(change, SetMark)]


def test_refused_for_an_application_speaks_of_no_talk() -> None:
    paper = replace(LOST, outcome=Outcome.NOT_SHORTLISTED, day=None, clock=None)

    decision = routes.decide(facts(interviews=(paper,)), said("they refused"))

    assert says(decision) == ["emails.done.feedback-refused-paper"]
    assert labels(decision) == ["button.check-one-application"]
