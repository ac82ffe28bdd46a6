"""A file on its way to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.decision import Rows

Everything = Mapping[str, list[dict[str, Any]]]
"""Table → the person's rows in it, of values that JSON has."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file and what is said beside it."""

    name: str
    """As the person will find it among their downloads: never made of anybody's words."""
    say: str
    """The id of its caption in content/strings."""
    make: Callable[[], bytes]
    """Makes the content. It may take a while, so it is called in a thread."""
    values: Mapping[str, str] = field(default_factory=dict)
    buttons: Rows = ()
    picture: bool = False
    """Whether it is shown in the chat; otherwise it is a file to open or save."""
