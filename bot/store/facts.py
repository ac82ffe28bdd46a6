"""Gathers what handlers may know, for a whole batch of people in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.facts import Facts
from bot.domain.library import Library
from bot.domain.person import Person
from bot.domain.standing import Standing
from bot.store import actions, applications, interviews, notes, nudges, people, questions, requests, snoozes
from bot.store.sealed import Seal

NOBODY = Person(id=0)


@dataclass(slots=True)
class House:
    """What is the same for everybody: the words, the desk, the keys. All stations share one."""

    library: Library
    desk: int | None
    seal: Seal
    newcomer: Person = NOBODY
    """A person we know nothing about yet: language, nation and zone as the operator set them."""
    operators: frozenset[int] = frozenset()
    standing: Callable[[], Standing | None] = lambda: None
    """How the service stands, for operators. None: no figures yet."""
    retention: timedelta = timedelta(days=365)
    """How long after a person's last word everything about them is kept."""
    moves: dict[int, int] = field(default_factory=dict)
    """Groups that Telegram gave another id: old → new."""
    desk_trouble: str = ""
    """Why the desk does not take our messages («kicked», «no-rights»); empty: it does, as far as we know."""

    def move(self, old: int, new: int) -> None:
        """A group has a new id. To be told after the store has kept it."""
        self.moves[old] = new
        if self.desk == old:
            self.desk, self.desk_trouble = new, ""


async def of(conn: AsyncConnection, house: House, ids: Sequence[int], now: datetime) -> dict[int, Facts]:
    """The facts of each of these people; people we do not know are left out."""
    if not ids:
        return {}
    persons = await people.of(conn, ids)
    theirs = await interviews.of(conn, ids)
    marks = await interviews.marks_of(conn, ids)
    noted = await notes.of(conn, ids)
    applied = await applications.of(conn, ids)
    planned = await actions.of(conn, ids)
    asked = await questions.before(conn, ids, house.seal)
    wishes = await requests.of(conn, ids, house.seal)
    told = await nudges.told(conn, ids)
    put_off = await snoozes.of(conn, ids)
    return {
        id_: Facts(
            now=now,
            library=house.library,
            person=person,
            interviews=theirs.get(id_, ()),
            marks=marks.get(id_, ()),
            notes=noted.get(id_, ()),
            applications=applied.get(id_, ()),
            actions=planned.get(id_, ()),
            question=asked[id_].question if id_ in asked else None,
            screen=asked[id_].screen if id_ in asked else None,
            requests=wishes.get(id_, ()),
            told=told.get(id_, ()),
            snoozes=put_off.get(id_, ()),
            desk=house.desk,
            desk_language=house.newcomer.language,
            desk_shut=bool(house.desk_trouble),
            numbers=house.seal.ready,
            retention=house.retention,
            operator=id_ in house.operators,
            standing=house.standing() if id_ in house.operators else None,
        )
        for id_, person in persons.items()
    }


async def at_desk(
    conn: AsyncConnection, house: House, pressed: int, chat: int, reply_to: int | None, now: datetime
) -> Facts:
    """The facts of a group: no person, but the open requests and the one that was pressed or answered."""
    answered = await requests.about(conn, chat, reply_to) if reply_to else None
    found = await requests.at_desk(conn, [pressed, answered or 0], house.seal)
    return Facts(
        now=now,
        library=house.library,
        person=house.newcomer,
        requests=found,
        answered=answered,
        desk=house.desk,
        desk_language=house.newcomer.language,
        numbers=house.seal.ready,
    )
