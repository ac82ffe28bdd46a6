"""What Telegram's answers mean."""

from __future__ import annotations

import json

import pytest

from bot.botapi.errors import told
from bot.botapi.outcome import Later, Moved, Never, Outcome, Remedy, Revoked, Sent, Uncertain, Unreachable


def refused(code: int, description: str, status: int = 0, **parameters: object) -> Outcome:
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return told(status or code, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("description", "why"),
    [
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("Forbidden: user is deactivated", "deactivated"),
        ("Forbidden: bot can't initiate conversation with a user", "never-started"),
        ("Forbidden: bot can't send messages to bots", "bot"),
        ("Forbidden: bot was kicked from the group chat", "kicked"),
        ("Forbidden: bot was kicked from the supergroup chat", "kicked"),
        ("Forbidden: bot was kicked from the channel chat", "kicked"),
        ("Forbidden: bot is not a member of the supergroup chat", "kicked"),
        ("Forbidden: bot is not a member of the channel chat", "kicked"),
        ("Forbidden: bot is not a member of the group chat", "kicked"),
        ("Forbidden: bot is not a member of the chat", "kicked"),
        ("Forbidden: bot can't send messages to the user", "never-started"),
        ("Forbidden: USER_IS_BLOCKED", "blocked"),
        ("Forbidden: INPUT_USER_DEACTIVATED", "deactivated"),
        ("Forbidden: the group chat was deleted", "kicked"),
        ("Forbidden: something of next year", "something-of-next-year"),
    ],
)
def test_a_forbidden_chat_is_unreachable(description: str, why: str) -> None:
    assert refused(403, description) == Unreachable(why)


@pytest.mark.parametrize(
    ("description", "outcome"),
    [
        ("chat not found", Unreachable("chat-not-found")),
        ("user not found", Unreachable("user-not-found")),
        ("PEER_ID_INVALID", Unreachable("chat-not-found")),
        ("group chat was deactivated", Unreachable("kicked")),
        ("group chat was upgraded to a supergroup chat", Unreachable("moved")),
        ("have no rights to send a message", Unreachable("no-rights")),
        ("not enough rights to send text messages to the chat", Unreachable("no-rights")),
        ("need administrator rights in the channel chat", Unreachable("no-rights")),
        ("CHAT_WRITE_FORBIDDEN", Unreachable("no-rights")),
        ("CHAT_RESTRICTED", Unreachable("no-rights")),
        ("message to edit not found", Never("message-gone", Remedy.FRESH)),
        ("message can't be edited", Never("message-gone", Remedy.FRESH)),
        ("MESSAGE_ID_INVALID", Never("message-gone", Remedy.FRESH)),
        ("message to be replied not found", Never("reply-gone", Remedy.NO_REPLY)),
        ("message thread not found", Never("topic-gone", Remedy.NO_TOPIC)),
        ("EFFECT_ID_INVALID", Never("effect", Remedy.NO_EFFECT)),
        ("TOPIC_CLOSED", Never("topic-gone", Remedy.NO_TOPIC)),
        (
            'can\'t parse entities: Unsupported tag "jane" at byte offset 5',
            Never("markup", Remedy.PLAIN),
        ),
        ("message text is empty", Never("empty")),
        ("message is too long", Never("too-long")),
        ("MESSAGE_TOO_LONG", Never("too-long")),
        ("BUTTON_DATA_INVALID", Never("buttons")),
        ("reply markup is too long", Never("buttons")),
        ("query is too old and response timeout expired or query ID is invalid", Never("press-too-old")),
        ("QUERY_OF_NEXT_YEAR", Never("query-of-next-year")),
        ("", Never("refused")),
    ],
)
def test_a_bad_request_is_never_sent_again_unchanged(description: str, outcome: Outcome) -> None:
    assert refused(400, f"Bad Request: {description}") == outcome


def test_a_change_that_changes_nothing_has_been_made() -> None:
    text = "Bad Request: message is not modified: specified new message content and reply markup are the same"

    assert refused(400, text) == Sent()


