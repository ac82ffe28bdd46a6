"""What an editor writes into a folder is what people read."""

from __future__ import annotations

from datetime import date, time

from bot.content import load
from bot.content.checking import Review, review
from bot.domain.decision import Button
from bot.domain.source import Source
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
        ("thank-you", "got-the-job"),
    )
    assert (entry.review_by, entry.sources) == (date(2027, 3, 31), ("P2",))
    assert library.buttons_of("result-check", "en-GB") == ("got-it",)
    assert library.button("got-it", 7, 1) == Button(
        "button.got-it", "result.record", 7, 1, "offer", style="success"
    )


def test_a_page_says_what_to_do_first(folder: Folder) -> None:
    library = folder.load()
    entry = library.entry("got-the-job", "en-GB")

    assert (entry.action, entry.buttons, entry.emoji) == ("got-it", ("read-more",), True)
    assert library.buttons_of("got-the-job", "en-GB") == ("got-it", "read-more")
    assert entry.points == {"in-writing": "offer in writing", "no-hurry": "You have a day"}


def test_what_a_page_says_further_is_a_text_of_its_own(folder: Folder) -> None:
    library = folder.load()
    more = library.entry("got-the-job.more", "en-GB")

    assert library.text("got-the-job", "en-GB") == "Well done! Ask for the <b>offer</b> in writing. 🎉"
    assert library.text("got-the-job", "en-GB", turn=1) == "You did it. Ask for the offer in writing."
    assert (more.shelf, more.title, more.part_of) == ("guidance", "You got it!", "got-the-job")
    assert library.ids("guidance") == ("got-the-job", "waiting")


def test_a_wording_without_more_of_its_own_goes_on_as_the_first_does(folder: Folder) -> None:
    library = folder.load()

    said = [library.text("got-the-job.more", "en-GB", turn=turn) for turn in (0, 1)]
    assert said == ["You have a day to think."] * 2

    folder.replace(
        "guidance/en-GB/got-the-job.md", "You did it. Ask", "You did it.\n---more---\nSleep on it. Ask"
    )
    library = folder.load()
    assert library.text("got-the-job.more", "en-GB", turn=1) == "Sleep on it. Ask for the offer in writing."


def test_a_message_to_copy_comes_in_other_tones(folder: Folder) -> None:
    library = folder.load()

    assert library.text("thank-you.shorter", "en-GB", {"my_name": "Sam"}) == "<pre>Thank you.\n\nSam</pre>"
    assert library.text("thank-you.formal", "en-GB") == "<pre>Dear Sir or Madam,\n\nThank you.</pre>"
    assert library.ids("templates") == ("thank-you",)


def test_exercises_and_reframes_have_their_own_folders(folder: Folder) -> None:
    library = folder.load()
    reframe = library.entry("reframe-ghosted", "en-GB")

    assert library.ids("exercises") == ("warm-up",)
    assert library.buttons_of("warm-up", "en-GB") == ("read-more",)
    assert (reframe.shelf, reframe.topic, reframe.action) == ("reframes", "waiting", "read-more")


def test_the_guide_is_in_the_order_of_its_file(folder: Folder) -> None:
    groups = folder.load().groups

    assert list(groups.items()) == [("hope", ("got-the-job",)), ("patience", ("waiting",))]


def test_a_source_says_whose_it_is_and_where(folder: Folder) -> None:
    library = folder.load()

    assert library.sources["P2"] == Source(
        "A university", "what to do after an interview", "https://example.org/after"
    )
    assert list(library.sources) == ["P2", "E9"]


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
    assert review(folder.root, date(2026, 12, 1), ids_used=frozenset({"log.no"})) == Review((), (), ())
    assert load(folder.root).languages == ("en-GB",)


def test_a_journey_says_when_in_the_words_of_its_file(folder: Folder) -> None:
    (step,) = folder.load().journeys["result-check"].steps

    assert (step.say, step.why, step.at) == ("result-check", "why.result-check.ask", time(10, 0))
