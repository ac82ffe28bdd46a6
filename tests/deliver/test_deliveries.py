from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import content
from bot.botapi.outcome import Later, Never, Remedy, Revoked, Sent, Uncertain, Unreachable
from bot.botapi.outcome import Outcome as Told
from bot.deliver.deliveries import SOON, Deliveries
from bot.deliver.landed import UNCERTAIN_REST
from bot.deliver.pace import LEAST_SLOTS, Pace
from bot.domain import plan
from bot.domain.change import SetMark
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.nudge import Fate, Nudge
from bot.domain.text import Text
from bot.settings import CONTENT
from bot.store import changes, facts, interviews, nudges, outbox, people, queue
from bot.store.facts import House
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from bot.store.tables import outbox as rows
from tests.cast import BAKERY, MONDAY, SAM
from tests.fakes import Clock
from tests.fakes import Line as OneLine

HOUSE = House(content.load(CONTENT), None, Seal())
FAST = 1000.0


class Line(OneLine):
    """Answers the question whether anybody is there by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.probes: list[Told] = []
        """What the next questions come to; then Telegram is there."""
        self.asked = 0

    async def call(
        self, method: str, args: Mapping[str, object], files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> Told:
        if method != "getMe":
            return await super().call(method, args, files)
        self.asked += 1
        return self.probes.pop(0) if self.probes else Sent({"id": 1})


def _deliveries(store: AsyncEngine, line: Line, clock: Clock, rate: float = FAST) -> Deliveries:
    return Deliveries(store, HOUSE, line, clock.now, Pace(rate), rate, itertools.count(step=60).__next__)


async def _put(
    store: AsyncEngine, *texts: str, chat: int = 42, key: str | None = None, needs: str = ""
) -> None:
    entries = [
        Entry(chat, "sendMessage", {"chat_id": chat, "text": t}, MONDAY, key=key, needs=needs) for t in texts
    ]
    async with store.begin() as conn:
        await outbox.add(conn, entries, MONDAY)


async def _run(deliveries: Deliveries, steps: int = 12) -> None:
    """Until nothing more moves by itself."""
    for _ in range(steps):
        await deliveries.step()
        await asyncio.sleep(0.002)


async def _fates(store: AsyncEngine) -> list[str]:
    async with store.begin() as conn:
        return list((await conn.execute(select(rows.c.state).order_by(rows.c.id))).scalars())


async def _interview(store: AsyncEngine, interview: Interview = BAKERY) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await interviews.add(conn, [interview])
        await _replan(store, conn)


async def _replan(store: AsyncEngine, conn: object, clock: Clock | None = None) -> None:
    now = clock.now() if clock else MONDAY
    mine = await facts.of(conn, HOUSE, [SAM.id], now)  # type: ignore[arg-type]
    await nudges.reconcile(conn, {id_: plan.plan(f) for id_, f in mine.items()}, now)  # type: ignore[arg-type]


# --- plain messages --------------------------------------------------------------------------------


async def test_what_is_due_is_sent_once(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    await _put(store, "hello")

    await _run(_deliveries(store, line, clock))

    assert line.texts == ["hello"]
    assert await _fates(store) == ["sent"]


async def test_nothing_is_sent_before_its_moment(store: AsyncEngine) -> None:
    line, clock = Line(), Clock(MONDAY - timedelta(microseconds=1))
    await _put(store, "hello")
    deliveries = _deliveries(store, line, clock)

    await _run(deliveries)
    early = list(line.texts)
    clock.turn(timedelta(microseconds=1))
    await _run(deliveries)

    assert early == []
    assert line.texts == ["hello"]


async def test_replies_of_one_chat_leave_in_their_order_even_when_one_has_to_wait(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(5, "flood"), Sent({"message_id": 1}), Sent({"message_id": 2})]
    await _put(store, "first", "second")
    deliveries = _deliveries(store, line, clock)

    await _run(deliveries)
    clock.turn(timedelta(seconds=10))
    await _run(deliveries)

    assert line.texts == ["first", "first", "second"]


async def test_one_chat_that_waits_does_not_hold_up_another(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(600, "flood")]
    await _put(store, "slow", chat=42)
    await _put(store, "quick", chat=43)

    await _run(_deliveries(store, line, clock))

    assert line.texts == ["slow", "quick"]
    assert await _fates(store) == ["waiting", "sent"]


async def test_a_flood_wait_is_kept_over_a_restart(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(600, "flood")]
    await _put(store, "hello")
    await _run(_deliveries(store, line, clock))

    clock.turn(timedelta(seconds=599))
    fresh = _deliveries(store, line, clock)
    await fresh.recover()
    await _run(fresh)
    before = len(line.calls)
    clock.turn(timedelta(seconds=2))
    await _run(fresh)

    assert before == 1
    assert len(line.calls) == 2


async def test_a_lost_reply_brings_one_more_copy_and_never_a_third(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Uncertain("reset")] * 5
    await _put(store, "hello")
    deliveries = _deliveries(store, line, clock)

    for _ in range(5):
        await _run(deliveries)
        clock.turn(timedelta(minutes=2))

    assert line.texts == ["hello", "hello"]
    assert await _fates(store) == ["sent-uncertain"]


async def test_a_process_that_dies_while_sending_costs_at_most_one_more_copy(store: AsyncEngine) -> None:
    clock = Clock()
    await _put(store, "hello")
    lines = []
    for _ in range(4):  # it dies again and again at the worst moment
        line = Line()
        line.hold = asyncio.Event()
        lines.append(line)
        deliveries = _deliveries(store, line, clock)
        await deliveries.recover()
        clock.turn(UNCERTAIN_REST)
        await _run(deliveries)
        for task in list(deliveries._flying):
            task.remove_done_callback(deliveries._land)
            task.cancel()
        await asyncio.sleep(0)

    assert sum(len(line.calls) for line in lines) == 2
    assert await _fates(store) == ["sent-uncertain"]


async def test_a_process_that_dies_young_again_and_again_does_not_spend_the_attempt_that_is_left(
    store: AsyncEngine,
) -> None:
    clock, line = Clock(), Line()
    await _put(store, "hello")
    async with store.begin() as conn:
        await outbox.claim(conn, [row.id for row in await queue.due(conn, clock.now(), 1)])
    for _ in range(3):
        young = _deliveries(store, line, clock)
        await young.recover()
        clock.turn(UNCERTAIN_REST - timedelta(seconds=1))
        await _run(young)
    before = len(line.calls)
    clock.turn(timedelta(seconds=1))
    await _run(young)

    assert before == 0
    assert line.texts == ["hello"]


async def test_a_refused_message_does_not_hold_up_the_next(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Never("bad request")]
    await _put(store, "poison", "good")

    await _run(_deliveries(store, line, clock))

    assert line.texts == ["poison", "good"]
    assert await _fates(store) == ["refused", "sent"]


async def test_a_person_who_blocked_us_gets_nothing_more_and_loses_nothing_else(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Unreachable("blocked")]
    await _interview(store)
    await _put(store, "one", "two")

    await _run(_deliveries(store, line, clock))

    assert line.texts == ["one"]
    assert set(await _fates(store)) == {"unreachable"}
    async with store.begin() as conn:
        assert (await people.of(conn, [42]))[42].unreachable == "blocked"
        assert (await interviews.of(conn, [42]))[42]


async def test_a_revoked_token_stops_everything_and_touches_no_row(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Revoked()]
    await _put(store, "one", "two")

    with pytest.raises(Revoked):
        await _run(_deliveries(store, line, clock))

    assert await _fates(store) == ["waiting", "waiting"]


async def test_when_answers_take_their_time_more_messages_are_on_the_wire_at_once(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    deliveries = _deliveries(store, line, clock)
    for chat in range(1, 30):
        await _put(store, "hello", chat=chat)
    await deliveries.step()
    alone = len(deliveries._flying)
    await asyncio.sleep(0.05)
    line.hold = asyncio.Event()

    await deliveries.step()
    together = len(deliveries._flying)
    line.hold.set()
    await deliveries.finish(2)

    assert alone == LEAST_SLOTS
    assert together >= 20


async def test_stopping_waits_for_what_is_on_the_wire_and_sends_nothing_new(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.hold = asyncio.Event()
    await _put(store, "flying", "waiting")
    deliveries = _deliveries(store, line, clock)
    await deliveries.step()
    await asyncio.sleep(0.01)

    asyncio.get_running_loop().call_later(0.05, line.hold.set)
    await deliveries.finish(2)

    assert line.texts == ["flying"]
    assert await _fates(store) == ["sent", "waiting"]


async def test_an_edit_waits_for_the_message_it_changes(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    await _put(store, "card", chat=-5, key="card:1")
    edit = Entry(-5, "editMessageText", {"chat_id": -5, "text": "taken"}, MONDAY, needs="card:1")
    async with store.begin() as conn:
        await outbox.add(conn, [edit], MONDAY)

    await _run(_deliveries(store, line, clock))

    assert [method for method, _ in line.calls] == ["sendMessage", "editMessageText"]
    assert line.calls[1][1]["message_id"] == 1


async def test_an_edit_of_a_message_that_never_came_is_called_off(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Never("no")]
    await _put(store, "card", chat=-5, key="card:1")
    edit = Entry(-5, "editMessageText", {"chat_id": -5, "text": "taken"}, MONDAY, needs="card:1")
    async with store.begin() as conn:
        await outbox.add(conn, [edit], MONDAY)

    await _run(_deliveries(store, line, clock))

    assert await _fates(store) == ["refused", "cancelled"]


async def test_what_was_delivered_gives_its_words_up(store: AsyncEngine) -> None:
    await _put(store, "something personal")

    await _run(_deliveries(store, Line(), Clock()))

    async with store.begin() as conn:
        assert (await conn.execute(select(rows.c.args))).scalar_one() == {}


# --- nudges ----------------------------------------------------------------------------------------


async def test_a_nudge_is_worded_when_it_is_sent_from_the_facts_as_they_are_then(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    await _interview(store)
    async with store.begin() as conn:
        await interviews.keep(conn, [replace(BAKERY, role="Flour & bread")])

    clock.turn(timedelta(days=30))
    await _run(_deliveries(store, line, clock))

    assert "Flour &amp; bread" in str(line.texts[0])


async def test_a_nudge_is_in_the_words_for_their_nation(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    async with store.begin() as conn:
        await people.meet(conn, [replace(SAM, nation="GB-SCT")], MONDAY)
    await _interview(store)
    texts = {
        id_: replace(entry, nations={"GB-SCT": (Text(("Aye?",)),)})
        for id_, entry in HOUSE.library.texts["en-GB"].items()
    }
    deliveries = _deliveries(store, line, clock)
    deliveries.house = replace(HOUSE, library=replace(HOUSE.library, texts={"en-GB": texts}))

    clock.turn(timedelta(days=30))
    await _run(deliveries)

    assert line.texts[0] == "Aye?"


async def test_no_chase_goes_out_after_a_result_even_if_its_row_was_never_called_off(
    store: AsyncEngine,
) -> None:
    line, clock = Line(), Clock()
    await _interview(store)
    async with store.begin() as conn:  # the result is written, the plan is not made anew: the worst case
        await interviews.keep(conn, [replace(BAKERY, outcome=Outcome.REJECTED, outcome_at=MONDAY)])

    clock.turn(timedelta(days=60))
    await _run(_deliveries(store, line, clock), steps=30)

    assert line.calls == []
    assert set(await _fates(store)) <= {"cancelled", "expired"}


async def test_a_nudge_that_cannot_be_worded_does_not_hold_up_the_others(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    await _interview(store)
    texts = {"en-GB": {k: v for k, v in HOUSE.library.texts["en-GB"].items() if not k.startswith("nudge-")}}
    deliveries = _deliveries(store, line, clock)
    deliveries.house = replace(HOUSE, library=replace(HOUSE.library, texts=texts))
    clock.turn(timedelta(days=14))
    await _put(store, "hello")

    await _run(deliveries, steps=20)

    assert line.texts == ["hello"]
    assert "refused" in await _fates(store)


async def test_recording_a_result_calls_off_the_nudges_of_the_other_branches_in_one_transaction(
    store: AsyncEngine,
) -> None:
    await _interview(store)
    async with store.begin() as conn:
        before = {told.key for told in (await nudges.told(conn, [42]))[42] if told.fate is Fate.WAITING}

    async with store.begin() as conn:
        await interviews.keep(conn, [replace(BAKERY, outcome=Outcome.REJECTED, outcome_at=MONDAY)])
        await _replan(store, conn)

    async with store.begin() as conn:
        after = {t.key: t.fate for t in (await nudges.told(conn, [42]))[42]}
    assert before
    assert all(after[key] is Fate.CANCELLED for key in before)
    assert any("ask-feedback" in key for key, fate in after.items() if fate is Fate.WAITING)


async def test_an_undone_result_brings_the_nudges_back(store: AsyncEngine) -> None:
    await _interview(store)
    async with store.begin() as conn:
        before = {t.key for t in (await nudges.told(conn, [42]))[42] if t.fate is Fate.WAITING}
    for outcome in (Outcome.REJECTED, None):
        async with store.begin() as conn:
            await interviews.keep(
                conn, [replace(BAKERY, outcome=outcome, outcome_at=MONDAY if outcome else None)]
            )
            await _replan(store, conn)

    async with store.begin() as conn:
        after = {t.key for t in (await nudges.told(conn, [42]))[42] if t.fate is Fate.WAITING}
    assert after == before


async def test_after_one_nudge_the_next_gets_its_row_though_its_person_never_writes_again(
    store: AsyncEngine,
) -> None:
    line, clock = Line(), Clock()
    await _interview(store, replace(BAKERY, outcome=Outcome.REJECTED, outcome_at=MONDAY))
    deliveries = _deliveries(store, line, clock)

    for _ in range(40):
        clock.turn(timedelta(days=1))
        await _run(deliveries, steps=4)

    assert len(line.calls) >= 3
    async with store.begin() as conn:
        keys = [told.key for told in (await nudges.told(conn, [42]))[42]]
    assert "person:42/keep-applying/" in "".join(keys)
    assert any(key.endswith("/2") for key in keys)


async def test_a_mark_that_a_nudge_stops_at_is_looked_at_when_it_is_sent(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    await _interview(store)
    async with store.begin() as conn:
        marked = [SetMark("no-chase", BAKERY.id), SetMark("no-applying")]
        await changes.apply(conn, [(42, marked)], MONDAY, Seal())

    clock.turn(timedelta(days=60))
    await _run(_deliveries(store, line, clock), steps=30)

    assert not [text for text in line.texts if "chase" in str(text).lower()]


async def test_markup_that_telegram_refuses_goes_out_as_plain_words(store: AsyncEngine) -> None:
    line = Line()
    line.outcomes = [Never("can't parse entities", Remedy.PLAIN)]
    args = {"chat_id": 42, "text": "<b>bold</b> &amp; kind", "parse_mode": "HTML"}
    async with store.begin() as conn:
        await outbox.add(conn, [Entry(42, "sendMessage", args, MONDAY)], MONDAY)

    await _run(_deliveries(store, line, Clock()))

    assert line.calls[1][1] == {"chat_id": 42, "text": "bold & kind"}
    assert await _fates(store) == ["sent"]


async def test_a_remedy_that_does_not_help_is_tried_once(store: AsyncEngine) -> None:
    line = Line()
    line.outcomes = [Never("no", Remedy.NO_REPLY)] * 9
    args = {"chat_id": 42, "text": "x", "reply_parameters": {"message_id": 5}}
    async with store.begin() as conn:
        await outbox.add(conn, [Entry(42, "sendMessage", args, MONDAY)], MONDAY)

    await _run(_deliveries(store, line, Clock()))

    assert len(line.calls) == 2
    assert await _fates(store) == ["refused"]


# --- faults ----------------------------------------------------------------------------------------


async def test_what_waits_behind_a_flood_wait_does_not_keep_us_busy(store: AsyncEngine) -> None:
    line = Line()
    line.outcomes = [Later(600, "flood")]
    await _put(store, "first", "second")
    deliveries = _deliveries(store, line, Clock())
    await _run(deliveries)

    assert await deliveries.step() == 600


async def test_while_one_message_hangs_the_next_is_not_forgotten(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.hold = asyncio.Event()
    await _put(store, "hangs", chat=43)
    async with store.begin() as conn:
        soon = Entry(42, "sendMessage", {"text": "soon"}, MONDAY + timedelta(seconds=3))
        await outbox.add(conn, [soon], MONDAY)
    deliveries = _deliveries(store, line, clock)

    await deliveries.step()
    await asyncio.sleep(0.01)

    rest = await deliveries.step()
    assert rest is not None
    assert rest <= SOON
    clock.turn(timedelta(seconds=3))
    await deliveries.step()
    await asyncio.sleep(0.01)
    assert line.texts == ["hangs", "soon"]
    line.hold.set()
    await deliveries.finish(2)


async def test_while_telegram_is_down_only_a_question_goes_out_and_no_message_is_given_up(
    store: AsyncEngine,
) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Uncertain("server-502")] * LEAST_SLOTS
    line.probes = [Uncertain("server-502")] * 60
    for chat in range(42, 43 + LEAST_SLOTS):
        await _put(store, f"hello {chat}", chat=chat)
    deliveries = _deliveries(store, line, clock)

    for _ in range(10):
        await _run(deliveries, steps=4)
        clock.turn(timedelta(hours=1))
    meanwhile = list(line.texts)
    await _run(deliveries, steps=120)

    assert len(set(meanwhile)) == len(meanwhile) == LEAST_SLOTS
    assert line.asked > 10
    assert set(await _fates(store)) == {"sent"}
    assert all(line.texts.count(text) == 2 for text in meanwhile)
    assert len(line.texts) == 2 * LEAST_SLOTS + 1


async def test_after_a_long_outage_messages_go_at_once(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(5, "client-connector-error", everyone=True)] * 20
    await _put(store, "hello")
    deliveries = _deliveries(store, line, clock)
    for _ in range(20):
        await _run(deliveries, steps=4)
        clock.turn(timedelta(minutes=10))
    tried = len(line.calls)

    line.outcomes.clear()
    clock.turn(timedelta(seconds=10))
    await _run(deliveries)

    assert tried >= 15
    assert await _fates(store) == ["sent"]


async def test_facts_that_cannot_be_planned_hold_up_their_own_person_alone(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, clock = Line(), Clock()
    await _interview(store)

    def broken(_: Facts) -> tuple[Nudge, ...]:
        raise KeyError("a zone that is gone")

    monkeypatch.setattr(plan, "plan", broken)
    clock.turn(timedelta(days=14))
    await _put(store, "hello", chat=43)
    await _run(_deliveries(store, line, clock), steps=20)

    assert "hello" in line.texts
    assert "sending" not in await _fates(store)


async def test_a_claim_of_which_nobody_knows_whether_it_was_kept_leaves_no_message_behind(
    store: AsyncEngine,
) -> None:
    line = Line()
    await _put(store, "hello")
    deliveries = _deliveries(store, line, Clock())
    deliveries._store = cast(AsyncEngine, Forgetful(store))
    with pytest.raises(ConnectionResetError):
        await deliveries.step()
    deliveries._store = store

    await _run(deliveries)

    assert line.texts == ["hello"]
    assert await _fates(store) == ["sent"]


class Forgetful:
    """Keeps what it is given, and then cannot say so."""

    def __init__(self, store: AsyncEngine) -> None:
        self._store = store

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        async with self._store.begin() as conn:
            yield conn
        raise ConnectionResetError


async def test_replies_that_rest_are_not_forgotten_when_the_clock_is_put_back(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(5, "flood")]
    await _put(store, "hello")
    deliveries = _deliveries(store, line, clock)
    await _run(deliveries)

    clock.turn(-timedelta(hours=1))
    await _run(deliveries)
    clock.turn(timedelta(seconds=5))
    await _run(deliveries)

    assert await _fates(store) == ["sent"]


async def test_what_is_meant_for_the_desk_waits_until_the_group_lets_us_in_again(store: AsyncEngine) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Unreachable("kicked")]
    await _put(store, "card", chat=-5, key="card:1")
    deliveries = _deliveries(store, line, clock)
    deliveries.house = replace(HOUSE, desk=-5)

    await _run(deliveries)
    away = await _fates(store)
    clock.turn(timedelta(minutes=6))
    await _run(deliveries)

    assert away == ["waiting"]
    assert await _fates(store) == ["sent"]


# --- what must not stop everything, and what must --------------------------------------------------


async def test_a_revoked_token_uses_no_attempt_up(store: AsyncEngine) -> None:
    line = Line()
    line.outcomes = [Revoked()]
    await _put(store, "one")

    with pytest.raises(Revoked):
        await _run(_deliveries(store, line, Clock()))

    async with store.begin() as conn:
        row = (await conn.execute(select(rows))).one()
    assert (row.state, row.attempts, row.uncertain) == ("waiting", 0, 0)


async def test_a_token_that_is_revoked_during_an_outage_stops_everything_too(store: AsyncEngine) -> None:
    line = Line()
    line.outcomes = [Later(5, "client-connector-error", everyone=True)]
    line.probes = [Revoked()]
    await _put(store, "one")

    with pytest.raises(Revoked):
        await _run(_deliveries(store, line, Clock()))

    assert await _fates(store) == ["waiting"]


@pytest.mark.parametrize("broken", [{"method": ""}, {"method": "../getMe"}, {"args": []}, {"args": None}])
async def test_a_row_that_is_no_message_is_refused_and_holds_up_nobody(
    store: AsyncEngine, broken: dict[str, object]
) -> None:
    line = Line()
    await _put(store, "poison", "after it")
    async with store.begin() as conn:
        await conn.execute(update(rows).where(rows.c.id == 1).values(broken))

    await _run(_deliveries(store, line, Clock()))

    assert line.texts == ["after it"]
    assert await _fates(store) == ["refused", "sent"]


@pytest.mark.parametrize("broken", ['{"text": ', "", "[" * 100_000])
async def test_a_row_whose_words_have_gone_bad_is_refused_and_holds_up_nobody(
    sqlite: AsyncEngine, broken: str
) -> None:
    line = Line()  # PostgreSQL lets no broken JSON in
    await _put(sqlite, "poison", "after it")
    await _put(sqlite, "another's", chat=43)
    async with sqlite.begin() as conn:
        await conn.execute(text("UPDATE outbox SET args = :broken WHERE id = 1"), {"broken": broken})

    await _run(_deliveries(sqlite, line, Clock()))

    assert sorted(line.texts, key=str) == ["after it", "another's"]
    assert await _fates(sqlite) == ["refused", "sent", "sent"]


async def test_what_waits_for_a_message_in_a_chat_that_hangs_goes_without_it_after_an_hour(
    store: AsyncEngine,
) -> None:
    line, clock = Line(), Clock()
    line.outcomes = [Later(50_000, "flood")]
    await _put(store, "card", chat=-5, key="card:1")
    await _put(store, "under it", chat=42, needs="card:1")
    deliveries = _deliveries(store, line, clock)
    await _run(deliveries)
    before = list(line.texts)

    clock.turn(timedelta(minutes=61))
    await _run(deliveries)

    assert before == ["card"]
    assert line.texts == ["card", "under it"]


@pytest.mark.parametrize(("allowed", "told"), [(True, "Baker at Crumbs"), (False, "Baker:")])
async def test_a_nudge_names_the_employer_only_where_the_person_allows_it(
    store: AsyncEngine, *, allowed: bool, told: str
) -> None:
    line, clock = Line(), Clock()
    await _interview(store)
    async with store.begin() as conn:
        await people.keep(conn, [replace(SAM, shows_employer=allowed)])

    clock.turn(timedelta(days=30))
    await _run(_deliveries(store, line, clock))

    assert f"About {told}" in str(line.texts[0])
    assert ("Crumbs" in str(line.texts)) is allowed
