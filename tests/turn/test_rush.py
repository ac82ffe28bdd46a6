"""One person who writes more than can be answered hears so once, and nobody else notices."""

from __future__ import annotations

from time import perf_counter

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.turn.rush import MOST
from tests.botapi.updates import DATE, Raw, commanded, said
from tests.conftest import FIGURES
from tests.turn.arriving import River

TOM: Raw = {
    "from": {"id": 43, "is_bot": False, "first_name": "Tom"},
    "chat": {"id": 43, "type": "private", "first_name": "Tom"},
}


def _within_a_minute(number: int) -> list[Raw]:
    return [said(f"hm {nth}", date=DATE + nth * 60 // number) for nth in range(number)]


async def test_three_hundred_messages_a_minute_bring_twenty_answers_and_one_notice(
    sqlite: AsyncEngine,
) -> None:
    river = River(sqlite)
    await river.arrives(commanded("/start"), commanded("/start", **TOM))
    flood = _within_a_minute(300)

    began = perf_counter()
    heard = await river.arrives(*flood[:150], said("hello", **TOM), *flood[150:])
    took = perf_counter() - began

    assert heard.count("turn.rush") == 1
    assert len(heard) <= MOST + 2
    assert "plain.greeting" in heard[:3], "Tom waits for nobody"
    assert set(await river.states()) == {"done"}
    FIGURES.append(
        f"a rush: {len(flood)} messages, {len(heard)} answers, {took / len(flood) * 1000:.1f} ms a turn"
    )


async def test_in_a_rush_danger_commands_and_buttons_are_heard(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    await river.arrives(commanded("/start"), *_within_a_minute(60))
    button = await river.pressed("See what happens next")
    late = {"date": DATE + 59}

    assert await river.arrives(said("I want to kill myself", **late)) == ["safety.card"]
    assert await river.arrives(commanded("/pause", **late)) == ["pause.ask"]
    assert "next." in " ".join(await river.arrives(button))


async def test_what_was_asked_for_counts_in_a_rush(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    late = {"date": DATE + 59}
    await river.arrives(*_within_a_minute(60), commanded("/log Baker at Crumbs", **late))

    heard = await river.arrives(
        said("hm", **late), said("tomorrow 2pm", **late), said("no", **late), said("yes", **late)
    )

    assert heard == ["log.ask.decision", "log.check", "log.saved.ahead"]
    assert [row["employer"] for row in await river.rows("interviews")] == ["Crumbs"]


async def test_a_long_text_that_came_in_eight_parts_is_read_part_by_part(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    await river.arrives(commanded("/start"))
    parts = [said(f"Baker at Shop {nth}, tomorrow 2pm") for nth in range(8)]

    heard = await river.arrives(*parts)

    assert "turn.rush" not in heard
    assert len(heard) >= len(parts)


async def test_the_one_message_that_was_asked_for_is_answered(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    await river.arrives(commanded("/start"), *_within_a_minute(60))
    await river.everything_is_sent()

    assert await river.arrives(said("hello", date=DATE + 62)) == ["plain.greeting"]


async def test_a_new_rush_is_told_again_a_minute_later_and_not_sooner(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    await river.arrives(commanded("/start"), *_within_a_minute(60))
    river.begin()
    assert "turn.rush" not in await river.arrives(*_within_a_minute(60))
    river.later(seconds=61)

    assert (await river.arrives(*_within_a_minute(60))).count("turn.rush") == 1
