"""What an editor writes into a folder is what people read."""

from __future__ import annotations

from datetime import date, time

from bot.content import load, review
from bot.domain.decision import Button
from tests.content.shelves import Folder


def test_every_kind_of_text_is_said_as_written(folder: Folder) -> None:
    library = folder.load()
    link = '<a href="https://example.org/today">today</a>'

    assert library.text("waiting", "en-GB") == f"Waiting is <b>hard</b>.\n\nDo one small thing {link}."
    assert library.text("waiting", "en-GB", turn=1) == "A wait wears on you."
    assert library.text("log.echo", "en-GB", {"role": "Baker"}) == "Baker at a place"
    assert library.label("log.ask-role", "en-GB") == "What was the job?"
    assert library.text("log.thanks", "en-GB", turn=1) == "Thanks!"
    assert library.label("log.no", "en-GB") == "No"
    assert library.text("result-check", "en-GB", {"job": "<Cook>"}) == "Have you heard about &lt;Cook&gt;?"


def test_a_message_to_copy_is_one_block(folder: Folder) -> None:
    said = folder.load().text("thank-you", "en-GB", {"my_name": "Sam"})

    assert said == "<pre>Dear hiring team,\n\nThank you for your time.\n\nSam</pre>"


def test_a_page_brings_its_facts_and_buttons(folder: Folder) -> None:
    library = folder.load()
    entry = library.entry("waiting", "en-GB")

    assert (entry.title, entry.kind, entry.related) == (
        "Getting through the wait",
        "guidance",
        ("thank-you",),
    )
    assert (entry.review_by, entry.sources) == (date(2027, 3, 31), ("A careers page",))
    assert library.buttons_of("result-check", "en-GB") == ("got-it",)
    assert library.button("got-it", 7, 1) == Button(
        "button.got-it", "result.record", 7, 1, "offer", style="success"
    )


def test_strings_may_be_one_file_or_a_folder_of_them(folder: Folder) -> None:
    folder.write("strings/pl.yaml", "log.no: Nie\n")
    folder.write("strings/cy-GB/log.yaml", "log.no: Na\n")

    library = folder.load()

    assert [library.label("log.no", code) for code in ("pl", "cy-GB", "en-GB")] == ["Nie", "Na", "No"]


def test_a_second_language_may_be_begun_with_one_page(folder: Folder) -> None:
    folder.write(
        "nudges/pl/result-check.md", "---\nid: result-check\n---\nJest odpowiedź o {job|rozmowie}?\n"
    )

    library = folder.load()

    assert library.text("result-check", "pl") == "Jest odpowiedź o rozmowie?"
    assert library.text("waiting", "pl", turn=1) == "A wait wears on you."


def test_phrases_are_kept_under_the_name_of_their_file(folder: Folder) -> None:
    phrases = folder.load().phrases

    assert [name for name, _ in phrases["en-GB"]] == ["crisis-self", "intents/pause"]
    assert ("intents/pause", "stop for a while\n") in phrases["en-GB"]


def test_line_endings_and_marks_of_other_editors_do_no_harm(folder: Folder) -> None:
    page = "\ufeff---\r\nid: result-check\r\n---\r\nOne\r\n---variant---\r\nTwo\r\n"
    (folder.root / "nudges/en-GB/result-check.md").write_bytes(page.encode())

    library = folder.load()

    assert [library.text("result-check", "en-GB", turn=turn) for turn in (0, 1)] == ["One", "Two"]


def test_nothing_is_warned_of_in_a_folder_in_order(folder: Folder) -> None:
    assert review(folder.root, date(2026, 12, 1), ids_used=frozenset({"log.no"})) == ()
    assert load(folder.root).languages == ("en-GB",)


def test_a_journey_says_when_in_the_words_of_its_file(folder: Folder) -> None:
    (step,) = folder.load().journeys["result-check"].steps

    assert (step.say, step.why, step.at) == ("result-check", "why.result-check.ask", time(10, 0))
