"""Sends what is due: claimed before it leaves, paced, retried, and written down once it has arrived."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from statistics import median
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.botapi.outcome import Outcome, Revoked, Uncertain
from bot.deliver import landed as ends
from bot.deliver import pack
from bot.deliver.breaker import Breaker, Wire
from bot.deliver.floods import Floods
from bot.deliver.landed import UNCERTAIN_REST, Landing
from bot.deliver.later import Parcel
from bot.deliver.pace import Pace, slots
from bot.domain.nudge import Fate
from bot.failpoints import failpoint
from bot.store import chats, outbox, queue
from bot.store.facts import House
from bot.store.outbox import NUDGE, Ending, Row

log = logging.getLogger(__name__)

LOOK = 100
"""How many due rows are looked at together, at most."""
SOON = 1.0
"""Seconds within which we look again while messages are under way; the next moment is not asked for then."""
STEP_BACK = timedelta(minutes=1)
"""A wall clock that goes back further than this was put back: what waits is looked at anew."""
TOLD_TO_WAIT = "told to wait"


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
        self._landed: list[Landing] = []
        self._took: deque[float] = deque(maxlen=50)
        """How many seconds messages lately held their place: from leaving to the note of arrival."""
        self.floods = Floods()
        self.breaker = Breaker(wire, ticks, self.changed.set)
        self._claiming: list[int] = []
        """Rows whose claim may or may not have been kept: they never left the house."""
        self._looked_at = now()

    @property
    def idle(self) -> bool:
        """Whether nothing is on the wire or waiting to be written down."""
        return not self._flying and not self._landed

    async def recover(self) -> None:
        """At start: what a dead process was sending may have arrived, and what it was told still holds."""
        failpoint("recovering")
        now = self._now()
        async with self._store.begin() as conn:
            again = await outbox.recover(conn, now, UNCERTAIN_REST)
            self.floods.load(await chats.waits(conn, now))
            if self.house.desk is not None:
                trouble = await chats.held_because(conn, self.house.desk)
                self.house.desk_trouble = trouble if trouble in ends.SHUT else ""
        if again:
            log.warning("messages may have a second copy", extra={"rows": again})

    async def step(self, *, claim: bool = True) -> float | None:
        """Writes down what landed, sends what may go. Returns seconds until more may; None: nothing waits.

        Revoked: Telegram does not know our token; every message waits as it was.
        """
        parcels, rest = await self._turn_over(claim=claim)
        for parcel in parcels:
            failpoint("claimed")
            self._send(parcel)
        if claim and self.breaker.open:
            return self.breaker.look()
        return rest

    async def finish(self, seconds: float) -> None:
        """Sends nothing new, and writes down what still lands within `seconds`."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=seconds)
        await self.step(claim=False)

    async def _turn_over(self, *, claim: bool) -> tuple[list[Parcel], float | None]:
        landed, self._landed = self._landed, []
        now = self._now()
        revoked = self.breaker.revoked or any(isinstance(outcome, Revoked) for _, outcome in landed)
        try:
            async with self._store.begin() as conn:
                await outbox.unclaim(conn, self._claiming)
                if now < self._looked_at - STEP_BACK:
                    await queue.hurry(conn, now)
                    await chats.hold(conn, self.floods.set_back(self._looked_at - now))
                self._took.extend(self._ticks() - self._began.pop(row.id, self._ticks()) for row, _ in landed)
                await ends.write(conn, self.house, landed, now)
                await chats.hold(conn, ends.waits(landed, self.floods, self.breaker, now))
                may = claim and not revoked and not self.breaker.open
                going = await self._claim(conn, now) if may else ([], None)
                self._claiming = [*self._claiming, *(parcel.row.id for parcel in going[0])]
        except BaseException:
            self._landed = landed + self._landed
            raise
        if landed:
            failpoint("noted")
        self._claiming, self._looked_at = [], now
        self.noticed(landed, now)
        ends.learn(self.house, landed)
        if revoked:
            raise Revoked
        return going

    # --- claiming ----------------------------------------------------------------------------------

    async def _claim(self, conn: AsyncConnection, now: datetime) -> tuple[list[Parcel], float | None]:
        free = slots(self._rate, median(self._took) if self._took else 0.0) - len(self._flying)
        if free <= 0:
            return [], SOON
        may_go, held, rest = await self._look(conn, now, free)
        await outbox.finish(conn, held, now)
        parcels = [p for p in await self._parcels(conn, may_go, now) if self._spend(p.row.chat)]
        await outbox.claim(conn, [parcel.row.id for parcel in parcels])
        if parcels:
            failpoint("claiming")
        if held or len(parcels) < len(may_go):
            return parcels, 0.0  # some were put off or dropped: look again at once
        if parcels or self._flying:
            return parcels, min(SOON, SOON if rest is None else rest)
        ready = await queue.next_ready(conn, after=now)
        until = [] if ready is None else [(ready - now).total_seconds()]
        return parcels, min([*until, *([] if rest is None else [rest])], default=None)

    async def _look(
        self, conn: AsyncConnection, now: datetime, free: int
    ) -> tuple[list[Row], list[Ending], float | None]:
        """What may go now, what is put off, and the seconds until more may; reads no more than it needs."""
        for most in (min(LOOK, 2 * free), LOOK):
            rows = await queue.due(conn, now, most)
            held = self._held(rows, now)
            may_go, rest = self._allowed(rows, {ending.id for ending in held}, free)
            if len(rows) < most or len(may_go) == free:
                break
        return may_go, held, rest

    def _held(self, rows: Sequence[Row], now: datetime) -> list[Ending]:
        """Rows of chats that were told to wait, put off until that is over: they stand before nobody."""
        waits = [(row, until) for row in rows if (until := self.floods.over(row.chat, now))]
        return [Ending(row.id, Fate.WAITING, TOLD_TO_WAIT, ready=until) for row, until in waits]

    def _allowed(
        self, rows: Sequence[Row], held: Collection[int], free: int
    ) -> tuple[list[Row], float | None]:
        """The rows that the pace lets go now, one a chat, and the seconds until another may."""
        at = self._ticks()
        busy = {row.chat for row in self._flying.values()}
        waits = []
        chosen: list[Row] = []
        for row in rows:
            if row.chat in busy or row.id in held:
                continue
            wait = self._pace.delay(row.chat, at)
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
        await outbox.finish(conn, endings, now, [row.id for row in rows if row.forget])
        ended = {ending.id for ending in endings if ending.state.ended}
        gone = [row.chat for row in rows if row.id in ended and row.method == NUDGE]
        await ends.replan(conn, self.house, gone, now)
        return [found for found in packed if isinstance(found, Parcel)]

    # --- sending -----------------------------------------------------------------------------------

    def _send(self, parcel: Parcel) -> None:
        self._began[parcel.row.id] = self._ticks()
        task = asyncio.create_task(self._asked(parcel))
        self._flying[task] = parcel.row
        task.add_done_callback(self._land)

    async def _asked(self, parcel: Parcel) -> Outcome:
        try:
            if parcel.paper is None:
                return await self._wire.call(parcel.method, parcel.args)
            files = {parcel.field: (parcel.paper.name, await asyncio.to_thread(parcel.paper.make))}
            return await self._wire.call(parcel.method, parcel.args, files)
        except Exception:
            log.exception("a call failed in a way nobody foresaw", extra={"row": parcel.row.id})
            return Uncertain("unforeseen")

    def _land(self, task: asyncio.Task[Outcome]) -> None:
        row = self._flying.pop(task)
        if not task.cancelled():
            self._landed.append((row, task.result()))
        self.changed.set()
