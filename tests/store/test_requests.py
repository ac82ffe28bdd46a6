from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.callback import State
from bot.domain.change import MoveRequest
from bot.domain.nudge import Fate
from bot.domain.question import Question
from bot.store import outbox, people, questions, requests
from bot.store import tables as t
from bot.store.outbox import Ending, Entry
from bot.store.sealed import Seal
from tests.cast import CALL, DESK, MONDAY, SAM

SEAL = Seal([Fernet.generate_key().decode()])
NUMBER = "+442079460018"


async def _asked(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await requests.add(conn, [replace(CALL, number=NUMBER)], SEAL)


async def test_a_number_is_not_readable_in_the_database(store: AsyncEngine) -> None:
    await _asked(store)
    question = Question("advisor.number", draft={"number": NUMBER, "about": "a second no"})
    async with store.begin() as conn:
        await questions.ask(conn, [(SAM.id, question)], SEAL)

        kept = [str(row) for table in (t.requests, t.questions) for row in await conn.execute(select(table))]
        assert NUMBER not in "".join(kept)
        assert (await requests.of(conn, [SAM.id], SEAL))[SAM.id][0].number == NUMBER
        assert (await questions.of(conn, [SAM.id], SEAL))[SAM.id].draft == question.draft


async def test_with_the_key_lost_everything_but_the_number_is_there(store: AsyncEngine) -> None:
    await _asked(store)

    async with store.begin() as conn:
        (found,) = (await requests.of(conn, [SAM.id], Seal([Fernet.generate_key().decode()])))[SAM.id]

    assert found.number == ""
    assert found.about == CALL.about


async def test_of_two_moves_from_the_same_state_one_wins(store: AsyncEngine) -> None:
    await _asked(store)
    taken = replace(CALL, state=State.CLAIMED, advisor=7)

    async with store.begin() as conn:
        first = await requests.move(conn, MoveRequest(taken, State.REQUESTED, CALL.version), SEAL)
        second = await requests.move(conn, MoveRequest(taken, State.REQUESTED, CALL.version), SEAL)

    assert (first, second) == (True, False)


@pytest.mark.parametrize(("message", "found"), [(900, True), (901, True), (902, False)])
async def test_a_reply_to_the_card_or_to_what_hangs_on_it_finds_the_request(
    store: AsyncEngine, message: int, found: bool
) -> None:
    await _asked(store)
    card = Entry(DESK, "sendMessage", {}, MONDAY, key=f"card:{CALL.id}", person=SAM.id)
    words = Entry(DESK, "sendMessage", {}, MONDAY, needs=f"card:{CALL.id}", person=SAM.id)
    other = Entry(DESK, "sendMessage", {}, MONDAY)
    async with store.begin() as conn:
        await outbox.add(conn, [card, words, other], MONDAY)
        ids = (await conn.execute(select(t.outbox.c.id).order_by(t.outbox.c.id))).scalars().all()
        endings = [Ending(id_, Fate.SENT, result=900 + place) for place, id_ in enumerate(ids)]
        await outbox.finish(conn, endings, MONDAY)

        assert await requests.about(conn, DESK, message) == (CALL.id if found else None)
        ((request,),) = (await requests.of(conn, [SAM.id], SEAL)).values()
        assert request.card == 900
