"""Time in the sandbox passes through every due moment in turn."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox import Clock, Person, Sandbox, Turned
from tests.sandbox.conftest import MONDAY

HOUR = timedelta(hours=1)


class Diary:
    """A companion that does what is due whenever it is asked to settle, and remembers at what time it did."""

    def __init__(self, clock: Clock, *due: datetime) -> None:
        self.clock = clock
        self.due = sorted(due)
        self.done: list[tuple[datetime, datetime]] = []
        self.settlings = 0

    async def next_due(self) -> datetime | None:
        return self.due[0] if self.due else None

    async def waiting(self) -> list[dict[str, Any]]:
        return [{"due": due.isoformat(), "chat": 42, "what": "a nudge"} for due in self.due]

    async def settled(self) -> None:
        self.settlings += 1
        while self.due and self.due[0] <= self.clock.now():
            due = self.due.pop(0)
            self.done.append((due, self.clock.now()))
            if due == MONDAY + 3 * HOUR:
                self.due.insert(0, due + HOUR / 2)


class Talker(Diary):
    """One that says something in Sam's chat at each of its moments, but for those it was told to let pass."""

    def __init__(self, sandbox: Sandbox, *due: datetime, silent: int = 0) -> None:
        super().__init__(sandbox.clock, *due)
        self.sandbox = sandbox
        self.silent = silent

    async def settled(self) -> None:
        before = len(self.done)
        await super().settled()
        for _ in self.done[max(before, self.silent) :]:
            chat = self.sandbox.world.chats[42]
            self.sandbox.world.deliver("sendMessage", chat, {"text": "Any news?"})


class Stubborn(Diary):
    """One that never does its first thing."""

    async def settled(self) -> None:
        self.settlings += 1


async def test_each_thing_is_done_at_its_own_time(sandbox: Sandbox) -> None:
    moments = [MONDAY + n * HOUR for n in (1, 3, 30)]
    sandbox.companion = diary = Diary(sandbox.clock, *moments)

    turned = await sandbox.turn(timedelta(days=1))

    passed = [MONDAY + HOUR, MONDAY + 3 * HOUR, MONDAY + 3.5 * HOUR]
    assert diary.done == [(moment, moment) for moment in passed]
    assert turned == Turned(MONDAY + 24 * HOUR, tuple(passed))
    assert diary.due == [MONDAY + 30 * HOUR]


async def test_what_is_due_at_the_end_of_a_turn_is_done(sandbox: Sandbox) -> None:
    sandbox.companion = diary = Diary(sandbox.clock, MONDAY + HOUR)

    await sandbox.step("hour")

    assert diary.done == [(MONDAY + HOUR, MONDAY + HOUR)]


async def test_next_goes_to_the_next_thing_and_no_further(sandbox: Sandbox) -> None:
    sandbox.companion = diary = Diary(sandbox.clock, MONDAY + 5 * HOUR, MONDAY + 90 * HOUR)

    times = [(await sandbox.step("next")).now for _ in range(3)]

    assert times == [MONDAY + 5 * HOUR, MONDAY + 90 * HOUR, MONDAY + 90 * HOUR]
    assert diary.due == []


async def test_to_the_next_message_passes_moments_that_bring_none(sandbox: Sandbox, sam: Person) -> None:
    moments = [MONDAY + n * HOUR for n in (5, 29, 90)]
    sandbox.companion = Talker(sandbox, *moments, silent=1)

    turned = [await sandbox.step("message") for _ in range(3)]

    assert [one.now for one in turned] == [*moments[1:], moments[2]]
    assert [one.moments for one in turned] == [tuple(moments[:2]), tuple(moments[2:]), ()]
    assert len(sandbox.world.ledger.delivered(sam.id)) == 2


async def test_to_the_next_message_gives_up_where_none_comes(sandbox: Sandbox) -> None:
    sandbox.companion = Stubborn(sandbox.clock, MONDAY + HOUR)

    assert (await sandbox.step("message")).now == MONDAY + HOUR
    assert await sandbox.step("message") == Turned(MONDAY + HOUR, (), MONDAY + HOUR)


async def test_next_does_nothing_without_a_companion(sandbox: Sandbox) -> None:
    assert await sandbox.step("next") == Turned(MONDAY)
    assert await sandbox.waiting() == []


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (MONDAY, MONDAY.replace(day=24, hour=9)),
        (MONDAY.replace(hour=8, minute=59), MONDAY.replace(hour=9)),
        (MONDAY.replace(hour=9), MONDAY.replace(day=24, hour=9)),
        (datetime(2027, 3, 27, 12, tzinfo=UTC), datetime(2027, 3, 28, 8, tzinfo=UTC)),
    ],
)
async def test_morning_is_the_next_nine_o_clock_where_the_people_are(
    now: datetime, morning: datetime
) -> None:
    sandbox = Sandbox(clock=Clock(now, ticks=lambda: 0.0))

    assert (await sandbox.step("morning")).now == morning


async def test_an_unknown_step_is_named(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="no step 'year'"):
        await sandbox.step("year")
    with pytest.raises(ValueError, match="only goes forward"):
        await sandbox.turn(-HOUR)


async def test_a_moment_that_never_passes_does_not_stop_the_clock(sandbox: Sandbox) -> None:
    sandbox.companion = stubborn = Stubborn(sandbox.clock, MONDAY + HOUR)

    turned = await sandbox.turn(timedelta(hours=10))

    assert turned == Turned(MONDAY + 10 * HOUR, (MONDAY + HOUR,), stuck=MONDAY + HOUR)
    assert stubborn.settlings < 60
    assert await sandbox.step("next") == Turned(MONDAY + 10 * HOUR, (), MONDAY + HOUR)


async def test_a_turn_to_the_past_changes_nothing(sandbox: Sandbox) -> None:
    assert (await sandbox.turn_to(MONDAY - HOUR)).now == MONDAY


def test_the_clock_runs_by_itself_and_tells_of_turns() -> None:
    seconds = [5.0]
    clock = Clock(MONDAY, ticks=lambda: seconds[0])
    heard: list[datetime] = []
    stop = clock.listen(heard.append)

    seconds[0] = 8.0
    assert clock.now() == MONDAY + timedelta(seconds=3)
    clock.turn(HOUR)
    clock.turn_to(MONDAY)
    stop()
    clock.turn(HOUR)

    assert heard == [MONDAY + timedelta(seconds=3) + HOUR]
    with pytest.raises(ValueError, match="only goes forward"):
        clock.turn(-HOUR)


def test_the_clock_starts_at_the_present_unless_told_otherwise() -> None:
    assert abs(Clock().now() - datetime.now(UTC)) < timedelta(seconds=5)
