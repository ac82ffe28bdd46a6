"""The settings of the nation, which law and helplines go by, and of the time zone, which clocks go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.facts import Facts
from bot.domain.nations import ANYWHERE
from bot.domain.signposts import ABROAD
from bot.talk import lines
from bot.talk.setting import VALUE, Offer, Setting, named, offers, words
from bot.understand import zones

MOST = 6
"""How many places are offered at once."""
_NATIONS = {**lines.NATIONS, ABROAD: "button.support.elsewhere", ANYWHERE: "button.nation-unsaid"}
_AT_HOME = ("Europe/London", "Europe/Dublin", "Europe/Paris", "Europe/Warsaw")
_CITIES: Mapping[str, tuple[str, ...]] = {
    "IE": ("Europe/Dublin", "Europe/London", "Europe/Paris", "Europe/Warsaw"),
    ABROAD: ("Europe/Paris", "Europe/Warsaw", "America/New_York", "Asia/Kolkata", "Africa/Lagos"),
}
"""Nation → where its people most likely are; everybody else may be `_AT_HOME`."""


def offered(found: tuple[str, ...]) -> tuple[Offer, ...]:
    """Zones to choose from, by their cities."""
    return tuple((zone, VALUE, {"value": zones.city(zone)}) for zone in found[:MOST])


def _cities(facts: Facts) -> tuple[Offer, ...]:
    found = _CITIES.get(facts.person.nation, _AT_HOME)
    return offered(tuple(zone for zone in found if zone != facts.person.zone))


def _zone(facts: Facts, said: str) -> tuple[str, ...]:
    phrases = facts.library.phrases_of(facts.person.language)
    told = (line for name, text in phrases if name == "answers/places" for line in text.splitlines())
    pairs = (line.split(":", 1) for line in told if ":" in line and not line.startswith("#"))
    return zones.read(said, facts.now, {place.strip().casefold(): zone.strip() for place, zone in pairs})


def _nation(facts: Facts, said: str) -> tuple[str, ...]:
    plain = said.strip().casefold().removeprefix("i live ").removeprefix("i'm ").removeprefix("in ")
    return named(facts, plain, _NATIONS)


def _nation_shown(facts: Facts) -> str:
    known = facts.person.nation if facts.person.nation in _NATIONS else ANYWHERE
    return words(facts, "settings.none" if known == ANYWHERE else _NATIONS[known])


NATION = Setting(
    name="nation",
    change="button.change-nation",
    ask="settings.nation.ask",
    again="settings.nation.again",
    done="settings.nation.done",
    offers=offers(_NATIONS),
    read=_nation,
    apply=lambda person, value: replace(person, nation=value) if value in _NATIONS else None,
    shown=_nation_shown,
)
ZONE = Setting(
    name="zone",
    change="button.change-zone",
    ask="settings.zone.ask",
    again="settings.zone.again",
    done="settings.zone.done",
    offers=_cities,
    read=_zone,
    apply=lambda person, value: replace(person, zone=value) if zones.exists(value) else None,
    shown=lambda facts: zones.city(facts.person.zone),
)
