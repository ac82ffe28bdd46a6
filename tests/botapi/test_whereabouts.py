"""Of a place on the map nothing goes further than the zone there."""

from __future__ import annotations

import pytest

from bot.botapi.parse import Unparseable
from bot.domain.event import Ignored, Thing
from tests.botapi.updates import Raw, message, personal, read, said, update


def _at(latitude: object, longitude: object) -> Raw:
    return said(None, location={"latitude": latitude, "longitude": longitude})


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (51.5, -0.1, "Europe/London"),
        (53.35, -6.26, "Europe/Dublin"),
        (52.23, 21.01, "Europe/Warsaw"),
        (40.0, -30.0, "Etc/GMT+2"),
        (90, 0, "Etc/GMT"),
        (91, 0, ""),
        (0, 181, ""),
        (float("nan"), 0, ""),
        (2**80, 0, ""),
    ],
)
def test_a_place_is_told_as_its_zone(latitude: object, longitude: object, zone: str) -> None:
    thing = personal(_at(latitude, longitude))

    assert isinstance(thing, Thing)
    assert (thing.kind, thing.zone) == ("location", zone)
    assert str(latitude) not in repr(thing) or latitude in (0, 90)


@pytest.mark.parametrize("odd", [None, "51.5", [51.5]])
def test_what_is_no_place_is_refused(odd: object) -> None:
    with pytest.raises(Unparseable):
        read(_at(odd, 0.0))


def test_a_place_that_moves_is_told_once() -> None:
    moved = message(None, location={"latitude": 1.0, "longitude": 1.0}, edit_date=1_790_000_009)

    assert isinstance(read(update("edited_message", moved)), Ignored)
