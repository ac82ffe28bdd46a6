from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.botapi.outcome import Revoked
from bot.domain.event import Origin, Press
from bot.turn import presses as module
from bot.turn.presses import LONGEST, Presses
from tests.cast import MONDAY
from tests.fakes import Line

PRESS = Press(Origin(42, private=True, sender=42, first_name="Sam", at=MONDAY), "q1", "list.edit", 7, 1)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLANK_AFTER", 0.01)


async def test_a_quick_turn_is_answered_with_its_note() -> None:
    line = Line()
    presses = Presses(line)
    await presses.wait(_after(0), {1: PRESS})
    presses.settle(1, PRESS, "Saved", alert=True, again=False)
    await presses.finish()

    assert line.answers == [("q1", "Saved", True)]


async def test_a_slow_turn_is_answered_with_nothing_and_not_again_when_it_is_over() -> None:
    line = Line()
    presses = Presses(line)
    work = _after(0.3)
    await presses.wait(work, {1: PRESS})
    await asyncio.sleep(0.01)
    early, over = list(line.answers), work.done()
    await work
    presses.settle(1, PRESS, "Saved", alert=False, again=False)
    await presses.finish()

    assert not over
    assert early == line.answers == [("q1", "", False)]


async def test_a_turn_that_is_taken_again_is_answered_the_first_time_only() -> None:
    line = Line()
    presses = Presses(line)
    presses.settle(1, PRESS, "", alert=False, again=True)
    presses.settle(1, PRESS, "Saved", alert=False, again=False)
    await presses.finish()

    assert line.answers == [("q1", "", False)]


async def test_a_note_is_no_longer_than_telegram_takes() -> None:
    line = Line()
    presses = Presses(line)
    presses.settle(1, PRESS, "x" * 300, alert=False, again=False)
    await presses.finish()

    assert line.answers == [("q1", "x" * LONGEST, False)]


def _after(seconds: float) -> asyncio.Future[Any]:
    return asyncio.ensure_future(asyncio.sleep(seconds))


async def test_a_token_that_nobody_knows_is_told_on() -> None:
    class Strangers(Line):
        async def answer(self, query: str, text: str = "", *, alert: bool = False) -> bool:
            raise Revoked

    told: list[str] = []
    presses = Presses(Strangers(), lambda: told.append("revoked"))
    presses.settle(1, PRESS, "Saved", alert=False, again=False)
    await presses.finish()
    await asyncio.sleep(0)

    assert told == ["revoked"]
