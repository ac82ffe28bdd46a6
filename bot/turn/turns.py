"""Takes updates from the inbox, lets `talk` decide, and makes the decisions true in one transaction."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.botapi import parse
from bot.domain import calendar
from bot.domain.change import MoveChat
from bot.domain.decision import Decision, Message, Toast
from bot.domain.event import Blocked, Event, Ignored, Moved, Press
from bot.domain.facts import Facts
from bot.domain.person import Person
from bot.failpoints import failpoint
from bot.store import changes, facts, inbox, outbox, people
from bot.store.engine import is_down, wipe
from bot.store.facts import House
from bot.turn import erasing, outgoing, planning, screens
from bot.turn.ahead import Ahead
from bot.turn.presses import Presses
from bot.turn.rush import Rush
from bot.watch.tally import Tally

log = logging.getLogger(__name__)

MOST = 100
"""How many chats share a batch: enough to make one commit cheap, few enough to keep replies quick."""
ATTEMPTS = 3
SORRY = "turn.sorry"
"""What a person hears, once, when we could not use their message."""
AGAIN = (timedelta(seconds=5), timedelta(seconds=60))
"""How long a failed turn rests before its second and its third attempt."""
AWAY = timedelta(hours=12)
"""Whoever comes back after so long may get nudges again that silence had ended."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One update being handled."""

    row: inbox.Row
    event: Event


@dataclass(frozen=True, slots=True)
class Done:
    """A turn that was committed, with the note for the person who pressed."""

    turn: Turn
    toast: Toast | None
    language: str


