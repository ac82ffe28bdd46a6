"""Sends what is due: claimed before it leaves, paced, retried, and written down once it has arrived."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from statistics import median
from time import monotonic
from typing import Protocol, assert_never

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import pack
from bot.botapi import render
from bot.botapi.outcome import (
    Later,
    Moved,
    Never,
    Outcome,
    Revoked,
    Sent,
    Uncertain,
    Unreachable,
)
from bot.domain import plan
from bot.domain.nudge import Fate
from bot.pace import Pace, back_off, slots
from bot.pack import Parcel
from bot.store import facts, nudges, outbox, people
from bot.store.facts import House
from bot.store.outbox import NUDGE, Ending, Row

log = logging.getLogger(__name__)

LOOK = 100
"""How many due rows are looked at together."""
LONGEST_REST = timedelta(hours=1)
UNCERTAIN_REST = timedelta(seconds=30)
"""How long we wait, after a crash from the new start on, before what may have arrived is sent once more."""
PROBE_SECONDS = 5.0
"""How long we wait before Telegram, out of reach a moment ago, is asked again whether it is there."""
DESK_REST = timedelta(minutes=5)
STEP_BACK = timedelta(minutes=1)
"""A wall clock that goes back further than this was put back: what waits is looked at anew."""


class Wire(Protocol):
    """What delivery needs of Telegram. Every way a call can end is a value."""

    async def call(self, method: str, args: dict[str, object]) -> Outcome: ...


class Deliveries:
    """The last station of the river."""

    def __init__(
        self,
        store: AsyncEngine,
        house: House,
        wire: Wire,
        now: Callable[[], datetime],
        pace: Pace,
        rate: float,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        """`rate`, in messages a second, bounds with the measured delay what is in flight.

        `ticks` is the clock of the pace, in seconds; it never goes back.
        """
        self.house = house
        self.changed = asyncio.Event()
        """Set whenever there may be something new to do."""
        self.noticed: Callable[[Sequence[tuple[Row, Outcome]], datetime], None] = lambda *_: None
        """Hears what came of calls, once it has been written down."""
        self._store = store
        self._wire = wire
        self._now = now
        self._pace = pace
        self._rate = rate
        self._ticks = ticks
        self._flying: dict[asyncio.Task[Outcome], Row] = {}
        self._began: dict[int, float] = {}
        self._landed: list[tuple[Row, Outcome]] = []
        self._took: deque[float] = deque(maxlen=50)
        """How many seconds messages lately held their place: from leaving to the note of arrival."""
        self._everyone_waits_until = 0.0
        self._claiming: list[int] = []
        """Rows whose claim may or may not have been kept: they never left the house."""
        self._doubted = False
        self._probe: asyncio.Task[None] | None = None
        self._looked_at = now()

    @property
    def idle(self) -> bool:
        """Whether nothing is on the wire or waiting to be written down."""
        return not self._flying and not self._landed

    async def recover(self) -> None:
        """At start: what a dead process was sending may have arrived."""
        async with self._store.begin() as conn:
            again = await outbox.recover(conn, self._now(), UNCERTAIN_REST)
        if again:
            log.warning("messages may have a second copy", extra={"rows": again})

    async def step(self, *, claim: bool = True) -> float | None:
        """Writes down what landed, sends what may go. Returns seconds until more may; None: nothing waits."""
        if self._doubted and self._probe is None and self._ticks() >= self._everyone_waits_until:
            self._probe = asyncio.create_task(self._ask())
        parcels, rest = await self._turn_over(claim=claim)
        for parcel in parcels:
            self._send(parcel)
        if self._doubted and self._probe is None:
            return max(0.001, self._everyone_waits_until - self._ticks())
        return rest

    async def finish(self, seconds: float) -> None:
        """Sends nothing new, and writes down what still lands within `seconds`."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=seconds)
        await self.step(claim=False)

    async def _turn_over(self, *, claim: bool) -> tuple[list[Parcel], float | None]:
        landed, self._landed = self._landed, []
        now = self._now()
        try:
            async with self._store.begin() as conn:
                await outbox.unclaim(conn, self._claiming)
                if now < self._looked_at - STEP_BACK:
                    await outbox.hurry(conn, now)
                await self._write_down(conn, landed, now)
                revoked = any(isinstance(outcome, Revoked) for _, outcome in landed)
                may = claim and not revoked and not self._doubted
                going = await self._claim(conn, now) if may else ([], None)
                self._claiming = [*self._claiming, *(parcel.row.id for parcel in going[0])]
        except BaseException:
            self._landed = landed + self._landed
            raise
        self._claiming, self._looked_at = [], now
        self.noticed(landed, now)
        if revoked:
            raise Revoked
        return going

    # --- a line that may be down: as long as that is unsure, no message is risked ------------------

    def _doubt(self, seconds: float) -> None:
        self._doubted = True
        self._everyone_waits_until = max(self._everyone_waits_until, self._ticks() + seconds)

    async def _ask(self) -> None:
        """Whether Telegram is there."""
        try:
            self._doubted = not isinstance(await self._wire.call("getMe", {}), Sent)
        finally:
            self._probe = None
            if self._doubted:
                self._doubt(PROBE_SECONDS)
            self.changed.set()

    # --- claiming ----------------------------------------------------------------------------------

    async def _claim(self, conn: AsyncConnection, now: datetime) -> tuple[list[Parcel], float | None]:
        rows = await outbox.due(conn, now, LOOK)
        may_go, rest = self._allowed(rows)
        parcels = [p for p in await self._parcels(conn, may_go, now) if self._spend(p.row.chat)]
        await outbox.claim(conn, [parcel.row.id for parcel in parcels])
        if len(parcels) < len(may_go):
            return parcels, 0.0  # some were put off or dropped: look again at once
        ready = await outbox.next_ready(conn, after=now)
        until = [] if ready is None else [(ready - now).total_seconds()]
        return parcels, min([*until, *([] if rest is None else [rest])], default=None)

    def _allowed(self, rows: Sequence[Row]) -> tuple[list[Row], float | None]:
        """The rows that the pace lets go now, one a chat, and the seconds until another may."""
        at = self._ticks()
        free = slots(self._rate, median(self._took) if self._took else 0.0) - len(self._flying)
        busy = {row.chat for row in self._flying.values()}
        waits = []
        chosen: list[Row] = []
        for row in rows:
            if row.chat in busy:
                continue
            wait = max(self._pace.delay(row.chat, at), self._everyone_waits_until - at)
            if wait > 0 or len(chosen) >= free:
                waits.append(max(wait, 0.001) if len(chosen) < free else 60.0)
                continue
            busy.add(row.chat)
            chosen.append(row)
        return chosen, min(waits) if waits else None

    def _spend(self, chat: int) -> bool:
        """Counts a message that is about to go, if the ones of the same moment have left room for it."""
        at = self._ticks()
        if self._pace.delay(chat, at) > 0:
            return False
        self._pace.spend(chat, at)
        return True

    async def _parcels(self, conn: AsyncConnection, rows: Sequence[Row], now: datetime) -> list[Parcel]:
        packed = await pack.pack(conn, self.house, rows, now)
        endings = [found for found in packed if isinstance(found, Ending)]
        await outbox.finish(conn, endings, now)
        ended = {ending.id for ending in endings if ending.state.ended}
        await self._replan(conn, [row.chat for row in rows if row.id in ended and row.method == NUDGE], now)
        return [found for found in packed if isinstance(found, Parcel)]

    # --- sending -----------------------------------------------------------------------------------

    def _send(self, parcel: Parcel) -> None:
        self._began[parcel.row.id] = monotonic()
        task = asyncio.create_task(self._asked(parcel))
        self._flying[task] = parcel.row
        task.add_done_callback(self._land)

    async def _asked(self, parcel: Parcel) -> Outcome:
        try:
            return await self._wire.call(parcel.method, parcel.args)
        except Exception:
            log.exception("a call failed in a way nobody foresaw", extra={"row": parcel.row.id})
            return Uncertain("unforeseen")

    def _land(self, task: asyncio.Task[Outcome]) -> None:
        row = self._flying.pop(task)
        if not task.cancelled():
            self._landed.append((row, task.result()))
        self.changed.set()

    # --- writing down ------------------------------------------------------------------------------

    async def _write_down(
        self, conn: AsyncConnection, landed: Sequence[tuple[Row, Outcome]], now: datetime
    ) -> None:
        if not landed:
            return
        self._took.extend(monotonic() - self._began.pop(row.id, monotonic()) for row, _ in landed)
        endings = [self._ending(row, outcome, now) for row, outcome in landed]
        for place, (row, outcome) in enumerate(landed):
            if isinstance(outcome, Never) and (other := _remedied(row, outcome)):
                log.warning("a message is sent in another way", extra={"row": row.id, "why": outcome.why})
                await outbox.reword(conn, row.id, other.method, other.args)
                endings[place] = Ending(row.id, Fate.WAITING, outcome.why)
            elif isinstance(outcome, Never):
                log.error("a message is refused", extra={"row": row.id, "chat": row.chat, "why": outcome.why})
        await outbox.finish(conn, endings, now)
        await self._replan(conn, [row.chat for row, o in landed if row.method == NUDGE], now)
        gone = {row.chat: o.why for row, o in landed if isinstance(o, Unreachable) and row.chat > 0}
        for chat, why in gone.items():
            await people.unreachable(conn, [chat], why)
            await outbox.unreachable(conn, [chat], now, why)

    async def _replan(self, conn: AsyncConnection, ids: Sequence[int], now: datetime) -> None:
        """What comes after a nudge that has ended gets its row now: its person may never write again."""
        planned = {}
        for id_, known in (await facts.of(conn, self.house, ids, now)).items():
            try:
                planned[id_] = plan.plan(known)
            except Exception:  # one person's odd facts must not hold up everybody's messages
                log.exception("nudges cannot be planned", extra={"chat": id_})
        if planned:
            await nudges.reconcile(conn, planned, now)

    def _ending(self, row: Row, outcome: Outcome, now: datetime) -> Ending:
        match outcome:
            case Sent():
                return Ending(row.id, Fate.SENT, result=outcome.message)
            case Later(seconds, why, everyone):
                if everyone:  # no fault of this one: it goes as soon as anything does
                    self._doubt(seconds)
                rest = timedelta(seconds=max(seconds, back_off(0 if everyone else row.attempts)))
                return Ending(row.id, Fate.WAITING, why, ready=now + rest)
            case Uncertain(why):
                self._doubt(0)
                if row.uncertain:
                    return Ending(row.id, Fate.UNCERTAIN, why, uncertain=True)
                return Ending(row.id, Fate.WAITING, why, ready=now + UNCERTAIN_REST, uncertain=True)
            case Unreachable(why):
                return self._shut_out(row, why, now)
            case Never(why):
                return Ending(row.id, Fate.REFUSED, why)
            case Moved(chat):
                log.error("a group has a new id", extra={"row": row.id, "chat": row.chat, "to": chat})
                return Ending(row.id, Fate.WAITING, "moved", ready=now + LONGEST_REST)
            case Revoked():
                return Ending(row.id, Fate.WAITING, "token revoked", ready=now)
            case _:
                assert_never(outcome)

    def _shut_out(self, row: Row, why: str, now: datetime) -> Ending:
        if row.chat != self.house.desk:
            return Ending(row.id, Fate.UNREACHABLE, why)
        log.error("the advisors' group is out of reach", extra={"row": row.id, "why": why})
        return Ending(row.id, Fate.WAITING, why, ready=now + DESK_REST)


def _remedied(row: Row, refused: Never) -> render.Call | None:
    """The same in a way that Telegram may take. None: there is none, or it has been tried."""
    return None if row.method == NUDGE else render.remedied(row.method, row.args, refused.remedy)
