"""Whose clock a time was said on, where that was said: 14:00 GMT, 2pm CET, 10am UK time."""

import re

from bot.understand.moments import Abroad, Pieces, Reader

_CLOCKS = {
    "gmt": "Etc/GMT",
    "utc": "Etc/UTC",
    "zulu": "Etc/UTC",
    "bst": "Etc/GMT-1",
    "wet": "Etc/GMT",
    "west": "Etc/GMT-1",
    "cet": "Etc/GMT-1",
    "cest": "Etc/GMT-2",
    "eet": "Etc/GMT-2",
    "eest": "Etc/GMT-3",
    "est": "Etc/GMT+5",
    "edt": "Etc/GMT+4",
    "cdt": "Etc/GMT+5",
    "mst": "Etc/GMT+7",
    "mdt": "Etc/GMT+6",
    "pst": "Etc/GMT+8",
    "pdt": "Etc/GMT+7",
    "et": "America/New_York",
    "pt": "America/Los_Angeles",
    "ist": "Asia/Kolkata",
    "gst": "Asia/Dubai",
    "sgt": "Asia/Singapore",
    "hkt": "Asia/Hong_Kong",
    "jst": "Asia/Tokyo",
    "aest": "Etc/GMT-10",
    "aedt": "Etc/GMT-11",
}
"""Short names → zone. Etc/GMT-1 is one hour *ahead* of Greenwich, by the custom of the list of zones."""
_PLACES = {
    "uk": "Europe/London",
    "british": "Europe/London",
    "london": "Europe/London",
    "edinburgh": "Europe/London",
    "irish": "Europe/Dublin",
    "dublin": "Europe/Dublin",
    "paris": "Europe/Paris",
    "berlin": "Europe/Berlin",
    "german": "Europe/Berlin",
    "french": "Europe/Paris",
    "spanish": "Europe/Madrid",
    "dutch": "Europe/Amsterdam",
    "central european": "Europe/Berlin",
    "new york": "America/New_York",
    "eastern": "America/New_York",
    "pacific": "America/Los_Angeles",
    "indian": "Asia/Kolkata",
    "dubai": "Asia/Dubai",
    "sydney": "Australia/Sydney",
}
"""What stands before "time" → zone."""


def named(match: re.Match[str], _: object) -> Pieces:
    """CET, UTC, right behind a time."""
    return (Abroad(_CLOCKS[match["clock"]]),)


def ahead_of_greenwich(match: re.Match[str], _: object) -> Pieces:
    """GMT+1, UTC-05:00, right behind a time. The signs of the list of zones are the other way round."""
    hours = int(match["hours"])
    sign = "-" if match["sign"] == "+" else "+"
    return (Abroad(f"Etc/GMT{sign}{hours}" if hours else "Etc/GMT"),)


def of_a_place(match: re.Match[str], _: object) -> Pieces:
    """UK time, New York time."""
    return (Abroad(_PLACES[match["place"]]),)


RULES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (
        re.compile(r"\b(?:gmt|utc) ?(?P<sign>[+-])(?P<hours>0?\d|1[0-2])(?::?00)?(?![\d:])"),
        ahead_of_greenwich,
    ),
    (re.compile(rf"(?:(?<=[\dm] )|(?<=[\dm.] \()|(?<=\. ))(?P<clock>{'|'.join(_CLOCKS)})\b"), named),
    (re.compile(rf"\b(?P<place>{'|'.join(_PLACES)}) time\b"), of_a_place),
)
