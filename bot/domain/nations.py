"""The nations that people can be in: what law, helplines and bank holidays go by."""

from __future__ import annotations

from collections.abc import Mapping

ANYWHERE = "GB"
"""The nation of people of whom we know none more exactly."""
NATIONS = (ANYWHERE, "GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR", "IE", "INTL")
"""As the record of a person has them."""
NAMED: Mapping[str, frozenset[str]] = {
    "England": frozenset({"GB-ENG"}),
    "Scotland": frozenset({"GB-SCT"}),
    "Wales": frozenset({"GB-WLS"}),
    "Northern-Ireland": frozenset({"GB-NIR"}),
    "Ireland": frozenset({"IE"}),
    "Great-Britain": frozenset({"GB-ENG", "GB-SCT", "GB-WLS"}),
    "UK": frozenset({ANYWHERE, "GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"}),
    "elsewhere": frozenset(NATIONS),
}
"""The names that editors write → whom each of them means."""
_NAMES = {nation: name for name, nations in NAMED.items() if len(nations) == 1 for nation in nations}


def code(word: str) -> str | None:
    """The nation that «Scotland», «GB-SCT» or «northern ireland» means. None: no nation, or several."""
    wanted = word.strip().casefold().replace(" ", "-")
    called = {name.casefold(): nation for nation, name in _NAMES.items()}
    return called.get(wanted) or next((one for one in NATIONS if one.casefold() == wanted), None)


def names(*nations: str) -> str:
    """Nations in words that an editor knows: «England, Wales»."""
    return ", ".join(_NAMES.get(nation, "elsewhere") for nation in nations)
