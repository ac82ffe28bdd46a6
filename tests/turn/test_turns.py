from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import content, routes
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.domain.callback import State
from bot.domain.change import Erase, KeepPerson, SetMark
from bot.domain.decision import Decision, Message, Toast
from bot.domain.event import Command, Event
from bot.domain.facts import Facts
from bot.settings import CONTENT
from bot.store import inbox, interviews, notes, nudges, people, questions, requests
from bot.store.facts import House
from bot.store.inbox import Arrival
from bot.store.sealed import Seal
from bot.store.tables import inbox as updates
from bot.store.tables import outbox as rows
from bot.turn.presses import Presses
from bot.turn.turns import AGAIN, Turns
from tests.cast import BAKERY, CALL, DESK, MONDAY, SAM
from tests.fakes import Clock, Line

HOUSE = House(content.load(CONTENT), DESK, Seal(), replace(SAM, id=0, welcomed=False))


def _person(id_: int, name: str = "Sam") -> dict[str, Any]:
    return {"id": id_, "is_bot": False, "first_name": name}


def _message(number: int, text: str, chat: int = 42) -> dict[str, Any]:
    message = {
        "message_id": number,
        "date": int(MONDAY.timestamp()),
        "chat": {"id": chat, "type": "private", "first_name": "Sam"},
        "from": _person(chat),
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": number, "message": message}


def _press(number: int, data: str, who: int, chat: int = 42) -> dict[str, Any]:
    place = {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "x", "first_name": "Sam"}
    shown = {"message_id": 900, "date": int(MONDAY.timestamp()), "chat": place, "text": "card"}
    query = {"id": f"q{number}", "from": _person(who, f"P{who}"), "chat_instance": "1", "data": data}
    return {"update_id": number, "callback_query": {**query, "message": shown}}


async def _receive(store: AsyncEngine, *bodies: dict[str, Any]) -> None:
    found = []
    for body in bodies:
        inner = body.get("message") or body["callback_query"]["message"]
        found.append(Arrival(body["update_id"], inner["chat"]["id"], json.dumps(body).encode()))
    async with store.begin() as conn:
        await inbox.add(conn, found, MONDAY)


def _turns(store: AsyncEngine, line: Line | None = None, clock: Clock | None = None) -> Turns:
    presses = Presses(line or Line())
    return Turns(store, HOUSE, presses, (clock or Clock()).now, lambda: None, "bounceback_bot")


async def _all(turns: Turns) -> None:
    while await turns.batch():
        pass
    await turns._presses.finish()


async def _states(store: AsyncEngine) -> list[str]:
    async with store.begin() as conn:
        return list((await conn.execute(select(updates.c.state).order_by(updates.c.id))).scalars())


async def _said(store: AsyncEngine) -> list[str]:
    async with store.begin() as conn:
        found = (
            await conn.execute(select(rows.c.args).where(rows.c.method != "nudge").order_by(rows.c.id))
        ).scalars()
        return [str(args.get("text", "")) for args in found]


def _deciding(monkeypatch: pytest.MonkeyPatch, decide: Callable[[Facts, Event], Decision]) -> None:
    monkeypatch.setattr(routes, "decide", decide)


async def test_a_turn_ends_its_update_and_answers_in_one_transaction(store: AsyncEngine) -> None:
    await _receive(store, _message(1, "/start"))

    await _all(_turns(store))

    assert await _states(store) == ["done"]
    assert len(await _said(store)) >= 1


async def test_turns_of_one_chat_are_taken_in_their_order(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    handled: list[str] = []

    def note(facts: Facts, event: Event) -> Decision:
        assert isinstance(event, Command)
        handled.append(f"{facts.person.id} {event.name}")
        return Decision()

    _deciding(monkeypatch, note)
    await _receive(store, _message(1, "/a"), _message(2, "/b"), _message(3, "/a", chat=43), _message(4, "/c"))

    await _all(_turns(store))

    assert [line for line in handled if line.startswith("42")] == ["42 a", "42 b", "42 c"]
    assert handled.index("43 a") < handled.index("42 b")


async def test_a_handler_that_fails_leaves_nothing_behind_and_harms_nobody_in_its_batch(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decide(facts: Facts, _: Event) -> Decision:
        if facts.person.id == 42:
            raise RuntimeError("a mistake in a handler")
        return Decision((Message(facts.person.id, "start.again"),), (SetMark("thanked"),))

    _deciding(monkeypatch, decide)
    await _receive(store, _message(1, "x"), _message(2, "y", chat=43))

    await _all(_turns(store))

    assert await _states(store) == ["waiting", "done"]
    async with store.begin() as conn:
        assert 42 not in await interviews.marks_of(conn, [42, 43])


async def test_an_update_that_keeps_failing_is_put_aside_with_one_apology(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []

    def decide(facts: Facts, event: Event) -> Decision:
        attempts.append(facts.now)
        raise RuntimeError("a mistake in a handler")

    clock = Clock()
    turns = _turns(store, clock=clock)
    await _receive(store, _message(1, "/start"))
    await _all(turns)
    _deciding(monkeypatch, decide)
    await _receive(store, _message(2, "poison"))
    before = len(await _said(store))

    for _ in range(6):
        await _all(turns)
        clock.turn(timedelta(minutes=2))

    assert await _states(store) == ["done", "quarantined"]
    assert len(attempts) == 3
    assert len(await _said(store)) == before + 1


async def test_an_update_that_stops_the_process_three_times_is_put_aside_untried(store: AsyncEngine) -> None:
    await _receive(store, _message(1, "/start"), _message(2, "/start", chat=43))
    for _ in range(3):  # taken, and then the process is gone
        async with store.begin() as conn:
            await inbox.take(conn, MONDAY, 100)

    await _all(_turns(store))

    assert await _states(store) == ["quarantined", "done"]


async def test_an_update_that_was_alone_when_the_process_stopped_rests_while_others_are_served(
    store: AsyncEngine,
) -> None:
    clock = Clock()
    await _receive(store, _message(1, "/start"))
    for _ in range(2):  # taken with all others, then alone, and each time the process is gone
        async with store.begin() as conn:
            await inbox.take(conn, MONDAY, 100)
    await _receive(store, _message(2, "/start", chat=43))
    turns = _turns(store, clock=clock)
    await turns.recover()
    await _all(turns)
    before = await _states(store)
    clock.turn(AGAIN[0])
    await _all(turns)

    assert before == ["waiting", "done"]
    assert await _states(store) == ["done", "done"]


async def test_a_process_that_is_stopped_again_and_again_at_its_start_puts_no_innocent_update_aside(
    store: AsyncEngine,
) -> None:
    await _receive(store, _message(1, "/start"))
    for _ in range(9):
        turns = _turns(store)
        await turns.recover()
        async with store.begin() as conn:
            await inbox.take(conn, MONDAY, 100)
    clock = Clock(MONDAY + AGAIN[0])
    await _all(_turns(store, clock=clock))

    assert await _states(store) == ["done"]


@pytest.mark.parametrize("copies", [1, 2, 5])
async def test_an_update_that_telegram_brings_again_has_no_second_effect(
    store: AsyncEngine, copies: int
) -> None:
    turns = _turns(store)
    for _ in range(copies):
        await _receive(store, _message(1, "/start"))
        await _all(turns)

    assert await _states(store) == ["done"]


async def test_two_advisors_press_at_once_and_one_of_them_wins(store: AsyncEngine) -> None:
    line = Line()
    turns = _turns(store, line)
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await requests.add(conn, [CALL], Seal())
    data = f"desk.claim:{CALL.id}:{CALL.version}"
    await _receive(store, _press(1, data, 7, chat=DESK), _press(2, data, 8, chat=DESK))

    await _all(turns)

    async with store.begin() as conn:
        ((request,),) = (await requests.of(conn, [42], Seal())).values()
    assert request.state is State.CLAIMED
    assert request.advisor == 7
    assert len(line.answers) == 2
    assert "P7" in line.answers[1][1]


async def test_a_person_who_cancels_while_an_advisor_takes_it_settles_it_by_the_row(
    store: AsyncEngine,
) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await requests.add(conn, [CALL], Seal())
    mine = f"advisor.withdraw:{CALL.id}:{CALL.version}"
    assert "advisor.withdraw" in routes.BUTTONS
    await _receive(
        store, _press(1, mine, 42), _press(2, f"desk.claim:{CALL.id}:{CALL.version}", 7, chat=DESK)
    )

    await _all(_turns(store))

    async with store.begin() as conn:
        ((request,),) = (await requests.of(conn, [42], Seal())).values()
    assert request.version == CALL.version + 1
    assert await _states(store) == ["done", "done"]


async def test_every_press_is_answered_once_even_when_it_does_nothing(store: AsyncEngine) -> None:
    line = Line()
    await _receive(
        store, _press(1, "no.such:1:1", 42), _press(2, "rubbish", 42), _press(3, "log.right:99:1", 42)
    )

    await _all(_turns(store, line))

    assert sorted(query for query, _, _ in line.answers) == ["q1", "q2", "q3"]


async def test_erasing_a_person_leaves_no_word_of_theirs_in_the_database(store: AsyncEngine) -> None:
    turns = _turns(store)
    for number, text in enumerate(["/start", "Canarykeeper at Canaryco tomorrow 2pm", "/delete"], 1):
        await _receive(store, _message(number, text))
        await _all(turns)
    async with store.begin() as conn:
        shown = (await conn.execute(select(rows.c.args).order_by(rows.c.id.desc()))).scalars().first()
    assert shown is not None
    (yes,) = [
        b for row in shown["reply_markup"]["inline_keyboard"] for b in row if b.get("style") == "danger"
    ]
    await _receive(store, _press(4, yes["callback_data"], 42))

    await _all(turns)

    async with store.begin() as conn:
        bodies = (await conn.execute(select(updates.c.body))).scalars().all()
        words = [str(args) for args in (await conn.execute(select(rows.c.args))).scalars()]
        assert await people.of(conn, [42]) == {}
    assert set(bodies) == {b""}
    assert not [line for line in words if "canary" in line.lower()]
    line = Line()
    deliveries = Deliveries(store, HOUSE, line, Clock().now, Pace(1000), 1000)
    for _ in range(8):
        await deliveries.step()
        await asyncio.sleep(0.002)
    assert "deleted" in str(line.texts)  # the goodbye, and then its row goes, too
    async with store.begin() as conn:
        assert (await conn.execute(select(rows.c.id))).scalars().all() == []


async def test_a_note_goes_on_where_it_was_after_a_restart_between_any_two_answers(
    store: AsyncEngine,
) -> None:
    await _receive(store, _press(1, "notes.begin:0:0:example", 42))
    for number, text in enumerate(["The till broke", "Keep the queue calm", "skip", "It stayed calm"], 2):
        await _all(_turns(store))  # each time a process that remembers nothing
        await _receive(store, _message(number, text))
    await _all(_turns(store))

    async with store.begin() as conn:
        ((note,),) = (await notes.of(conn, [42])).values()
        asked = (await questions.of(conn, [42], Seal()))[42]
    assert asked.name == "menu"  # what follows can be typed; nothing of the form is open
    assert note.words == {
        "situation": "The till broke",
        "task": "Keep the queue calm",
        "result": "It stayed calm",
    }


async def test_whoever_shuts_the_door_after_being_erased_stays_unknown(store: AsyncEngine) -> None:
    place = {"id": 42, "type": "private", "first_name": "Sam"}
    bot = {"id": 1, "is_bot": True, "first_name": "Bounceback"}
    change = {
        "chat": place,
        "from": _person(42),
        "date": int(MONDAY.timestamp()),
        "old_chat_member": {"status": "member", "user": bot},
        "new_chat_member": {"status": "kicked", "user": bot, "until_date": 0},
    }
    async with store.begin() as conn:
        await inbox.add(
            conn, [Arrival(1, 42, json.dumps({"update_id": 1, "my_chat_member": change}).encode())], MONDAY
        )

    await _all(_turns(store))

    assert await _states(store) == ["done"]
    async with store.begin() as conn:
        assert await people.of(conn, [42]) == {}
        assert (await conn.execute(select(updates.c.chat))).scalars().all() == [0]


async def test_what_was_dealt_with_keeps_no_words_of_anybody(store: AsyncEngine) -> None:
    await _receive(store, _message(1, "/start canary"), _press(2, "no.such:1:1", 7, chat=DESK))

    await _all(_turns(store))

    async with store.begin() as conn:
        assert set((await conn.execute(select(updates.c.body))).scalars()) == {b""}


# --- people who were out of reach ------------------------------------------------------------------


async def test_whoever_writes_has_been_heard_of_now_in_what_their_handler_goes_by(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[timedelta] = []

    def decide(facts: Facts, _: Event) -> Decision:
        heard.append(facts.ago(facts.person.seen_at))
        return Decision()

    _deciding(monkeypatch, decide)
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY - timedelta(days=20))
    await _receive(store, _message(1, "/nudges"))

    await _all(_turns(store))

    assert heard == [timedelta(0)]


async def test_whoever_writes_can_be_reached_again_whatever_their_handler_writes(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _deciding(monkeypatch, lambda f, _: Decision(changes=(KeepPerson(replace(f.person, welcomed=True)),)))
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await people.unreachable(conn, [42], "blocked")
    await _receive(store, _message(1, "hello"))

    await _all(_turns(store))

    async with store.begin() as conn:
        assert (await people.of(conn, [42]))[42].unreachable == ""


async def test_nudges_that_a_block_ended_are_planned_anew_when_the_person_writes(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await interviews.add(conn, [BAKERY])
        await people.unreachable(conn, [42], "blocked")
    _deciding(monkeypatch, lambda *_: Decision())
    await _receive(store, _message(1, "hello"))

    await _all(_turns(store))

    async with store.begin() as conn:
        assert await nudges.expecting(conn) == [42]


async def test_what_a_person_said_in_quarantine_is_erased_with_them(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with store.begin() as conn:
        await inbox.add(conn, [Arrival(1, 42, b"words"), Arrival(2, 43, b"words")], MONDAY, "quarantined")
    _deciding(monkeypatch, lambda *_: Decision(changes=(Erase(),)))
    await _receive(store, _message(3, "/delete"))

    await _all(_turns(store))

    async with store.begin() as conn:
        bodies = (await conn.execute(select(updates.c.body).order_by(updates.c.id))).scalars()
        assert [bytes(body) for body in bodies] == [b"", b"words", b""]


async def test_what_somebody_says_right_after_being_erased_is_heard_as_a_strangers(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decide(facts: Facts, event: Event) -> Decision:
        erased = isinstance(event, Command) and event.name == "delete"
        return Decision(changes=(Erase(),)) if erased else Decision((Message(42, "start.again"),))

    _deciding(monkeypatch, decide)
    await _receive(store, _message(1, "/delete"), _message(2, "/start"))

    await _all(_turns(store))

    assert await _states(store) == ["done", "done"]
    assert len(await _said(store)) == 1


# --- a database that fails -------------------------------------------------------------------------


def _failing(error: Exception, times: int) -> Callable[[Facts, Event], Decision]:
    """A turn that meets this error so many times, and then goes well."""
    left = [error] * times

    def decide(facts: Facts, _: Event) -> Decision:
        if left:
            raise left.pop()
        return Decision((Message(facts.person.id, "start.again"),), toast=Toast("desk.toast.yours"))

    return decide


async def test_an_update_is_not_put_aside_because_the_database_was_out_of_order(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _deciding(monkeypatch, _failing(ConnectionResetError(), times=9))
    await _receive(store, _message(1, "hello"), _message(2, "hello", chat=43))
    turns = _turns(store)

    failures = 0
    for _ in range(20):
        try:
            await turns.batch()
        except ConnectionResetError:
            failures += 1

    assert failures >= 5
    assert await _states(store) == ["done", "done"]


async def test_what_the_database_cannot_take_is_its_own_turns_fault_and_blocks_nobody(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decide(facts: Facts, _: Event) -> Decision:
        far = 2**70 if facts.person.id == 42 else 0
        return Decision(changes=(SetMark("thanked", far),))

    _deciding(monkeypatch, decide)
    await _receive(store, _message(1, "x"), _message(2, "y", chat=43))

    await _all(_turns(store))

    assert await _states(store) == ["waiting", "done"]


# --- answers to presses ----------------------------------------------------------------------------


async def test_a_press_whose_turn_fails_is_answered_at_once_and_only_once(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, clock = Line(), Clock()
    turns = _turns(store, line, clock)
    _deciding(monkeypatch, _failing(RuntimeError("a mistake"), times=1))
    await _receive(store, _press(1, "a.b:1:1", 42))

    await _all(turns)
    first = list(line.answers)
    clock.turn(timedelta(minutes=1))
    await _all(turns)

    assert await _states(store) == ["done"]
    assert first == line.answers == [("q1", "", False)]


async def test_a_press_that_never_succeeds_is_answered_once(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, clock = Line(), Clock()
    turns = _turns(store, line, clock)
    _deciding(monkeypatch, _failing(RuntimeError("a mistake"), times=9))
    await _receive(store, _press(1, "a.b:1:1", 42))

    for _ in range(6):
        await _all(turns)
        clock.turn(timedelta(minutes=2))

    assert await _states(store) == ["quarantined"]
    assert line.answers == [("q1", "", False)]


async def test_who_asks_for_what_is_not_theirs_is_noted_without_a_word(
    store: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    await _receive(store, _message(1, "/status of my secret"), _message(2, "/nonsense", chat=43))

    await _turns(store).batch()

    (noted,) = [record for record in caplog.records if record.name == "bot.turn.turns"]
    assert (noted.levelname, noted.chat, noted.what) == ("WARNING", 42, "status")  # type: ignore[attr-defined]
    assert "secret" not in caplog.text
