"""Nudges that wait follow their journeys, clocks and bank holidays, without anybody writing a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import failpoints
from bot.domain import plan
from bot.domain.journey import Journey
from bot.domain.library import Library
from bot.store import interviews, known, people
from bot.store.facts import House
from bot.store.sealed import Seal
from bot.store.tables import outbox
from bot.turn import deriving, planning
from bot.turn.deriving import MOST, Deriving, derived_from
from tests.cast import ACME, DESK, LIBRARY, MONDAY, SAM
from tests.fakes import Clock

CHECK = "result-check"
OF_OLD = datetime(2026, 12, 2, 10, tzinfo=UTC)
EARLIER = datetime(2026, 12, 2, 9, 15, tzinfo=UTC)


@pytest.fixture
def unarmed() -> Iterator[None]:
    yield
    failpoints.arm({})


def _house(library: Library = LIBRARY) -> House:
    return House(library, DESK, Seal(), replace(SAM, id=0))


def _asked_at(clock: time) -> Library:
    """The words of content/, but for the hour at which people are asked what came of an interview."""
    journey = LIBRARY.journeys[CHECK]
    steps = tuple(replace(step, at=clock) if step.id == "ask" else step for step in journey.steps)
    return _with(replace(journey, steps=steps))


def _with(journey: Journey) -> Library:
    return replace(LIBRARY, journeys={**LIBRARY.journeys, journey.name: journey})


async def _everybody_waits(store: AsyncEngine, count: int) -> None:
    """So many people with an interview each, planned by the journeys of content/, and so noted."""
    ids = range(1000, 1000 + count)
    async with store.begin() as conn:
        await people.meet(conn, [replace(SAM, id=id_) for id_ in ids], MONDAY)
        await interviews.add(conn, [replace(ACME, id=id_, person=id_) for id_ in ids])
        await planning.renew(conn, _house(), ids, MONDAY)
    await Deriving(store, _house(), Clock().now, lambda: None).all()


async def _dues(store: AsyncEngine, step: str = f"{CHECK}/ask") -> Mapping[int, datetime]:
    """Person → when the nudge of a step waits to be sent."""
    async with store.begin() as conn:
        waiting = select(outbox.c.person, outbox.c.due).where(
            outbox.c.key.like(f"%/{step}/%"), outbox.c.state == "waiting"
        )
        return {row.person: row.due for row in await conn.execute(waiting)}


async def _noted(store: AsyncEngine) -> Mapping[str, str]:
    async with store.begin() as conn:
        return await known.of(conn)


async def test_a_reminder_that_its_journey_sends_earlier_now_is_moved_without_a_word(
    store: AsyncEngine,
) -> None:
    await _everybody_waits(store, 3)
    assert set((await _dues(store)).values()) == {OF_OLD}
    told: list[None] = []

    await Deriving(store, _house(_asked_at(time(9, 15))), Clock().now, lambda: told.append(None)).all()

    assert set((await _dues(store)).values()) == {EARLIER}
    assert told, "delivery must look again: what it waits for may come sooner"


async def test_a_step_that_is_taken_out_is_called_off_and_a_new_one_is_planned(store: AsyncEngine) -> None:
    await _everybody_waits(store, 1)
    journey = LIBRARY.journeys[CHECK]
    renamed = tuple(replace(step, id=f"{step.id}-anew") for step in journey.steps)
    library = replace(LIBRARY, journeys={CHECK: replace(journey, steps=renamed)})

    await Deriving(store, _house(library), Clock().now, lambda: None).all()

    assert await _dues(store) == {}
    assert set((await _dues(store, f"{CHECK}/ask-anew")).values()) == {OF_OLD}


async def test_a_start_with_nothing_new_touches_nobody(store: AsyncEngine) -> None:
    await _everybody_waits(store, 1)
    async with store.begin() as conn:
        moved = datetime(2026, 12, 24, 10, tzinfo=UTC)
        await conn.execute(update(outbox).values(due=moved, ready=moved))

    rest = await Deriving(store, _house(), Clock().now, lambda: None).step()

    assert set((await _dues(store)).values()) == {moved}
    assert rest == deriving.A_DAY


@pytest.mark.usefixtures("unarmed")
@pytest.mark.parametrize("point", ["deriving", "derived"])
async def test_a_process_that_ends_in_the_middle_is_gone_on_from_where_it_was(
    store: AsyncEngine, point: str
) -> None:
    await _everybody_waits(store, 3 * MOST)
    changed = _house(_asked_at(time(9, 15)))

    failpoints.arm({failpoints.VARIABLE: f"{point}=raise@2"})
    first = Deriving(store, changed, Clock().now, lambda: None)
    await first.step()
    with pytest.raises(failpoints.Failed):
        await first.step()
    failpoints.arm({})

    done = {"deriving": MOST, "derived": 2 * MOST}[point]
    assert sorted((await _dues(store)).values()) == [EARLIER] * done + [OF_OLD] * (3 * MOST - done)
    steps = 0
    second = Deriving(store, changed, Clock().now, lambda: None)
    while await second.step() != deriving.A_DAY:
        steps += 1
    assert set((await _dues(store)).values()) == {EARLIER}
    assert steps == (3 * MOST - done) // MOST + 1, "nobody is worked out a second time"
    assert (await _noted(store)).keys() == {"derived-from"}


@pytest.mark.usefixtures("unarmed")
async def test_what_changes_again_in_the_middle_begins_with_everybody(store: AsyncEngine) -> None:
    await _everybody_waits(store, MOST + 1)
    await Deriving(store, _house(_asked_at(time(9, 15))), Clock().now, lambda: None).step()

    await Deriving(store, _house(), Clock().now, lambda: None).all()

    assert set((await _dues(store)).values()) == {OF_OLD}


async def test_one_persons_odd_facts_keep_nobody_else_as_they_were(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _everybody_waits(store, 2)
    real = plan.plan
    monkeypatch.setattr(plan, "plan", lambda facts: real(facts) if facts.person.id != 1000 else 1 / 0)

    await Deriving(store, _house(_asked_at(time(9, 15))), Clock().now, lambda: None).all()

    assert await _dues(store) == {1000: OF_OLD, 1001: EARLIER}


def test_whatever_decides_the_moments_changes_the_mark_and_words_do_not() -> None:
    plain = derived_from(LIBRARY)

    assert derived_from(replace(LIBRARY, texts={})) == plain
    assert derived_from(_asked_at(time(9, 15))) != plain
    assert "tzdata 20" in plain
    assert "holidays 0" in plain


async def test_new_bank_holidays_and_new_clocks_are_a_reason_to_look_at_everybody(
    store: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _everybody_waits(store, 1)
    for package in ("tzdata", "holidays"):
        wrong = OF_OLD + timedelta(hours=3)
        async with store.begin() as conn:
            await conn.execute(update(outbox).values(due=wrong, ready=wrong))
        monkeypatch.setattr(deriving, "version", lambda name, newer=package: "9" if name == newer else "1")

        await Deriving(store, _house(), Clock().now, lambda: None).all()

        assert set((await _dues(store)).values()) == {OF_OLD}, package
