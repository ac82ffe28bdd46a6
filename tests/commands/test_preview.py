"""A preview shows what people will read, and nothing that they will not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands import preview
from bot.domain import spoken
from bot.domain.library import Choice, Entry, Library
from bot.domain.text import Slot, Stretch, Text
from tests.cast import LIBRARY

PAGE = Entry(
    "guidance",
    (Text(("<b>Wait</b> a little.",)), Text(("Give it <i>time</i>.",))),
    title="The wait",
    short="While they decide.",
    action="tell-me",
    related=("tea",),
    nations={"GB-SCT": (Text(("Haud on.",)), Text(("Bide.",)))},
)
MAIL = Entry(
    "templates", (Text(("Dear ", Slot("contact_name", "all"), Stretch((" of ", Slot("employer"))))),)
)
SMALL = Library(
    texts={
        "en-GB": {
            **{id_: LIBRARY.entry(id_, "en-GB") for id_ in spoken.TEXTS},
            "wait": PAGE,
            "wait.more": replace(PAGE, action="", related=(), nations={}, part_of="wait"),
            "tea": Entry("guidance", (Text(("Tea & cake.",)),), title="Tea"),
            "mail": MAIL,
            "count": Entry("strings", (Text(("So many: ", Slot("count"))),)),
            "button.tell-me": Entry("strings", (Text(("Tell me",)),)),
            "guide.group.rest": Entry("strings", (Text(("Rest",)),)),
        },
        "cy-GB": {"tea": Entry("guidance", (Text(("Te.",)),), title="Te")},
    },
    choices={"tell-me": Choice("guide.show", "tea")},
    groups={"rest": ("tea", "wait")},
)


def test_a_page_is_shown_in_every_wording_with_its_buttons_and_what_goes_on_from_it() -> None:
    told = preview.shown(SMALL, "wait", "en-GB")

    assert "**Wait** a little." in told
    assert "Give it *time*." in told
    assert told.index("-- 3 of 4 for Scotland") < told.index("Haud on.")
    assert told.count("[Tell me] → guide.show tea") == 4
    assert told.count("Goes on in wait.more") == 4
    assert "Related: Tea" in told
    assert told.index("== wait (guidance): The wait") < told.index("== wait.more (guidance)")


def test_with_a_nation_only_its_words_are_shown() -> None:
    told = preview.shown(SMALL, "wait", "en-GB", preview.nation("scotland")).split("== wait.more")[0]

    assert "Haud on." in told
    assert "Wait" not in told.split("decide.")[1]
    assert preview.nation("gb-sct") == "GB-SCT"
    with pytest.raises(preview.Unknown):
        preview.nation("Narnia")


def test_a_text_is_shown_with_sample_values_and_with_nothing_known_where_that_differs() -> None:
    told = preview.shown(SMALL, "mail", "en-GB")

    assert told.endswith("Dear Ms Ade of Acme\n\n-- the same, where nothing is known\n\nDear all")
    assert preview.shown(SMALL, "count", "en-GB").endswith("So many: ‹count›")


def test_another_language_is_shown_and_english_where_it_has_no_words() -> None:
    assert "Te." in preview.shown(SMALL, "tea", "cy-GB")
    assert "Dear Ms Ade" in preview.shown(SMALL, "mail", "cy-GB")


def test_everything_comes_in_the_order_of_the_guide_with_the_time_it_takes_to_read_aloud() -> None:
    told = preview.everything(SMALL, "en-GB")

    assert told.startswith("#### Rest: ")
    places = [told.index(f"== {id_} (") for id_ in ("tea", "wait", "wait.more", "mail", "count")]
    assert places == sorted(places)
    assert told.splitlines()[-1].startswith("#### Everything: ")
    assert "#### templates: 5 words, about 1 minute aloud" in told


@pytest.mark.parametrize(
    ("html", "marks"),
    [
        ("<b>so</b> and <i>so</i>", "**so** and *so*"),
        ('<a href="https://example.org/?a=1&amp;b=2">here</a>', "here (https://example.org/?a=1&b=2)"),
        ("<blockquote>one\ntwo</blockquote>\nthree", "> one\n> two\nthree"),
        ("<blockquote expandable>one</blockquote>", "> (folded) one"),
        ("2 &lt; 3 &amp; 4", "2 < 3 & 4"),
    ],
)
def test_marks_are_plain(html: str, marks: str) -> None:
    assert preview.marked(html) == marks


@pytest.mark.parametrize("name", [*LIBRARY.forms, *LIBRARY.checklists])
def test_a_form_or_a_checklist_is_shown_as_a_whole(name: str) -> None:
    told = preview.shown(LIBRARY, name, "en-GB")

    made = LIBRARY.forms.get(name) or LIBRARY.checklists[name]
    assert told.startswith(f"== {made.title} ")
    assert told.count("→") == len(made.then)


def test_whatever_ships_can_be_shown() -> None:
    for name in preview.names(LIBRARY):
        preview.shown(LIBRARY, name, "en-GB")
    assert preview.everything(LIBRARY, "en-GB")
