"""/list shows every interview, the next one first, and lets each be changed, moved and deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.change import DropInterview, KeepInterview
from bot.domain.decision import Decision
from bot.domain.interview import Outcome
from bot.domain.note import Note
from bot.talk import listing, log
from tests.cast import (
    ACME,
    BAKERY,
    LOST,
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

WORLD = facts(interviews=(BAKERY, ACME, LOST))


def shown() -> Decision:
    return listing.listing(WORLD, command("/list"))


def test_the_next_interview_comes_first_and_a_closed_one_last() -> None:
    order = [button.id for button in buttons(shown()) if button.label == "button.edit"]

    assert order == [ACME.id, BAKERY.id, LOST.id]


def test_each_says_what_is_known() -> None:
    text = words(WORLD, shown())

    assert "Data analyst at Acme" in text
    assert "When: Tuesday 24 November, 2pm" in text
    assert "You'd hear by: Tuesday 1 December" in text
    assert "Result: not this time" in text


def test_an_empty_list_offers_to_begin() -> None:
    decision = listing.listing(facts(), command("/list"))

    assert says(decision) == ["list.empty"]
    assert labels(decision) == ["button.log-interview"]


def test_a_long_list_comes_in_parts_and_none_is_left_out() -> None:
    many = facts(interviews=tuple(replace(BAKERY, id=nth) for nth in range(100, 112)))
    seen: list[int] = []

    decision = listing.listing(many, command("/list"))
    while True:
        seen += [button.id for button in buttons(decision) if button.label == "button.edit"]
        if "button.show-more" not in labels(decision):
            break
        decision = listing.more(many, follow(decision, "button.show-more"))

    assert sorted(seen) == list(range(100, 112))


def test_an_edit_asks_what_to_change() -> None:
    decision = listing.change(WORLD, press("list.change", ACME.id, ACME.version))

    assert says(decision) == ["log.ask.change"]
    assert len(labels(decision)) == 6


def test_an_edited_part_is_shown_before_it_is_kept() -> None:
    asked = listing.change(WORLD, press("list.change", ACME.id, ACME.version))
    world = after(WORLD, asked)
    part = log.pick(world, follow(asked, "button.change-place"))
    world = after(world, part)
    echo = log.said(world, said("12 High Street"))

    assert "Where: 12 High Street" in words(world, echo)
    kept = log.pick(after(world, echo), follow(echo, "button.right"))
    assert only(kept, KeepInterview).interview == replace(ACME, place="12 High Street")


def test_a_moved_interview_gets_its_new_day_and_keeps_everything_else() -> None:
    asked = listing.move(WORLD, press("list.move", ACME.id, ACME.version))
    world = after(WORLD, asked)
    assert says(asked) == ["list.move"]

    echo = log.said(world, said("Friday 27 November at 3pm"))
    kept = only(log.pick(after(world, echo), follow(echo, "button.right")), KeepInterview).interview

    assert kept.day == date(2026, 11, 27)
    assert (kept.role, kept.decision_day) == (ACME.role, ACME.decision_day)


@pytest.mark.parametrize("typed", [False, True])
def test_an_interview_that_they_cancelled_is_closed(typed: bool) -> None:
    asked = listing.move(WORLD, press("list.move", ACME.id, ACME.version))
    world = after(WORLD, asked)

    if typed:
        done = log.said(world, said("they cancelled it"))
    else:
        done = log.pick(world, follow(asked, "button.they-cancelled"))

    assert only(done, KeepInterview).interview.outcome is Outcome.CANCELLED
    assert "button.undo-result" in labels(done)


def test_deleting_asks_once_more() -> None:
    asked = listing.delete(WORLD, press("list.delete", ACME.id, ACME.version))

    assert asked.changes == ()
    done = listing.delete_really(WORLD, follow(asked, "button.delete-it"))
    assert only(done, DropInterview).id == ACME.id


def test_it_is_said_that_what_was_written_about_it_stays() -> None:
    note = Note(31, SAM.id, "lesson", ACME.id, {"lesson": "Be early"})
    world = replace(WORLD, notes=(note,))

    asked = listing.delete(world, press("list.delete", ACME.id, ACME.version))

    assert "What you wrote about it stays in /notes (1)." in words(world, asked)
    assert "/notes" not in words(WORLD, listing.delete(WORLD, press("list.delete", ACME.id, ACME.version)))


def test_a_second_thought_keeps_it() -> None:
    asked = listing.delete(WORLD, press("list.delete", ACME.id, ACME.version))

    assert listing.keep(WORLD, follow(asked, "button.keep-it")).changes == ()


@pytest.mark.parametrize("action", [listing.change, listing.move, listing.delete_really])
def test_an_old_button_is_answered_with_the_interview_as_it_is(action) -> None:  # type: ignore[no-untyped-def]
    changed = facts(interviews=(replace(ACME, version=3, employer="Globex"),))

    decision = action(changed, press("list.change", ACME.id, 1))

    assert decision.changes == ()
    assert "Globex" in words(changed, decision)


@pytest.mark.parametrize(
    "action", [listing.change, listing.move, listing.delete, listing.delete_really, listing.keep]
)
def test_an_interview_that_is_not_theirs_cannot_be_touched(action) -> None:  # type: ignore[no-untyped-def]
    decision = action(WORLD, press("list.any", 4711, 1))

    assert (decision.messages, decision.changes) == ((), ())
    assert decision.toast is not None


@pytest.mark.parametrize("extra", ["", "x", "-5", "999999", "²"])
def test_a_forged_page_is_no_error(extra: str) -> None:
    assert listing.more(WORLD, press("list.more", extra=extra)).changes == ()
