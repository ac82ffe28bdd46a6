"""A person's copy of everything we keep: one zip with a text to read and the rows as JSON."""

from __future__ import annotations

import io
import json
import zipfile

from bot.domain import export
from bot.domain.facts import Facts
from bot.store.theirs import Kept

NAME = "bounceback.zip"
TEXT, ROWS = "read-me.txt", "everything.json"


def zipped(mine: Facts, kept: Kept) -> bytes:
    """The file. It takes a while, so it is made in a thread."""
    made = io.BytesIO()
    moment = mine.local_now.replace(tzinfo=None).timetuple()[:6]
    parts = {TEXT: export.readable(mine), ROWS: json.dumps(kept, ensure_ascii=False, indent=2)}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            # The mark at the start tells Windows which letters these are.
            content = words.encode("utf-8-sig" if name == TEXT else "utf-8", "replace")
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