class Turns:
    """The middle station of the river."""

    def __init__(
        self,
        store: AsyncEngine,
        house: House,
        presses: Presses,
        now: Callable[[], datetime],
        handed_on: Callable[[], None],
        username: str = "",
        tally: Tally | None = None,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        """`handed_on` is called after every commit that may have put something into the outbox.

        `ticks` is a clock in seconds that never goes back.
        """
        self.house = house
        self._store = store
        self._presses = presses
        self._now = now
        self._handed_on = handed_on
        self.username = username
        self._tally = tally or Tally()
        self._ahead = Ahead(house, ticks)
        self._rush = Rush()
        self._blameless: list[int] = []
        """Updates whose attempt came to nothing because of the database."""
        self.ready: datetime | None = None
        """When there was nothing to take: from when on there is, UTC. None: nothing waits."""

    async def recover(self) -> None:
        """At start: what may have stopped an earlier process is not the first thing that this one does."""
        async with self._store.begin() as conn:
            suspects = await inbox.recover(conn, self._now(), AGAIN)
        if suspects:
            log.warning("updates may have stopped the process", extra={"updates": suspects})

    async def batch(self) -> int:
        """Handles the oldest waiting update of each chat, or one that must not wait for those before it.

        Returns how many; 0: nothing could be taken.
        """
        if not calendar.loaded():  # no turn may stand still for that
            await asyncio.to_thread(calendar.load, self._now().year)
        async with self._store.begin() as conn:
            await inbox.give_back(conn, self._blameless)
            first = await self._ahead.look(conn, self._now(), self.username)
            rows = await inbox.take(conn, self._now(), MOST, first)
            self.ready = None if rows else await inbox.next_ready(conn)
            failpoint("taking")
        failpoint("taken")
        began = monotonic()
        self._blameless = []
        try:
            await self._take_turns(rows)
            self._tally.batch(len(rows), monotonic() - began)
        except Exception as error:
            if is_down(error):
                self._blameless = [row.id for row in rows]
                self._ahead.rewind()
                self._handed_on()  # the commit may have been kept all the same
            raise
        return len(rows)

    async def _take_turns(self, rows: Sequence[inbox.Row]) -> None:
        if not (turns := [turn for row in rows if (turn := await self._begun(row))]):
            return
        work = asyncio.create_task(self._handle(turns))
        pressed = {turn.row.id: turn.event for turn in turns if isinstance(turn.event, Press)}
        await self._presses.wait(work, pressed)
        done = {done.turn.row.id: done for done in await asyncio.shield(work)}
        self._handed_on()
        for turn in turns:
            if isinstance(turn.event, Press):
                self._settle(turn, turn.event, done.get(turn.row.id))

    def _settle(self, turn: Turn, press: Press, done: Done | None) -> None:
        """Answers a press whose turn is over; `done` None: it failed, perhaps to be taken again."""
        again = done is None and turn.row.attempts < ATTEMPTS
        text, alert = "", False
        if done and (toast := done.toast):
            text, alert = self.house.library.label(toast.say, done.language, toast.values), toast.alert
        self._presses.settle(turn.row.id, press, text, alert=alert, again=again)

    async def _begun(self, row: inbox.Row) -> Turn | None:
        """The event of a row. None: it cannot be read, or stopped the process too often, and is put aside."""
        try:
            if row.attempts > ATTEMPTS:
                raise parse.Unparseable("stopped the process")
            event = parse.event(json.loads(row.body), self.username, row.received_at)
            return Turn(row, _where_it_is_now(event, self.house.moves))
        except (parse.Unparseable, ValueError, RecursionError) as error:
            await self._quarantine(row, str(error) if isinstance(error, parse.Unparseable) else "not JSON")
            return None

    async def _handle(self, turns: Sequence[Turn]) -> list[Done]:
        """All of them in one transaction; if anything is wrong with one, each in its own."""
        if len(turns) == 1:
            return await self._alone(turns[0])
        try:
            return await self._together(turns)
        except Exception as error:
            if is_down(error):
                raise
            why = type(error).__name__
            log.info("a batch is taken one by one", extra={"turns": len(turns), "why": why})
        return [done for turn in turns for done in await self._alone(turn)]

    async def _alone(self, turn: Turn) -> list[Done]:
        """One turn; refused ones are taken again with fresh facts, failed ones are put off or aside."""
        for _ in range(ATTEMPTS):
            try:
                return await self._together([turn])
            except changes.Refused:
                continue
            except Exception as error:
                if is_down(error):
                    raise
                log.exception("a turn failed", extra={"update": turn.row.id, "chat": turn.row.chat})
                break
        await self._failed(turn.row)
        return []

    async def _together(self, turns: Sequence[Turn]) -> list[Done]:
        now = self._now()
        async with self._store.begin() as conn:
            known = await self._facts(conn, turns, now)
            back = [f.person.id for f in known.values() if _is_back(f)]
            # Whoever does something is here and can be reached; handlers must not write the opposite back,
            # nor tell of reminders as if nothing had been heard.
            for id_, f in [(id_, f) for id_, f in known.items() if f.person.id]:
                known[id_] = replace(f, person=replace(f.person, unreachable="", seen_at=now))
            each = [(turn, known[turn.row.id]) for turn in turns]
            await self._rush.look(conn, [(turn.row.id, turn.event) for turn in turns])
            decided = [(turn, f, self._rush.decide(f, turn.event)) for turn, f in each]
            failpoint("decided")
            here = [f.person.id for f in known.values() if f.person.id]
            emptied = await erasing.at_desk(conn, self.house, [(f, d) for _, f, d in decided], now)
            await people.seen(conn, here, now)
            made = [(f.person.id, screens.changes(decision, f)) for _, f, decision in decided]
            await changes.apply(conn, made, now, self.house.seal)
            failpoint("changed")
            said = [e for turn, f, d in decided for e in outgoing.entries(d, f, turn.row.id)]
            await outbox.add(conn, [*said, *emptied], now)
            failpoint("worded")
            # After the answer, so that a nudge whose moment has come already follows it.
            replanned = [f.person.id for _, f, d in decided if planning.matters(d)] + back
            await planning.renew(conn, self.house, replanned, now)
            failpoint("planned")
            await inbox.end(conn, [t.row.id for t in turns if not isinstance(t.event, Ignored)], "done", now)
            await inbox.end(conn, [t.row.id for t in turns if isinstance(t.event, Ignored)], "ignored", now)
            erased = [t.row.chat for t, f, d in decided if erasing.erases(d) or erasing.is_gone(t.event, f)]
            await inbox.erase(conn, erased)
            failpoint("ended")
        failpoint("handled")
        if erased:
            await wipe(self._store)
        for turn, _, d in decided:
            self._tally.ended("ignored" if isinstance(turn.event, Ignored) else "done")
            if d.denied:
                log.warning("not theirs to have", extra={"chat": turn.row.chat, "what": d.denied})
        for moved in (c for _, _, d in decided for c in d.changes if isinstance(c, MoveChat)):
            log.warning("the advisors' group has a new id", extra={"chat": moved.old, "to": moved.new})
            self.house.move(moved.old, moved.new)
        return [Done(turn, decision.toast, f.person.language) for turn, f, decision in decided]

    async def _facts(self, conn: AsyncConnection, turns: Sequence[Turn], now: datetime) -> dict[int, Facts]:
        """The facts of each turn, by the number of its update."""
        seen = {person.id: person for turn in turns if (person := self._person(turn.event))}
        # Whoever shuts the door without our knowing them, perhaps just erased, stays unknown.
        gone = {turn.row.chat for turn in turns if isinstance(turn.event, Blocked)}
        theirs = await facts.of(conn, self.house, list(seen), now)
        if strangers := [id_ for id_ in seen if id_ not in theirs and id_ not in gone]:
            await people.meet(conn, [seen[id_] for id_ in strangers], now)
            theirs |= await facts.of(conn, self.house, strangers, now)
        found = {}
        for turn in turns:
            mine = theirs.get(turn.row.chat) if self._person(turn.event) else None
            if mine is None:
                mine = await self._at_desk(conn, turn.event, now)
            found[turn.row.id] = replace(mine, turn=turn.row.id)
        return found

    async def _at_desk(self, conn: AsyncConnection, event: Event, now: datetime) -> Facts:
        """The facts of an event that is nobody's own."""
        pressed = event.id if isinstance(event, Press) else 0
        origin = None if isinstance(event, Ignored) else event.origin
        chat, reply_to = (origin.chat, origin.reply_to) if origin else (0, None)
        return await facts.at_desk(conn, self.house, pressed, chat, reply_to, now)

    def _person(self, event: Event) -> Person | None:
        """Who wrote in private. None: a group, or nothing for us."""
        if isinstance(event, Ignored) or not event.origin.private:
            return None
        language = self.house.library.language(event.origin.language, self.house.newcomer.language)
        name = event.origin.first_name[:80]
        return replace(self.house.newcomer, id=event.origin.chat, first_name=name, language=language)

    async def _failed(self, row: inbox.Row) -> None:
        self._tally.ended("failed")
        failpoint("failed")
        if row.attempts >= ATTEMPTS:
            await self._quarantine(row, "a handler failed")
            return
        async with self._store.begin() as conn:
            await inbox.later(conn, row.id, self._now() + AGAIN[row.attempts - 1], "a handler failed")

    async def _quarantine(self, row: inbox.Row, why: str) -> None:
        """Puts an update aside for an operator, and tells a person once that we did not manage."""
        log.error("an update is put aside", extra={"update": row.id, "chat": row.chat, "why": why})
        self._tally.ended("quarantined")
        now = self._now()
        async with self._store.begin() as conn:
            await inbox.end(conn, [row.id], "quarantined", now, why)
            if row.chat > 0 and row.attempts >= ATTEMPTS:
                sorry = Decision(messages=(Message(row.chat, SORRY),))
                mine = (await facts.of(conn, self.house, [row.chat], now)).get(row.chat)
                if mine is not None:
                    await outbox.add(conn, outgoing.entries(sorry, mine, row.id), now)
        self._handed_on()


def _where_it_is_now(event: Event, moves: Mapping[int, int]) -> Event:
    """What was written or pressed in a group before it got another id counts as done in the new one.

    Messages are numbered anew there, so the numbers of the old ones must not be used.
    """
    if isinstance(event, Ignored | Moved) or event.origin.chat not in moves:
        return event
    origin = replace(event.origin, chat=moves[event.origin.chat], message=None, reply_to=None, topic=None)
    return replace(event, origin=origin)


def _is_back(facts: Facts) -> bool:
    """Whether nudges that had ended may come again: the person was out of reach, or silent for long."""
    person = facts.person
    return bool(person.id) and (bool(person.unreachable) or facts.ago(person.seen_at) > AWAY)
