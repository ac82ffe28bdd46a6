"""People, advisors, Telegram and bad luck in any order, and what must hold all the same."""

from __future__ import annotations

import asyncio
import itertools
import logging
import random
import shutil
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.sandbox import ADVISORS
from bot.sandbox.nouns import Message, Person
from bot.sandbox.world import World
from tests.fakes import Clock
from tests.river import verdict
from tests.river.river import River
from tests.river.telegram import FAULTS, Crash, Fuse, Telegram

SEEKERS = (42, 43, 44)
LINES = (
    "/start", "/help", "/list", "/next", "/nudges", "/pause", "/stop", "/resume", "/result", "/advisor",
    "/delete", "/cancel", "yes", "hello there", "not this time", "I want to die", "qwertz ߷",
)  # fmt: skip
HEAR = "tomorrow 2pm, they'll tell me in a week"
TURNS = (1, 31, 600, 4 * 3600, 86_400, 8 * 86_400)
people, places = st.sampled_from(SEEKERS), st.integers(0, 30)


def anew(template: str, folder: Path) -> str:
    """The address of an SQLite database in `folder` with every table and no row, in place of an older one."""
    for old in folder.glob("bot.db*"):
        old.unlink()
    shutil.copyfile(template, folder / "bot.db")
    return f"sqlite+aiosqlite:///{folder / 'bot.db'}"


