"""The page in a real browser: what people see, press and type reaches the bot, and the other way round."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import telegram
from playwright.async_api import Page, Route, ViewportSize, expect

from bot.sandbox import Chat, Person, Sandbox
from bot.sandbox.things import png
from tests.sandbox.browser import browsing
from tests.sandbox.conftest import MONDAY, Call
from tests.sandbox.test_clock import Talker


@pytest.fixture
async def page(sandbox: Sandbox, chromium: str) -> AsyncIterator[Page]:
    """The page, opened wide. Nothing may be asked of another machine, and nothing complained of."""
    async with browsing(chromium, sandbox.url) as page:
        yield page


def button(text: str, data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}]]}


async def presses(call: Call) -> list[dict[str, Any]]:
    """The presses that wait for the bot."""
    updates = (await call("getUpdates", timeout=5))["result"]
    return [one["callback_query"] for one in updates if "callback_query" in one]


async def test_a_newcomer_reads_what_the_bot_does_and_starts_it(
    sandbox: Sandbox, page: Page, call: Call
) -> None:
    sandbox.world.person(42, "Sam")
    await call("setMyDescription", description="For the days after an interview.")

    await page.goto(sandbox.url)
    await expect(page.locator("#phone")).to_contain_text("For the days after an interview.")
    await page.get_by_role("button", name="Start", exact=True).click()

    await expect(page.locator("#phone .message.own")).to_contain_text("/start")
    assert [one.text for one in sandbox.world.messages(42)] == ["/start"]
    await expect(page.get_by_label("Chat with Bounceback: write a message")).to_be_focused()


async def test_marks_are_shown_and_hostile_text_stays_text(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    text = (
        "👩‍🔬 <b>Well <i>done</i></b>, <a href='https://www.acas.org.uk/'>read <b>on</b></a>\n"
        "<blockquote><b>said</b></blockquote>\n<pre>Dear Ms Lee</pre>"
    )
    await call("sendMessage", chat_id=42, text=text, parse_mode="HTML")
    sandbox.world.say(sam, "<b>x </code><img src=x onerror=alert(1)> &amp;")

    await page.goto(sandbox.url)

    told = page.locator("#phone .message.other .text")
    await expect(told.locator("strong").first).to_have_text("Well done")
    await expect(told.locator("strong em")).to_have_text("done")
    await expect(told.locator("a")).to_have_attribute("href", "https://www.acas.org.uk/")
    await expect(told.locator("a strong")).to_have_text("on")
    await expect(told.locator("blockquote > strong")).to_have_text("said")
    await expect(told.locator("pre")).to_have_text("Dear Ms Lee")
    said = page.locator("#phone .message.own").last
    await expect(said).to_contain_text("<b>x </code><img src=x onerror=alert(1)> &amp;")
    await expect(said.locator("b, code, img")).to_have_count(0)


async def test_what_stands_in_code_is_copied_by_a_tap(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    await call("sendMessage", chat_id=42, text="Use <code>Thanks & bye</code>", parse_mode="HTML")
    await page.goto(sandbox.url)

    await page.locator("#phone code").click()

    await expect(page.locator("#phone .toast")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "Thanks & bye"


async def test_a_press_reaches_the_bot_and_its_answer_shows(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    await call("sendMessage", chat_id=42, text="Well?", reply_markup=button("Got it", "result:7:1"))
    await page.goto(sandbox.url)

    await page.get_by_role("button", name="Got it").click()
    [press] = await presses(call)
    await call("answerCallbackQuery", callback_query_id=press["id"], text="Noted <b>")

    assert (press["from"]["id"], press["data"]) == (42, "result:7:1")
    await expect(page.locator("#phone .toast")).to_have_text("Noted <b>")
    await expect(page.get_by_role("button", name="Got it")).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_stays_until_it_is_acknowledged(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    await call("sendMessage", chat_id=42, text="Well?", reply_markup=button("Got it", "a:1:1"))
    await page.goto(sandbox.url)

    await page.get_by_role("button", name="Got it").click()
    [press] = await presses(call)
    await call("answerCallbackQuery", callback_query_id=press["id"], text="Too late", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Too late")
    await page.get_by_role("button", name="OK").click()

    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_commands_are_suggested_and_what_is_typed_is_sent(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    commands = [{"command": "log", "description": "An interview"}, {"command": "list", "description": "All"}]
    await call("setMyCommands", commands=commands)
    await page.goto(sandbox.url)
    field = page.get_by_label("Chat with Bounceback: write a message")

    await field.press_sequentially("/li")
    await expect(page.locator("#phone").get_by_role("option")).to_have_text(["/listAll"])
    await field.press("ArrowDown")
    await field.press("Enter")
    await field.fill("Acme, next Tuesday 2pm")
    await field.press("Enter")

    await expect(page.locator("#phone .message.own").last).to_contain_text("Acme, next Tuesday 2pm")
    assert [one.text for one in sandbox.world.messages(42)][1:] == ["/list", "Acme, next Tuesday 2pm"]
    await expect(field).to_have_value("")


async def test_the_desk_acts_as_the_advisor_that_was_chosen(
    sandbox: Sandbox, desk: Chat, page: Page, call: Call
) -> None:
    keyboard = button("I'll call", "desk.claim:1:1")
    await call("sendMessage", chat_id=desk.id, text="Sam wants a call", reply_markup=keyboard)
    await page.goto(sandbox.url)
    group = page.locator("#desk")

    await group.get_by_role("button", name="Ben").click()
    await group.get_by_role("button", name="I'll call").click()
    [press] = await presses(call)
    await call("answerCallbackQuery", callback_query_id=press["id"], text="It is yours")
    await group.locator(".message").hover()
    await group.get_by_role("button", name="Message actions").click()
    await page.get_by_role("menuitem", name="Reply").click()
    await page.keyboard.type("Tell Sam I am on my way")
    await page.keyboard.press("Enter")

    assert press["from"]["first_name"] == "Ben"
    await expect(group.locator(".toast")).to_have_text("It is yours")
    await expect(group.locator(".message.own .answered")).to_contain_text("Sam wants a call")
    card, answer = sandbox.world.messages(desk.id)
    assert (answer.author.first_name, answer.reply_to) == ("Ben", card)


async def test_a_new_advisor_joins_the_group_and_acts_there(sandbox: Sandbox, desk: Chat, page: Page) -> None:
    await page.goto(sandbox.url)
    group = page.locator("#desk")

    await group.get_by_role("button", name="New advisor").click()
    await page.get_by_label("First name").fill("Cleo")
    await page.keyboard.press("Enter")
    await expect(group.get_by_role("button", name="Cleo", pressed=True)).to_be_visible()
    await page.get_by_label("The advisors’ group: write a message").fill("Good morning")
    await page.keyboard.press("Enter")

    await expect(group.locator(".message.own")).to_contain_text("Good morning")
    assert sandbox.world.messages(desk.id)[-1].author.first_name == "Cleo"


async def test_the_clock_is_turned_and_what_waits_is_told(sandbox: Sandbox, sam: Person, page: Page) -> None:
    sandbox.companion = Talker(sandbox, MONDAY + timedelta(hours=26), MONDAY + timedelta(days=9))
    await page.goto(sandbox.url)
    time, told = page.locator("#clock .time"), page.locator("#clock .told")
    rows = page.locator("#waiting li")

    await expect(time).to_contain_text("Monday 23 November")
    await expect(time).to_contain_text("10:00")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_contain_text("Tomorrow at 12:00")
    await page.get_by_role("button", name="+1 hour").click()
    await expect(time).to_contain_text("11:00")
    await expect(rows.first).to_contain_text("in 25 hours")
    await page.get_by_role("button", name="Next morning").click()
    await expect(told).to_contain_text("It is now Tuesday 24 November, 09:00; no message came")
    await page.get_by_role("button", name="To the next message").click()
    await expect(told).to_contain_text("It is now Tuesday 24 November, 12:00; 1 message came.")
    await expect(time).to_contain_text("12:00")
    await expect(rows).to_have_count(1)
    await page.get_by_role("button", name="+1 day").click()

    await expect(told).to_contain_text("It is now Wednesday 25 November, 12:00")
    assert sandbox.clock.now() == MONDAY + timedelta(days=2, hours=2)


async def test_nothing_waiting_leaves_the_clock_alone(sandbox: Sandbox, sam: Person, page: Page) -> None:
    await page.goto(sandbox.url)

    await page.get_by_role("button", name="To the next message").click()

    await expect(page.locator("#clock .told")).to_have_text(
        "Nothing waits, so the clock stands where it was."
    )
    await expect(page.locator("#waiting")).to_contain_text("Nothing waits.")
    assert sandbox.clock.now() == MONDAY


async def test_refused_calls_are_counted_with_their_reasons(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    await page.goto(sandbox.url)
    drawer = page.locator("#trouble details", has_text="Refused calls")

    await call("sendMessage", chat_id=42, text="x" * 5000)
    await call("sendMessage", chat_id=42, text="<b>x", parse_mode="HTML")
    await drawer.locator("summary").click()

    await expect(drawer.locator(".badge")).to_have_text("2")
    await expect(drawer.locator("li").first).to_contain_text("can't parse entities")
    await expect(drawer.locator("li").last).to_contain_text("message is too long")


async def test_faults_are_ordered_met_and_called_off(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    await page.goto(sandbox.url)
    drawer = page.locator("#trouble details", has_text="Break something")

    await drawer.locator("summary").click()
    await drawer.get_by_label("What goes wrong").select_option("Too many requests: wait 5 seconds")
    await drawer.get_by_label("Times").fill("2")
    await drawer.get_by_role("button", name="Add").click()
    await expect(drawer.locator("li")).to_contain_text("any call, 2 times")
    met = await call("sendMessage", chat_id=42, text="Hello")
    await expect(drawer.locator("li")).to_contain_text("1 time")
    await drawer.get_by_role("button", name="Call it off").click()
    await expect(drawer.locator("li")).to_have_count(0)

    assert met["parameters"] == {"retry_after": 5}
    assert (await call("sendMessage", chat_id=42, text="Hello"))["ok"]


async def test_deleted_messages_vanish_and_changed_ones_say_so(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    ids = [
        (await call("sendMessage", chat_id=42, text=text))["result"]["message_id"]
        for text in ("Stays", "Goes", "Changes")
    ]
    await page.goto(sandbox.url)
    told = page.locator("#phone .message.other .text")
    await expect(told).to_have_count(3)

    await call("deleteMessage", chat_id=42, message_id=ids[1])
    await call("editMessageText", chat_id=42, message_id=ids[2], text="Changed")

    await expect(told).to_have_text(["Stays10:00", "Changededited 10:00"])


async def test_what_could_not_be_sent_is_not_lost(sandbox: Sandbox, sam: Person, page: Page) -> None:
    async def refuse(route: Route) -> None:
        await route.fulfill(body=json.dumps({"ok": False, "error": "not just now"}))

    await page.route("**/_/say", refuse)
    await page.goto(sandbox.url)
    field = page.get_by_label("Chat with Bounceback: write a message")

    await field.fill("A long story")
    shown = expect(page.locator("#phone .toast")).to_have_text("not just now")
    await asyncio.gather(shown, field.press("Enter"))  # it goes by itself, however busy the machine is

    await expect(field).to_have_value("A long story")


async def test_ones_own_text_can_be_changed(sandbox: Sandbox, sam: Person, page: Page) -> None:
    await page.goto(sandbox.url)
    field = page.get_by_label("Chat with Bounceback: write a message")

    await field.press("ArrowUp")
    await expect(field).to_have_value("/start")
    await field.fill("/start again")
    await field.press("Enter")

    await expect(page.locator("#phone .message.own")).to_contain_text("/start againedited")
    assert [one.text for one in sandbox.world.messages(42)] == ["/start again"]


async def test_the_newest_message_shows_unless_the_reader_is_further_up(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    for number in range(30):
        await call("sendMessage", chat_id=42, text=f"Line {number}\nand another")
    await page.goto(sandbox.url)
    messages = page.locator("#phone .message")
    await expect(messages.last).to_be_in_viewport(ratio=1)

    await call("sendMessage", chat_id=42, text="At the end")
    await expect(messages.last).to_contain_text("At the end")
    await expect(messages.last).to_be_in_viewport(ratio=1)
    await page.locator("#phone .list").hover()
    await page.mouse.wheel(0, -1200)
    await expect(messages.last).not_to_be_in_viewport()
    await call("sendMessage", chat_id=42, text="While reading")
    down = page.locator("#phone").get_by_role("button", name="To the newest message")
    await expect(down).to_contain_text("1")
    await expect(messages.last).not_to_be_in_viewport()
    await down.click()

    await expect(messages.last).to_be_in_viewport(ratio=1)
    await expect(messages.last).to_contain_text("While reading")


async def test_the_keyboard_alone_is_enough(sandbox: Sandbox, sam: Person, page: Page, call: Call) -> None:
    await call("sendMessage", chat_id=42, text="Well?", reply_markup=button("Got it", "a:1:1"))
    await page.goto(sandbox.url)
    await expect(page.locator("#phone .message.other")).to_be_visible()
    focused = page.locator(":focus")

    for _ in range(30):
        await page.keyboard.press("Tab")
        if await focused.inner_text() == "Got it":
            break
    await page.keyboard.press("Enter")
    [press] = await presses(call)
    await call("editMessageReplyMarkup", chat_id=42, message_id=press["message"]["message_id"])
    await call("answerCallbackQuery", callback_query_id=press["id"], text="Noted")
    await expect(page.locator("#phone .key")).to_have_count(0)
    await expect(page.locator("#phone .message.other")).to_be_focused()
    await page.keyboard.press("Escape")
    await page.keyboard.type("Thank you")
    await page.keyboard.press("Enter")

    await expect(page.locator("#phone .message.own").last).to_contain_text("Thank you")


async def test_a_number_is_shared_by_the_button_that_asks_for_it(
    sandbox: Sandbox, sam: Person, page: Page, call: Call
) -> None:
    keyboard = {"keyboard": [[{"text": "Share my number", "request_contact": True}], [{"text": "Not now"}]]}
    await call("sendMessage", chat_id=42, text="May we call?", reply_markup=keyboard)
    await page.goto(sandbox.url)

    await page.get_by_role("button", name="Share my number").click()
    await page.get_by_label("Your number").fill("+447700900999")
    await page.keyboard.press("Enter")
    await expect(page.locator("#phone .message.own").last).to_contain_text("+447700900999")
    await page.get_by_role("button", name="Not now").click()

    await expect(page.locator("#phone .message.own").last).to_contain_text("Not now")
    shared = sandbox.world.messages(42)[-2].content["contact"]
    assert (shared["phone_number"], shared["user_id"]) == ("+447700900999", 42)


async def test_pictures_and_files_can_be_sent_and_are_shown(
    sandbox: Sandbox, sam: Person, page: Page
) -> None:
    await page.goto(sandbox.url)
    phone = page.locator("#phone")

    for thing in ("Photo", "Document", "Voice message", "Location"):
        await phone.get_by_role("button", name="Attach").click()
        await page.get_by_role("menuitem", name=thing).click()
        await expect(page.get_by_role("menu")).to_have_count(0)

    await expect(phone.get_by_role("img", name="Picture")).to_be_visible()
    await expect(phone.get_by_role("link", name="notes.txt")).to_be_visible()
    await expect(phone.locator(".thing").last).to_contain_text("Location")
    kinds = [one.kind for one in sandbox.world.messages(42)][1:]
    assert kinds == ["photo", "document", "voice", "location"]


async def test_a_picture_of_the_bot_is_really_shown(
    sandbox: Sandbox, sam: Person, page: Page, bot: telegram.Bot
) -> None:
    await bot.send_photo(sam.id, png(540, 640), caption="<b>Your search</b>", parse_mode="HTML")

    await page.goto(sandbox.url)

    image = page.locator("#phone .message.other .picture img")
    await expect(image).to_be_visible()
    assert await image.evaluate("it => it.decode().then(() => [it.naturalWidth, it.naturalHeight])") == [
        540,
        640,
    ]
    await expect(page.locator("#phone .message.other .text strong")).to_have_text("Your search")


async def test_the_bot_can_be_blocked_and_unblocked(sandbox: Sandbox, sam: Person, page: Page) -> None:
    await page.goto(sandbox.url)

    await page.get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await expect(page.get_by_label("Chat with Bounceback: write a message")).to_be_hidden()
    was_blocked = sam.blocked
    await page.get_by_role("button", name="Unblock").click()

    await expect(page.get_by_label("Chat with Bounceback: write a message")).to_be_visible()
    assert (was_blocked, sam.blocked) == (True, False)


async def test_everybody_has_a_chat_of_their_own(
    sandbox: Sandbox, sam: Person, desk: Chat, page: Page, call: Call
) -> None:
    await page.goto(sandbox.url)
    phone = page.locator("#phone")

    await phone.get_by_role("button", name="New person").click()
    await page.get_by_label("First name").fill("Noor")
    await page.keyboard.press("Enter")
    await phone.get_by_role("button", name="Start", exact=True).click()
    await expect(phone.locator(".message.own")).to_have_count(1)
    await call("sendMessage", chat_id=42, text="For Sam")
    await phone.get_by_role("button", name="Sam new messages").click()

    await expect(phone.locator(".message").last).to_contain_text("For Sam")
    await expect(phone.locator(".names button")).to_have_text(["Sam", "Noor", ""])
    [noor] = [one for one in sandbox.world.people.values() if one.first_name == "Noor"]
    assert [one.text for one in sandbox.world.messages(noor.id)] == ["/start"]


async def test_a_narrow_screen_shows_one_part_at_a_time(
    sandbox: Sandbox, sam: Person, desk: Chat, page: Page, call: Call
) -> None:
    keyboard = {
        "inline_keyboard": [[{"text": "A rather long label " * 2, "callback_data": str(n)} for n in "12"]]
    }
    await call("sendMessage", chat_id=42, text="x" * 300, reply_markup=keyboard)
    await page.set_viewport_size(ViewportSize(width=360, height=740))
    await page.goto(sandbox.url)

    await expect(page.locator("#phone .message").last).to_be_in_viewport()
    await expect(page.locator("#desk")).to_be_hidden()
    await call("sendMessage", chat_id=desk.id, text="A request")
    await page.get_by_role("button", name="Desk 1").click()
    await expect(page.locator("#desk .message")).to_be_in_viewport()
    await expect(page.locator("#phone")).to_be_hidden()
    await page.get_by_role("button", name="Waiting").click()
    await expect(page.locator("#waiting")).to_be_in_viewport()

    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await expect(page.get_by_role("button", name="To the next message")).to_be_in_viewport(ratio=1)


async def test_problems_of_the_content_are_shown_at_the_top(
    sandbox: Sandbox, sam: Person, page: Page
) -> None:
    async def add_problems(route: Route) -> None:
        state = await (await route.fetch()).json()
        await route.fulfill(body=json.dumps(state | {"problems": ["thank-you.md, line 3: no <such> button"]}))

    await page.route("**/_/state", add_problems)
    await page.goto(sandbox.url)

    await expect(page.locator("#banner")).to_contain_text("1 problem to put right")
    await expect(page.locator("#banner li")).to_have_text("thank-you.md, line 3: no <such> button")


async def test_words_that_went_live_are_told_once_and_take_the_problems_away(
    sandbox: Sandbox, sam: Person, page: Page
) -> None:
    sandbox.fine("Live now: long-ago.md")
    sandbox.trouble(["waiting.md:7: no <such> text"])
    await page.goto(sandbox.url)
    await expect(page.locator("#banner li")).to_have_text("waiting.md:7: no <such> text")
    await expect(page.locator("#live")).to_be_empty()

    sandbox.fine("Live now: <waiting>.md")

    await expect(page.locator("#live")).to_have_text("Live now: <waiting>.md")
    await expect(page.locator("#banner")).to_be_hidden()
