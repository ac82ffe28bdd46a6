"""What Telegram would refuse is refused, in its words, and nothing changes."""

import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Chat, Person, Sandbox
from tests.sandbox.conftest import Call

KEYBOARDS = "InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove, ForceReply"
YES = {"text": "Yes", "callback_data": "yes"}


def board(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [list(buttons)]}}


def below(*buttons: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"reply_markup": {"keyboard": [list(buttons)], **rest}}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({"text": ""}, "message text is empty"),
    "only white space": ({"text": " \n "}, "message text is empty"),
    "nothing but tags": ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    "4097 letters": ({"text": "x" * 4097}, "message is too long"),
    "2049 emoji": ({"text": "😀" * 2049}, "message is too long"),
    "bad html": (
        {"text": "<p>x</p>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    "Markdown": ({"parse_mode": "Markdown"}, 'unsupported parse_mode "Markdown"; the sandbox reads HTML'),
    "both kinds of marks": (
        {"parse_mode": "HTML", "entities": []},
        "parse_mode and entities can't be used together",
    ),
    "an entity outside": (
        {"entities": [{"type": "bold", "offset": 1, "length": 9}]},
        "can't parse entities: an entity lies outside the text",
    ),
    "an unknown entity": (
        {"entities": [{"type": "large", "offset": 0, "length": 1}]},
        "can't parse entities: unknown entity type 'large'",
    ),
    "an unknown parameter": ({"colour": "red"}, 'method sendMessage has no parameter "colour"'),
    "an absent parameter": ({"business_connection_id": "x"}, 'the sandbox has no "business_connection_id"'),
    "a text for a number": (
        {"message_thread_id": "one"},
        'parameter "message_thread_id" must be of type Integer',
    ),
    "a number for a text": ({"text": 5}, '"text" must be of type String'),
    "a word for a truth": (
        {"protect_content": "maybe"},
        'parameter "protect_content" must be of type Boolean',
    ),
    "a float for a number": ({"message_thread_id": 1.5}, '"message_thread_id" must be of type Integer'),
    "half of a surrogate pair": ({"text": "\ud83d"}, 'strings must be encoded in UTF-8, "text" is not'),
    "65 bytes of data": (board({"text": "A", "callback_data": "é" * 32 + "x"}), "BUTTON_DATA_INVALID"),
    "no data": (board({"text": "A", "callback_data": ""}), "BUTTON_DATA_INVALID"),
    "a button that does nothing": (
        board({"text": "A"}),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "a button that does two things": (
        board({**YES, "url": "https://nhs.uk"}),
        "can't parse inline keyboard button: it does url and callback_data at once",
    ),
    "a button without words": (
        board({"text": " ", "callback_data": "x"}),
        "can't parse inline keyboard button: button text must be non-empty",
    ),
    "a button for the telephone": (
        board({"text": "Ring", "url": "tel:116123"}),
        "inline keyboard button URL 'tel:116123' is invalid: Wrong HTTP URL",
    ),
    "a button with an unknown field": (
        board({**YES, "size": "big"}),
        '"reply_markup.inline_keyboard[0][0]" is a InlineKeyboardButton, which has no field "size"',
    ),
    "a button that lacks its text": (
        board({"callback_data": "x"}),
        '"reply_markup.inline_keyboard[0][0]": InlineKeyboardButton has no text',
    ),
    "nine in a row": (board(*[YES] * 9), "reply markup is too long"),
    "101 buttons": ({"reply_markup": {"inline_keyboard": [[YES]] * 101}}, "reply markup is too long"),
    "too much to copy": (
        board({"text": "Copy", "copy_text": {"text": "x" * 257}}),
        "BUTTON_COPY_TEXT_INVALID",
    ),
    "an unknown style": (
        board({**YES, "style": "loud"}),
        "can't parse inline keyboard button: invalid button style specified",
    ),
    "a log-in button": (
        board({"text": "A", "login_url": {"url": "https://a.uk"}}),
        '"reply_markup.inline_keyboard[0][0].login_url": the sandbox knows no LoginUrl',
    ),
    "a keyboard of no kind": (
        {"reply_markup": {"buttons": []}},
        f'"reply_markup" is none of {KEYBOARDS}',
    ),
    "a keyboard that is no JSON": ({"reply_markup": "{"}, 'can\'t parse "reply_markup" JSON object'),
    "an empty reply keyboard": (below(), "reply keyboard has no buttons"),
    "a long placeholder": (
        below({"text": "A"}, input_field_placeholder="x" * 65),
        "input field placeholder must be 1-64 characters long",
    ),
    "two requests at once": (
        below({"text": "A", "request_contact": True, "request_location": True}),
        "can't parse keyboard button: it does request_contact and request_location at once",
    ),
    "an unknown style below": (
        below({"text": "A", "style": "loud"}),
        "can't parse keyboard button: invalid button style specified",
    ),
    "an answer to nothing": ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    "a quote nobody said": (
        {"reply_parameters": {"message_id": 1, "quote": "never"}},
        "QUOTE_TEXT_INVALID",
    ),
    "a topic": ({"message_thread_id": 5}, "message thread not found"),
    "an unknown effect": ({"message_effect_id": "1"}, "EFFECT_ID_INVALID"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_a_wrong_message_is_refused(case: str, sandbox: Sandbox, sam: Person, call: Call) -> None:
    given, why = WRONG[case]

    answer = await call("sendMessage", **{"chat_id": sam.id, "text": "Hello", **given})

    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {why}"}
    assert sandbox.world.rejections() == [f"sendMessage: Bad Request: {why}"]
    assert len(sandbox.world.messages(sam.id)) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"text": "x" * 4096},
        {"text": "😀" * 2048},
        {"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "HTML"},
        board({"text": "A", "callback_data": "x" * 64}),
        {"reply_markup": {"inline_keyboard": [[YES] * 8] * 12}},
        {"reply_markup": {"inline_keyboard": []}},
        {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
        {"reply_parameters": {"message_id": 1, "quote": "start"}},
        {"message_effect_id": "5046509860389126442"},
        {"link_preview_options": {"is_disabled": True}},
        {"reply_markup": {"force_reply": True, "input_field_placeholder": "When?"}},
    ],
)
async def test_what_just_fits_is_taken(given: dict[str, Any], sam: Person, call: Call) -> None:
    assert (await call("sendMessage", **{"chat_id": sam.id, "text": "Hello", **given}))["ok"]


async def test_a_missing_parameter_is_named(sam: Person, call: Call) -> None:
    assert (await call("sendMessage", chat_id=sam.id))["description"] == "Bad Request: message text is empty"
    assert (await call("sendMessage", text="x"))["description"] == "Bad Request: chat_id is empty"
    missing = await call("setMyCommands")
    assert missing["description"] == 'Bad Request: parameter "commands" is required'


async def test_a_number_may_not_be_asked_for_in_a_group(desk: Chat, call: Call) -> None:
    asked = below({"text": "Share", "request_contact": True})

    answer = await call("sendMessage", chat_id=desk.id, text="Hello", **asked)

    assert answer["description"] == "Bad Request: phone number can be requested in private chats only"


@pytest.mark.parametrize(
    ("commands", "why"),
    [
        ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a-b", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x"}] * 2, "BOT_COMMAND_DUPLICATE"),
        ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_wrong_commands_are_refused(commands: list[dict[str, str]], why: str, call: Call) -> None:
    assert (await call("setMyCommands", commands=commands))["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize(
    ("method", "name", "most", "why"),
    [
        ("setMyName", "name", 64, "BOT_TITLE_INVALID"),
        ("setMyDescription", "description", 512, "BOT_DESCRIPTION_INVALID"),
        ("setMyShortDescription", "short_description", 120, "BOT_SHORT_DESCRIPTION_INVALID"),
    ],
)
async def test_what_a_bot_says_of_itself_has_bounds(
    method: str, name: str, most: int, why: str, call: Call
) -> None:
    assert (await call(method, **{name: "x" * most}))["ok"]
    assert (await call(method, **{name: "x" * (most + 1)}))["description"] == f"Bad Request: {why}"
    wrong = await call(method, **{name: "x", "language_code": "en-GB"})
    assert wrong["description"] == "Bad Request: invalid language code specified"


async def test_an_unknown_method_is_not_found(call: Call) -> None:
    assert await call("sendTelegram") == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_wrong_token_is_unauthorised(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{sandbox.url}/bot1:wrong/getMe") as reply:
        assert reply.status == 401
        assert await reply.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize("body", ["{", "[]", '"x"'])
async def test_a_body_that_is_no_object_is_refused(
    body: str, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    url = f"{sandbox.url}/bot{sandbox.token}/getMe"
    async with http.post(url, data=body, headers={"Content-Type": "application/json"}) as reply:
        assert reply.status == 400
        assert (await reply.json())["description"].startswith("Bad Request: can't parse the body")


async def test_query_form_and_json_say_the_same(
    sandbox: Sandbox, sam: Person, http: aiohttp.ClientSession
) -> None:
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    markup = board(YES)["reply_markup"]
    given = {
        "chat_id": str(sam.id),
        "text": "5",
        "protect_content": "true",
        "reply_markup": json.dumps(markup),
    }
    for sent in (
        http.get(url, params=given),
        http.post(url, data=given),
        http.post(
            url, json={"chat_id": sam.id, "text": "5", "protect_content": True, "reply_markup": markup}
        ),
    ):
        async with sent as reply:
            assert reply.status == 200

    first, second, third = (
        [one.api()["text"], one.keyboard, one.extra] for one in sandbox.world.messages(sam.id)[1:]
    )
    assert first == second == third == ["5", [[YES]], {"has_protected_content": True}]
