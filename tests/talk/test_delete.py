"""Forgetting is asked once, and real."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.callback import State
from bot.domain.change import Ask, Erase, MoveRequest, Settle
from bot.domain.decision import Edit, Message
from bot.domain.question import Question
from bot.talk import delete
from tests.cast import CALL, command, facts, follow, labels, only, press, said, says

SURE = Question("delete.sure")


def test_it_is_asked_once_before_anything_goes() -> None:
    decision = delete.ask(facts(), command("/delete"))

    assert says(decision) == ["delete.ask"]
    assert only(decision, Ask).question.name == "delete.sure"
    assert labels(decision) == ["button.delete-all", "button.delete-not"]


def test_an_open_request_is_named_before_it_goes() -> None:
    assert says(delete.ask(facts(requests=(CALL,)), command("/delete"))) == ["delete.ask-with-request"]


def test_yes_erases_and_says_goodbye_last() -> None:
    asked = delete.ask(facts(), command("/delete"))

    decision = delete.everything(facts(question=SURE), follow(asked, "button.delete-all"))

    assert Erase() in decision.changes
    goodbye = decision.messages[-1]
    assert isinstance(goodbye, Message)
    assert (goodbye.say, goodbye.last) == ("delete.done", True)


def test_the_desk_sees_that_the_request_is_withdrawn() -> None:
    there = replace(CALL, card=77)

    decision = delete.everything(facts(requests=(there,)), press("delete.all"))

    assert only(decision, MoveRequest).request.state is State.CANCELLED
    edit = next(out for out in decision.messages if isinstance(out, Edit))
    assert (edit.say, edit.message, edit.values) == ("desk.card-cancelled", 77, {})
    assert isinstance(decision.changes[-1], Erase)


@pytest.mark.parametrize("words", ["1", "delete everything", "Delete Everything."])
def test_yes_can_be_typed(words: str) -> None:
    assert Erase() in delete.answered(facts(question=SURE), said(words)).changes


@pytest.mark.parametrize("words", ["yes?", "hm", "", "3", "<b>"])
def test_anything_else_deletes_nothing(words: str) -> None:
    decision = delete.answered(facts(question=SURE), said(words))

    assert says(decision) == ["delete.again"]
    assert not decision.changes


def test_a_forwarded_yes_deletes_nothing() -> None:
    decision = delete.answered(facts(question=SURE), replace(said("delete everything"), forwarded=True))

    assert not decision.changes


def test_no_keeps_it_all() -> None:
    decision = delete.keep(facts(question=SURE), press("delete.not"))

    assert says(decision) == ["delete.kept"]
    assert decision.changes == (Settle(),)
