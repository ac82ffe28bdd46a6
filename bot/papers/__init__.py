"""The files that people get from us. Each is made when it is sent, from the facts as they are then."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.facts import Facts
from bot.papers import calendar, copy, progress
from bot.papers.paper import Everything, Paper

KINDS: Mapping[str, Callable[[Facts, Everything, int], Paper | None]] = {
    "copy": copy.paper,
    "calendar": calendar.paper,
    "progress": progress.paper,
}
"""By its name in a row of the outbox: the file about one interview (0: about no single one).

None: there is nothing to send any more.
"""
WANT_EVERYTHING = frozenset({"copy"})
"""The kinds that hold every row of the person; the others are given none."""
TEXTS = frozenset({copy.CAPTION}) | calendar.TEXTS | progress.TEXTS
"""What is said in a file or beside it, and by no handler."""

__all__ = ["KINDS", "TEXTS", "WANT_EVERYTHING", "Everything", "Paper"]
