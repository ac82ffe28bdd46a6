"""What people applied for is kept in the order it was told, and goes when they say so."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.application import Application
from bot.domain.change import AddApplication, DropApplication
from bot.store import applications, changes, facts, people
from bot.store.sealed import Seal
from tests.cast import MONDAY, SAM
from tests.turn.test_turns import HOUSE

ONE = Application(61, SAM.id, "Care assistant", "Sunrise", MONDAY)
TWO = Application(62, SAM.id, "", "St Mary’s & Co", MONDAY)


async def _applied(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        both = (AddApplication(TWO), AddApplication(ONE))
        await changes.apply(conn, [(SAM.id, both)], MONDAY, Seal())
        await changes.apply(conn, [(SAM.id, both)], MONDAY, Seal())  # the same turn, taken again


async def test_handlers_see_each_application_once_in_the_order_it_was_told(store: AsyncEngine) -> None:
    await _applied(store)

    async with store.begin() as conn:
        found = await facts.of(conn, HOUSE, [SAM.id], MONDAY)

    assert found[SAM.id].applications == (ONE, TWO)


async def test_only_the_person_can_take_one_back(store: AsyncEngine) -> None:
    await _applied(store)

    async with store.begin() as conn:
        await changes.apply(conn, [(43, (DropApplication(ONE.id),))], MONDAY, Seal())
        await changes.apply(conn, [(SAM.id, (DropApplication(TWO.id),))], MONDAY, Seal())

        assert await applications.of(conn, [SAM.id]) == {SAM.id: (ONE,)}


async def test_applications_go_with_their_person(store: AsyncEngine) -> None:
    await _applied(store)

    async with store.begin() as conn:
        await people.erase(conn, [SAM.id])

        assert await applications.of(conn, [SAM.id]) == {}
