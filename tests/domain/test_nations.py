"""Editors write names of nations; records of people have codes."""

from __future__ import annotations

from bot.domain.nations import NAMED, NATIONS, code, names


def test_some_name_means_each_nation() -> None:
    assert set().union(*NAMED.values()) == set(NATIONS)


def test_a_nation_is_called_as_editors_write_it() -> None:
    assert names("GB-WLS", "IE") == "Wales, Ireland"
    assert names("INTL") == "elsewhere"


def test_a_nation_may_be_named_or_given_by_its_code() -> None:
    assert [code(word) for word in ("Scotland", "northern ireland", "GB-WLS", "gb-eng", "GB")] == [
        "GB-SCT",
        "GB-NIR",
        "GB-WLS",
        "GB-ENG",
        "GB",
    ]


def test_no_nation_is_guessed() -> None:
    assert [code(word) for word in ("", "Atlantis", "Great Britain")] == [None, None, None]
