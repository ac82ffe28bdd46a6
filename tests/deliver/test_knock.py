"""No call is offered that nobody at the desk would hear of; whoever has asked already is not forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.botapi.client import Telegram
from bot.botapi.outcome import Later, Never, Outcome, Sent, Uncertain, Unreachable
from bot.commands.trial import rehearsal
from bot.deliver.knock import NOBODY, Knock
from bot.deliver.landed import learn
from bot.sandbox import ADVISORS
from bot.store import facts as world
from bot.store import people
from bot.store.facts import House
from bot.store.outbox import Row
from bot.store.sealed import Seal
from tests.cast import DESK, LIBRARY, MONDAY, SAM
from tests.fakes import Line


def _house(trouble: str = "", desk: int | None = DESK) -> House:
    return House(LIBRARY, desk, Seal(), desk_trouble=trouble)


@pytest.mark.parametrize(
    ("before", "asked", "answer", "after"),
    [
        ("", "getChatMemberCount", Sent(3), ""),
        ("", "getChatMemberCount", Sent(1), NOBODY),
        ("", "getChatMemberCount", Unreachable("kicked"), "kicked"),
        ("", "getChatMemberCount", Later(5, "client-connector-error", everyone=True), ""),
        (NOBODY, "getChatMemberCount", Sent(2), ""),
        (NOBODY, "getChatMemberCount", Uncertain("server-502"), NOBODY),
        ("kicked", "sendChatAction", Sent(True), ""),
        ("kicked", "sendChatAction", Unreachable("no-rights"), "no-rights"),
        ("kicked", "sendChatAction", Uncertain("server-502"), "kicked"),
    ],
)
async def test_a_knock_finds_out_whether_the_desk_is_open(
    before: str, asked: str, answer: Outcome, after: str
) -> None:
    line, house = Line(), _house(before)
    line.outcomes = [answer]

    await Knock(line, house).look()

    assert (house.desk_trouble, [method for method, _ in line.calls]) == (after, [asked])


async def test_where_there_is_no_desk_nobody_knocks() -> None:
    line = Line()

    await Knock(line, _house(desk=None)).look()

    assert line.calls == []


@pytest.mark.parametrize(
    ("before", "outcome", "after"),
    [
        ("kicked", Sent({"message_id": 1}), ""),
        ("kicked", Never("markup"), ""),
        ("kicked", Uncertain("server-502"), "kicked"),
        (NOBODY, Sent({"message_id": 1}), NOBODY),
        ("", Unreachable("kicked"), "kicked"),
    ],
)
def test_every_message_to_the_desk_tells_too(before: str, outcome: Outcome, after: str) -> None:
    house = _house(before)
    row = Row(1, DESK, "sendMessage", {}, MONDAY, None, None, "", 1, 0, 0, forget=False)

    learn(house, [(row, outcome)])

    assert house.desk_trouble == after


@pytest.mark.parametrize("trouble", ["", "kicked", NOBODY])
async def test_handlers_know_whether_a_call_may_be_offered(store: AsyncEngine, trouble: str) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        known = await world.of(conn, _house(trouble), [SAM.id], MONDAY)

    assert known[SAM.id].offers_calls is not bool(trouble)
    assert known[SAM.id].desk == DESK


async def test_a_desk_that_throws_us_out_is_not_promised_until_it_lets_us_in_again() -> None:
    async with rehearsal(LIBRARY) as (sandbox, bot):

        async def hears(line: str) -> str:
            before = len(sandbox.world.ledger.delivered(42))
            sandbox.world.say(42, line)
            assert await sandbox.until(lambda: len(sandbox.world.ledger.delivered(42)) > before, 10)
            return sandbox.world.last(42).text

        telegram = Telegram(sandbox.token, sandbox.url)
        sandbox.world.rank_bot(7, ADVISORS, "kicked")
        await Knock(telegram, bot.house).look()
        assert "no advisor to ask here" in await hears("/advisor")

        sandbox.world.rank_bot(7, ADVISORS, "member")
        await Knock(telegram, bot.house).look()
        assert "no advisor to ask here" not in await hears("/advisor")
        await telegram.aclose()
