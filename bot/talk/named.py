"""Which texts the handlers say, read from their own source, so that a missing one is found at the start."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

_SAYS = {
    "Message": 1,
    "Edit": 1,
    "Toast": 0,
    "Button": 0,
    "label": 0,
    "text": 0,
    "about": 2,
    "_here": 1,
    "under": 2,
}
"""The calls that name a text, and at which place."""

_KEYWORDS = frozenset({"say", "label", "change", "ask", "again", "done"})


@lru_cache(maxsize=1)
def ids() -> frozenset[str]:
    """The ids that stand in the source as they are; those put together while running are not among them."""
    sources = [file for file in files(__package__ or "").iterdir() if file.name.endswith(".py")]
    return frozenset(
        id_ for source in sources for id_ in _named(ast.parse(source.read_text(encoding="utf-8")))
    )


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "say" for t in node.targets
        ):
            yield from _constants(node.value)


def _in_call(call: ast.Call) -> Iterator[str]:
    called = call.func
    name = (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )
    if name == "button" and call.args:
        yield from (f"button.{words}" for words in _constants(call.args[0]))
    place = _SAYS.get(name)
    if place is not None and len(call.args) > place:
        yield from _dotted(call.args[place])
    for keyword in call.keywords:
        if keyword.arg in _KEYWORDS:
            yield from _dotted(keyword.value)


def _dotted(node: ast.expr) -> Iterator[str]:
    return (words for words in _constants(node) if "." in words)


def _constants(node: ast.expr) -> Iterator[str]:
    """The words of «"a"» and of «"a" if … else "b"»."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
