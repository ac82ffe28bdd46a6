"""The words that ship are in order, and the guide to changing them tells the truth."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

from bot import routes
from bot.content import load
from bot.content.shape import LONGEST_LABEL
from tests.content.shelves import Folder

CONTENT = Path(__file__).parent.parent.parent / "content"
GUIDE = (CONTENT / "README.md").read_text(encoding="utf-8")


def example(beginning: str) -> str:
    """The indented example of the guide that begins so."""
    found = re.search(rf"(?:^ {{4}}{re.escape(beginning)}.*\n)(?:^(?: {{4}}.*)?\n)*", GUIDE, re.MULTILINE)
    assert found
    return dedent(found[0]).strip() + "\n"


def test_the_words_that_ship_are_in_order() -> None:
    library = load(CONTENT, actions=routes.ACTIONS, ids_used=routes.TEXTS)

    assert library.journeys
    assert library.ids("guidance")


def test_the_page_in_the_guide_is_a_page(folder: Folder) -> None:
    page = example("---").replace("show-tips", "read-more").replace(", chase-employer", "")
    folder.write("guidance/en-GB/waiting.md", page)

    assert folder.load().text("waiting", "en-GB").startswith("Waiting is <b>hard</b>.")


def test_the_step_in_the_guide_is_a_step(folder: Folder) -> None:
    folder.write("journeys/result-check.yaml", example("steps:"))

    (step,) = folder.load().journeys["result-check"].steps
    assert step.until == ("outcome",)


def test_the_guide_knows_every_folder_and_limit() -> None:
    named = set(re.findall(r"^\|.*\| `([a-z.]+)/?", GUIDE, re.MULTILINE))

    assert {path.name for path in CONTENT.iterdir()} - {"README.md"} <= named | {
        "desk.yaml",
        "signposts.yaml",
    }
    assert f"up to {LONGEST_LABEL} characters" in GUIDE
