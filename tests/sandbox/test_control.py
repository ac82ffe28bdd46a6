"""The doors for the page do what the README promises, and open to this machine only."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import telegram

from bot.sandbox import Chat, Person, Sandbox
from bot.sandbox.things import png
from tests.sandbox.conftest import MONDAY, Call
from tests.sandbox.test_clock import HOUR, Diary


async def state(sandbox: Sandbox, http: aiohttp.ClientSession, query: str = "") -> dict[str, Any]:
    async with http.get(f"{sandbox.url}/_/state{query}") as reply:
        seen: dict[str, Any] = await reply.json()
        return seen


async def test_a_whole_conversation_by_the_control_interface(
    sandbox: Sandbox, http: aiohttp.ClientSession, control: Call, bot: telegram.Bot
) -> None:
    await control("person", id=42, first_name="Sam", language_code="cy")
    said = await control("say", person=42, text="/start now")
    keyboard = telegram.InlineKeyboardMarkup(
        [
            [telegram.InlineKeyboardButton("Yes", callback_data="yes:1", style="success")],
            [telegram.InlineKeyboardButton("NHS", url="https://www.nhs.uk")],
            [telegram.InlineKeyboardButton("Copy", copy_text=telegram.CopyTextButton("Dear Ms Lee"))],
        ]
    )
    await bot.send_message(42, "<b>Well?</b>", parse_mode="HTML", reply_markup=keyboard)

    seen = await state(sandbox, http)

    chat = next(one for one in seen["chats"] if one["id"] == 42)
    assert chat["messages"][0] == said["message"]
    assert (chat["title"], chat["type"], chat["members"]) == ("Sam", "private", [42])
    asked = chat["messages"][1]
    assert (asked["kind"], asked["text"], asked["from"]["is_bot"]) == ("text", "Well?", True)
    assert asked["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert asked["buttons"] == [
        [{"text": "Yes", "style": "success", "kind": "callback", "data": "yes:1"}],
        [{"text": "NHS", "style": None, "kind": "url", "url": "https://www.nhs.uk"}],
        [{"text": "Copy", "style": None, "kind": "copy", "copy": "Dear Ms Lee"}],
    ]
    assert seen["people"] == [
        {"id": 42, "first_name": "Sam", "language_code": "cy", "started": True, "blocked": False}
    ]
    assert seen["clock"] == {
        "now": "2026-11-23T10:00:00Z",
        "local": "2026-11-23T10:00:00+00:00",
        "zone": "Europe/London",
        "turning": False,
    }


async def test_a_press_waits_for_its_answer(
    sandbox: Sandbox, sam: Person, control: Call, bot: telegram.Bot
) -> None:
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Yes", callback_data="yes:1")]])
    asked = await bot.send_message(sam.id, "Well?", reply_markup=keyboard)

    pressing = asyncio.create_task(control("press", person=42, message=asked.message_id, label="Yes"))
    update = (await bot.get_updates(timeout=5))[0]
    assert update.callback_query is not None
    await bot.answer_callback_query(update.callback_query.id, "Noted")

    press = (await pressing)["press"]
    assert (press["data"], press["answer"]) == ("yes:1", {"text": "Noted", "alert": False, "url": None})
    unanswered = await control("press", person=42, message=asked.message_id, data="yes:1", wait=0)
    assert unanswered["press"]["answer"] is None
    stale = await control("press-stale", person=42, message=asked.message_id, data="no:1", wait=0)
    assert stale["press"]["data"] == "no:1"


async def test_every_deed_of_a_person_has_its_door(
    sandbox: Sandbox, sam: Person, desk: Chat, http: aiohttp.ClientSession, control: Call
) -> None:
    said = (await control("say", person=7, chat=desk.id, text="Hello"))["message"]
    await control("say", person=8, chat=desk.id, text="Hi", reply_to=said["id"])
    await control("edit", person=7, chat=desk.id, message=said["id"], text="Hello!")
    await control("contact", person=42, number="+447700900123")
    await control("send", person=42, kind="photo")
    await control("forward", person=7, message=said["id"], from_chat=desk.id)
    await control("join", person=42, chat=desk.id)
    await control("leave", person=42, chat=desk.id)
    await control("block", person=42)
    assert (await control("inject", update={"update_id": 3}))["update_id"] == 3

    seen = {one["id"]: one for one in (await state(sandbox, http))["chats"]}
    group = seen[desk.id]["messages"]
    assert [one["text"] for one in group] == ["Hello!", "Hi", "Sam joined the group", "Sam left the group"]
    assert group[0]["edited"] == "2026-11-23T10:00:00Z"
    assert group[1]["reply_to"] == said["id"]
    assert [one["kind"] for one in seen[42]["messages"]] == ["text", "contact", "photo"]
    assert seen[42]["messages"][1]["contact"]["phone_number"] == "+447700900123"
    assert seen[7]["messages"][0]["text"] == "Hello!"
    assert sam.blocked
    await control("unblock", person=42)
    assert not sam.blocked


async def test_a_file_can_be_looked_at(
    sandbox: Sandbox, sam: Person, http: aiohttp.ClientSession, bot: telegram.Bot
) -> None:
    picture = png(30, 20)
    await bot.send_photo(sam.id, picture)
    await bot.send_document(sam.id, b"BEGIN", filename="a.ics")

    shown, document = (one["file"] for one in (await state(sandbox, http))["chats"][0]["messages"][1:])

    assert (document["name"], document["mime"], document["size"]) == ("a.ics", "text/calendar", 5)
    async with http.get(f"{sandbox.url}{shown['url']}") as reply:
        assert (reply.content_type, await reply.read()) == ("image/png", picture)
    async with http.get(f"{sandbox.url}/_/file/none") as reply:
        assert reply.status == 404


async def test_the_clock_turns_by_steps_seconds_and_moments(sandbox: Sandbox, control: Call) -> None:
    sandbox.companion = Diary(sandbox.clock, MONDAY + HOUR)

    turned = await control("clock", step="next")
    assert turned == {
        "ok": True,
        "now": "2026-11-23T11:00:00Z",
        "sent": 0,
        "moments": ["2026-11-23T11:00:00Z"],
        "stuck": None,
    }
    assert (await control("clock", turn=60))["now"] == "2026-11-23T11:01:00Z"
    assert (await control("clock", to="2026-11-23T13:00:00+01:00"))["now"] == "2026-11-23T12:00:00Z"


async def test_what_waits_is_what_the_bot_says(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sandbox.companion = Diary(sandbox.clock, MONDAY + HOUR)

    async with http.get(f"{sandbox.url}/_/waiting") as reply:
        waiting = (await reply.json())["waiting"]

    assert waiting == [{"due": "2026-11-23T11:00:00+00:00", "chat": 42, "what": "a nudge"}]
    assert (await state(sandbox, http))["waiting"] == waiting


async def test_faults_are_asked_for_listed_and_taken_back(
    sandbox: Sandbox, http: aiohttp.ClientSession, control: Call
) -> None:
    asked = await control("fault", kind="flood", method="sendMessage", times=2, retry_after=9)

    assert [(one["kind"], one["times"], one["retry_after"]) for one in asked["faults"]] == [("flood", 2, 9)]
    assert (await state(sandbox, http))["faults"] == asked["faults"]
    assert (await control("clear-faults"))["faults"] == []


async def test_what_was_refused_is_shown(sandbox: Sandbox, http: aiohttp.ClientSession, call: Call) -> None:
    await call("sendMessage", chat_id=5, text="Hello")

    assert (await state(sandbox, http))["rejections"] == [
        {
            "at": "2026-11-23T10:00:00Z",
            "method": "sendMessage",
            "chat": 5,
            "code": 400,
            "description": "Bad Request: chat not found",
        }
    ]


async def test_the_reply_keyboard_is_shown(
    sandbox: Sandbox, sam: Person, http: aiohttp.ClientSession, bot: telegram.Bot
) -> None:
    share = telegram.KeyboardButton("Share", request_contact=True, style="primary")
    keyboard = telegram.ReplyKeyboardMarkup([[share, "Not now"]], resize_keyboard=True)
    await bot.send_message(sam.id, "Which?", reply_markup=keyboard)

    assert (await state(sandbox, http))["chats"][0]["reply_keyboard"] == {
        "rows": [
            [
                {"text": "Share", "style": "primary", "asks": "contact"},
                {"text": "Not now", "style": None, "asks": None},
            ]
        ],
        "placeholder": None,
        "one_time": False,
        "resize": True,
    }


async def test_only_newer_messages_can_be_asked_for(
    sandbox: Sandbox, sam: Person, http: aiohttp.ClientSession
) -> None:
    sandbox.world.say(sam, "Hello")

    assert [one["id"] for one in (await state(sandbox, http, "?after=1"))["chats"][0]["messages"]] == [2]


async def test_an_event_follows_each_change(
    sandbox: Sandbox, sam: Person, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{sandbox.url}/_/events") as reply:
        first = int((await reply.content.readline()).removeprefix(b"data: "))
        await reply.content.readline()
        sandbox.world.say(sam, "Hello")
        second = int((await reply.content.readline()).removeprefix(b"data: "))

    assert reply.content_type == "text/event-stream"
    assert first < second == sandbox.world.version


@pytest.mark.parametrize(
    ("deed", "body", "why"),
    [
        ("say", {"person": 42}, "there is no 'text'"),
        ("say", {"person": "Sam", "text": "x"}, "the id of a person is a positive whole number"),
        ("say", {"person": 42, "text": "x", "chat": -5}, "Sam is not in chat -5"),
        (
            "press",
            {"person": 42, "message": 1, "label": "Yes"},
            "no button 'Yes' under message 1; there are: none",
        ),
        ("clock", {"turn": -1}, "the clock only goes forward, not by -1 day, 23:59:59"),
        ("clock", {"to": "2026-11-23T13:00:00"}, "the moment needs an offset from UTC"),
        ("clock", {"turn": 1e300}, "Python int too large"),
        ("inject", {"update": {"update_id": "7"}}, "an update_id is a whole number, not '7'"),
        ("fault", {"kind": "hang", "times": 0}, "a fault strikes once or more, not 0 times"),
        ("fault", {"kind": "status", "code": 999}, "999 is not a valid HTTPStatus"),
        ("clock", {}, "say one of turn (seconds), to (ISO with offset) or step"),
        ("fault", {"kind": "gremlins"}, "no fault is called 'gremlins'; there are blocked"),
        ("fault", {"kind": "hang", "often": True}, "a fault has no often"),
    ],
)
async def test_a_deed_that_makes_no_sense_is_explained_and_changes_nothing(
    deed: str, body: dict[str, Any], why: str, sandbox: Sandbox, sam: Person, control: Call
) -> None:
    version = sandbox.world.version

    answer = await control(deed, **body)

    assert not answer["ok"]
    assert answer["error"].startswith(why)
    assert sandbox.world.version == version


async def test_a_page_of_another_site_can_do_nothing(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    body = {"person": 42, "text": "Hello"}
    async with http.post(f"{sandbox.url}/_/say", json=body) as reply:
        assert reply.status == 403
    rebound = {"Host": f"evil.example:{sandbox.port}", "X-Sandbox": "1"}
    async with http.post(f"{sandbox.url}/_/say", json=body, headers=rebound) as reply:
        assert reply.status == 403
    async with http.get(f"{sandbox.url}/_/state", headers=rebound) as reply:
        assert reply.status == 403

    assert sandbox.world.people == {}


async def test_unknown_doors_and_pages_are_not_found(
    sandbox: Sandbox, http: aiohttp.ClientSession, control: Call
) -> None:
    assert (await control("dance"))["error"] == "there is no /_/dance"
    for path in ("/nothing.js", "/..%2fsandbox.py", "/sandbox.py"):
        async with http.get(f"{sandbox.url}{path}") as reply:
            assert reply.status == 404


async def test_the_sandbox_listens_on_loopback_and_stops_at_once(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{sandbox.url}/_/events") as events:
            poll = asyncio.create_task(
                http.get(f"{sandbox.url}/bot{sandbox.token}/getUpdates?timeout=50").__aenter__()
            )
            await events.content.readline()
            await asyncio.sleep(0.05)
            assert sandbox.url.startswith("http://127.0.0.1:")

            async with asyncio.timeout(2):
                await sandbox.stop()

        await asyncio.gather(poll, return_exceptions=True)
        with pytest.raises(aiohttp.ClientConnectorError):
            await http.get(sandbox.url)


async def test_waiting_for_a_change_ends_in_time(sandbox: Sandbox, sam: Person) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(0.05, lambda: sandbox.world.say(sam, "Hello"))

    assert await sandbox.until(lambda: len(sandbox.world.messages(42)) == 2)
    assert not await sandbox.until(lambda: len(sandbox.world.messages(42)) == 3, seconds=0.05)
    assert sandbox.clock.now() - MONDAY == timedelta()
