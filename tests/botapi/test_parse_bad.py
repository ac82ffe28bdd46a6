"""Updates that are not as Telegram makes them."""

from __future__ import annotations

import json
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.botapi import envelope
from bot.botapi.parse import Unparseable
from bot.domain.event import (
    Event,
    Ignored,
    Said,
)
from tests.botapi.updates import (
    CHANNEL,
    DATE,
    DESK,
    FRIEND,
    JANE,
    PHOTO,
    PRIVATE,
    US,
    Raw,
    bent,
    commanded,
    message,
    places,
    pressed,
    read,
    said,
    standing,
    update,
)

# --- the envelope ----------------------------------------------------------------------------------

NOT_AN_ID: list[object] = [
    None,
    "7",
    7.0,
    1.5,
    float("nan"),
    float("inf"),
    True,
    False,
    0,
    -1,
    2**63,
    2**80,
    [],
    {},
]


@pytest.mark.parametrize("update_id", NOT_AN_ID)
def test_an_update_without_a_real_number_is_refused(update_id: object) -> None:
    raw = update("message", message("hi"), update_id)

    for door in (envelope.read, read):
        with pytest.raises(Unparseable):
            door(raw)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{nope", b"\xff\xfe", b"null", b"[]", b"42", b'"x"', b"{}", b"[" * 100_000, b'{"a":' * 100_000,
        b'{"update_id": NaN}', b'{"update_id": ' + b"9" * 5000 + b"}", b'{"update_id": 7', b"\x00",
    ],
)  # fmt: skip
def test_a_body_that_is_no_update_is_refused_and_kept_with_a_reason(body: bytes) -> None:
    with pytest.raises(Unparseable):
        envelope.read(body)

    arrival = envelope.arrival(body)

    assert (arrival.update_id, arrival.chat, arrival.body) == (None, 0, body)
    assert arrival.why


def test_of_two_numbers_the_last_counts() -> None:
    assert envelope.read(b'{"update_id": 7, "update_id": 8}').update_id == 8


@pytest.mark.parametrize(
    ("raw", "lane"),
    [
        (said("hi"), 42),
        (said("hi", chat=DESK), -1001),
        (update("edited_message", message("hi")), 42),
        (pressed(), 42),
        (pressed(message=None), 42),
        (pressed(message=message("card", chat=DESK)), -1001),
        (standing("member", "kicked"), 42),
        (update("channel_post", message("hi", chat=CHANNEL)), -1009),
        (update("poll_answer", {"poll_id": "1", "user": JANE, "option_ids": []}), 42),
        (update("poll", {"id": "1"}), 0),
        ({"update_id": 900}, 0),
        (update("message", None), 0),
        (update("message", "text"), 0),
        (said("hi", chat={"id": 2**80, "type": "private"}, **{"from": None}), 0),
        (said("hi", chat={"id": "42", "type": "private"}, **{"from": None}), 0),
    ],
)
def test_the_lane_of_an_update_is_its_chat(raw: Raw, lane: int) -> None:
    assert envelope.read(raw).chat == lane
    assert envelope.read(json.dumps(raw).encode()) == envelope.read(raw)


def test_what_arrives_is_stored_as_it_came() -> None:
    raw = said("a\ud800b")

    arrival = envelope.arrival(raw)

    assert (arrival.update_id, arrival.chat, arrival.why) == (900, 42, "")
    assert json.loads(arrival.body) == raw


@pytest.mark.parametrize(
    "kind",
    [
        "channel_post", "edited_channel_post", "business_message", "guest_message", "message_reaction",
        "poll_answer", "inline_query", "chat_join_request", "chat_boost", "something_of_next_year",
    ],
)  # fmt: skip
def test_kinds_that_we_do_not_know_are_ignored(kind: str) -> None:
    assert read(update(kind, {"chat": PRIVATE, "anything": 1})) == Ignored("another kind", 42)


def test_an_update_with_nothing_in_it_is_ignored() -> None:
    assert isinstance(read({"update_id": 900}), Ignored)


def test_of_two_kinds_in_one_update_the_first_that_we_know_counts() -> None:
    raw = {"update_id": 900, "poll": {"broken": True}, "callback_query": 7, "message": message("hi")}

    assert isinstance(read(raw), Said)


