"""What people say and share."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.event import (
    Command,
    Edited,
    Ignored,
    Number,
    Origin,
    Said,
    Thing,
)
from tests.botapi.updates import (
    DATE,
    DESK,
    FILE,
    FRIEND,
    HIDDEN,
    JANE,
    PHOTO,
    PRIVATE,
    SENT,
    US,
    Raw,
    commanded,
    message,
    personal,
    read,
    said,
    update,
)

# --- commands and words ----------------------------------------------------------------------------


def test_words_come_with_everything_that_is_known_of_where_they_were_said() -> None:
    assert read(said("hello")) == Said(
        Origin(chat=42, private=True, sender=42, first_name="Jane", at=SENT, language="en", message=5),
        "hello",
    )


@pytest.mark.parametrize(
    ("words", "length", "name", "rest"),
    [
        ("/start", None, "start", ""),
        ("/START", None, "start", ""),
        ("/start payload", None, "start", "payload"),
        ("/start@bounce_bot now", None, "start", "now"),
        ("/start@BOUNCE_BOT", None, "start", ""),
        ("/start\n/delete", None, "start", "/delete"),
        ("/start/delete", 6, "start", "/delete"),
        ("/log Baker at Acme\nTuesday 2pm", None, "log", "Baker at Acme\nTuesday 2pm"),
        ("/log \0Baker", None, "log", "Baker"),
    ],
)
def test_a_command_is_one_command_however_it_is_written(
    words: str, length: int | None, name: str, rest: str
) -> None:
    event = read(commanded(words, length))

    assert isinstance(event, Command)
    assert (event.name, event.words) == (name, rest)


@pytest.mark.parametrize("where", [PRIVATE, DESK])
def test_a_command_for_another_bot_is_none_of_our_business(where: Raw) -> None:
    assert isinstance(read(commanded("/start@OtherBot", chat=where)), Ignored)


@pytest.mark.parametrize("words", ["／ｓｔａｒｔ", "/ѕtart", "/start", "please /start"])
def test_what_telegram_does_not_mark_as_a_command_is_words(words: str) -> None:
    assert personal(said(words)) == Said(personal(said(words)).origin, words)


def test_a_command_in_the_middle_is_words() -> None:
    raw = said("please /start", entities=[{"type": "bot_command", "offset": 7, "length": 6}])

    assert isinstance(read(raw), Said)


def test_a_command_in_a_caption_is_words() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    entities = [{"type": "bot_command", "offset": 0, "length": 7}]

    event = read(said(None, photo=photo, caption="/delete", caption_entities=entities))

    assert isinstance(event, Said)
    assert event.words == "/delete"


@pytest.mark.parametrize("origin", [FRIEND, HIDDEN])
def test_a_forwarded_command_is_only_words_that_somebody_passed_on(origin: Raw) -> None:
    event = read(commanded("/delete", forward_origin=origin))

    assert isinstance(event, Said)
    assert event.forwarded


def test_words_through_another_bot_are_words() -> None:
    event = read(
        commanded("/delete", via_bot={"id": 9, "is_bot": True, "first_name": "Gif", "username": "gif"})
    )

    assert isinstance(event, Said)


@pytest.mark.parametrize("blank", ["", " \n\t", "\u200b", "\u2060\u200b ", "\u3164", "\u2800", "\0"])
def test_what_shows_nothing_is_empty(blank: str) -> None:
    event = read(said(blank))

    assert isinstance(event, Said)
    assert event.words == ""


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\0b", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("<b>x</b> &lt; {0.__class__} %(token)s", "<b>x</b> &lt; {0.__class__} %(token)s"),
        ("👩\u200d👧 fine", "👩\u200d👧 fine"),
        ("\U0001fae8", "\U0001fae8"),
    ],
)
def test_words_are_kept_but_for_what_no_database_takes(raw: str, kept: str) -> None:
    event = read(said(raw))

    assert isinstance(event, Said)
    assert event.words == kept


def test_a_name_is_cleaned_like_words() -> None:
    assert (
        personal(said("hi", **{"from": {**JANE, "first_name": "Ja\0ne\udc00"}})).origin.first_name
        == "Jane\ufffd"
    )


def test_a_deleted_account_has_an_empty_name() -> None:
    assert (
        personal(said("hi", **{"from": {"id": 42, "is_bot": False, "first_name": ""}})).origin.first_name
        == ""
    )


def test_an_answer_knows_which_message_it_answers() -> None:
    raw = said("yes", chat=DESK, reply_to_message=message("card", message_id=31, chat=DESK, **{"from": US}))

    assert personal(raw).origin.reply_to == 31


def test_a_reply_to_a_message_of_another_chat_is_plain_words() -> None:
    external = {"origin": FRIEND, "chat": DESK, "message_id": 9}

    assert personal(said("yes", external_reply=external)).origin.reply_to is None


def test_a_message_in_a_topic_stays_in_it_and_answers_nothing() -> None:
    opened = message(None, message_id=88, chat=DESK, forum_topic_created={"name": "Jane", "icon_color": 1})
    raw = said("hi", chat=DESK, is_topic_message=True, message_thread_id=88, reply_to_message=opened)

    origin = personal(raw).origin

    assert (origin.topic, origin.reply_to, origin.private) == (88, None, False)


def test_a_thread_outside_a_forum_is_no_topic() -> None:
    assert personal(said("hi", chat=DESK, message_thread_id=88)).origin.topic is None


def test_a_message_of_yesterday_is_handled_with_its_own_date() -> None:
    assert personal(said("tomorrow", date=DATE - 23 * 3600)).origin.at == datetime(
        2026, 9, 20, 15, 13, 20, tzinfo=UTC
    )


def test_large_ids_are_kept_whole() -> None:
    large = 2**52 - 1
    raw = said("hi", chat={**PRIVATE, "id": large}, **{"from": {**JANE, "id": large}})

    assert personal(raw).origin.chat == personal(raw).origin.sender == large


# --- things ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("photo", PHOTO),
        ("voice", {**FILE, "duration": 3}),
        ("video_note", {**FILE, "length": 3, "duration": 3}),
        ("document", {**FILE, "file_size": 2_000_000_000}),
        ("dice", {"emoji": "🎲", "value": 3}),
        ("location", {"latitude": 1.0, "longitude": 1.0}),
        (
            "sticker",
            {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False},
        ),
        ("rich_message", {"anything": "new"}),
    ],
)
def test_a_thing_without_words_is_named_by_its_kind(kind: str, content: object) -> None:
    event = read(said(None, **{kind: content}))

    assert isinstance(event, Thing)
    assert event.kind == kind


def test_the_pictures_of_an_album_share_its_name() -> None:
    event = read(said(None, photo=PHOTO, media_group_id="13"))

    assert isinstance(event, Thing)
    assert event.album == "13"


def test_a_caption_counts_as_words() -> None:
    event = read(said(None, photo=PHOTO, caption="my offer"))

    assert isinstance(event, Said)
    assert event.words == "my offer"


@pytest.mark.parametrize(
    ("contact", "more", "own"),
    [
        ({"phone_number": "+447700900123", "first_name": "Jane", "user_id": 42}, {}, True),
        ({"phone_number": "+447700900123", "first_name": "Tom", "user_id": 43}, {}, False),
        ({"phone_number": "+447700900123", "first_name": "Tom"}, {}, False),
        (
            {"phone_number": "+447700900123", "first_name": "Jane", "user_id": 42},
            {"forward_origin": FRIEND},
            False,
        ),
    ],
)
def test_only_a_number_shared_by_its_owner_is_their_own(contact: Raw, more: Raw, own: bool) -> None:
    event = read(said(None, contact=contact, **more))

    assert isinstance(event, Number)
    assert (event.number, event.own) == ("+447700900123", own)


def test_a_changed_message_is_only_noted() -> None:
    event = read(update("edited_message", message("new words", edit_date=DATE + 60)))

    assert isinstance(event, Edited)
    assert event.words == "new words"