def test_a_reason_that_we_do_not_know_quotes_nobody() -> None:
    outcome = refused(400, 'Bad Request: wrong thing "Jane Doe" at Acme, call 07700900123')

    assert outcome == Never("wrong-thing")


@pytest.mark.parametrize(
    ("parameters", "seconds", "everyone"),
    [
        ({"retry_after": 7}, 7, False),
        ({"retry_after": 60}, 60, False),
        ({"retry_after": 61}, 61, True),
        ({"retry_after": 10_072}, 10_072, True),
        ({"retry_after": 0}, 5, False),
        ({"retry_after": -3}, 5, False),
        ({"retry_after": "7"}, 5, False),
        ({"retry_after": True}, 5, False),
        ({"retry_after": None}, 5, False),
        ({"something": 1}, 5, False),
        ({}, 5, False),
    ],
)
def test_too_many_is_waited_out(parameters: dict[str, object], seconds: int, everyone: bool) -> None:
    outcome = refused(429, "Too Many Requests: retry after 7", 429, **parameters)

    assert outcome == Later(seconds, "flood", everyone)


def test_too_many_under_another_number_is_waited_out_too() -> None:
    assert refused(500, "Internal Server Error: Too Many Requests: retry after") == Later(5, "flood")


def test_too_many_from_a_machine_in_between_is_waited_out() -> None:
    assert told(429, b"<html>Too Many Requests</html>") == Later(5, "flood")


def test_a_group_that_moved_says_where() -> None:
    text = "Bad Request: group chat was upgraded to a supergroup chat"

    assert refused(400, text, migrate_to_chat_id=-100200) == Moved(-100200)


@pytest.mark.parametrize("text", ["Unauthorized", "Not Found"])
def test_an_unknown_token_is_the_end(text: str) -> None:
    code = 401 if text == "Unauthorized" else 404

    assert isinstance(refused(code, text), Revoked)


def test_an_unknown_method_is_not_an_unknown_token() -> None:
    assert refused(404, "Not Found: method not found") == Never("method")


@pytest.mark.parametrize("status", [401, 403, 404, 407, 301, 302])
def test_a_page_of_somebody_else_is_neither_a_refusal_nor_a_success(status: int) -> None:
    assert told(status, b"<html>Log in to the hotel</html>") == Later(5, f"strange-{status}", everyone=True)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
@pytest.mark.parametrize("body", [b"<html>Bad Gateway</html>", b"", b'{"ok": false, "error_code": 500}'])
def test_a_fault_of_the_server_leaves_us_uncertain(status: int, body: bytes) -> None:
    assert isinstance(told(status, body), Uncertain)


@pytest.mark.parametrize("status", [400, 413, 414])
def test_what_is_too_large_for_a_machine_in_between_never_passes(status: int) -> None:
    assert told(status, b"<html>nginx</html>") == Never(f"strange-{status}")


def test_too_large_in_telegrams_own_words_never_passes() -> None:
    assert refused(413, "Request Entity Too Large") == Never("refused")


@pytest.mark.parametrize(
    "body", [b"", b"OK", b"<html>", b"null", b"[]", b"{}", b'"ok"', b"\xff\xfe", b"[" * 99_999]
)
def test_a_success_that_cannot_be_read_leaves_us_uncertain(body: bytes) -> None:
    assert told(200, body) == Uncertain("strange-200")


@pytest.mark.parametrize("result", [True, "strange", 7, None, [], {"message_id": "x"}])
def test_a_success_with_a_strange_result_has_been_sent(result: object) -> None:
    outcome = told(200, json.dumps({"ok": True, "result": result}).encode())

    assert outcome == Sent(result)
    assert isinstance(outcome, Sent)
    assert outcome.message is None


def test_a_success_without_a_result_has_been_sent() -> None:
    assert told(200, b'{"ok": true}') == Sent(None)


def test_the_number_of_a_sent_message_is_at_hand() -> None:
    assert Sent({"message_id": 31, "date": 1}).message == 31


def test_a_refusal_dressed_as_a_success_is_a_refusal() -> None:
    assert refused(403, "Forbidden: bot was blocked by the user", status=200) == Unreachable("blocked")
