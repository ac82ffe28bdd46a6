"""The one place that knows every part: it opens, connects, starts and stops them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import content, opening, papers, routes
from bot.bell import Bell
from bot.botapi import render
from bot.botapi.client import Telegram
from bot.deliver.deliveries import SOON, Deliveries
from bot.deliver.knock import EVERY as KNOCK_EVERY
from bot.deliver.knock import Knock
from bot.deliver.pace import Pace
from bot.domain import adrift, alarms, etiquette, export, retention, spoken, unasked
from bot.domain.facts import Facts
from bot.domain.library import Library
from bot.domain.nudge import Nudge
from bot.domain.person import Person
from bot.failpoints import failpoint
from bot.life import BROKEN, REVOKED, Life, either
from bot.receive import reception
from bot.receive.introduce import DESCRIPTIONS, Introduction
from bot.receive.polling import Watch
from bot.settings import Settings
from bot.store import facts, inbox, nudges, outbox, queue, revision, sound
from bot.store.engine import file_of, open_store, wipe
from bot.store.facts import House
from bot.store.hold import hold_on
from bot.store.sealed import Seal
from bot.turn import erasing, rush, tidying, turns
from bot.turn.deriving import Deriving
from bot.turn.presses import Presses
from bot.turn.turns import Turns
from bot.watch.checkup import EVERY, Checkup
from bot.watch.pulse import Pulse, ends_at_once
from bot.watch.tally import Tally
from bot.web import Web

log = logging.getLogger(__name__)

LOOK_EVERY = 30.0
"""Seconds after which delivery looks by itself, whatever the bell does."""
DEAF_AFTER = 120.0
"""Seconds without a finished poll after which the process gives itself up for a fresh one."""
LANDING = 3.0
"""Seconds that messages on the wire get to land when we stop."""
GOOD_ORDER = 5.0
"""Seconds that everything together gets to end in good order. What is undone then, the next start finds."""

_STATIONS = {*DESCRIPTIONS, render.SHARE_NUMBER, render.SHARE_PLACE, turns.SORRY, rush.NOTICE, erasing.SAYS}
NAMED = _STATIONS.union(*(by.TEXTS for by in (adrift, alarms, spoken, unasked, export, retention, papers)))
"""The texts that the stations themselves name; those of the handlers are in `routes.TEXTS`."""


def utc_now() -> datetime:
    """The only clock that is ever asked, unless a sandbox brings its own."""
    return datetime.now(UTC)


class Bounceback:
    """One process: the three stations of the river, the bell, and the watch over them."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        now: Callable[[], datetime] = utc_now,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        """`now` gives aware moments in UTC; `ticks` is what the pace is measured by, in seconds."""
        self._settings = settings
        self._now = now
        self._work = asyncio.Event()
        self._life = Life()
        self.started = asyncio.Event()
        """Set once updates are being received."""
        self.store: AsyncEngine = open_store(settings.database_url)
        self._hold = hold_on(settings.database_url)
        self._telegram = Telegram(settings.token.get_secret_value(), settings.api_url)
        self._bell = Bell(utc_now)
        seal = Seal([key.get_secret_value() for key in settings.phone_key])
        newcomer = Person(id=0, language=settings.language, nation=settings.nation, zone=settings.time_zone)
        self._tally = Tally()
        operators = frozenset(settings.operator_ids)
        kept, desk = timedelta(days=settings.retention_days), settings.advisors_chat_id
        self.house = House(library, desk, seal, newcomer, operators, lambda: self._tally.standing, kept)
        rate = settings.send_rate
        wire = self._tally.watched(self._telegram)
        self._deliveries = Deliveries(self.store, self.house, wire, now, Pace(rate), rate, ticks)
        self._presses = Presses(self._telegram, lambda: self._life.give_up(REVOKED))
        woken, told = self._work.set, self._deliveries.changed.set
        self._turns = Turns(self.store, self.house, self._presses, now, told, tally=self._tally)
        self._deriving = Deriving(self.store, self.house, now, told)
        self._named = asyncio.Event()
        """Set once we know what people call us: without that, no command can be told from another bot's."""
        self._reception = reception.chosen(settings, self.store, self._telegram, now, woken, self._life)
        self._introduction = Introduction(
            self._telegram, self.house, settings.language, self._life, self._reception.begin
        )
        self._checkup = Checkup(self.store, settings.database_url, operators, now, self._silence, self._tally)
        self._deliveries.noticed = self._checkup.landed
        self._knock = Knock(self._telegram, self.house)
        self._pulse = Pulse(ends_at_once(BROKEN), self._tally.lag, self._checkup.blocked)
        self._web = Web(settings.listen, [*self._reception.offered, *self._checkup.offered])
        self._life.wakes += [self._work, self._deliveries.changed, self._named]

    def stop(self) -> None:
        """Asks everything to end in good order. Asked twice, it changes nothing."""
        self._life.stop()

    async def run(self) -> int:
        """Runs until stopped. Returns the exit code, as the README lists them."""
        try:
            follow = partial(opening.follow, self.store, self.house)
            recoveries = follow, self._turns.recover, self._deliveries.recover
            if await opening.opened(self._life, self._open, *recoveries):
                await self._listen()
            if not self._life.over.is_set():
                self._bell.start()
                self._pulse.start()
                self._bell.ring_daily(3, self._tidy)
                await self._flow()
        finally:
            failpoint("stopped")
            self._bell.stop()
            await self._web.stop()
            with contextlib.suppress(Exception):
                await self._telegram.aclose()
            await self.store.dispose()
            await self._hold.let_go()
            self._pulse.stop()
        return self._life.exit

    async def _open(self) -> None:
        """Takes the database for this process alone, sound and in the shape that the code expects."""
        path = file_of(self._settings.database_url)
        if path is not None:
            await asyncio.to_thread(sound.folder, path.parent)
        await self._hold.take()
        if path is not None:
            await asyncio.to_thread(sound.file, path)
        await revision.ensure(self.store)
        await wipe(self.store)  # the last process may have ended before it could

    async def _listen(self) -> None:
        """Can be reached where the settings say from now on. Who only polls can do without."""
        try:
            await self._web.start()
        except OSError as error:
            where = {"listen": self._settings.listen, "why": error.strerror or type(error).__name__}
            log.critical("cannot listen there", extra=where)
            if self._settings.webhook_url:
                self._life.give_up(BROKEN)

    async def use(self, library: Library) -> None:
        """Speaks in these words from now on; journeys that have changed move the nudges that wait."""
        self.house.library = library
        await self._deriving.all()

    async def next_due(self) -> datetime | None:
        """When the next waiting message may be looked at, UTC. None: nothing waits."""
        async with self.store.begin() as conn:
            return await queue.next_ready(conn)

    async def waiting(self) -> list[Nudge]:
        """Every nudge that waits, with the moment at which it would come as things stand, earliest first."""
        async with self.store.begin() as conn:
            known = await facts.of(conn, self.house, await nudges.expecting(conn), self._now())
        return sorted((n for f in known.values() for n in etiquette.upcoming(f)), key=lambda n: n.due)

    async def facts_of(self, ids: Collection[int]) -> dict[int, Facts]:
        """What is known now about each of these people; those we do not know are left out."""
        async with self.store.begin() as conn:
            return await facts.of(conn, self.house, sorted(ids), self._now())

    async def settled(self) -> None:
        """Waits until there is nothing undone: no update to handle, no message due."""
        self._deliveries.changed.set()
        while not await self._quiet():  # noqa: ASYNC110 - what it waits for is rows, in a database
            await asyncio.sleep(0.01)

    async def _quiet(self) -> bool:
        async with self.store.begin() as conn:
            moments = (await inbox.next_ready(conn), await queue.next_ready(conn))
            flying = await outbox.in_flight(conn)
        now = self._now()
        return (
            not flying and self._deliveries.idle and all(moment is None or moment > now for moment in moments)
        )

    # --- the loops ---------------------------------------------------------------------------------

    async def _flow(self) -> None:
        loops = [
            asyncio.create_task(self._life.forever("turn", self._turn)),
            asyncio.create_task(self._life.forever("deliver", self._deliver)),
            asyncio.create_task(self._life.forever("check-up", self._check_up)),
            asyncio.create_task(self._life.forever("derive", self._derive)),
            asyncio.create_task(self._watch()),
            asyncio.create_task(opening.keep(self._life, self._hold)),
        ]
        knocking = asyncio.create_task(self._life.forever("knock", self._knocks))
        receiving = asyncio.create_task(self._receive())
        receiving.add_done_callback(
            lambda _: None if self._life.over.is_set() else self._life.give_up(BROKEN)
        )
        log.info("started")
        await self._life.over.wait()
        log.info("stopping")
        failpoint("stopping")
        receiving.cancel()  # a poll may hang for half a minute; storing what it brought cannot be split
        knocking.cancel()
        try:
            async with asyncio.timeout(GOOD_ORDER):
                await asyncio.gather(receiving, *loops, return_exceptions=True)
                leaving = (self._web.stop(), self._presses.finish(), self._deliveries.finish(LANDING))
                await asyncio.gather(*leaving)
                if self._reception.finish:
                    await self._reception.finish()
        except Exception as error:
            log.warning("stopped in the middle of something", extra={"why": type(error).__name__})
        log.info("stopped", extra={"exit": self._life.exit})

    async def _receive(self) -> None:
        username = await self._introduction.learn()
        if username is not None:
            self._turns.username = username
            self._named.set()
            self.started.set()
            await self._life.forever("receive", self._reception.step)

    async def _turn(self) -> None:
        await self._named.wait()
        self._work.clear()
        if await self._turns.batch() == 0:
            await either(self._work, self._until_next_turn())

    def _until_next_turn(self) -> float:
        """A turn that was put off has to be looked at again without anything new coming in."""
        ready = self._turns.ready
        if ready is None:
            return LOOK_EVERY
        return min(LOOK_EVERY, max(0.1, (ready - self._now()).total_seconds()))

    async def _deliver(self) -> None:
        changed = self._deliveries.changed
        changed.clear()
        rest = await self._deliveries.step()
        if rest != 0.0:
            rest = LOOK_EVERY if rest is None else min(rest, LOOK_EVERY)
            if SOON < rest < LOOK_EVERY:
                self._bell.ring_in(rest, changed.set)
            await either(changed, rest if rest <= SOON else LOOK_EVERY)

    async def _derive(self) -> None:
        await self._named.wait()
        await self._life.rest(await self._deriving.step())

    async def _check_up(self) -> None:
        if await self._checkup.look(self.house):
            self._deliveries.changed.set()
        await self._life.rest(EVERY)

    async def _knocks(self) -> None:
        await self._named.wait()
        await self._knock.look()
        await self._life.rest(KNOCK_EVERY)

    def _silence(self) -> float:
        """Seconds since Telegram last gave a good answer."""
        return monotonic() - self._reception.ear.good_at

    async def _watch(self) -> None:
        """A process that no longer hears Telegram is worth less than a fresh one."""
        watch = Watch(self._reception.ear)
        while not self._life.over.is_set():
            if watch.look() > DEAF_AFTER:
                log.critical("Telegram has not answered for two minutes")
                self._life.give_up(BROKEN)
            self._introduction.follow()
            await self._life.rest(5.0)

    async def _tidy(self) -> None:
        """Once a day: forget what was dealt with long ago, and who has long been silent."""
        await tidying.tidy(self.store, self.house, self._now())


def words(folder: Path) -> Library:
    """The library, checked against everything the code calls by name. BadContent: names every mistake."""
    return content.load(folder, actions=routes.ACTIONS, ids_used=routes.TEXTS | NAMED)
