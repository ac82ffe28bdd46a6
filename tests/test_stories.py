"""Whole conversations, told as people read them: each story is played and must come out as it is written."""

from __future__ import annotations

import asyncio
import difflib
import os
from functools import lru_cache
from pathlib import Path

import pytest

from bot import app
from bot.commands import story
from bot.domain.library import Library
from bot.settings import CONTENT

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))
UPDATE = bool(os.environ.get("UPDATE_STORIES"))
"""Set to write the stories anew. Read what has changed before you keep it."""


@lru_cache(maxsize=1)
def library() -> Library:
    return app.words(CONTENT)


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_the_story_is_told_as_it_is_written(file: Path) -> None:
    written = file.read_text(encoding="utf-8")

    told = asyncio.run(story.play(written, library()))

    if UPDATE:
        file.write_text(told, encoding="utf-8")
        return
    assert told == written, difference(written, told)


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_nothing_in_a_story_is_refused_by_telegram(file: Path) -> None:
    assert "    rejected:" not in file.read_text(encoding="utf-8")


def difference(written: str, told: str) -> str:
    lines = difflib.unified_diff(
        written.splitlines(), told.splitlines(), "written", "played", lineterm="", n=2
    )
    return "\n".join(("", *lines))
