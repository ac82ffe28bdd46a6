"""Checklists: what an editor writes can be ticked, and every mistake is named with its line."""

from __future__ import annotations

import pytest

from bot.domain.checklist import Concerns
from tests.content.shelves import GOOD, Folder

LIST = """\
id: offer
title: checklists.offer.title
about: offer
items:
  - checklists.offer.pay
  - checklists.offer.hours
ready: checklists.offer.ready
then: [read-more]
"""
STRINGS = """\
checklists.offer.title: An offer
checklists.offer.pay: Pay, and how often
checklists.offer.hours: Hours and place
checklists.offer.ready: All checked.
"""
FILE = "checklists/offer.yaml"

SPOILED = [
    ("id: offer", "id: offr", ":1: the id «offr» and the file name «offer» have to be the same"),
    ("offer.title", "offer.titel", ":2: there is no string «checklists.offer.titel»"),
    ("about: offer", "about: ofer", ":3: «ofer» is not known here (did you mean «offer»?)"),
    ("items:", "itmes:", ":1: a checklist has one to 9 items"),
    ("offer.hours", "offer.pay", ":6: two items are called «pay»"),
    ("offer.hours", "offer.hous", ":6: there is no string «checklists.offer.hous»"),
    ("offer.hours", f"offer.{'h' * 40}", "is too long"),
    ("ready: checklists.offer.ready", "ready: checklists.offer.don", ":7: there is no string"),
    ("[read-more]", "[read-mor]", ":8: there is no button «read-mor» (did you mean «read-more»?)"),
    ("then:", "than:", ":8: «than» is not known here (did you mean «then»?)"),
]


def _with(folder: Folder, list_: str = LIST, strings: str = STRINGS) -> None:
    folder.write(FILE, list_)
    folder.write("strings/en-GB/checklists.yaml", strings)


def test_a_checklist_is_read_as_it_is_written(folder: Folder) -> None:
    _with(folder)

    one = folder.load().checklists["offer"]

    assert (one.about, one.then) == (Concerns.OFFER, ("read-more",))
    assert [one.mark(item) for item in one.items] == ["tick-offer-pay", "tick-offer-hours"]


@pytest.mark.parametrize(("old", "new", "reason"), SPOILED)
def test_a_mistake_in_a_checklist_is_named_with_its_line(
    folder: Folder, old: str, new: str, reason: str
) -> None:
    assert old in LIST
    _with(folder, LIST.replace(old, new, 1))
    told = [mistake for mistake in folder.mistakes() if mistake.startswith(f"content/{FILE}:")]

    assert any(reason in mistake for mistake in told), told


def test_an_item_too_long_for_its_button_is_named(folder: Folder) -> None:
    _with(folder, strings=STRINGS.replace("how often", "how often it comes"))

    assert any("has 27 characters; 24 fit a button" in mistake for mistake in folder.mistakes())


def test_a_button_that_opens_no_checklist_is_named(folder: Folder) -> None:
    _with(folder, strings=f"{STRINGS}button.check: Check\n")
    folder.write("buttons.yaml", f"{GOOD['buttons.yaml']}check: {{does: checklist.open, extra: ofer}}\n")

    assert any("«check» opens no checklist: «ofer» (did you mean" in mistake for mistake in folder.mistakes())


def test_what_is_no_checklist_is_named(folder: Folder) -> None:
    folder.write("checklists/offer.md", "x")

    assert folder.mistakes() == ["content/checklists/offer.md: only .yaml files are read here"]
