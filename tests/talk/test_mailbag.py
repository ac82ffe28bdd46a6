"""/emails shows what fits now first, and every other message by what somebody wants to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.facts import Mark
from bot.domain.interview import Interview, Outcome
from bot.talk import letters, mailbag
from tests.cast import ACME, BAKERY, LOST, MONDAY, buttons, command, facts, labels, press, says, words
from tests.talk.shelf import SHELF, guided

OFFER = replace(LOST, outcome=Outcome.OFFER)


def _kinds(*interviews: Interview, marks: tuple[Mark, ...] = ()) -> list[tuple[str, int]]:
    decision = mailbag.emails_(guided(interviews=interviews, marks=marks), command("/emails"))
    return [(button.extra, button.id) for button in buttons(decision) if button.action == "emails.show"]


def test_with_nothing_going_on_it_shows_the_groups() -> None:
    decision = mailbag.emails_(guided(), command("/emails"))

    assert says(decision) == ["emails.list-plain"]
    assert labels(decision) == [f"button.emails-{name}" for name in letters.GROUPS]


def test_what_fits_now_comes_first() -> None:
    assert _kinds(OFFER) == [("accept", OFFER.id), ("more-time", OFFER.id)]
    assert _kinds(ACME) == [("adjustments", ACME.id)]
    assert _kinds(replace(BAKERY, day=BAKERY.day.replace(day=2) if BAKERY.day else None)) == [("chase", 8)]
    assert _kinds(ACME, OFFER)[0] == ("accept", OFFER.id)


def test_what_was_sent_is_not_offered_again() -> None:
    assert _kinds(ACME, marks=(Mark("asked-adjustments", ACME.id, MONDAY),)) == []


@pytest.mark.parametrize("group", letters.GROUPS)
def test_every_group_names_its_messages(group: str) -> None:
    world = guided()

    decision = mailbag.listed(world, press("emails.list", extra=group))

    assert labels(decision)
    assert words(world, decision)


def test_every_message_stands_in_a_group() -> None:
    listed = {kind for kinds in letters.GROUPS.values() for kind in kinds}

    assert letters.LETTERS.keys() - listed == {"second-chase", "application", "after-silence", "other-jobs"}


def test_a_message_that_nobody_wrote_is_not_listed() -> None:
    texts = {id_: e for id_, e in SHELF.texts["en-GB"].items() if id_ not in ("email-decline",)}
    world = facts(library=replace(SHELF, texts={"en-GB": texts}))

    decision = mailbag.listed(world, press("emails.list", extra="offer"))

    assert [button.extra for button in buttons(decision)] == ["accept", "more-time", "start-date"]


@pytest.mark.parametrize("group", ["nonsense", "chase", "../secret"])
def test_a_forged_group_leads_nowhere(group: str) -> None:
    assert says(mailbag.listed(guided(), press("emails.list", extra=group))) == []


def test_a_message_can_be_named_after_the_command() -> None:
    assert says(mailbag.emails_(guided(), command("/emails saying yes")))[0] == "email-accept"


def test_words_that_name_no_message_show_them_all() -> None:
    assert says(mailbag.emails_(guided(), command("/emails qwertz"))) == ["emails.list-plain"]
