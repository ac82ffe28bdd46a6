"""Understanding asks no clock, no file and no network: the same words always mean the same."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.understand

MODULES = sorted(Path(bot.understand.__file__).parent.glob("*.py"))
ALLOWED = frozenset(
    [
        "calendar",
        "collections",
        "contextlib",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "importlib.resources",  # the tables of the time-zone package: as fixed as zoneinfo itself
        "itertools",
        "math",
        "phonenumbers",
        "re",
        "typing",
        "unicodedata",
        "zoneinfo",
        "bot.understand",
        "bot.domain",
    ]
)
IMPURE = frozenset({"now", "today", "utcnow", "open", "print", "input", "read_text", "sleep"})


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_of_understanding_reaches_for_nothing_outside(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    foreign = [
        name for name in imported(tree) if not any(name == ok or name.startswith(f"{ok}.") for ok in ALLOWED)
    ]
    assert foreign == []
    assert IMPURE.isdisjoint(called(tree))
