"""The clocks of the world by the names of their zones, and what to do when a zone has gone."""

from __future__ import annotations

from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@lru_cache(maxsize=1024)
def of(zone: str) -> tzinfo:
    """The clocks of a zone. One that has gone shows UTC: nobody may be left without messages for that."""
    return _found(zone) or UTC


@lru_cache(maxsize=1024)
def known(zone: str) -> bool:
    """Whether the data has a zone of this name; if not, its people have to be asked where they are."""
    return _found(zone) is not None


def _found(zone: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
