"""Whatever somebody sends, at whatever moment, there is an answer, and nothing false is saved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.change import AddInterview, DropInterview, KeepInterview
from bot.domain.decision import Decision
from bot.domain.facts import Facts
from bot.talk import listing, log, result
from tests.cast import ACME, BAKERY, after, command, facts, follow, press, said, says, words

ODD = [
    "",
    "   ",
    "\u200b\u2060\u3164",
    "x" * 4096,
    "👨‍👩‍👧‍👦" * 500,
    "a" + "\u0301" * 500,
    "\ud800 half",
    "nul\x00byte",
    "\u202egnp.exe",
    "<b>x</code> <a href='tg://user?id=1'>&lt; &#0;",
    "*_[]()~`>#+-=|{}.!",
    "{0.__class__} %(token)s $(id)",
    "'; DROP TABLE users;--",
    '=HYPERLINK("x")',
    "../../etc/passwd",
    "／ｓｔａｒｔ",
    "line one\nline two\r\nline three",
    "31.02.2026",
    "29/02/2027",
    "00/00",
    "03/04/2026",
    "3 December 10000",
    "25:00",
    "12:60",
    "7",
    "½ 8",
    "19h",
    "yesterday",
    "tomorrow tomorrow tomorrow",
    "-1",
    "²",
    "٣",
    "9" * 400,
    "yes",
    "no",
]


def places() -> dict[str, Facts]:
    """The world at every question."""
    two = facts(interviews=(BAKERY, ACME, replace(BAKERY, id=11)))
    started = {
        "nothing": facts(),
        "role": _then(facts(), log.log(facts(), command("/log"))),
        "when": _then(facts(), log.log(facts(), command("/log Baker at Crumbs"))),
        "clock": _then(facts(), log.log(facts(), command("/log Baker at Crumbs, tomorrow"))),
        "decision": _then(facts(), log.log(facts(), command("/log Baker at Crumbs, tomorrow 2pm"))),
        "which": _then(two, result.result(two, command("/result"))),
        "what": _then(
            facts(interviews=(BAKERY,)), result.result(facts(interviews=(BAKERY,)), command("/result"))
        ),
        "change": _then(two, listing.change(two, press("list.change", ACME.id, ACME.version))),
        "move": _then(two, listing.move(two, press("list.move", ACME.id, ACME.version))),
    }
    asked = log.log(facts(), command("/log Baker at Crumbs, tomorrow 2pm, they decide by 1 December"))
    started["check"] = _then(facts(), asked)
    for part in ("employer", "place", "contact", "decision"):
        menu = log.pick(started["check"], follow(asked, "button.change"))
        world = after(started["check"], menu)
        started[f"change-{part}"] = after(world, log.pick(world, follow(menu, f"button.change-{part}")))
    return started


def _then(world: Facts, decision: Decision) -> Facts:
    return after(world, decision)


PLACES = places()


@pytest.mark.parametrize("where", sorted(PLACES))
@pytest.mark.parametrize("line", ODD)
def test_every_line_gets_an_answer_at_every_question(where: str, line: str) -> None:
    world = PLACES[where]

    decision = routes.decide(world, said(line))

    assert words(world, decision).strip()
    if (where, line) != ("check", "yes"):
        made = [c for c in decision.changes if isinstance(c, AddInterview | KeepInterview | DropInterview)]
        assert made == [] or where == "what"


@pytest.mark.parametrize("where", sorted(set(PLACES) - {"nothing"}))
@pytest.mark.parametrize("line", ["cancel", "never mind", "Stop."])
def test_every_question_can_be_left_in_plain_words(where: str, line: str) -> None:
    world = PLACES[where]

    decision = routes.decide(world, said(line))

    assert says(decision)[0].startswith("cancel.")
    assert after(world, decision).question is None


@pytest.mark.parametrize("where", sorted(set(PLACES) - {"nothing"}))
@pytest.mark.parametrize("line", ["/list", "/next", "/help", "/nudges", "/support"])
def test_a_look_elsewhere_leaves_the_question_open(where: str, line: str) -> None:
    world = PLACES[where]

    there = after(world, routes.decide(world, command(line)))

    assert there.question is not None
    if line != "/nudges":
        assert there.question == world.question


@pytest.mark.parametrize("where", ["when", "clock", "decision", "check"])
@pytest.mark.parametrize("line", ["/log", "/result"])
def test_something_new_says_that_the_half_told_interview_is_not_saved(where: str, line: str) -> None:
    world = PLACES[where]

    assert "log.left-behind" in says(routes.decide(world, command(line)))
