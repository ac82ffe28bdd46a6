"""Named places at which a test can let the process end, as if the power had gone."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from types import MappingProxyType

VARIABLE = "FAILPOINTS"
"""Names separated by commas, each perhaps with what happens (`=raise`) and at which passing (`@3`)."""

POINTS: Mapping[str, str] = MappingProxyType(
    {
        "migrating": "tables have been changed, nothing is committed",
        "migrated": "tables are as they should be",
        "recovering": "suspects among the updates have been put back, messages in doubt not yet",
        "answered": "Telegram has done what it was asked, and we have not read its answer",
        "fetched": "updates have come, none is stored",
        "storing": "updates are written, not committed",
        "stored": "updates are committed, Telegram has not been told",
        "taking": "attempts are counted, not committed",
        "taken": "attempts are committed, nothing is handled",
        "decided": "handlers have said what is to be, nothing is written",
        "changed": "what was decided is written, nudges are as before",
        "planned": "nudges are planned anew, no message is written",
        "worded": "messages are written, updates count as undone",
        "ended": "everything of the turns is written, not committed",
        "failed": "a turn has failed, nobody has written it down",
        "handled": "turns are committed, presses not answered",
        "claiming": "messages are claimed, not committed",
        "claimed": "claims are committed, the next message has not left",
        "landed": "messages have arrived, nobody has written it down",
        "noting": "arrivals are written down, not committed",
        "noted": "arrivals are committed",
        "deriving": "some people's nudges are derived anew, not committed",
        "derived": "these are committed, the next people's are as before",
        "stopping": "we were asked to stop, nothing has been done about it",
        "stopped": "everything has ended, the database is still open",
    }
)
"""Every place, and how things stand there."""


DEEDS = ("exit", "raise", "hang")
"""The process is gone at once; whoever passes from then on fails; nothing moves any more."""

_armed: dict[str, tuple[str, int]] = {}
"""What happens where, and after how many passings; empty in every process that nobody tests."""


class Failed(Exception):
    """What a failpoint raises where it is told to."""


def failpoint(name: str) -> None:
    """Nothing, unless the environment names this place."""
    if _armed and name in _armed:
        deed, left = _armed[name]
        _armed[name] = (deed, left - 1)
        if left <= 1:
            _do(deed)


def arm(environment: Mapping[str, str] = os.environ) -> None:
    """Reads which places are to fail. ValueError: there is no such place or deed."""
    _armed.clear()
    for order in filter(None, environment.get(VARIABLE, "").split(",")):
        what, _, passing = order.partition("@")
        name, _, deed = what.partition("=")
        if name not in POINTS or deed not in ("", *DEEDS):
            raise ValueError(f"{VARIABLE}: there is no {what}")
        _armed[name] = (deed or "exit", int(passing or 1))


def _do(deed: str) -> None:
    match deed:
        case "exit":
            os._exit(9)
        case "hang":
            time.sleep(3600)
        case _:
            raise Failed


arm()
