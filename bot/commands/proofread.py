"""Reads the words as an editor's second pair of eyes; a start of the bot does not load this."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot import routes
from bot.app import NAMED
from bot.content import checking


def proofread(folder: Path, against: Path | None = None) -> checking.Review:
    """All that is wrong with the words in a folder, or might be.

    `against` is a folder of other people's texts: nothing may be taken from them.
    """
    return checking.review(
        folder,
        datetime.now(UTC).date(),
        actions=routes.ACTIONS,
        ids_used=routes.TEXTS | NAMED,
        against=against,
    )
