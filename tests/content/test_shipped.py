"""The words that ship are in order, and the guide to changing them tells the truth."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from bot import routes
from bot.commands import preview
from bot.content import load, plainness
from bot.content.checking import review
from bot.content.pages import FORMS
from bot.content.shape import LONGEST, LONGEST_LABEL
from bot.domain.library import Library
from bot.domain.nations import NAMED
from tests.content.shelves import Folder

CONTENT = Path(__file__).parent.parent.parent / "content"
GUIDE = (CONTENT / "README.md").read_text(encoding="utf-8")
TODAY = date(2026, 12, 1)
PAGE = "id: second-interview"
TONES = "id: email-second-interview"


def example(line: str) -> str:
    """The indented example of the guide that has this line near its beginning."""
    found = re.search(
        rf"(?:^ {{4}}---\n)?^ {{4}}{re.escape(line)}.*\n(?:^(?: {{4}}.*)?\n)*", GUIDE, re.MULTILINE
    )
    assert found
    return dedent(found[0]).strip() + "\n"


class Shipped:
    """A copy of the words that ship, to try the examples of the guide in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(CONTENT, root)

    def write(self, name: str, words: str) -> None:
        """Writes one file, or adds to it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + words, encoding="utf-8")

    def add_page(self) -> None:
        """Adds the page in the guide as the guide says."""
        self.write("guidance/en-GB/second-interview.md", example(PAGE))
        if (self.root / "guide.yaml").exists():
            self.write("guide.yaml", "newest: [second-interview]\n")
            self.write("strings/en-GB/newest.yaml", "guide.group.newest: Newest\n")

    def load(self) -> Library:
        """The library, if nothing is wrong."""
        return load(self.root, actions=routes.ACTIONS, ids_used=routes.TEXTS)


@pytest.fixture
def shipped(tmp_path: Path) -> Shipped:
    return Shipped(tmp_path / "content")


def test_the_words_that_ship_are_in_order() -> None:
    library = load(CONTENT, actions=routes.ACTIONS, ids_used=routes.TEXTS)

    assert library.journeys
    assert library.ids("guidance")


def test_the_page_in_the_guide_can_be_added(shipped: Shipped) -> None:
    shipped.add_page()

    library = shipped.load()

    assert library.text("second-interview", "en-GB").startswith("They want to see you again, and that's <b>")
    assert library.text("second-interview.more", "en-GB").startswith("It's fine")
    assert preview.shown(library, "second-interview", "en-GB").count("[Show thank-you email] ") == 2


def test_the_message_in_the_guide_has_its_tones(shipped: Shipped) -> None:
    shipped.write("templates/en-GB/email-second-interview.md", example(TONES))
    library = shipped.load()

    def said(id_: str) -> str:
        return library.text(id_, "en-GB", {"my_name": "Sam"})

    assert "Kind regards\nSam" in said("email-second-interview")
    assert "I will be there.\n\nSam" in said("email-second-interview.shorter")
    assert "Yours sincerely\nSam" in said("email-second-interview.formal")


def test_what_the_guide_shows_is_written_as_it_says(shipped: Shipped) -> None:
    shipped.add_page()
    shipped.write("templates/en-GB/email-second-interview.md", example(TONES))

    assert review(shipped.root, TODAY, actions=routes.ACTIONS, ids_used=routes.TEXTS).mend == ()


def test_the_phrase_in_the_guide_can_be_added(folder: Folder) -> None:
    folder.write("style.yaml", example("avoid:"))
    folder.replace("exercises/en-GB/warm-up.md", "Breathe out.", "Let us touch base.")

    (mistake,) = review(folder.root, TODAY).mend
    assert mistake.reason == "«touch base»: say «talk» or «write»"


def test_the_lines_for_nations_in_the_guide_are_read_as_it_says(folder: Folder) -> None:
    body = example("Public careers advice")
    folder.write("exercises/en-GB/warm-up.md", f"---\nid: warm-up\ntitle: A warm-up\n---\n{body}")
    library = folder.load()

    said = {nation: library.text("warm-up", "en-GB", nation=nation) for nation in ("GB-SCT", "GB-WLS", "GB")}
    assert "people in work" in said["GB-SCT"]
    assert "by phone" not in said["GB-SCT"]
    assert "by phone" in said["GB-WLS"]
    assert "near you" in said["GB"]


def test_the_source_in_the_guide_is_a_source(folder: Folder) -> None:
    folder.write("sources.yaml", (folder.root / "sources.yaml").read_text() + example("P90:"))

    assert folder.load().sources["P90"].name == "A University"


def test_the_step_in_the_guide_is_a_step(folder: Folder) -> None:
    folder.write("journeys/result-check.yaml", example("steps:"))

    (step,) = folder.load().journeys["result-check"].steps
    assert step.until == ("outcome",)


def test_the_language_in_the_guide_can_be_begun(shipped: Shipped) -> None:
    shipped.write("strings/pl.yaml", example("button.got-it"))
    library = shipped.load()

    assert library.label("button.got-it", "pl") == "Udało się"
    assert library.label("button.another-round", "pl") == library.label("button.another-round", "en-GB")


def test_the_guide_knows_every_folder_and_fact_and_limit() -> None:
    named = set(re.findall(r"^\|.*\| `([a-z.]+)/?", GUIDE, re.MULTILINE))
    facts = {
        word
        for line in re.findall(r"^\| `.*?\|", GUIDE, re.MULTILINE)
        for word in re.findall("[a-z_]+", line)
    }

    assert {path.name for path in CONTENT.iterdir()} - {"README.md"} <= named | {"desk.yaml"}
    assert FORMS["guidance"].needed | FORMS["guidance"].possible <= facts
    assert all(f"`@{name}`" in GUIDE for name in NAMED)
    assert f"up to {LONGEST_LABEL} characters" in GUIDE
    assert f"Up to {LONGEST['guidance']} characters fit" in GUIDE
    assert f"up to {LONGEST['nudges']}." in GUIDE
    for most in (f"{plainness.MOST_WORDS} words a page", f"{plainness.LONGEST_SENTENCE} a sentence and "):
        assert most in GUIDE
    assert f"{plainness.MOST_ITEMS} items a list or {plainness.MOST_STEPS} numbered" in GUIDE
    assert f"up to grade {plainness.HARDEST} " in GUIDE


def test_the_guide_explains_every_word_that_a_step_of_ours_uses() -> None:
    journeys = sorted((CONTENT / "journeys").glob("*.yaml"))
    used = {word for file in journeys for word in re.findall(r"(?m)^ {4}([a-z_]+):", file.read_text("utf-8"))}

    assert {word for word in used if not re.search(rf"`{word}\b|^ +{word}:", GUIDE, re.MULTILINE)} == set()
