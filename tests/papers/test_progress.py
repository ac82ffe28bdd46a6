"""The picture of a search: everything in its place, for any figures and any words, and the same in words."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.botapi import render
from bot.domain.application import Application
from bot.domain.progress import Progress, progress
from bot.papers import painting
from bot.papers import progress as picture
from bot.papers.colours import DARK, LIGHT
from bot.papers.drawing import LEAST, Box, Item, Words
from bot.papers.progress import HIGH, WIDE, Said
from bot.sandbox.limits import CAPTION
from tests.cast import ACME, BAKERY, MONDAY, SAM, facts

SENT = tuple(
    Application(60 + n, SAM.id, f"Job {n}", "Fern", MONDAY - timedelta(days=5 * n)) for n in range(5)
)
WORLD = facts(applications=SENT, interviews=(BAKERY, ACME), person=replace(SAM, weekly_goal=2))
SHORT = picture.said(WORLD, progress(WORLD))
LONG = Said(
    "Jak dotąd przebiega moje poszukiwanie nowej pracy",
    "poniedziałek, 23 listopada 2026 roku",
    (
        "Wysłane podania o pracę",
        "Zaproszenia na rozmowy kwalifikacyjne",
        "Kolejne etapy rozmów",
        "Oferty pracy",
    ),
    "Liczba wysłanych podań w tygodniu, od poniedziałku",
    "Mój własny cel: 50 podań tygodniowo",
    ("poniedziałek, 5 października", "Obecny tydzień, od poniedziałku"),
)
NOTHING = Progress(0, 0, 0, 0, (None,) * 7 + (0,), None)
ONE = Progress(1, 0, 0, 0, (None,) * 7 + (1,), None)
MANY = Progress(200, 12, 0, 1, (100, 128, 7, 0, 20, 31, 0, 1), 50)
NUMBERS = st.one_of(st.integers(0, 3), st.integers(0, 999))
FIGURES = st.builds(
    Progress, NUMBERS, NUMBERS, NUMBERS, NUMBERS,
    st.tuples(*[st.one_of(st.none(), NUMBERS)] * 8), st.one_of(st.none(), st.integers(1, 50)),
)  # fmt: skip


def shown(figures: Progress, words: Said) -> list[Item]:
    return picture.layout(figures, words, LIGHT)[0]


def overlap(one: Box, other: Box) -> bool:
    """Whether they share more than an edge."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )


@given(FIGURES, st.sampled_from([SHORT, LONG, replace(LONG, goal="")]))
def test_whatever_the_figures_nothing_leaves_the_picture_and_no_words_meet(
    figures: Progress, words: Said
) -> None:
    items = shown(figures, words)

    for item in items:
        left, top, right, bottom = item.box
        assert left >= 0
        assert top >= 0
        assert right <= WIDE
        assert bottom <= HIGH
    lines = [item for item in items if isinstance(item, Words)]
    for one, other in combinations(lines, 2):
        assert not overlap(one.box, other.box), (one.words, other.words)
    assert min(line.size for line in lines) >= LEAST


@given(FIGURES)
def test_words_stay_clear_of_the_stream_beside_them(figures: Progress) -> None:
    items = shown(figures, LONG)
    stream = [item.box for item in items if not isinstance(item, Words) and 200 < item.box[1] < 850]
    words = [item.box for item in items if isinstance(item, Words) and 200 < item.box[1] < 850]

    assert not [pair for pair in ((w, s) for w in words for s in stream) if overlap(*pair)]


@pytest.mark.parametrize("figures", [ONE, MANY, progress(WORLD)])
def test_picture_and_words_hold_the_same_figures(figures: Progress) -> None:
    drawn = [item.words for item in shown(figures, SHORT) if isinstance(item, Words)]
    told = WORLD.library.text(picture.CAPTION, SAM.language, picture.values(figures))

    numbers = [word for word in drawn if word.isdigit()]
    weeks = [str(number) for number in figures.weeks if number is not None]
    stages = [figures.applications, figures.interviews, figures.further_rounds, figures.offers]
    assert sorted(numbers) == sorted([*map(str, stages), *weeks])
    goal = [str(figures.goal)] if figures.goal else []
    assert re.findall(r"\d+", told) == [*map(str, stages), *weeks, *goal]


def test_the_words_beside_it_fit_even_with_the_largest_figures() -> None:
    figures = Progress(9999, 9999, 9999, 9999, (999,) * 8, 50)

    told = WORLD.library.text(picture.CAPTION, SAM.language, picture.values(figures))

    assert len(told) < CAPTION == render.LONGEST_CAPTION


def test_more_is_drawn_wider_and_the_last_offer_of_many_applications_is_still_seen() -> None:
    items = shown(MANY, SHORT)
    bars = [item.box for item in items if item.svg.startswith("<rect") and item.box[3] - item.box[1] == 76]
    wides = [right - left for left, _, right, _ in bars]

    assert wides == sorted(wides, reverse=True)
    assert len(wides) == 3
    assert min(wides) >= 30


def test_no_employer_and_no_job_can_be_read_in_it() -> None:
    drawn = picture.drawing(progress(WORLD), SHORT, LIGHT)

    assert not [name for name in ("Fern", "Acme", "Crumbs", "Job", "Baker", "Sam") if name in drawn]


def test_words_with_signs_of_markup_are_drawn_as_they_are() -> None:
    odd = replace(SHORT, title='Me & <you> "so" far\x07')

    root = ElementTree.fromstring(picture.drawing(ONE, odd, DARK))

    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert 'Me & <you> "so" far' in texts


@pytest.mark.parametrize("figures", [NOTHING, ONE, MANY])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_a_png_of_its_size_and_the_same_each_time(figures, colours) -> None:  # type: ignore[no-untyped-def]
    drawn = picture.drawing(figures, SHORT, colours)

    made = painting.png(drawn)

    assert made.startswith(b"\x89PNG")
    assert struct.unpack(">II", made[16:24]) == (WIDE, HIGH)
    assert len(made) < 150_000
    assert made == painting.png(drawn)


def test_it_comes_light_unless_somebody_wants_it_dark() -> None:
    night = replace(WORLD, person=replace(WORLD.person, dark_pictures=True))
    light, dark = (picture.paper(world, {}, 0) for world in (WORLD, night))

    assert light is not None
    assert dark is not None
    assert light.picture
    assert light.values == dark.values
    assert light.make() == painting.png(picture.drawing(progress(WORLD), SHORT, LIGHT))
    assert dark.make() == painting.png(picture.drawing(progress(WORLD), SHORT, DARK))


def test_nothing_is_sent_where_there_is_nothing_to_count_any_more() -> None:
    assert picture.paper(facts(), {}, 0) is None