# --- malformed updates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        ("update_id",),
        ("message", "message_id"),
        ("message", "date"),
        ("message", "chat"),
        ("message", "chat", "id"),
        ("message", "chat", "type"),
        ("message", "from", "id"),
        ("message", "from", "is_bot"),
        ("message", "from", "first_name"),
    ],
)
def test_an_update_that_lacks_what_it_must_have_is_refused(path: tuple[str, ...]) -> None:
    with pytest.raises(Unparseable):
        read(bent(said("hi"), path, ...))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("message", "text"), 123),
        (("message", "text"), ["a"]),
        (("message", "date"), None),
        (("message", "date"), "today"),
        (("message", "date"), -1),
        (("message", "date"), 0),
        (("message", "date"), 10**15),
        (("message", "date"), 253_370_764_800),
        (("message", "date"), float("nan")),
        (("message", "message_id"), "5"),
        (("message", "message_id"), 2**80),
        (("message", "chat", "id"), 2**80),
        (("message", "chat", "id"), "42"),
        (("message", "chat", "id"), True),
        (("message", "chat", "type"), 7),
        (("message", "from", "id"), 2**80),
        (("message", "from", "first_name"), 5),
        (("message", "from", "language_code"), 5),
        (("message",), None),
        (("message",), []),
        (("message",), "hello"),
    ],
)
def test_a_field_of_the_wrong_kind_is_refused(path: tuple[str, ...], value: object) -> None:
    with pytest.raises(Unparseable):
        read(bent(said("hi"), path, value))


def test_a_message_without_a_sender_is_ignored() -> None:
    raw = said("hi")
    raw["message"]["from"] = None

    assert isinstance(read(raw), Ignored)


WHOLE_UPDATES = [
    said("hi", reply_to_message=message("before"), forward_origin=FRIEND, via_bot=US),
    commanded("/log Baker"),
    said(None, contact={"phone_number": "+447700900123", "first_name": "Jane", "user_id": 42}),
    said(None, photo=PHOTO, caption="words", media_group_id="1"),
    said("hi", chat=DESK, is_topic_message=True, message_thread_id=8, sender_chat=DESK),
    update("edited_message", message("hi", edit_date=DATE)),
    pressed(),
    standing("member", "kicked"),
    standing("left", "administrator", DESK),
]
ODD = [..., None, True, 0, -1, 1.5, 2**80, "", "x\ud800", [], [None], {}, {"id": 1}, float("nan")]
BENT = [(whole, path) for whole in WHOLE_UPDATES for path in places(whole)]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_whatever_field_is_bent_an_update_is_read_or_refused_and_nothing_else(value: object) -> None:
    for whole, path in BENT:
        raw = bent(whole, path, value)
        try:
            event = read(raw)
        except Unparseable:
            continue
        if not isinstance(event, Ignored):
            assert event.origin.at.tzinfo is UTC
            assert abs(event.origin.chat) < 2**63


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "chat", "from", "date", "text", "message", "type", "data", "message_id"]
                ),
                inner,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"]),
)
def test_no_invented_update_breaks_the_reader(body: object, kind: str) -> None:
    try:
        event = read(update(kind, body))
    except Unparseable:
        return
    assert isinstance(event, Event)


def test_a_reason_holds_no_words_of_the_person() -> None:
    raw = bent(said("I lost my job"), ("message", "from", "first_name"), ["Jane Doe"])

    with pytest.raises(Unparseable) as refused:
        read(raw)

    assert "Jane" not in repr(refused.value)
    assert refused.value.__context__ is None


def test_reading_changes_nothing_in_what_was_stored() -> None:
    for whole in WHOLE_UPDATES:
        before = json.dumps(whole)
        read(whole)
        assert json.dumps(whole) == before


@pytest.mark.parametrize("path", list(places(said("hi"))))
def test_fields_that_we_do_not_know_are_passed_over_at_any_depth(path: tuple[str, ...]) -> None:
    raw = bent(said("hi"), (*path[:-1], "of_next_year"), {"a": [1]})

    assert read(raw) == read(said("hi"))


def test_everybody_else_is_read_when_one_of_a_hundred_is_broken() -> None:
    batch: list[Raw] = [{**said(f"word {n}"), "update_id": n + 1} for n in range(100)]
    batch[50]["message"]["date"] = "never"

    read_ones = 0
    for raw in batch:
        try:
            read_ones += isinstance(read(raw), Said)
        except Unparseable:
            continue

    assert read_ones == 99


def test_a_member_without_a_standing_is_refused() -> None:
    raw = standing("left", "member")
    raw["my_chat_member"]["new_chat_member"] = {"user": US}

    with pytest.raises(Unparseable):
        read(raw)
