"""A person's copy of everything we keep: one zip with a text to read and the rows as JSON."""

from __future__ import annotations

import io
import json
import zipfile
from functools import partial

from bot.domain import export
from bot.domain.facts import Facts
from bot.papers.paper import Everything, Paper

NAME = "bounceback.zip"
CAPTION = "export.caption"
TEXT, ROWS = "read-me.txt", "everything.json"


def paper(facts: Facts, everything: Everything, _: int) -> Paper:
    """Everything as it is at this moment."""
    return Paper(NAME, CAPTION, partial(_zipped, facts, everything))


def _zipped(facts: Facts, everything: Everything) -> bytes:
    made = io.BytesIO()
    moment = facts.local_now.replace(tzinfo=None).timetuple()[:6]
    parts = {TEXT: export.readable(facts), ROWS: json.dumps(everything, ensure_ascii=False, indent=2)}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            # The mark at the start tells Windows which letters these are.
            content = words.encode("utf-8-sig" if name == TEXT else "utf-8", "replace")
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
