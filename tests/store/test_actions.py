"""Small steps that people took on come back as they were, change, and go with their person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.action import Action, Stage
from bot.domain.change import AddAction, DropInterview, KeepAction
from bot.store import actions, changes, facts, interviews, people
from bot.store.sealed import Seal
from tests.cast import BAKERY, MONDAY, SAM
from tests.turn.test_turns import HOUSE

KIM = replace(SAM, id=43, first_name="Kim")
STORY = Action(31, SAM.id, "fb-examples", "story", date(2026, 11, 26), BAKERY.id, at=MONDAY)
MOCK = Action(32, SAM.id, "fb-nerves", "mock", date(2026, 11, 25), at=MONDAY)


async def _with_steps(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM, KIM], MONDAY)
        await interviews.add(conn, [BAKERY])
        await _apply(conn, SAM.id, AddAction(MOCK), AddAction(STORY))


async def _apply(conn, person: int, *made) -> None:  # type: ignore[no-untyped-def]
    await changes.apply(conn, [(person, made)], MONDAY, Seal())


async def _theirs(store: AsyncEngine) -> tuple[Action, ...]:
    async with store.begin() as conn:
        return (await actions.of(conn, [SAM.id])).get(SAM.id, ())


async def test_handlers_see_a_persons_own_steps_in_order(store: AsyncEngine) -> None:
    await _with_steps(store)

    async with store.begin() as conn:
        found = await facts.of(conn, HOUSE, [SAM.id, KIM.id], MONDAY)

    assert found[SAM.id].actions == (STORY, MOCK)
    assert found[KIM.id].actions == ()


async def test_a_changed_step_grows_a_version_and_keeps_the_rest(store: AsyncEngine) -> None:
    await _with_steps(store)
    done = replace(STORY, stage=Stage.DONE, ended_at=MONDAY, smaller=True)

    async with store.begin() as conn:
        await _apply(conn, SAM.id, KeepAction(done))

    assert await _theirs(store) == (replace(done, version=2), MOCK)


async def test_nobody_can_change_a_step_of_somebody_else(store: AsyncEngine) -> None:
    await _with_steps(store)

    async with store.begin() as conn:
        await _apply(conn, KIM.id, KeepAction(replace(STORY, person=KIM.id, smaller=True)))

    assert await _theirs(store) == (STORY, MOCK)


async def test_the_same_turn_taken_again_takes_nothing_on_twice(store: AsyncEngine) -> None:
    await _with_steps(store)

    async with store.begin() as conn:
        await _apply(conn, SAM.id, AddAction(STORY))

    assert await _theirs(store) == (STORY, MOCK)


async def test_a_step_outlives_the_interview_it_came_from(store: AsyncEngine) -> None:
    await _with_steps(store)

    async with store.begin() as conn:
        await _apply(conn, SAM.id, DropInterview(BAKERY.id))

    assert await _theirs(store) == (replace(STORY, interview=0), MOCK)


async def test_steps_go_with_their_person(store: AsyncEngine) -> None:
    await _with_steps(store)

    async with store.begin() as conn:
        await people.erase(conn, [SAM.id])

    assert await _theirs(store) == ()
