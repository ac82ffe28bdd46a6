"""Sentences are taken apart as a reader would, and hard words are counted as hard."""

from __future__ import annotations

import pytest

from bot.content import loading, passages, sentences
from tests.content.shelves import Folder

SYLLABLES = {
    1: "a the you strength asked times through makes called you're don't can't role clothes loved one I'll",
    2: "people didn't doing simple places handled before waiting something client applied employed your-self",
    3: "interview employer politely organise anything period example adjustments confidence different idea",
    4: "information apologise emergency application experience usually Samaritans",
    5: "disability particularly congratulations organisations qualifications",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert sentences.syllables(word) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("One. Two! Three? Four…", 4),
        ("Ring C.A.L.L. at any hour. It's free.", 2),
        ("Come at 2.30pm. 3 people wait.", 2),
        ('Say: "Hello." Then wait.', 2),
        (f"About {passages.GAP}: any news? {passages.GAP} may know.", 2),
        ("No full stop", 1),
        ("…", 0),
    ],
)
def test_sentences_end_where_a_reader_pauses(words: str, count: int) -> None:
    assert len(sentences.split(words)) == count


def test_values_numbers_and_hyphens_count_as_words() -> None:
    assert sentences.words(f"Ring {passages.GAP} by 10:30, it's a well-known 30,000") == [
        "Ring",
        passages.GAP,
        "by",
        "10:30",
        "it's",
        "a",
        "well-known",
        "30,000",
    ]


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # 6 words, 1 sentence, 6 syllables
    assert sentences.grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert sentences.grade([]) == 0.0


def test_what_nobody_chose_makes_a_text_no_harder() -> None:
    plain = sentences.grade(["Ring, or look at. It is free."])

    for words in (
        f"Ring {passages.GAP}, or look at {passages.GAP}. It is free.",
        "Ring Samaritans, or look at https://www.samaritans.org/. It is free.",
        "Ring 116 123, or look at GOV.UK. It is free.",
    ):
        assert sentences.grade([words]) == pytest.approx(plain)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("- **Ask** [them](https://example.org) *now*", "Ask them now"),
        ("> [!more] Dear {contact_name|hiring team}", "Dear hiring team"),
        ("3. About[[ the {job_title} job]]: {news:lines}", f"About the {passages.GAP} job: {passages.GAP}"),
        (r"A \{brace\}", "A {brace}"),
    ],
)
def test_a_line_is_read_without_its_marks(typed: str, read: str) -> None:
    assert passages.plain(typed) == read


def test_each_paragraph_keeps_its_line_in_every_wording_and_nation(folder: Folder) -> None:
    folder.write(
        "exercises/en-GB/warm-up.md",
        "---\nid: warm-up\ntitle: A warm-up\n---\n\nOne.\n\n@Wales Two.\n@elsewhere Three.\n"
        "---more---\nFour.\n---variant---\n\nFive.\n",
    )

    found = [p for p in passages.read(loading.read(folder.root)) if p.id.startswith("warm-up")]

    lines = [(p.id, p.nation, p.variant, [(line.number, line.words) for line in p.paragraphs]) for p in found]
    assert lines == [
        ("warm-up", "GB", 0, [(3, "A warm-up")]),
        ("warm-up", "GB", 0, [(6, "One."), (9, "Three.")]),
        ("warm-up", "GB-WLS", 0, [(6, "One."), (8, "Two.")]),
        ("warm-up.more", "GB", 0, [(11, "Four.")]),
        ("warm-up", "GB", 1, [(14, "Five.")]),
    ]


def test_each_line_of_a_string_keeps_its_line(folder: Folder) -> None:
    found = [p for p in passages.read(loading.read(folder.root)) if p.id in ("log.echo", "log.thanks")]

    assert [[(line.number, line.words) for line in p.paragraphs] for p in found] == [
        [(3, "The job at a place"), (4, f"On {passages.GAP}")],
        [(6, "Thank you.")],
        [(7, "Thanks!")],
    ]
