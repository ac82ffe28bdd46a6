"""What people wrote down comes back as it was, and goes when they say so."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.change import AddNote, DropInterview, DropNote, KeepNote
from bot.domain.note import Note
from bot.store import changes, facts, interviews, notes, people, tables
from bot.store.sealed import Seal
from tests.cast import BAKERY, MONDAY, SAM
from tests.turn.test_turns import HOUSE

KIM = replace(SAM, id=43, first_name="Kim")
LESSON = Note(31, SAM.id, "lesson", BAKERY.id, {"lesson": "Be early\n\n  «x» 🎉 مرحبا"}, MONDAY)
FACTS = Note(32, SAM.id, "facts-about-me", 0, {"first": "one", "second": "two"}, MONDAY)


async def _with_notes(store: AsyncEngine) -> None:
    async with store.begin() as conn:
        await people.meet(conn, [SAM, KIM], MONDAY)
        await interviews.add(conn, [BAKERY])
        await _apply(conn, SAM.id, AddNote(FACTS), AddNote(LESSON))


async def _apply(conn, person: int, *made) -> None:  # type: ignore[no-untyped-def]
    await changes.apply(conn, [(person, made)], MONDAY, Seal())


async def _theirs(store: AsyncEngine, person: int = SAM.id) -> tuple[Note, ...]:
    async with store.begin() as conn:
        return (await notes.of(conn, [person])).get(person, ())


async def test_handlers_see_a_persons_own_notes_oldest_first(store: AsyncEngine) -> None:
    await _with_notes(store)

    async with store.begin() as conn:
        found = await facts.of(conn, HOUSE, [SAM.id, KIM.id], MONDAY)

    assert found[SAM.id].notes == (LESSON, FACTS)
    assert found[KIM.id].notes == ()


async def test_the_longest_answers_come_back_whole(store: AsyncEngine) -> None:
    await _with_notes(store)
    long = replace(FACTS, words={"first": "🎉" * 2048, "second": "x" * 4096})

    async with store.begin() as conn:
        await _apply(conn, SAM.id, KeepNote(long))

    assert (await _theirs(store))[1].words == long.words


async def test_a_changed_note_grows_a_version_and_keeps_the_rest(store: AsyncEngine) -> None:
    await _with_notes(store)

    async with store.begin() as conn:
        await _apply(conn, SAM.id, KeepNote(replace(LESSON, words={"lesson": "Be on time"})))

    assert await _theirs(store) == (replace(LESSON, words={"lesson": "Be on time"}, version=2), FACTS)


async def test_the_same_turn_taken_again_writes_no_second_note(store: AsyncEngine) -> None:
    await _with_notes(store)

    async with store.begin() as conn:
        await _apply(conn, SAM.id, AddNote(LESSON))

    assert await _theirs(store) == (LESSON, FACTS)


async def test_nobody_can_change_or_delete_a_note_of_somebody_else(store: AsyncEngine) -> None:
    await _with_notes(store)

    async with store.begin() as conn:
        theirs = replace(LESSON, person=KIM.id, words={"lesson": "mine now"})
        await _apply(conn, KIM.id, KeepNote(theirs), DropNote(FACTS.id))

    assert await _theirs(store) == (LESSON, FACTS)


async def test_a_deleted_note_is_gone_and_no_other(store: AsyncEngine) -> None:
    await _with_notes(store)

    async with store.begin() as conn:
        await _apply(conn, SAM.id, DropNote(LESSON.id))

    assert await _theirs(store) == (FACTS,)


async def test_a_note_outlives_the_interview_it_was_about(store: AsyncEngine) -> None:
    await _with_notes(store)

    async with store.begin() as conn:
        await _apply(conn, SAM.id, DropInterview(BAKERY.id))

    assert await _theirs(store) == (replace(LESSON, interview=0), FACTS)


async def test_with_the_person_every_row_of_theirs_goes(store: AsyncEngine) -> None:
    await _with_notes(store)

    async with store.begin() as conn:
        await people.erase(conn, [SAM.id])
        left = [
            table.name
            for table in tables.metadata.sorted_tables
            if "person" in table.c
            and (await conn.execute(select(table).where(table.c.person == SAM.id))).first()
        ]

    assert left == []
