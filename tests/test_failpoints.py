from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import failpoints
from bot.failpoints import POINTS, VARIABLE, arm, failpoint

BOT = Path(failpoints.__file__).parent


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    yield
    arm({})


def passed(tree: ast.AST) -> Iterator[str]:
    """The names of the failpoints that a piece of code passes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "failpoint":
            assert isinstance(node.args[0], ast.Constant), "the name of a failpoint is written out"
            yield str(node.args[0].value)


def test_every_point_is_passed_at_exactly_one_place_and_no_place_passes_another() -> None:
    found = [name for path in BOT.rglob("*.py") for name in passed(ast.parse(path.read_text("utf-8")))]

    assert sorted(found) == sorted(POINTS)


def test_a_point_that_nobody_named_does_nothing() -> None:
    arm({VARIABLE: "stored=raise"})

    failpoint("fetched")


def test_a_point_fails_from_the_passing_on_that_was_named() -> None:
    arm({VARIABLE: "fetched=raise@2,stored=raise"})

    failpoint("fetched")
    for _ in range(2):
        with pytest.raises(failpoints.Failed):
            failpoint("fetched")


@pytest.mark.parametrize("order", ["nowhere", "fetched=sing", "fetched@often"])
def test_an_order_that_makes_no_sense_is_refused(order: str) -> None:
    with pytest.raises(ValueError, match=r"nowhere|sing|often"):
        arm({VARIABLE: order})
