"""One line is enough to tell of an interview."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.understand.dates import Context, Unclear, When
from bot.understand.interview import EMPLOYER_LIMIT, ROLE_LIMIT, Sketch, read, read_all
from tests.understand.test_dates import LONDON, WEDNESDAY, told

HERE = Path(__file__).parent
LINES = [
    line
    for name in ("interview_lines.txt", "interview_lines_2.txt")
    for line in (HERE / name).read_text(encoding="utf-8").splitlines()
]
CASES = [line.split(" => ") for line in LINES if line and not line.startswith("#")]


def written(sketch: Sketch) -> list[str]:
    dates = [told(reading) if reading else "" for reading in (sketch.when, sketch.decision)]
    return [sketch.role or "", sketch.employer or "", *dates, sketch.place or "", sketch.contact or ""]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_line_is_read_as_it_was_meant(text: str, expected: str) -> None:
    assert written(read(text, WEDNESDAY, LONDON)) == [part.strip() for part in expected.split("|")]


@pytest.mark.parametrize(
    "said",
    [
        "they didn't say",
        "they didnt say when",
        "they did not say when I'd hear",
        "and they haven't said yet",
        "nobody said when they'd decide",
        "I wasn't told when",
        "no date given",
        "don't know when they'll decide",
        "she didn't say how long",
    ],
)
def test_that_nothing_was_said_of_a_date_is_heard(said: str) -> None:
    found = read(f"Cleaner at Brightways, yesterday 9am, {said}", WEDNESDAY, LONDON)

    assert (found.unsaid, found.decision) == (True, None)
    assert written(found)[:3] == ["Cleaner", "Brightways", "2026-11-17T09:00"]


@pytest.mark.parametrize("said", ["they said Friday", "they told me by Friday", "he gave me a date, Friday"])
def test_what_was_said_is_not_taken_for_nothing(said: str) -> None:
    assert not read(f"Cleaner at Brightways, yesterday 9am, {said}", WEDNESDAY, LONDON).unsaid


def test_what_comes_after_that_they_were_not_exact_is_still_to_be_heard() -> None:
    found = read("Cleaner, yesterday 9am, they didn't say exactly, but within two weeks", WEDNESDAY, LONDON)

    assert not found.unsaid


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(CASES) >= 60


def test_each_line_of_several_becomes_an_interview_of_its_own() -> None:
    text = "Barista at Costa, tomorrow 9am\nChef at Nando's on Friday at 2\nTeller, Halifax, 3 December 11am"

    sketches = read_all(text, WEDNESDAY, LONDON)

    assert [sketch.employer for sketch in sketches] == ["Costa", "Nando's", "Halifax"]


def test_semicolons_part_several_interviews() -> None:
    sketches = read_all("Costa barista tomorrow; Tesco on Friday at 2", WEDNESDAY, LONDON)

    assert len(sketches) == 2


def test_one_interview_told_over_several_lines_stays_one() -> None:
    sketches = read_all("Barista at Costa\ntomorrow 9am\nhear back by Friday", WEDNESDAY, LONDON)

    assert len(sketches) == 1
    assert written(sketches[0])[:4] == ["Barista", "Costa", "2026-11-19T09:00", "2026-11-20"]


def test_a_weekday_is_behind_when_the_words_look_back() -> None:
    assert read("I had an interview at Boots on Friday", WEDNESDAY, LONDON).when == When(date(2026, 11, 13))
    assert read("I have an interview at Boots on Friday", WEDNESDAY, LONDON).when == When(date(2026, 11, 20))


def test_what_was_asked_outweighs_the_words() -> None:
    assert read("Boots on Friday", WEDNESDAY, LONDON, Context.PAST).when == When(date(2026, 11, 13))


def test_a_promise_that_may_have_passed_already_is_asked_about() -> None:
    sketch = read("Had an interview at Boots on 5 November, they said by the 12th", WEDNESDAY, LONDON)

    both = (When(date(2026, 11, 12)), When(date(2026, 12, 12)))
    assert sketch.decision == Unclear("ambiguous", both)


def test_long_names_are_cut_to_what_is_kept() -> None:
    sketch = read(f"{'very ' * 40}senior manager at {'Acme ' * 60}, tomorrow", WEDNESDAY, LONDON)

    assert sketch.role is not None
    assert sketch.employer is not None
    assert len(sketch.role) <= ROLE_LIMIT
    assert len(sketch.employer) <= EMPLOYER_LIMIT


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\n", "🎉", "at", "at at at", "with " * 800, ", ; - |" * 300, "a" * 4096]
)
def test_nothing_a_person_can_type_breaks_the_reading(text: str) -> None:
    now = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)

    assert isinstance(read(text, now, LONDON), Sketch)
    assert len(read_all(text, now, LONDON)) >= 1
