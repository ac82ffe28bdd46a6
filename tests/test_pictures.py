"""The pictures of the README: there, small, described in words, and made from what there is now."""

from __future__ import annotations

import re
from pathlib import Path

from docs import draw

README = Path(__file__).parent.parent / "README.md"
SHOWN = re.compile(r'(?:src|srcset)="(docs/pictures/[^"]+)"')


def test_they_show_what_there_is_now() -> None:
    assert draw.MADE_FROM.read_text(encoding="utf-8") == draw.made_from(), "make pictures"


def test_each_picture_that_the_readme_shows_is_there_and_each_that_is_there_is_shown() -> None:
    shown = set(SHOWN.findall(README.read_text(encoding="utf-8")))
    there = {f"docs/pictures/{file.name}" for file in draw.PICTURES.iterdir() if file != draw.MADE_FROM}

    assert shown == there


def test_each_picture_says_in_words_what_it_shows() -> None:
    images = re.findall(r"<img [^>]*>", README.read_text(encoding="utf-8"))

    assert images
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


def test_together_they_are_small() -> None:
    assert sum(file.stat().st_size for file in draw.PICTURES.iterdir()) <= 300_000
