"""The words of content/, ready to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.decision import Button
from bot.domain.journey import Journey


@dataclass(frozen=True)
class Library:
    """Everything that content/ holds, checked. Built by `bot.content.load`."""

    journeys: Mapping[str, Journey] = field(default_factory=dict)
    phrases: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Language → (file name without .txt, its text), for `understand` to compile."""

    def text(self, say: str, language: str, values: Mapping[str, str] | None = None, *, turn: int = 0) -> str:
        """A text as Telegram HTML. KeyError: no such text in any language."""
        raise NotImplementedError

    def label(self, name: str, language: str, values: Mapping[str, str] | None = None) -> str:
        """A string as plain text, for buttons and toasts. KeyError: no such string."""
        raise NotImplementedError

    def button(self, name: str, id_: int = 0, version: int = 0) -> Button:
        """A button of content/buttons.yaml, about one interview or request. KeyError: no such button."""
        raise NotImplementedError

    def buttons_of(self, say: str, language: str) -> tuple[str, ...]:
        """The names of the buttons that a text wants under it."""
        raise NotImplementedError
