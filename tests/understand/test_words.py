"""Whatever is typed can be kept and shown safely."""

import pytest

from bot.understand.words import clean, phone


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Acme  ", "Acme"),
        ("Ac\0me", "Acme"),
        ("Ac\x07me", "Acme"),
        ("a\nb\tc", "a\nb\tc"),
        ("x\ud800y", "x\ufffdy"),
        ("\U0001f600", "\U0001f600"),
        ("\ud83d\ude00", "\U0001f600"),
        ("abc\u202edef\u2066", "abcdef"),
        ("\u200e\u200fhi", "hi"),
        ("\u200b", ""),
        ("\u2060\u3164 \ufeff", ""),
        ("", ""),
        ("   ", ""),
        ("cafe\u0301", "caf\u00e9"),
        ("👩\u200d🍳", "👩\u200d🍳"),
        ("<b>x", "<b>x"),
    ],
)
def test_what_could_do_harm_is_taken_out_and_nothing_else(text: str, kept: str) -> None:
    assert clean(text, 100) == kept


def test_marks_piled_on_a_letter_are_capped() -> None:
    assert len(clean("z" + "\u0321" * 500, 4096)) <= 6


def test_text_is_cut_to_its_limit_without_a_dangling_space() -> None:
    assert clean("one two three", 4) == "one"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("07911 123456", "+447911123456"),
        ("+44 7911 123456", "+447911123456"),
        ("+49 (0)151 23456789", "+4915123456789"),
        ("٠٧٩١١١٢٣٤٥٦", "+447911123456"),
        ("0113 496 0000", "+441134960000"),
        ("07700 900123", "+447700900123"),
        (" 07911-123-456 ", "+447911123456"),
        ("123", None),
        ("9" * 40, None),
        ("call me", None),
        ("07911 12345", None),
        ("0113 496 0000 ext 3", None),
        ("", None),
    ],
)
def test_a_telephone_number_is_written_the_one_way_or_refused(text: str, number: str | None) -> None:
    assert phone(text, "GB") == number
