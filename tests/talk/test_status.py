from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import routes
from bot.domain.decision import Message
from bot.domain.event import Command
from bot.domain.standing import Counts, Standing
from tests.cast import DESK, LIBRARY, MONDAY, command, facts, origin, says

COUNTS = Counts(MONDAY, waiting=3, aside=1, messages=1200, due=2, requests={"requested": 4}, size=5_300_000)
STANDING = Standing(
    COUNTS,
    "1.2",
    MONDAY - timedelta(days=2),
    timedelta(seconds=7),
    has_desk=True,
    free=9 * 10**9,
    room=10**10,
)


def _read(standing: Standing) -> str:
    (message,) = routes.decide(facts(operator=True, standing=standing), command("/status")).messages
    assert isinstance(message, Message)
    return LIBRARY.text(message.say, "en-GB", message.values)


def test_an_operator_reads_how_the_service_stands() -> None:
    told = _read(STANDING)

    for figure in (
        "1.2",
        "7 s ago",
        "3 waiting",
        "1 in quarantine",
        "2 due now",
        "1200 waiting",
        "9,000 MB",
        "5.3 MB",
    ):
        assert figure in told
    assert "4 open requests, the group can be reached" in told


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (replace(STANDING, counts=replace(COUNTS, desk="kicked")), "can't be reached (kicked)"),
        (replace(STANDING, has_desk=False), "no group is set"),
        (replace(STANDING, free=None), "not on this machine"),
        (replace(STANDING, heard=timedelta(minutes=5)), "5 min ago"),
    ],
)
def test_what_is_out_of_order_is_said(standing: Standing, words: str) -> None:
    assert words in _read(standing)


def test_an_operator_who_asks_too_early_is_asked_for_a_minute() -> None:
    assert says(routes.decide(facts(operator=True), command("/status"))) == ["status.not-yet"]


def test_for_everybody_else_there_is_no_such_command() -> None:
    asked = routes.decide(facts(), command("/status"))

    assert replace(asked, denied="") == routes.decide(facts(), command("/nonsense"))
    assert asked.denied == "status"


def test_in_a_group_even_an_operator_gets_no_figures() -> None:
    asked = Command(replace(origin(), chat=DESK, private=False), "status")

    assert "status.report" not in says(routes.decide(facts(operator=True, standing=STANDING), asked))


def test_the_menu_does_not_show_it() -> None:
    assert "status" not in {name for menu in routes.PUBLIC_COMMANDS.values() for name, _ in menu}
