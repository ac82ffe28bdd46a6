"""Everybody reads the lines that are for their nation, and nobody those of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.nations import readings
from bot.domain.nations import ANYWHERE, NATIONS
from tests.content.shelves import Folder

PAGE = "exercises/en-GB/warm-up.md"
NUMBERS = """\
Ask for a **talk**.

@England Ring one.
@Scotland Ring two.
@elsewhere Ring your own service.

It is free.
"""


def written(folder: Folder, body: str) -> None:
    folder.write(PAGE, f"---\nid: warm-up\ntitle: A warm-up\n---\n{body}")


def read(folder: Folder, nation: str = ANYWHERE, turn: int = 0) -> str:
    return folder.load().text("warm-up", "en-GB", turn=turn, nation=nation)


@pytest.mark.parametrize(
    ("nation", "line"),
    [
        ("GB-ENG", "Ring one."),
        ("GB-SCT", "Ring two."),
        *((nation, "Ring your own service.") for nation in ("GB", "GB-WLS", "GB-NIR", "IE", "INTL", "")),
    ],
)
def test_of_neighbours_the_first_that_fits_is_read(folder: Folder, nation: str, line: str) -> None:
    written(folder, NUMBERS)

    assert read(folder, nation) == f"Ask for a <b>talk</b>.\n\n{line}\n\nIt is free."


@pytest.mark.parametrize(
    ("name", "readers"),
    [
        ("England", "GB-ENG"),
        ("Scotland", "GB-SCT"),
        ("Wales", "GB-WLS"),
        ("Northern-Ireland", "GB-NIR"),
        ("Ireland", "IE"),
        ("Great-Britain", "GB-ENG GB-SCT GB-WLS"),
        ("UK", "GB GB-ENG GB-SCT GB-WLS GB-NIR"),
    ],
)
def test_a_line_alone_is_read_by_those_it_names_only(folder: Folder, name: str, readers: str) -> None:
    written(folder, f"Hello.\n\n@{name} Ring.\n")

    assert [nation for nation in NATIONS if "Ring." in read(folder, nation)] == readers.split()
    assert read(folder, "DE") == read(folder, ANYWHERE)


def test_an_empty_line_parts_neighbours(folder: Folder) -> None:
    written(folder, "@UK Two.\n@elsewhere Three.\n\n@Scotland Four.\n\nFor all.\n")

    assert read(folder, "GB-SCT") == "Two.\n\nFour.\n\nFor all."
    assert read(folder) == "Two.\n\nFor all."
    assert read(folder, "IE") == "Three.\n\nFor all."


def test_a_list_loses_an_item_without_a_hole(folder: Folder) -> None:
    written(
        folder,
        "Look:\n- one\n- @Wales two\n- @elsewhere three\n- four\n\n1. first\n2. @Ireland second\n3. third\n",
    )

    assert read(folder, "GB-WLS") == "Look:\n• one\n• two\n• four\n\n1. first\n2. third"
    assert read(folder, "IE") == "Look:\n• one\n• three\n• four\n\n1. first\n2. second\n3. third"


def test_a_paragraph_and_a_list_item_are_no_alternatives(folder: Folder) -> None:
    written(folder, "@Scotland One.\n\n- @Scotland two\n- three\n")

    assert read(folder, "GB-SCT") == "One.\n\n• two\n• three"


def test_each_wording_and_what_follows_it_has_its_nations(folder: Folder) -> None:
    written(
        folder,
        "One.\n---more---\n@UK More.\n@elsewhere Less.\n---variant---\n@Ireland Two.\n@elsewhere Three.\n",
    )
    library = folder.load()

    assert [read(folder, "IE", turn) for turn in (0, 1)] == ["One.", "Two."]
    assert [read(folder, "GB", turn) for turn in (0, 1)] == ["One.", "Three."]
    assert library.text("warm-up.more", "en-GB", nation="GB-SCT") == "More."
    assert library.text("warm-up.more", "en-GB", nation="INTL") == "Less."


def test_only_nations_that_read_something_else_have_words_of_their_own(folder: Folder) -> None:
    written(folder, NUMBERS)
    library = folder.load()

    assert set(library.entry("warm-up", "en-GB").nations) == {"GB-ENG", "GB-SCT"}
    assert not library.entry("got-the-job", "en-GB").nations


def test_strings_nudges_and_messages_to_copy_know_nations_too(folder: Folder) -> None:
    folder.replace("strings/en-GB/log.yaml", "- Thanks!", "- |\n    @Wales Diolch!\n    @elsewhere Thanks!")
    folder.replace("nudges/en-GB/result-check.md", "Have you", "@Ireland So?\n@elsewhere Have you")
    folder.replace(
        "templates/en-GB/thank-you.md", "Thank you.\n\n{my_name|}", "@Scotland Thanks a lot.\n\n{my_name}"
    )
    library = folder.load()

    assert library.text("log.thanks", "en-GB", turn=1, nation="GB-WLS") == "Diolch!"
    assert library.text("log.thanks", "en-GB", nation="GB-WLS") == "Thank you."
    assert library.text("result-check", "en-GB", nation="IE") == "So?"
    shorter = library.text("thank-you.shorter", "en-GB", {"my_name": "Sam"}, nation="GB-SCT")
    assert shorter == "<pre>Thanks a lot.\n\nSam</pre>"


def test_what_any_nation_needs_is_needed(folder: Folder) -> None:
    folder.replace(
        "nudges/en-GB/result-check.md", "Have you", "@Ireland So, {first_name}?\n@elsewhere Have you"
    )

    assert folder.load().needs("result-check", "en-GB") == {"first_name"}


LINES = st.lists(
    st.sampled_from(
        [
            "",
            "a",
            "- b",
            *(f"{sign}@{name} c" for name in ("UK", "Wales", "elsewhere") for sign in ("", "- ")),
        ]
    )
)


@given(LINES)
def test_every_line_without_a_sign_is_read_by_all_and_no_sign_is_read_by_any(lines: list[str]) -> None:
    found, _ = readings("\n".join(lines))

    for nation in NATIONS:
        reading = found.get(nation, found[ANYWHERE])
        assert "@" not in reading.words
        assert len(reading.words.split("\n")) == max(1, len(reading.lines))
        assert {at for at, line in enumerate(lines) if "@" not in line} <= set(reading.lines)
