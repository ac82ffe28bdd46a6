"""YAML that remembers on which line everything stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import yaml

from bot.content.mistakes import Flaw
from bot.domain.fields import Place

Scalar = Callable[[yaml.ScalarNode], object]


@dataclass(frozen=True)
class Tree:
    """What a piece of YAML says, and on which line, counted from 0. Data None: it is empty or unreadable."""

    data: object
    flaws: tuple[Flaw, ...] = ()
    lines: Mapping[Place, int] = field(default_factory=dict)
    begins: Mapping[Place, int] = field(default_factory=dict)
    """Where the words of a single value begin; below its key, if it is a block («|»)."""

    def line(self, place: Place) -> int:
        """Where a part stands, or the nearest part around it that is there."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)


def as_words(node: yaml.ScalarNode) -> object:
    """Every value as it is written: `No` is a word, not a negation."""
    return str(node.value)


def as_values(node: yaml.ScalarNode) -> object:
    """Numbers, true, false and null as such; all else, times and dates too, as written."""
    word = str(node.value)
    if node.style:
        return word
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if _WHOLE.fullmatch(word):
        return int(word)
    return float(word) if _BROKEN.fullmatch(word) else word


def read(source: str, scalar: Scalar = as_words) -> Tree:
    """Reads YAML; two equal keys side by side are a flaw, and so is all that is no YAML."""
    try:
        node = _composed(source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Tree(None, (Flaw(mark.line if mark else 0, f"this is not YAML: {error.problem}"),))
    except yaml.YAMLError as error:
        line = source[: getattr(error, "position", 0)].count("\n")
        return Tree(None, (Flaw(line, f"this is not YAML: {getattr(error, 'reason', error)}"),))
    if node is None:
        return Tree(None)
    growing = _Growing(scalar)
    data = growing.grow(node, ())
    return Tree(data, tuple(growing.flaws), growing.lines, growing.begins)


def _composed(source: str) -> yaml.Node | None:
    """The reader in C is ten times as fast; the one in Python says better what is wrong."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        with suppress(yaml.YAMLError):
            return yaml.compose(source, Loader=fast)
    return yaml.compose(source, Loader=yaml.SafeLoader)


_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"-?(0|[1-9]\d*)")
_BROKEN = re.compile(r"-?(0|[1-9]\d*)\.\d+")


class _Growing:
    """One pass over the nodes of one file."""

    def __init__(self, scalar: Scalar) -> None:
        self._scalar = scalar
        self.lines: dict[Place, int] = {}
        self.begins: dict[Place, int] = {}
        self.flaws: list[Flaw] = []
        self._seen: set[int] = set()

    def grow(self, node: yaml.Node, place: Place) -> object:
        self.lines.setdefault(place, node.start_mark.line)
        if id(node) in self._seen:
            self.flaws.append(
                Flaw(node.start_mark.line, "this is used again elsewhere (*); write it out there")
            )
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.grow(item, (*place, at)) for at, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)  # noqa: S101  (there is no fourth kind)
        self.begins[place] = node.start_mark.line + (node.style in ("|", ">"))
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value in node.value:
            line = key.start_mark.line
            if not isinstance(key, yaml.ScalarNode):
                self.flaws.append(Flaw(line, "a key has to be a word"))
            elif key.value in data:
                first = self.lines[(*place, key.value)]
                self.flaws.append(
                    Flaw(line, f"«{key.value}» is here twice; the first is {line - first} lines above")
                )
            else:
                self.lines[(*place, key.value)] = line
                data[key.value] = self.grow(value, (*place, key.value))
        return data