class Life(RuleBasedStateMachine):
    """Drives the real stations in one process, on a real database."""

    template: ClassVar[str]
    """A migrated SQLite file, or the name of such a PostgreSQL database."""
    folder: ClassVar[Path]
    """Where a life has its own."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.runner = asyncio.Runner()
        self.runner.get_loop().set_exception_handler(lambda *_: None)
        self.url = self.prepare()
        self.clock = Clock()
        world = World(self.clock, Person(1, "Bounceback", "", username="bounceback_sandbox_bot", is_bot=True))  # type: ignore[arg-type]
        self.telegram = Telegram(world, self.url, random.Random(seed))
        self.world = world
        for id_ in SEEKERS:
            world.person(id_, f"P{id_}")
        world.group(*(world.person(id_, f"A{id_}") for id_ in (7, 8)))
        self.river: River | None = None
        self.numbers = itertools.count(1)
        self.flying_at_crashes = self.crashes = 0
        self.failures = Failures()
        logging.getLogger("bot").addHandler(self.failures)
        for who in SEEKERS:
            self.log_and_confirm(who)

    def prepare(self) -> str:
        """The address of a fresh database."""
        return anew(self.template, self.folder)

    def clear(self) -> None:
        """Leaves nothing of it behind."""

    # --- people ------------------------------------------------------------------------------------

    @rule(who=people, line=st.sampled_from(LINES))
    def say(self, who: int, line: str) -> None:
        self._write(who, line)

    @rule(who=people)
    def log(self, who: int) -> None:
        number = next(self.numbers)
        self._write(who, f"/log Role{number}x at Firm{number}, {HEAR}")

    @rule(who=people)
    def log_and_confirm(self, who: int) -> None:
        self.log(who)
        self._go(2)
        self._press(who, who, 0, 0)

    @rule(who=people, place=places, button=st.integers(0, 5))
    def press(self, who: int, place: int, button: int) -> None:
        self._press(who, who, place, button)

    @rule(who=st.sampled_from((7, 8)), place=places, button=st.integers(0, 2))
    def press_at_the_desk(self, who: int, place: int, button: int) -> None:
        self._press(who, ADVISORS, place, button)

    @rule(who=people, whose=people, place=places)
    def press_what_is_not_ones_own_or_old(self, who: int, whose: int, place: int) -> None:
        buttons = [b for m in self.world.messages(whose) for row in m.keyboard for b in row]
        data = [b["callback_data"] for b in buttons if "callback_data" in b]
        if data and not self.world.people[who].blocked:
            self.world.press_stale(who, 1, data[place % len(data)])

    @rule(who=people, place=places)
    def edit(self, who: int, place: int) -> None:
        own = [m for m in self.world.messages(who) if not m.author.is_bot]
        if own and not self.world.people[who].blocked:
            self.world.edit(who, own[place % len(own)].id, "/log Edited at Nowhere, tomorrow 3pm")

    @rule(who=people)
    def forget_me(self, who: int) -> None:
        self._write(who, "/delete")
        self._go(4)
        sure = [m for m in self.world.messages(who) if any(_data(b) == "delete.all" for b in _buttons(m))]
        if sure and not self.world.people[who].blocked:
            data = next(b["callback_data"] for b in _buttons(sure[-1]) if _data(b) == "delete.all")
            self.world.press(who, sure[-1].id, data=data)

    @rule(who=people)
    def block_or_unblock(self, who: int) -> None:
        (self.world.unblock if self.world.people[who].blocked else self.world.block)(who)

    # --- Telegram ----------------------------------------------------------------------------------

    @precondition(lambda self: self.telegram.acknowledged)
    @rule(place=st.integers(0, 500), times=st.integers(1, 4))
    def bring_again(self, place: int, times: int) -> None:
        old = list(self.telegram.acknowledged.values())
        self.telegram.again += [old[place % len(old)]] * times

    @rule(faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3))
    def go_wrong(self, faults: list[str]) -> None:
        self.telegram.faults += faults

    # --- the bot -----------------------------------------------------------------------------------

    @rule(times=st.integers(1, 4))
    def work(self, times: int) -> None:
        self._go(times)

    @rule(times=st.integers(1, 4))
    def work_again(self, times: int) -> None:
        self._go(times)

    @rule(steps=st.integers(0, 60))
    def crash(self, steps: int) -> None:
        self.telegram.fuse.left = steps
        self._go(4)
        self._run(self._crash())

    @rule(who=people, times=st.integers(1, 4))
    def crash_on_the_wire(self, who: int, times: int) -> None:
        self._write(who, "/help")
        for _ in range(times):
            self.telegram.last_words = True
            self._go(3)
            self.telegram.last_words = False
            self.clock.turn(timedelta(seconds=31))

    @rule()
    def restart(self) -> None:
        self._run(self._stop())

    @rule(who=people, times=st.integers(1, 3))
    def lose_the_database_for_a_while(self, who: int, times: int) -> None:
        self._write(who, "/next")
        self.telegram.away = times
        self._go(4)

    @rule(seconds=st.sampled_from(TURNS))
    def pass_time(self, seconds: int) -> None:
        self.clock.turn(timedelta(seconds=seconds))
        self._go(2)

    # --- what must hold ----------------------------------------------------------------------------

    @invariant()
    def nothing_went_wrong_at_the_receiver(self) -> None:
        if hasattr(self, "telegram"):
            wrongs = [*self.telegram.wrongs, *self.failures.seen]
            assert not wrongs, wrongs

    @invariant()
    def what_was_acknowledged_is_kept_once(self) -> None:
        if hasattr(self, "telegram") and self.telegram.acknowledged:
            kept = [row[0] for row in self._ask("SELECT update_id FROM inbox")]
            assert set(self.telegram.acknowledged) <= set(kept), "what was acknowledged is lost"
            assert len(kept) == len(set(kept)), "an update came twice"
            assert set(kept) <= set(self.telegram.given), "an update came from nowhere"

    def teardown(self) -> None:
        if not hasattr(self, "telegram"):
            return
        try:
            self._finish()
            self._judge()
        finally:
            logging.getLogger("bot").removeHandler(self.failures)
            self._run(self._crash())
            self.runner.close()
            self.clear()

    # --- how it is done ----------------------------------------------------------------------------

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def _ask(self, query: str) -> Any:
        return self._run(self.telegram.ask(query))

    def _write(self, who: int, line: str) -> None:
        if not self.world.people[who].blocked:
            self.world.say(who, line)

    def _press(self, who: int, chat: int, place: int, button: int) -> None:
        shown = [m for m in self.world.messages(chat) if [b for b in _buttons(m) if "callback_data" in b]]
        if shown and not self.world.people[who].blocked:
            message = shown[-1 - place % len(shown)]
            found = [b["callback_data"] for b in _buttons(message) if "callback_data" in b]
            self.world.press(who, message.id, chat, data=found[button % len(found)])

    def _go(self, times: int) -> None:
        self._run(self._flow(times))

    async def _flow(self, times: int) -> None:
        try:
            if self.river is None:
                self.river = River(self.url, self.telegram, self.clock)
                await self.river.start()
            for number in range(times):
                await (self.river.all_at_once() if number % 2 else self.river.one_by_one())
        except* Crash:
            await self._crash()

    async def _crash(self) -> None:
        self.telegram.fuse.through = True
        if self.river is not None:
            await self.river.lose()
            self.flying_at_crashes += await self._flying()
            self.crashes += 1
        self.river, self.telegram.fuse = None, Fuse()

    async def _flying(self) -> int:
        (found,) = await self.telegram.ask("SELECT count(*) FROM outbox WHERE state = 'sending'")
        return int(found[0])

    async def _stop(self) -> None:
        if self.river is None:
            return
        await self.river.stop()
        assert await self._flying() == 0, "a stop in good order left something on the wire"
        await self.river.lose()
        self.river = None

    def _finish(self) -> None:
        """All goes well from now on, until nothing is left to do."""
        self.telegram.faults, self.telegram.fuse, self.telegram.away = [], Fuse(), 0
        for _ in range(60):
            self._go(2)
            if not (left := self._run(verdict.undone(self.telegram))):
                return
            self.clock.turn(timedelta(seconds=20))
        raise AssertionError(f"there is no end: {left}")

    def _judge(self) -> None:
        self.nothing_went_wrong_at_the_receiver()
        self.what_was_acknowledged_is_kept_once()
        wrongs = self._run(verdict.wrongs(self.telegram, self.crashes, self.flying_at_crashes))
        assert not wrongs, wrongs


class Failures(logging.Handler):
    """What the bot logged as going wrong inside."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and not isinstance(record.exc_info[1], Crash):
            self.seen.append(f"{record.getMessage()}: {record.exc_info[1]!r}")


def _buttons(message: Message) -> list[dict[str, Any]]:
    return [button for row in message.keyboard for button in row]


def _data(button: dict[str, Any]) -> str:
    return str(button.get("callback_data", "")).partition(":")[0]
