"""A file for the calendar is offered where a date is new, and asked for by command, button and words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import routes
from bot.domain.change import SetMark
from bot.domain.decision import Button, Decision, File
from bot.domain.event import Press
from bot.domain.facts import Facts, Mark
from bot.domain.interview import Outcome
from bot.talk import diary
from tests.cast import (
    ACME,
    BAKERY,
    LOST,
    MONDAY,
    SAM,
    after,
    command,
    facts,
    follow,
    labels,
    press,
    said,
    says,
)

SOON = replace(BAKERY, id=11, day=date(2026, 11, 27), employer="Kettles", role="Barista")
HIRED = replace(ACME, id=12, outcome=Outcome.OFFER, outcome_at=MONDAY, start_day=date(2026, 12, 7))
ONE = facts(interviews=(ACME, BAKERY))
SEVERAL = facts(interviews=(SOON, ACME, HIRED))
HELD = (Mark("in-calendar-interview", ACME.id, MONDAY),)


def sent(decision: Decision) -> list[int]:
    """The interviews whose files go out."""
    files = [out for out in decision.messages if isinstance(out, File)]
    assert all((file.chat, file.kind) == (SAM.id, "calendar") for file in files)
    return [file.about for file in files]


# --- offered ---------------------------------------------------------------------------------------


def test_a_new_interview_that_is_ahead_offers_it_and_one_that_is_over_does_not() -> None:
    def saved(line: str) -> Decision:
        world = facts()
        for answer in (line, "skip", "they didn't say", "yes"):
            decision = routes.decide(world, said(answer))
            world = after(world, decision)
        return decision

    assert labels(saved("Data analyst at Acme, next Tuesday 2pm"))[0] == "button.add-to-calendar"
    assert "button.add-to-calendar" not in labels(saved("Data analyst at Acme, last Tuesday 2pm"))


def test_a_moved_interview_offers_a_new_file() -> None:
    world = facts(interviews=(ACME,))
    asked = routes.decide(world, press("list.move", ACME.id, ACME.version))
    checked = after(world, asked)
    checked = after(checked, routes.decide(checked, said("30 November, 10am")))
    moved = routes.decide(checked, said("yes"))

    assert says(moved) == ["log.changed"]
    assert labels(moved) == ["button.add-to-calendar"]


def test_whoever_has_it_in_a_calendar_is_offered_to_update_it() -> None:
    (button,) = diary.offered(replace(ONE, marks=HELD), ACME)

    assert button.label == "button.update-calendar"


def test_the_list_offers_it_for_what_is_ahead_alone() -> None:
    world = facts(interviews=(ACME, BAKERY, LOST, HIRED))
    shown = routes.decide(world, command("/list"))

    found = [b.id for out in shown.messages for b in _buttons(out) if b.action == "diary.send"]
    assert sorted(found) == [ACME.id, HIRED.id]


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.OFFER])
def test_a_first_day_is_offered_only_while_there_is_an_offer(outcome: Outcome) -> None:
    assert diary.offered(ONE, HIRED)
    assert diary.offered(ONE, replace(HIRED, outcome=outcome)) == ()


def test_a_first_day_is_another_entry_than_its_interview() -> None:
    marks = (Mark("in-calendar-interview", HIRED.id, MONDAY),)

    (button,) = diary.offered(replace(ONE, marks=marks), HIRED)

    assert button.label == "button.add-to-calendar"


def test_a_first_day_that_has_begun_is_offered_no_more() -> None:
    assert diary.offered(facts(now=MONDAY + timedelta(days=15)), HIRED) == ()


# --- asked for -------------------------------------------------------------------------------------


def test_the_button_sends_the_file_and_remembers_that_a_calendar_may_hold_it() -> None:
    decision = routes.decide(ONE, press("diary.send", ACME.id))

    assert sent(decision) == [ACME.id]
    assert decision.changes == (SetMark("in-calendar-interview", ACME.id),)


@pytest.mark.parametrize(
    "words",
    [
        "add to calendar",
        "Add to my calendar",
        "calendar",
        "ics",
        "can you put it in my calendar please",
        ".ics",
    ],
)
def test_with_one_interview_ahead_the_words_send_it_at_once(words: str) -> None:
    assert sent(routes.decide(ONE, said(words))) == [ACME.id]


def test_with_several_ahead_it_asks_which_the_next_one_first() -> None:
    decision = routes.decide(SEVERAL, command("/calendar"))

    assert says(decision) == ["calendar.which"]
    assert labels(decision) == [
        "button.interview-job",
        "button.interview-job",
        "button.first-day-job",
        "button.all-to-calendar",
    ]
    assert sent(follow_nth(SEVERAL, decision, "1")) == [ACME.id]
    assert sent(follow_nth(SEVERAL, decision, "3")) == [HIRED.id]
    assert sent(follow_nth(SEVERAL, decision, "Add all of them")) == [ACME.id, SOON.id, HIRED.id]


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("add the Kettles interview to my calendar", SOON.id),
        ("can you put the barista one in my calendar", SOON.id),
    ],
)
def test_words_that_name_one_job_need_no_question(words: str, about: int) -> None:
    decision = routes.decide(SEVERAL, said(words))

    assert sent(decision) == [about]


def test_every_file_can_be_had_at_once_by_its_button() -> None:
    decision = routes.decide(SEVERAL, command("/calendar"))

    assert sent(routes.decide(SEVERAL, follow(decision, "button.all-to-calendar"))) == [
        ACME.id,
        SOON.id,
        HIRED.id,
    ]


def test_with_nothing_ahead_it_says_so_and_offers_to_add_one() -> None:
    decision = routes.decide(facts(interviews=(BAKERY, LOST)), command("/calendar"))

    assert says(decision) == ["calendar.none"]
    assert labels(decision) == ["button.log-interview"]


# --- gone, over, left over -------------------------------------------------------------------------


def test_a_press_for_one_that_is_gone_or_over_is_answered_kindly() -> None:
    assert says(routes.decide(ONE, press("diary.send", 999))) == ["calendar.gone"]
    assert says(routes.decide(ONE, press("diary.send", BAKERY.id))) == ["calendar.over"]
    off = replace(ACME, outcome=Outcome.CANCELLED, outcome_at=MONDAY)
    assert says(routes.decide(facts(interviews=(off,)), press("diary.send", ACME.id))) == ["calendar.over"]


def test_the_last_of_several_that_went_meanwhile_is_said_to_be_gone() -> None:
    assert says(routes.decide(facts(interviews=(BAKERY,)), press("diary.all"))) == ["calendar.none"]


@pytest.mark.parametrize(
    "ending",
    [
        press("list.delete-really", ACME.id, ACME.version),
        press("result.record", ACME.id, ACME.version, "withdrew"),
        press("result.record", ACME.id, ACME.version, "cancelled"),
    ],
)
def test_when_it_comes_to_nothing_the_calendar_is_not_forgotten(ending: Press) -> None:
    assert "calendar.left-over" in says(routes.decide(replace(ONE, marks=HELD), ending))
    assert "calendar.left-over" not in says(routes.decide(ONE, ending))


def follow_nth(world: Facts, decision: Decision, words: str) -> Decision:
    """What somebody gets who types this after the list."""
    return routes.decide(after(world, decision), said(words))


def _buttons(out: object) -> list[Button]:
    return [button for row in getattr(out, "buttons", ()) for button in row]
