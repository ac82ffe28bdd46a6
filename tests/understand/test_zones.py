"""A zone out of a city, a country, an offset: never a silent guess between clocks that differ."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.understand import zones

WINTER = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)
PLACES = {"manchester": "Europe/London", "usa": "United States"}


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("London", "Europe/London"),
        ("new york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("I'm in Paris", "Europe/Paris"),
        ("Poland", "Europe/Warsaw"),
        ("Germany", "Europe/Berlin"),
        ("Manchester", "Europe/London"),
        ("Asia/Kathmandu", "Asia/Kathmandu"),
        ("+5:30", "Asia/Kolkata"),
        ("GMT -3", "America/Sao_Paulo"),
        ("utc", "Europe/London"),
    ],
)
def test_what_is_clear_is_one_zone(words: str, zone: str) -> None:
    assert zones.read(words, WINTER, PLACES) == (zone,)


def test_an_offset_is_meant_as_clocks_are_today() -> None:
    assert "Europe/Paris" in zones.read("+1", WINTER, {})
    assert "Europe/London" in zones.read("+1", SUMMER, {})


def test_a_country_with_several_clocks_gives_each_of_them_once() -> None:
    found = zones.read("usa", WINTER, PLACES)

    offsets = [SUMMER.astimezone(ZoneInfo(zone)).utcoffset() for zone in found]
    assert found[0] == "America/New_York"
    assert len(found) > 3
    assert len(set(offsets)) > 3


@pytest.mark.parametrize("words", ["", "the moon", "+25", "+14:75", "x" * 5000, "\ud800", "/", "Etc"])
def test_what_names_no_place_gives_none(words: str) -> None:
    assert zones.read(words, WINTER, PLACES) == ()


def test_every_zone_is_found_by_its_own_name() -> None:
    lost = [z for z in available_timezones() if "/" in z and not z.startswith("Etc/")]

    assert [zone for zone in lost if zone not in zones.read(zone, WINTER, {})] == []
