"""What Telegram finds in a text by itself: commands, links, names, hashtags, addresses."""

import re
from collections.abc import Iterable
from typing import Any

from bot.sandbox.units import units

_SPOTS = re.compile(
    r"""
      (?P<url> (?<![\w@.]) (?: https?://[^\s<>"]+[^\s<>".,;:!?)\]']
                           | (?:[a-z0-9-]+\.)+ (?:com|org|net|io|uk|scot|wales|eu|app|dev|info|me) \b
                             (?:/[^\s<>"]*[^\s<>".,;:!?)\]'])? ) (?!@) )
    | (?P<email> (?<![\w.+-]) [\w.+-]+ @ [\w-]+ (?:\.[\w-]+)+ )
    | (?P<bot_command> (?<![\w/<>@]) / [a-zA-Z0-9_]{1,64} (?:@[a-zA-Z0-9_]{3,32})? (?![\w/]) )
    | (?P<mention> (?<![\w@]) @ [a-zA-Z0-9_]{4,32} \b )
    | (?P<hashtag> (?<![\w#]) \# (?=\w*[^\W\d]) \w{1,256} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})
_SIGNS = re.compile(r"[/@#.]")


def spot(text: str, marked: Iterable[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """All entities of a text in their order: those given, and those found outside code and links."""
    entities = list(marked)
    if not _SIGNS.search(text):
        return entities
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in _CLOSED
    ]
    for match in _SPOTS.finditer(text):
        start = units(text[: match.start()])
        stop = start + units(match[0])
        if match.lastgroup and not any(first < stop and start < last for first, last in closed):
            entities.append({"type": match.lastgroup, "offset": start, "length": stop - start})
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
