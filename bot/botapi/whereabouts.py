"""A place on the map as the time zone there, which is all that goes further: the place stays out here.

It is worked out at the edge, because the maps are read from files, which rules and handlers never do, and
because what no event carries can stand in no fact, no question, no row and no log.
"""

from __future__ import annotations

import tzfpy
from telegram import Location

from bot.botapi.fields import Unparseable


def zone(place: Location) -> str:
    """The zone that clocks go by there («Europe/Paris»); at sea one of hours alone («Etc/GMT+2»).

    Empty: nowhere on earth. Unparseable: no place.
    """
    latitude, longitude = place.latitude, place.longitude
    if not all(isinstance(degrees, int | float) for degrees in (latitude, longitude)):
        raise Unparseable("location")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return ""
    return str(tzfpy.get_tz(longitude, latitude))
