"""What a handler wants to say, as a call of the Bot API."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.botapi import render
from bot.botapi.outcome import Remedy
from bot.botapi.render import Call, split
from bot.domain.decision import Button, Edit, Leave, Message, Outgoing, Strip
from bot.domain.library import Entry, Library
from bot.domain.text import Slot, Text

LONG = "".join(f"line {n} of many\n" for n in range(600))


def words(*parts: str | Slot) -> Entry:
    return Entry("strings", (Text(parts),))


LIBRARY = Library(
    texts={
        "en-GB": {
            "hello": words("Hello <b>", Slot("name", "you"), "</b>"),
            "twice": Entry("strings", (Text(("one",)), Text(("two",)))),
            "long": words(LONG),
            "right": words("Right"),
            "about": words("About ", Slot("employer")),
            render.SHARE_NUMBER: words("Share my number"),
            render.SHARE_PLACE: words("Share my location"),
        }
    }
)


def call(outgoing: Outgoing, turn: int = 0) -> Call:
    return render.call(outgoing, LIBRARY, "en-GB", turn)


# --- calls -----------------------------------------------------------------------------------------


def test_a_message_is_html_without_link_previews() -> None:
    assert call(Message(42, "hello", {"name": "<Jane>"})) == Call(
        "sendMessage",
        {
            "chat_id": 42,
            "text": "Hello <b>&lt;Jane&gt;</b>",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    )


def test_the_turn_picks_the_wording() -> None:
    assert [call(Message(42, "twice"), turn).args["text"] for turn in range(3)] == ["one", "two", "one"]


def test_buttons_carry_their_words_their_data_and_their_colour() -> None:
    plain = Button("about", "log.about", 7, 2, values={"employer": "Acme & Co"})
    bright = Button("right", "log.right", 7, 2, "yes", style="success")

    assert call(Message(42, "hello", buttons=((plain, bright), (plain,)))).args["reply_markup"] == {
        "inline_keyboard": [
            [
                {"text": "About Acme & Co", "callback_data": "log.about:7:2"},
                {"text": "Right", "callback_data": "log.right:7:2:yes", "style": "success"},
            ],
            [{"text": "About Acme & Co", "callback_data": "log.about:7:2"}],
        ]
    }


@pytest.mark.parametrize(("extra", "fits"), [("a" * 56, True), ("a" * 57, False), ("é" * 29, False)])
def test_the_data_of_a_button_has_at_most_64_bytes(extra: str, fits: bool) -> None:
    message = Message(42, "hello", buttons=((Button("right", "abc", 7, 2, extra),),))

    if fits:
        assert call(message).method == "sendMessage"
    else:
        with pytest.raises(ValueError, match="too long: abc"):
            call(message)


def test_a_number_is_asked_for_with_telegrams_own_button() -> None:
    assert call(Message(42, "hello", ask_number=True)).args["reply_markup"] == {
        "keyboard": [[{"text": "Share my number", "request_contact": True}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }


def test_a_place_is_shared_with_telegrams_own_button() -> None:
    assert call(Message(42, "hello", ask_place=True)).args["reply_markup"] == {
        "keyboard": [[{"text": "Share my location", "request_location": True}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }


def test_that_button_can_be_taken_away() -> None:
    assert call(Message(42, "hello", drop_keyboard=True)).args["reply_markup"] == {"remove_keyboard": True}


@pytest.mark.parametrize(
    "message",
    [
        Message(42, "hello", ask_number=True, drop_keyboard=True),
        Message(42, "hello", buttons=((Button("right", "a"),),), ask_number=True),
        Message(42, "hello", buttons=((Button("right", "a"),),), drop_keyboard=True),
    ],
)
def test_two_keyboards_under_one_message_are_a_mistake(message: Message) -> None:
    with pytest.raises(ValueError, match="hello"):
        call(message)


def test_an_answer_is_sent_even_if_what_it_answers_is_gone() -> None:
    assert call(Message(42, "hello", reply_to_message=31)).args["reply_parameters"] == {
        "message_id": 31,
        "allow_sending_without_reply": True,
    }


def test_an_answer_to_an_earlier_message_of_ours_is_filled_in_when_that_has_arrived() -> None:
    made = call(Message(42, "hello", reply_to="card:7"))

    assert made.needs == "card:7"
    filled = render.filled(made.method, made.args, 31)
    assert filled is not None
    assert filled["reply_parameters"] == {"message_id": 31, "allow_sending_without_reply": True}


def test_an_answer_to_a_message_that_never_arrived_is_sent_by_itself() -> None:
    made = call(Message(42, "hello", reply_to="card:7"))

    assert render.filled(made.method, made.args, None) == made.args


def test_a_card_is_changed_text_and_buttons() -> None:
    made = call(Edit(-1001, "hello", {"name": "Tom"}, ((Button("right", "desk.claim", 7, 1),),), message=31))

    assert (made.method, made.needs) == ("editMessageText", "")
    assert made.args["message_id"] == 31
    assert made.args["text"] == "Hello <b>Tom</b>"
    assert "reply_markup" in made.args


def test_a_card_by_its_key_is_changed_once_it_has_arrived_and_never_if_it_has_not() -> None:
    made = call(Edit(-1001, "hello", key="card:7"))

    assert made.needs == "card:7"
    assert "message_id" not in made.args
    assert render.filled(made.method, made.args, 31) == {**made.args, "message_id": 31}
    assert render.filled(made.method, made.args, None) is None


def test_buttons_are_taken_away() -> None:
    assert call(Strip(42, 31)) == Call("editMessageReplyMarkup", {"chat_id": 42, "message_id": 31})


def test_a_group_is_left() -> None:
    assert call(Leave(-1009)) == Call("leaveChat", {"chat_id": -1009})


def test_a_long_message_becomes_several_with_the_buttons_under_the_last() -> None:
    message = Message(42, "long", buttons=((Button("right", "a"),),), reply_to_message=31)

    pieces = render.calls(message, LIBRARY, "en-GB")

    assert "".join(str(piece.args["text"]) for piece in pieces) == LONG
    assert [("reply_parameters" in p.args, "reply_markup" in p.args) for p in pieces] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_where_only_one_message_will_do_a_long_text_is_cut_and_keeps_its_buttons() -> None:
    made = call(Message(42, "long", buttons=((Button("right", "a"),),), reply_to="card:7"))

    assert LONG.startswith(str(made.args["text"]))
    assert "reply_markup" in made.args
    assert made.needs == "card:7"


def test_a_text_that_nobody_wrote_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        call(Message(42, "unwritten"))


def test_an_effect_plays_over_a_private_chat_and_in_no_group() -> None:
    assert call(Message(42, "hello", effect="confetti")).args["message_effect_id"] == "5046509860389126442"
    assert "message_effect_id" not in call(Message(-42, "hello", effect="confetti")).args
    assert "message_effect_id" not in call(Message(42, "hello")).args


def test_a_message_whose_effect_is_refused_goes_without_it() -> None:
    args = dict(call(Message(42, "hello", effect="confetti")).args)

    assert render.remedied("sendMessage", args, Remedy.NO_EFFECT) == call(Message(42, "hello"))
    assert render.remedied("sendMessage", dict(call(Message(42, "hello")).args), Remedy.NO_EFFECT) is None


def test_every_call_is_json() -> None:
    for outgoing in (Message(42, "hello", ask_number=True), Edit(1, "hello"), Strip(1, 2), Leave(3)):
        made = call(outgoing)
        assert json.loads(json.dumps(made.args)) == made.args


# --- dividing --------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Reads pieces as Telegram would, and complains about what is left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shown = ""

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown += data


def shown(piece: str) -> str:
    reader = Reader()
    reader.feed(piece)
    reader.close()
    assert reader.open == []
    return reader.shown


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


SMALL = st.text(st.sampled_from("ab <>&\"'\n\té漢👩\u200d🇬"), max_size=40)
TAGS = st.sampled_from(
    ["b", "i", "pre", "blockquote expandable", 'a href="https://example.org/?a=1&amp;b=2"']
)


def marked(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag.split(maxsplit=1)[0]}>"


HTML = st.recursive(
    SMALL.map(html.escape),
    lambda inner: st.builds(marked, TAGS, inner) | st.lists(inner, max_size=4).map("".join),
    max_leaves=12,
)


@given(HTML, st.integers(8, 30))
def test_every_piece_fits_is_whole_and_nothing_is_lost(text: str, limit: int) -> None:
    pieces = split(text, limit)

    assert all(units(shown(piece)) <= limit for piece in pieces)
    kept = re.sub(r"\s+", "", "".join(map(shown, pieces)))
    assert kept == re.sub(r"\s+", "", shown(text))
    if len(pieces) > 1:
        assert all(shown(piece).strip() for piece in pieces)


@given(st.lists(st.text(st.sampled_from("ab é👩"), min_size=1, max_size=9), min_size=1, max_size=20))
def test_lines_that_fit_are_never_divided(lines: list[str]) -> None:
    whole = [line for line in lines if line.strip()]
    pieces = split("\n".join(whole), 30)

    assert [line for piece in pieces for line in piece.split("\n") if line.strip()] == whole


def test_what_is_bold_stays_bold_in_the_next_piece() -> None:
    assert split("<b>first line\nsecond line</b>", 15) == ["<b>first line\n</b>", "<b>second line</b>"]


def test_a_word_is_only_divided_when_it_alone_is_too_long() -> None:
    assert split("one two three", 8) == ["one two ", "three"]
    assert split("a" * 10, 8) == ["a" * 8, "aa"]


def test_an_emoji_counts_twice_and_is_never_halved() -> None:
    assert split("👍" * 5, 8) == ["👍" * 4, "👍"]


def test_markup_does_not_count() -> None:
    text = "".join(f'<a href="https://example.org/{n}">word {n}</a> ' for n in range(300))

    assert split(text) == [text]


def test_a_thousand_families_fit_in_pieces() -> None:
    pieces = split("👩\u200d👩\u200d👧\u200d👦 " * 1000)

    assert all(units(piece) <= 4096 for piece in pieces)
    assert "".join(pieces) == "👩\u200d👩\u200d👧\u200d👦 " * 1000


def test_buttons_that_were_to_go_from_a_message_that_is_gone_need_no_message_in_its_place() -> None:
    args = {"chat_id": 42, "message_id": 1, "reply_markup": {"inline_keyboard": []}}

    assert render.remedied("editMessageReplyMarkup", args, Remedy.FRESH) is None


def test_a_message_may_name_its_wording() -> None:
    texts = {"en-GB": {"hello": Entry("strings", (Text(("One",)), Text(("Two",))))}}
    library = Library(texts=texts)

    told = [
        render.call(Message(42, "hello", wording=nth), library, "en-GB", turn).args["text"]
        for nth in (0, 1)
        for turn in (3, 4)
    ]

    assert told == ["One", "One", "Two", "Two"]
