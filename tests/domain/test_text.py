"""Whatever people are called, a text stays a text: nothing they type becomes markup."""

from __future__ import annotations

import html
import re
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import text
from bot.domain.text import Slot, Stretch, Text, Unfilled
from bot.sandbox import markup

HELLO = Text(("<b>Hello ", Slot("name"), "</b>", Stretch((", how was <i>", Slot("job"), "</i>")), "?"))
ANYTHING = st.text(st.characters(codec=None, exclude_categories=())) | st.text(
    alphabet="<>&;/ab\"'=\n\u202e\u05d0", max_size=12
)


@given(ANYTHING, ANYTHING)
def test_no_value_opens_a_tag(name: str, job: str) -> None:
    filled = HELLO.html(
        {"name": name or "x", "job": job} if text.cleaned(name) else {"name": "x", "job": job}
    )

    assert re.findall(r"<[^>]*>", filled) in (["<b>", "</b>", "<i>", "</i>"], ["<b>", "</b>"])
    assert filled.count("<") == filled.count(">")
    markup.parse(filled)
    filled.encode()


@given(ANYTHING)
def test_a_value_is_read_as_it_was_typed(name: str) -> None:
    shown = text.cleaned(name)

    assert html.unescape(text.escaped(name)) == shown
    assert text.cleaned(shown).strip("\u2068\u2069") == shown.strip("\u2068\u2069")
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u202a-\u202e\ud800-\udfff]", shown)


@given(ANYTHING)
def test_the_plain_words_are_the_marked_words_without_marks(name: str) -> None:
    values = {"name": "x", "job": name}

    assert markup.parse(HELLO.html(values)).text == HELLO.plain(values)


@given(ANYTHING)
def test_every_fence_around_a_name_is_closed(name: str) -> None:
    shown = text.cleaned(name)

    assert shown.count("\u2068") == shown.count("\u2069") <= 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ann \n  Lee\t", "Ann Lee"),
        ("Zoë", "Zoë"),
        ("\u05e9\u05e8\u05d4", "\u2068\u05e9\u05e8\u05d4\u2069"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("\ud83d", "\ufffd"),
        ("\u200b\u200d", ""),
        ("👩‍💻", "👩‍💻"),
    ],
)
def test_a_value_is_tidied(typed: str, shown: str) -> None:
    assert text.cleaned(typed) == shown


def test_a_missing_value_takes_its_fallback_or_its_stretch_away() -> None:
    said = Text(("Dear ", Slot("contact", "hiring <team>"), Stretch((" at ", Slot("employer")))))

    assert said.html() == "Dear hiring &lt;team&gt;"
    assert said.html({"contact": " ", "employer": "\n"}) == "Dear hiring &lt;team&gt;"
    assert said.html({"contact": "Jo", "employer": "M&S"}) == "Dear Jo at M&amp;S"


def test_a_text_is_not_sent_with_a_hole() -> None:
    with pytest.raises(Unfilled, match="name"):
        HELLO.html({"name": "  "})


def test_words_by_lines_keep_their_lines_and_spaces_and_nothing_else_does() -> None:
    value = {"all": "one <1>\n\n  two\r\nthree"}

    assert Text((Slot("all", lines=True),)).html(value) == "one &lt;1&gt;\n\n  two\nthree"
    assert Text((Slot("all"),)).html(value) == "one &lt;1&gt; two three"


def test_a_text_knows_what_it_takes_and_what_it_needs() -> None:
    said = Text((Slot("a"), Slot("b", "x"), Stretch((Slot("c"),))))

    assert (said.names, said.needs) == (frozenset("abc"), frozenset("a"))


@pytest.mark.parametrize(("marked", "long"), [("<b>a</b>&amp;", 2), ("🎉", 2), ("é", 1), ("<i></i>", 0)])
def test_length_is_counted_as_telegram_counts(marked: str, long: int) -> None:
    assert text.length(marked) == long


def test_filling_is_cheap() -> None:
    values = {"name": "Sam", "job": "Data analyst at Acme & Sons"}

    best = min(timeit.repeat(lambda: HELLO.html(values), number=200, repeat=5)) / 200

    assert best < 100e-6  # measured far below; a busy machine gets some room
