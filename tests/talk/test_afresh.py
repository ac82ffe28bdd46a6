"""A question asked long ago does not swallow what somebody tells of their own accord."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.change import Ask
from bot.domain.decision import Decision
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import afresh, filling, log
from tests.cast import BAKERY, facts, only, said

COLD = replace(
    facts(interviews=(BAKERY,)), question=Question(log.QUESTION, draft={"id": "9", "outcome": "rejected"})
)
"""Somebody who was asked which job it was, when they said no."""


def _asked(ago: timedelta) -> Facts:
    assert COLD.question
    return replace(COLD, question=replace(COLD.question, asked_at=COLD.now - ago))


WHOLE = "Delivery driver at Fresh Box, tomorrow 9am, they'll tell me by Friday"


@pytest.mark.parametrize(
    ("line", "asks"),
    [(WHOLE, "log"), ("they refused to give feedback", ""), ("I want to talk to a human", "")],
)
def test_long_after_a_question_words_that_tell_something_of_their_own_are_no_answer(
    line: str, asks: str
) -> None:
    decision = afresh.said(_asked(timedelta(days=2)), said(line))

    assert decision
    assert not asks or "outcome" not in only(decision, Ask).question.draft


@pytest.mark.parametrize("line", ["Delivery driver", "Baker at the corner of the street", "no"])
def test_long_after_a_question_it_can_still_be_answered(line: str) -> None:
    assert afresh.said(_asked(timedelta(days=2)), said(line)) is None


def test_long_after_a_note_was_begun_an_interview_told_whole_is_no_part_of_it() -> None:
    asked_at = COLD.now - timedelta(days=14)
    writing = replace(COLD, question=Question(filling.QUESTION, draft={"note": "3"}, asked_at=asked_at))

    assert only(afresh.said(writing, said(WHOLE)) or Decision(), Ask).question.name == log.QUESTION
    assert afresh.said(writing, said("they refused to give feedback, and said no more")) is None


def test_what_an_advisor_is_to_read_is_never_taken_for_something_else() -> None:
    asked_at = COLD.now - timedelta(days=14)
    writing = replace(COLD, question=Question("advisor.reply", 5, asked_at=asked_at))

    assert afresh.said(writing, said(WHOLE)) is None


def test_soon_after_a_question_every_word_is_its_answer() -> None:
    assert afresh.said(_asked(timedelta(hours=1)), said(WHOLE)) is None
