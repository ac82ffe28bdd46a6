"""What the buttons of a nudge say can be typed while the nudge is what came last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.domain.nudge import Fate, Told
from bot.domain.question import Question
from tests.cast import LOST, MONDAY, facts, said, says

CAME = MONDAY - timedelta(hours=1)
NUDGED = facts(
    interviews=(LOST,), told=(Told(f"interview:{LOST.id}/ask-feedback/ask/1", Fate.SENT, CAME, CAME),)
)


@pytest.mark.parametrize(
    ("words", "say"),
    [
        ("Not now", "emails.not-now"),
        ("they told me by phone", "emails.done.feedback-by-phone"),
        ("show feedback email", "email-feedback"),
    ],
)
def test_a_button_of_the_last_nudge_can_be_typed(words: str, say: str) -> None:
    assert says(routes.decide(NUDGED, said(words)))[0] == say


def test_after_a_later_question_the_words_answer_that() -> None:
    asked = replace(NUDGED, question=Question("pause.long", asked_at=MONDAY))

    assert says(routes.decide(asked, said("not now"))) != ["emails.not-now"]


def test_days_later_the_words_mean_what_they_mean_by_themselves() -> None:
    later = replace(NUDGED, now=MONDAY + timedelta(days=4))

    assert says(routes.decide(later, said("not now"))) == ["pause.ask"]
