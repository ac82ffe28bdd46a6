"""What a person can set: the shape that all settings share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.decision import Button
from bot.domain.facts import Facts
from bot.domain.person import Person

Offer = tuple[str, str, Mapping[str, str]]
"""A value that can be pressed: the value, the id of its words, and what stands in them."""
VALUE = "button.setting-value"
"""The words of a button that are the value itself."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set. A value is a short text that fits into a button."""

    name: str
    change: str
    """The words of the button that leads to it."""
    ask: str
    again: str
    done: str
    offers: Callable[[Facts], tuple[Offer, ...]]
    read: Callable[[Facts, str], tuple[str, ...]]
    """The values that an answer may mean: one if it is clear, none if it is no answer."""
    apply: Callable[[Person, str], Person | None]
    """The person with a value set. None: there is no such value."""
    shown: Callable[[Facts], str]
    """How it stands, in words."""
    numbers: bool = False
    """Whether a bare number is an answer of its own, and not the place of a button."""

    def buttons(self, facts: Facts) -> tuple[Button, ...]:
        """What can be pressed, in order."""
        return self.pressed(self.offers(facts))

    def pressed(self, offers: tuple[Offer, ...]) -> tuple[Button, ...]:
        """Buttons for these values."""
        return tuple(
            Button(label, "settings.set", extra=f"{self.name}={value}", values=values)
            for value, label, values in offers
        )


def words(facts: Facts, label: str, values: Mapping[str, str] | None = None) -> str:
    """A string in the person's language."""
    return facts.library.label(label, facts.person.language, values)


def offers(labels: Mapping[str, str]) -> Callable[[Facts], tuple[Offer, ...]]:
    """The same values for everybody: value → the id of its words."""
    return lambda _: tuple((value, label, {}) for value, label in labels.items())


def named(facts: Facts, said: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The value whose words, or whose own name, were said."""
    plain = said.strip(" .!").casefold()
    known = {value: (value.casefold(), words(facts, label).casefold()) for value, label in labels.items()}
    return tuple(value for value, names in known.items() if plain in names)
