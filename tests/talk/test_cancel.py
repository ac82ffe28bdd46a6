"""/cancel leads out of any question and says what was not saved."""

from __future__ import annotations

from bot.domain.change import Settle
from bot.domain.question import Question
from bot.talk import cancel, listing, log
from tests.cast import ACME, after, command, facts, only, press, says


def test_a_half_told_interview_is_not_saved_and_that_is_said() -> None:
    world = after(facts(), log.log(facts(), command("/log Baker at Crumbs")))

    decision = cancel.cancel(world, command("/cancel"))

    assert says(decision) == ["cancel.log"]
    assert only(decision, Settle) == Settle()


def test_a_half_made_change_leaves_the_interview_as_it_was() -> None:
    world = facts(interviews=(ACME,))
    world = after(world, listing.change(world, press("list.change", ACME.id, ACME.version)))

    decision = cancel.cancel(world, command("/cancel"))

    assert says(decision) == ["cancel.change"]
    assert after(world, decision).interviews == (ACME,)


def test_any_other_question_ends_too() -> None:
    decision = cancel.cancel(facts(question=Question("advisor.about")), command("/cancel"))

    assert says(decision) == ["cancel.done"]


def test_with_nothing_open_it_says_so() -> None:
    assert says(cancel.cancel(facts(), command("/cancel"))) == ["cancel.nothing"]
