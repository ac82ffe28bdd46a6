"""What only the person knows is asked for, put into the message, and not lost when it is worded anew."""

from __future__ import annotations

import pytest

from bot import routes
from bot.domain.change import Ask
from bot.domain.decision import Decision
from bot.domain.facts import Facts
from bot.domain.interview import Outcome
from bot.domain.question import Question
from tests.cast import ACME, BAKERY, MONDAY, after, command, follow, labels, only, press, said, says, words
from tests.talk.shelf import guided

AHEAD = guided(interviews=(ACME,))
OFFERED = guided(
    interviews=(
        BAKERY.__class__(
            id=20, person=42, role="Cook", day=BAKERY.day, outcome=Outcome.OFFER, outcome_at=MONDAY
        ),
    )
)


def _asked(world: Facts, kind: str) -> tuple[Facts, Decision]:
    decision = routes.decide(world, press("emails.show", extra=kind))
    return after(world, decision), decision


def _letter(world: Facts, line: str) -> tuple[Facts, str]:
    decision = routes.decide(world, said(line))
    assert says(decision)[-1].startswith("emails.copy"), says(decision)
    return after(world, decision), words(world, decision)


# --- adjustments -----------------------------------------------------------------------------------


def test_what_would_help_is_asked_before_the_message_is_shown() -> None:
    _, decision = _asked(AHEAD, "adjustments")

    assert says(decision) == ["emails.needs.ask"]
    assert only(decision, Ask).question.about == ACME.id


@pytest.mark.parametrize(
    ("line", "need"),
    [
        ("a room without stairs", ": a room without stairs\n"),
        ("I'd need more time, please.", ": more time\n"),
        ("Could I have a BSL interpreter", ": a BSL interpreter\n"),
        ("BSL interpreter", ": BSL interpreter\n"),
        ("A quiet room", ": a quiet room\n"),
        ("extra time", ": some extra time for my answers\n"),
        ("1", ": the interview questions beforehand\n"),
        ("no stairs", ": a room that I can reach without stairs\n"),
        ("<b>a & b</b>", ": <b>a & b</b>\n"),
    ],
)
def test_what_was_said_goes_into_the_message(line: str, need: str) -> None:
    world, _ = _asked(AHEAD, "adjustments")

    _, told = _letter(world, line)

    assert need in told


def test_what_was_said_stays_in_the_shorter_message() -> None:
    world, _ = _asked(AHEAD, "adjustments")
    world, _ = _letter(world, "a chair with arms")

    world, told = _letter(world, "shorter")
    _, again = _letter(world, "the usual wording")

    assert ": a chair with arms" in told
    assert ": a chair with arms" in again


def test_long_words_are_cut_and_that_is_said() -> None:
    world, _ = _asked(AHEAD, "adjustments")

    decision = routes.decide(world, said("a long wish " * 60))

    assert says(decision)[0] == "emails.needs.cut"


def test_a_button_does_the_same_as_its_words() -> None:
    world, asked = _asked(AHEAD, "adjustments")

    decision = routes.decide(world, follow(asked, "button.need-time"))

    assert "some extra time" in words(world, decision)


def test_with_no_interview_ahead_the_message_can_be_had_all_the_same() -> None:
    world, _ = _asked(guided(), "adjustments")

    _, told = _letter(world, "a quiet room")

    assert "Dear hiring team" in told


@pytest.mark.parametrize("extra", ["", "nonsense", "questions "])
def test_a_forged_need_leads_nowhere(extra: str) -> None:
    assert says(routes.decide(AHEAD, press("emails.needs", ACME.id, extra=extra))) == []


def test_it_can_be_left() -> None:
    world, _ = _asked(AHEAD, "adjustments")

    decision = routes.decide(world, command("/cancel"))

    assert says(decision) == ["cancel.done"]
    assert after(world, decision).question is None


def test_an_interview_that_was_half_told_is_not_lost_in_silence() -> None:
    half = Question("log", draft={"id": "16", "role": "Baker"})

    _, decision = _asked(guided(question=half), "adjustments")

    assert says(decision) == ["log.left-behind", "emails.needs.ask"]


# --- by which day ----------------------------------------------------------------------------------


def test_the_day_is_asked_for_before_the_message_is_shown() -> None:
    world, decision = _asked(OFFERED, "more-time")

    assert says(decision) == ["emails.reply-by.ask"]
    assert "[Wednesday 25 November]" in words(world, decision)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("by Friday", "Friday 27 November"),
        ("3 December", "Thursday 3 December"),
        ("Wednesday 25 November", "Wednesday 25 November"),
        ("tomorrow", "Tuesday 24 November"),
    ],
)
def test_the_day_goes_into_the_message(line: str, day: str) -> None:
    world, _ = _asked(OFFERED, "more-time")

    _, told = _letter(world, line)

    assert f": {day}\n" in told


def test_a_day_by_button() -> None:
    world, asked = _asked(OFFERED, "more-time")

    assert ": Wednesday 25 November\n" in words(world, routes.decide(world, follow(asked, "button.moment")))


def test_a_day_that_can_be_two_is_asked_about() -> None:
    world, _ = _asked(OFFERED, "more-time")

    which = routes.decide(world, said("03/12 or maybe the 4th"))

    assert says(which) == ["emails.reply-by.which"]
    _, told = _letter(after(world, which), "2")
    assert ": Friday 4 December\n" in told


@pytest.mark.parametrize(
    ("line", "say"),
    [
        ("purple monkey", "emails.reply-by.again"),
        ("today", "emails.reply-by.odd"),
        ("3 June", "emails.reply-by.odd"),
    ],
)
def test_what_is_no_day_for_it_is_asked_for_again(line: str, say: str) -> None:
    world, _ = _asked(OFFERED, "more-time")

    decision = routes.decide(world, said(line))

    assert says(decision) == [say]
    assert labels(decision) == ["button.moment"] * 3


def test_another_wish_is_heard_instead_of_a_day() -> None:
    world, _ = _asked(OFFERED, "more-time")

    assert says(routes.decide(world, said("show my interviews")))[0].startswith("list.")
