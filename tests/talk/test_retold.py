"""A reminder that asks for a few words gets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.domain.change import AddNote
from bot.domain.nudge import Fate, Told
from bot.domain.screen import Screen
from tests.cast import BAKERY, MONDAY, facts, only, said, says

HOW = Told(f"interview:{BAKERY.id}/post-interview/notes/1", Fate.SENT, MONDAY, MONDAY, interview=BAKERY.id)
ASKED = replace(facts(interviews=(BAKERY,), told=(HOW,)), now=MONDAY + timedelta(hours=1))
WORDS = "it went fine I think but I froze at one of the questions"


def test_what_is_said_under_how_did_it_go_is_kept_as_its_note() -> None:
    decision = routes.decide(ASKED, said(WORDS))

    note = only(decision, AddNote).note
    assert (note.form, note.interview, list(note.words.values())) == ("after-interview", BAKERY.id, [WORDS])
    assert says(decision)[0] == "notes.taken"


@pytest.mark.parametrize(
    "words",
    [
        "hm what",
        "what happens next",
        "I didn't get the job",
        "remind me in two hours",
        "please tell me about the chase",
        "is that the thing with the boxes?",
    ],
)
def test_what_means_something_else_is_no_note(words: str) -> None:
    assert "notes.taken" not in says(routes.decide(ASKED, said(words)))


def test_once_something_else_was_shown_words_are_no_note() -> None:
    later = replace(ASKED, screen=Screen(MONDAY + timedelta(minutes=5), ()))

    assert "notes.taken" not in says(routes.decide(later, said(WORDS)))
