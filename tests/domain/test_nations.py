"""Editors write names of nations; records of people have codes."""

from __future__ import annotations

from bot.domain.nations import NAMED, NATIONS, names


def test_some_name_means_each_nation() -> None:
    assert set().union(*NAMED.values()) == set(NATIONS)


def test_a_nation_is_called_as_editors_write_it() -> None:
    assert names("GB-WLS", "IE") == "Wales, Ireland"
    assert names("INTL") == "elsewhere"
