"""A time zone out of what a person typed: a city, a country, a zone's own name, or hours from Greenwich."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(
    r"(?:(?:utc|gmt)\s*)?(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>[0-5]\d))?"
    r"(?:\s*(?:h|hrs?|hours?))?"
)
_GREENWICH = frozenset({"utc", "gmt", "utc+0", "gmt+0", "utc0"})
_LEADS = re.compile(
    r"^(?:(?:i am|i'm|im|i live|i'm living|i have moved|i've moved|we are|it's|change|set|switch|move)\s+)?"
    r"(?:(?:my|the)?\s*(?:time\s?zone|clock)\s+)?(?:(?:now|currently)\s+)?(?:(?:in|to|at|is)\s+)?"
)
_KNOWN = (
    "Europe/London", "Europe/Paris", "Europe/Athens", "Europe/Istanbul", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Singapore",
    "Asia/Tokyo", "Australia/Adelaide", "Australia/Sydney", "Pacific/Auckland", "Atlantic/Azores",
    "Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Tehran", "Asia/Kabul", "Asia/Yangon",
    "America/Sao_Paulo", "America/Halifax", "America/St_Johns", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
)  # fmt: skip
"""The zones that most people of an offset live in, so that nobody has to choose among fifty."""
_LONGEST = 100


def read(words: str, now: datetime, places: Mapping[str, str]) -> tuple[str, ...]:
    """The zones that the words may mean, likeliest first; one if they are clear, none if they name none.

    `now` (aware) tells which clocks differ from Greenwich by so much today. `places`: further names in
    small letters, each with a zone or a country.
    """
    typed = " ".join(_bare(words[:_LONGEST]).split()).strip(" .!?")
    for said in dict.fromkeys((typed, _LEADS.sub("", typed))):
        if said in _GREENWICH:
            return _by_offset(timedelta(), now)[:1]
        if offset := _OFFSET.fullmatch(said):
            return _by_offset(_span(offset), now)
        known = places.get(said, said)
        found = _named().get(_bare(known)) or _distinct(_countries().get(_bare(known), ()), now.year)
        if found:
            return found
    return ()


def city(zone: str) -> str:
    """The place that a zone is called after: «New York»."""
    return zone.rpartition("/")[2].replace("_", " ")


def exists(zone: str) -> bool:
    """Whether somebody can live in a zone of this name; «Etc/GMT+2» and «Factory» are nobody's home."""
    return zone in _zones() and _lived_in(zone)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _lived_in(zone: str) -> bool:
    return "/" in zone and not zone.startswith(("Etc/", "SystemV/", "posix/", "right/"))


@lru_cache(maxsize=1)
def _named() -> Mapping[str, tuple[str, ...]]:
    """City, or the whole name of a zone → zones. The names of today go before those of the past."""
    found: dict[str, list[str]] = defaultdict(list)
    today = [zone for zones in _by_country().values() for zone in zones]
    for zone in [*dict.fromkeys(today), *sorted(_zones())]:
        if not _lived_in(zone):
            continue
        found[_bare(zone)].append(zone)
        name = _bare(city(zone))
        if name not in found:
            found[name].append(zone)
    return {name: tuple(dict.fromkeys(zones))[:1] for name, zones in found.items()}


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, tuple[str, ...]]:
    """Country → its zones, the one with most people first."""
    named = (line.split("\t") for line in _table("iso3166.tab"))
    theirs = _by_country()
    return {_bare(name): tuple(theirs[code]) for code, name in named if code in theirs}


@lru_cache(maxsize=1)
def _by_country() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in _table("zone.tab"):
        code, _, zone, *_ = line.split("\t")
        found[code].append(zone)
    return found


def _table(name: str) -> list[str]:
    text = files("tzdata.zoneinfo").joinpath(name).read_bytes().decode()
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _distinct(zones: tuple[str, ...], year: int) -> tuple[str, ...]:
    """Without those whose clocks show in winter and in summer what an earlier one's show."""
    found: dict[tuple[timedelta | None, ...], str] = {}
    for zone in zones:
        moments = (datetime(year, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
        found.setdefault(tuple(moment.utcoffset() for moment in moments), zone)
    return tuple(found.values())


def _span(match: re.Match[str]) -> timedelta:
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    return timedelta(hours=hours, minutes=minutes) * (-1 if match["sign"] == "-" else 1)


def _by_offset(span: timedelta, now: datetime) -> tuple[str, ...]:
    near = tuple(zone for zone in _KNOWN if now.astimezone(ZoneInfo(zone)).utcoffset() == span)
    if near:
        return near
    rare = (zone for zones in _by_country().values() for zone in zones)
    return tuple(z for z in rare if now.astimezone(ZoneInfo(z)).utcoffset() == span)[:1]


def _bare(words: str) -> str:
    """In small letters, without accents: «São Paulo» → «sao paulo»."""
    flat = unicodedata.normalize(
        "NFKD", words.casefold().replace("’", "'").replace("_", " ").replace("−", "-")
    )
    return "".join(char for char in flat if not unicodedata.combining(char))
