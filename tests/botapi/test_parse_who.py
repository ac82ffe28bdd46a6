"""Who presses, who speaks, and where we are let in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.botapi import parse
from bot.botapi.parse import ANONYMOUS_ADMIN
from bot.domain.event import (
    Blocked,
    Command,
    Ignored,
    Invited,
    Moved,
    Press,
    Returned,
)
from tests.botapi.updates import (
    ANONYMOUS,
    CHANNEL,
    DESK,
    JANE,
    PRIVATE,
    RECEIVED,
    SENT,
    US,
    Raw,
    commanded,
    message,
    personal,
    pressed,
    read,
    said,
    standing,
)

# --- presses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("log.right:7:2", ("log.right", 7, 2, "")),
        ("log.said:0:0:roughly", ("log.said", 0, 0, "roughly")),
        ("x:1:1:a:b", ("x", 1, 1, "a:b")),
        ("x:1:1:\0a", ("x", 1, 1, "a")),
    ],
)
def test_a_press_says_what_was_shown(data: str, expected: tuple[str, int, int, str]) -> None:
    event = read(pressed(data))

    assert isinstance(event, Press)
    assert (event.action, event.id, event.version, event.extra) == expected
    assert event.query == "4711"


@pytest.mark.parametrize(
    "data",
    [
        "", ":", "log", "log:7", "log:7:", "log:seven:1", "log:-7:1", "log:7:1:", "log:٧:1", "lög:7:1",
        "log:7:1\n", "v1:log:7", f"log:{2**63}:1", f"log:7:{2**63}", "log:99999999999999999999:1",
        "log:7:1:" + "a" * 57, "log:7:1:" + "é" * 29, "\0", "\ud800:1:1",
    ],
)  # fmt: skip
def test_a_press_with_data_that_we_never_made_has_no_action_but_can_be_answered(data: str) -> None:
    event = read(pressed(data))

    assert isinstance(event, Press)
    assert (event.action, event.id, event.version, event.extra) == ("", 0, 0, "")
    assert event.query == "4711"


def test_a_press_is_made_by_who_pressed_where_the_button_is() -> None:
    card = message(
        "card", message_id=31, chat=DESK, is_topic_message=True, message_thread_id=8, **{"from": US}
    )

    origin = personal(pressed(message=card)).origin

    assert (origin.chat, origin.private, origin.sender, origin.message, origin.topic) == (
        -1001,
        False,
        42,
        31,
        8,
    )


def test_a_press_happens_when_it_is_received_however_old_its_message() -> None:
    assert personal(pressed()).origin.at == RECEIVED


def test_a_press_without_a_known_moment_is_as_old_as_its_message() -> None:
    event = parse.event(pressed(), "bounce_bot")

    assert isinstance(event, Press)
    assert event.origin.at == SENT


@pytest.mark.parametrize("received", [RECEIVED, None])
def test_a_press_on_a_message_that_telegram_has_forgotten_still_counts(received: datetime | None) -> None:
    event = parse.event(
        pressed(message={"chat": PRIVATE, "message_id": 31, "date": 0}), "bounce_bot", received
    )

    assert isinstance(event, Press)
    assert (event.action, event.origin.chat, event.origin.message) == ("log.right", 42, None)


@pytest.mark.parametrize(
    "more", [{"message": None, "inline_message_id": "x"}, {"data": None, "game_short_name": "chess"}]
)
def test_presses_that_are_not_on_our_messages_are_ignored(more: Raw) -> None:
    raw = pressed()
    raw["callback_query"] = {k: v for k, v in (raw["callback_query"] | more).items() if v is not None}

    assert isinstance(read(raw), Ignored)


# --- who is not a person ---------------------------------------------------------------------------

CHANNEL_BOT: Raw = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}


@pytest.mark.parametrize(
    "more",
    [
        {"from": {"id": 9, "is_bot": True, "first_name": "Other"}},
        {"from": CHANNEL_BOT, "sender_chat": CHANNEL},
        {"from": CHANNEL_BOT},
        {"sender_chat": CHANNEL},
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}, "is_automatic_forward": True},
        {"from": None},
        {"chat": CHANNEL},
    ],
)
@pytest.mark.parametrize("make", [said, commanded])
def test_who_is_not_a_person_is_ignored(more: Raw, make: Any) -> None:
    assert isinstance(read(make("/start", **({"chat": DESK} | more))), Ignored)


def test_an_anonymous_administrator_can_command_but_is_nobody() -> None:
    event = read(commanded("/queue", None, chat=DESK, sender_chat=DESK, **{"from": ANONYMOUS}))

    assert isinstance(event, Command)
    assert event.origin.sender == ANONYMOUS_ADMIN


def test_other_words_of_an_anonymous_administrator_are_ignored() -> None:
    assert isinstance(read(said("hello", chat=DESK, sender_chat=DESK, **{"from": ANONYMOUS})), Ignored)


# --- groups ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [("member", "kicked", Blocked), ("kicked", "member", Returned), ("left", "member", Returned)],
)
def test_in_private_we_are_blocked_or_back(was: str, now: str, kind: type) -> None:
    assert isinstance(read(standing(was, now)), kind)


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("left", "member", Invited),
        ("kicked", "administrator", Invited),
        ("left", "restricted", Invited),
        ("member", "administrator", Ignored),
        ("administrator", "member", Ignored),
        ("member", "kicked", Ignored),
        ("member", "left", Ignored),
    ],
)
@pytest.mark.parametrize("where", [DESK, {**DESK, "type": "group"}, CHANNEL])
def test_in_a_group_only_being_added_counts(was: str, now: str, kind: type, where: Raw) -> None:
    assert isinstance(read(standing(was, now, where)), kind)


def test_a_restricted_member_who_has_left_is_not_in() -> None:
    assert isinstance(read(standing("left", "restricted", DESK, is_member=False)), Ignored)


def test_an_invitation_that_the_group_shows_as_well_counts_once() -> None:
    assert isinstance(read(standing("left", "member", DESK)), Invited)
    assert isinstance(read(said(None, chat=DESK, new_chat_members=[JANE, US])), Ignored)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("new_chat_members", [JANE]),
        ("left_chat_member", JANE),
        ("new_chat_title", "New"),
        ("group_chat_created", True),
        ("pinned_message", message("card", chat=DESK)),
        ("forum_topic_created", {"name": "Jane", "icon_color": 1}),
        ("write_access_allowed", {"from_request": True}),
        ("something_of_next_year", {"a": 1}),
    ],
)
def test_service_messages_are_ignored(field: str, value: object) -> None:
    assert isinstance(read(said(None, chat=DESK, **{field: value})), Ignored)


@pytest.mark.parametrize(
    ("field", "old", "new"), [("migrate_to_chat_id", -1001, -1002), ("migrate_from_chat_id", -1002, -1001)]
)
def test_a_group_that_moves_says_from_where_and_whereto(field: str, old: int, new: int) -> None:
    moved = read(said(None, chat=DESK, **{field: -1002}))

    assert isinstance(moved, Moved)
    assert (moved.old, moved.new, moved.origin.chat) == (old, new, -1001)
