"""The library finds the right words: in the person's language, in turn, with the right buttons."""

from __future__ import annotations

import pytest

from bot.domain.decision import Button
from bot.domain.library import Choice, Entry, Library
from bot.domain.text import Slot, Text

GOT_IT = Choice("result.record", "offer", "success")


def words(*wordings: str, **facts: object) -> Entry:
    return Entry("strings", tuple(Text((wording,)) for wording in wordings), **facts)  # type: ignore[arg-type]


LIBRARY = Library(
    texts={
        "en-GB": {
            "hello": words("Hello", "Hi", "<b>Good</b> day"),
            "bye": words("Bye"),
            "button.got-it": Entry("strings", (Text(("Got <b>it</b>, ", Slot("name", "you"), " &amp; me")),)),
            "waiting": words("Wait", title="Waiting", short="How", buttons=("got-it",), related=("bye",)),
        },
        "pl": {"hello": words("Cześć")},
        "cy-GB": {"hello": words("Helo")},
    },
    choices={"got-it": GOT_IT},
)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en-GB", "Hello"), ("pl", "Cześć"), ("pl-PL", "Cześć"), ("cy", "Helo"), ("cy-GB", "Helo")]
    + [(other, "Hello") for other in ("en", "en-US", "de", "zh-Hans", "")],
)
def test_a_person_reads_their_language_or_the_nearest(language: str, said: str) -> None:
    assert LIBRARY.text("hello", language) == said


@pytest.mark.parametrize("language", ["pl", "cy-GB", "de"])
def test_what_is_not_translated_is_said_in_english(language: str) -> None:
    assert LIBRARY.text("bye", language) == "Bye"


def test_wordings_take_turns() -> None:
    said = [LIBRARY.text("hello", "en-GB", turn=turn) for turn in range(4)]

    assert said == ["Hello", "Hi", "<b>Good</b> day", "Hello"]
    assert {LIBRARY.text("bye", "en-GB", turn=turn) for turn in range(4)} == {"Bye"}


def test_a_nation_reads_its_own_words_or_those_for_everybody() -> None:
    scots = (Text(("Aye",)), Text(("Aye ", Slot("name"))))
    entry = Entry("strings", (Text(("Yes",)), Text(("Yes!",))), nations={"GB-SCT": scots})
    library = Library(texts={"en-GB": {"yes": entry}})

    assert library.text("yes", "pl", {"name": "Sam"}, turn=3, nation="GB-SCT") == "Aye Sam"
    assert [library.text("yes", "pl", nation=nation) for nation in ("GB", "IE", "")] == ["Yes"] * 3
    assert library.needs("yes", "pl") == {"name"}
    assert library.label("yes", "pl") == "Yes"


def test_what_to_do_comes_before_the_other_buttons() -> None:
    library = Library(texts={"en-GB": {"page": words("Page", action="do", buttons=("read",))}})

    assert library.buttons_of("page", "en-GB") == ("do", "read")


def test_what_goes_on_from_a_text_is_no_page_of_its_own() -> None:
    texts = {"page": words("Page"), "page.more": words("More", part_of="page")}

    assert Library(texts={"en-GB": texts}).ids("strings") == ("page",)


def test_a_label_has_no_markup() -> None:
    assert LIBRARY.label("button.got-it", "pl", {"name": "M&S <b>"}) == "Got it, M&S <b> & me"


def test_a_button_knows_what_it_does_and_about_what() -> None:
    assert LIBRARY.button("got-it", 42, 3) == Button(
        "button.got-it", "result.record", 42, 3, extra="offer", style="success"
    )


def test_a_page_tells_about_itself() -> None:
    assert LIBRARY.buttons_of("waiting", "pl") == ("got-it",)
    assert LIBRARY.title("waiting", "pl") == "Waiting"
    assert LIBRARY.short("waiting", "pl") == "How"
    assert LIBRARY.related("waiting", "pl") == ("bye",)
    assert LIBRARY.needs("button.got-it", "pl") == frozenset()
    assert LIBRARY.ids("strings") == ("button.got-it", "bye", "hello", "waiting")
    assert LIBRARY.languages == ("cy-GB", "en-GB", "pl")
    assert (LIBRARY.knows("bye"), LIBRARY.knows("nothing")) == (True, False)


def test_what_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError):
        LIBRARY.text("nothing", "pl")
    with pytest.raises(KeyError):
        LIBRARY.button("nothing")


@pytest.mark.parametrize(
    ("phone", "usual", "spoken"),
    [
        ("cy", "en-GB", "cy-GB"),
        ("CY-gb", "en-GB", "cy-GB"),
        ("pl-PL", "en-GB", "pl"),
        ("en", "en-GB", "en-GB"),
        ("en-US", "cy-GB", "en-GB"),
        ("de", "cy-GB", "cy-GB"),
        ("", "cy-GB", "cy-GB"),
        (None, "en-GB", "en-GB"),
    ],
)
def test_a_newcomer_gets_the_language_of_their_phone_if_there_are_words_in_it(
    phone: str | None, usual: str, spoken: str
) -> None:
    assert LIBRARY.language(phone, usual) == spoken


def test_of_two_near_languages_the_usual_one_is_spoken() -> None:
    library = Library(texts={"en-AU": {}, "en-GB": {}, "en-ZA": {}})

    assert library.language("en", "en-ZA") == "en-ZA"
    assert library.language("en", "pl") == "en-GB"
    assert library.language("en-AU", "en-ZA") == "en-AU"


def test_phrases_of_a_language_stand_beside_the_english_ones() -> None:
    english = (("answers/yes", "yes\nok"), ("answers/no", "no"))
    library = Library(phrases={"en-GB": english, "cy-GB": (("answers/yes", "ie"), ("idioms", "ych a fi"))})

    assert dict(library.phrases_of("cy-GB")) == {
        "answers/yes": "ie\nyes\nok",
        "answers/no": "no",
        "idioms": "ych a fi",
    }
    assert library.phrases_of("en-GB") == library.phrases_of("pl") == english
