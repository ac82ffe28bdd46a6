"""What people receive, and when, on the days on which clocks go wrong: from their words to the wire."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.domain.calendar import local
from bot.domain.journey import Journey
from bot.domain.library import Library
from bot.domain.person import Pace as Often
from bot.domain.person import Person
from bot.domain.step import Distance, Repeat, Step, Unit
from bot.domain.vocabulary import About
from bot.store import interviews, people, queue, tables
from bot.turn import planning
from bot.turn.deriving import Deriving
from tests.botapi.updates import commanded, said
from tests.cast import BAKERY, LIBRARY, SAM
from tests.domain.test_calendar import CHANGES
from tests.turn.arriving import River, named

SAYS = "nudge-keep-applying"
"""The words of the one nudge that these journeys have."""
DAY = timedelta(days=1)
NEXT_DAY = Step(
    "tip", SAYS, "why.keep-applying.tips", "", ("interview-day",), Distance(1, Unit.DAYS), time(9)
)
"""The day after the interview, at nine or at the person's own hour."""
AN_HOUR = timedelta(hours=1)
ALWAYS_AWAKE = {"quiet_from": time(0), "quiet_until": time(0)}


def _words(step: Step) -> Library:
    journey = Journey("daily", About.INTERVIEW, (step,), back_off=False)
    return replace(LIBRARY, journeys={"daily": journey})


def _daily(times: int) -> Step:
    """Every day after the interview, so many times."""
    again = Repeat(Distance(1, Unit.DAYS), times - 1, time(9))
    return replace(NEXT_DAY, repeat=(again,))


class World(River):
    """Everything between a person's words and what Telegram hands them, with the moment of each nudge."""

    def __init__(self, store: AsyncEngine, step: Step, now: datetime) -> None:
        super().__init__(store, now=now)
        self.house.library = _words(step)
        self.received: list[datetime] = []
        """When a nudge came, UTC."""
        ticks = itertools.count(step=60.0).__next__
        self._deliveries = Deliveries(
            store, self.house, self.line, self.clock.now, Pace(1000.0), 1000.0, ticks
        )

    async def knows(self, person: Person, day: date, clock: time = time(12), zone: str = "") -> None:
        """A person with one interview on that day, by the clock of the zone, or else their own."""
        met = replace(person, seen_at=None, created_at=None, nation="INTL")  # no bank holidays there
        interview = replace(
            BAKERY,
            person=person.id,
            day=day,
            clock=clock,
            zone=zone or person.zone,
            logged_at=self.clock.now(),
        )
        async with self.store.begin() as conn:
            await people.meet(conn, [met], self.clock.now())
            await interviews.add(conn, [interview])
            await planning.renew(conn, self.house, [person.id], self.clock.now())

    async def until(self, end: datetime) -> None:
        """Time passes through every moment at which something is to be looked at."""
        while True:
            await self.look()
            async with self.store.begin() as conn:
                ready = await queue.next_ready(conn, after=self.clock.now())
            if ready is None or ready > end:
                break
            self.clock.time = ready
        self.clock.time = end

    async def look(self) -> None:
        """Whatever may go now goes."""
        before = -1
        while before != len(self.line.calls):
            before = len(self.line.calls)
            await self._deliveries.step()
            await self._deliveries.finish(5.0)
            new = self.line.calls[before:]
            self.received += [self.clock.now() for _, args in new if named(str(args.get("text"))) == SAYS]

    def shown(self, zone: str) -> list[str]:
        """When nudges came, as a clock in that zone shows it."""
        return [local(moment, zone).strftime("%m-%d %H:%M") for moment in self.received]


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _lives_by(zone: str, clock: time | None = None, **more: Any) -> Person:
    return replace(SAM, zone=zone, nudge_clock=clock, pace=Often.MORE, **{**ALWAYS_AWAKE, **more})


@pytest.mark.parametrize(("zone", "asked", "expected", "shown"), CHANGES)
async def test_a_nudge_for_a_skipped_or_doubled_hour_is_received_once_and_at_the_right_moment(
    sqlite: AsyncEngine, zone: str, asked: str, expected: str, shown: str
) -> None:
    wanted = datetime.fromisoformat(asked)
    world = World(sqlite, NEXT_DAY, _utc(asked) - 3 * DAY)
    await world.knows(_lives_by(zone, wanted.time()), wanted.date() - DAY)

    await world.until(_utc(expected) + 5 * DAY)

    assert world.received == [_utc(expected)]
    assert world.shown(zone) == [shown]


@pytest.mark.parametrize(
    ("zone", "first", "hour", "shown"),
    [
        ("Europe/Berlin", "2026-10-23", time(2, 30), ["10-24 02:30", "10-25 02:30", "10-26 02:30"]),
        ("Europe/Berlin", "2026-03-27", time(2, 30), ["03-28 02:30", "03-29 03:30", "03-30 02:30"]),
        ("Africa/Cairo", "2026-04-22", time(0, 30), ["04-23 00:30", "04-24 01:30", "04-25 00:30"]),
        ("Pacific/Apia", "2011-12-28", time(10), ["12-29 10:00", "12-31 10:00", "01-01 10:00"]),
    ],
)
async def test_what_comes_every_day_comes_once_on_each(
    store: AsyncEngine, zone: str, first: str, hour: time, shown: Sequence[str]
) -> None:
    world = World(store, _daily(3), _utc(first) - 3 * DAY)
    await world.knows(_lives_by(zone, hour), date.fromisoformat(first))

    await world.until(_utc(first) + 8 * DAY)

    assert world.shown(zone) == shown


@pytest.mark.parametrize(
    ("zone", "first", "hour", "quiet", "shown"),
    [
        ("Europe/London", "2026-03-27", time(5), (time(22), time(8)), ["03-28 08:00", "03-29 08:00"]),
        ("Europe/London", "2026-10-23", time(5), (time(22), time(8)), ["10-24 08:00", "10-25 08:00"]),
        ("Africa/Cairo", "2026-04-22", time(0, 30), (time(23), time(7)), ["04-23 07:00", "04-24 07:00"]),
        ("Europe/Berlin", "2026-03-27", time(1), (time(22), time(2, 30)), ["03-28 02:30", "03-29 03:00"]),
    ],
)
async def test_quiet_hours_end_by_the_persons_clock_on_the_day_of_a_change(
    store: AsyncEngine, zone: str, first: str, hour: time, quiet: tuple[time, time], shown: Sequence[str]
) -> None:
    world = World(store, _daily(2), _utc(first) - 3 * DAY)
    await world.knows(
        _lives_by(zone, hour, quiet_from=quiet[0], quiet_until=quiet[1]), date.fromisoformat(first)
    )

    await world.until(_utc(first) + 8 * DAY)

    assert world.shown(zone) == shown


async def test_hours_are_real_hours_and_days_are_days_of_the_calendar(store: AsyncEngine) -> None:
    """Noon on the day before the clocks of Berlin go forward."""
    noon, hours = _utc("2026-03-28 11:00"), Distance(24, Unit.HOURS)
    for step, later in (
        (replace(NEXT_DAY, anchors=("interview-start",), after=hours, at=None), timedelta(hours=24)),
        (replace(NEXT_DAY, at=time(12)), timedelta(hours=23)),
    ):
        world = World(store, step, noon - DAY)
        await world.knows(replace(_lives_by("Europe/Berlin"), id=SAM.id), date(2026, 3, 28))
        await world.until(noon + 3 * DAY)
        async with store.begin() as conn:
            await people.erase(conn, [SAM.id])

        assert world.received == [noon + later]


# --- people who move, zones that change ------------------------------------------------------------


async def test_who_moves_gets_the_nudge_by_the_new_clock_and_the_interview_stays_where_it_is(
    store: AsyncEngine,
) -> None:
    world = World(store, NEXT_DAY, _utc("2026-03-09 12:00"))
    await world.knows(replace(SAM, zone="Europe/Berlin"), date(2026, 3, 12), time(10))

    await world.arrives(commanded("/timezone New York"))
    await world.until(_utc("2026-03-16 12:00"))

    assert world.shown("America/New_York") == ["03-13 09:00"]
    (kept,) = await world.rows("interviews")
    assert (kept["clock"], kept["zone"]) == (time(10), "Europe/Berlin")


async def test_ten_moves_bring_one_nudge_all_the_same(store: AsyncEngine) -> None:
    world = World(store, NEXT_DAY, _utc("2026-03-09 12:00"))
    await world.knows(SAM, date(2026, 3, 12))

    for place in ("Auckland", "Honolulu", "Kathmandu", "Cairo", "Tokyo") * 2:
        await world.arrives(commanded(f"/timezone {place}"))
        world.later(minutes=5)
    await world.until(_utc("2026-03-16 12:00"))

    assert world.shown("Asia/Tokyo") == ["03-13 09:00"]


@pytest.mark.parametrize(("old", "new"), [("Europe/Kiev", "Europe/Kyiv"), ("Asia/Calcutta", "Asia/Kolkata")])
async def test_the_old_name_of_a_zone_brings_the_nudge_at_the_same_moment(
    store: AsyncEngine, old: str, new: str
) -> None:
    found = []
    for zone in (old, new):
        world = World(store, NEXT_DAY, _utc("2026-03-26 12:00"))
        await world.knows(replace(SAM, zone=zone), date(2026, 3, 28))
        await world.until(_utc("2026-04-01 12:00"))
        found.append(world.received)
        async with store.begin() as conn:
            await people.erase(conn, [SAM.id])

    assert found[0] == found[1] != []


async def test_clocks_that_are_decided_anew_move_what_already_waits(store: AsyncEngine) -> None:
    """The row was made by old rules, under which summer time had gone on."""
    world = World(store, NEXT_DAY, _utc("2026-03-20 12:00"))
    await world.knows(_lives_by("Asia/Tehran", time(9)), date(2026, 3, 24))
    outbox = tables.outbox
    async with store.begin() as conn:
        of_old = _utc("2026-03-25 04:30")
        await conn.execute(update(outbox).values(due=of_old, ready=of_old))

    await Deriving(store, world.house, world.clock.now, lambda: None).all()
    await world.until(_utc("2026-03-28 12:00"))

    assert world.received == [_utc("2026-03-25 05:30")]
    assert world.shown("Asia/Tehran") == ["03-25 09:00"]


async def _zone_goes(world: World, zone: str = "Asia/Atlantis") -> None:
    """New data comes, and has no such zone any more."""
    async with world.store.begin() as conn:
        await conn.execute(update(tables.people).values(zone=zone))
        await conn.execute(update(tables.interviews).values(zone=zone))
    await Deriving(world.store, world.house, world.clock.now, lambda: None).all()


@pytest.mark.parametrize("zone", ["Asia/Atlantis", "", "../etc/passwd", "Europe"])
async def test_a_zone_that_goes_keeps_the_moment_of_what_waits_and_its_people_are_asked(
    store: AsyncEngine, zone: str
) -> None:
    world = World(store, _daily(2), _utc("2026-03-09 12:00"))
    await world.knows(replace(SAM, zone="Asia/Tokyo"), date(2026, 3, 12))
    await _zone_goes(world, zone)
    assert await world.news() == ["settings.zone.gone"]
    door = await world.pressed("Change my time zone")

    await world.until(_utc("2026-03-13 12:00"))
    assert world.shown("Asia/Tokyo") == ["03-13 09:00"]

    said_back = await world.arrives(door)
    assert said_back[-1] == "settings.zone.ask"
    said_back = await world.arrives(said("Tokyo"))
    assert said_back[-1] == "settings.zone.done"
    await world.until(_utc("2026-03-16 12:00"))
    assert world.shown("Asia/Tokyo")[1:] == ["03-14 09:00"]
    assert [row["zone"] for row in await world.rows("interviews")] == ["Asia/Tokyo"]


async def test_who_writes_without_a_zone_is_answered(store: AsyncEngine) -> None:
    world = World(store, NEXT_DAY, _utc("2026-03-09 12:00"))
    await world.knows(SAM, date(2026, 3, 12))
    await _zone_goes(world)

    for words in ("/settings", "/nudges", "/list", "/next", "/log Baker at Crumbs, tomorrow 2pm", "/result"):
        assert await world.arrives(commanded(words)), words

    assert set(await world.states()) == {"done"}
    assert len([row for row in await world.rows("outbox") if row["method"] == "nudge"]) == 1


async def test_after_downtime_a_nudge_without_a_zone_comes_at_its_own_hour_of_the_day(
    store: AsyncEngine,
) -> None:
    world = World(store, NEXT_DAY, _utc("2026-03-09 12:00"))
    await world.knows(replace(SAM, zone="Asia/Tokyo"), date(2026, 3, 12))
    await _zone_goes(world)

    world.clock.time = _utc("2026-03-14 17:00")
    await world.until(_utc("2026-03-16 12:00"))

    assert world.shown("Asia/Tokyo") == ["03-15 09:00"]


# --- late, exact, early ----------------------------------------------------------------------------


async def test_five_days_of_downtime_over_a_change_bring_a_nudge_once_and_at_its_hour(
    store: AsyncEngine,
) -> None:
    world = World(store, NEXT_DAY, _utc("2026-10-20 12:00"))
    await world.knows(SAM, date(2026, 10, 22))

    world.clock.time = _utc("2026-10-27 21:30")
    await world.until(_utc("2026-11-03 12:00"))

    assert world.shown("Europe/London") == ["10-28 09:00"]


async def test_a_nudge_leaves_at_its_moment_and_not_a_microsecond_before(store: AsyncEngine) -> None:
    due, tick = _utc("2026-03-13 09:00"), timedelta(microseconds=1)
    world = World(store, NEXT_DAY, due - DAY)
    await world.knows(SAM, date(2026, 3, 12))

    counts: Mapping[datetime, int] = {due - tick: 0, due: 1, due + tick: 1}
    for moment, count in counts.items():
        world.clock.time = moment
        await world.look()

        assert len(world.received) == count


async def test_a_nudge_that_is_looked_at_a_microsecond_late_leaves_then(store: AsyncEngine) -> None:
    late = _utc("2026-03-13 09:00") + timedelta(microseconds=1)
    world = World(store, NEXT_DAY, late - DAY)
    await world.knows(SAM, date(2026, 3, 12))

    world.clock.time = late
    await world.look()

    assert world.received == [late]


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Tokyo", "America/New_York"])
async def test_tomorrow_is_counted_from_when_it_was_written_and_not_from_when_it_was_read(
    store: AsyncEngine, zone: str
) -> None:
    written = _utc("2026-03-09 23:58")
    world = World(store, NEXT_DAY, _utc("2026-03-01 12:00"))
    await world.knows(replace(SAM, zone=zone), date(2026, 2, 12))
    sent = written - (local(world.clock.now(), zone).utcoffset() or timedelta(0))
    if zone == "America/New_York":
        sent -= AN_HOUR  # summer time has begun there on the eighth
    world.clock.time = sent + timedelta(minutes=5)

    line = "/log Data analyst at Acme, tomorrow 2pm, they'll tell me by 20 March"
    await world.arrives(commanded(line, date=int(sent.timestamp())))
    await world.arrives(await world.pressed("Right, save it"))

    assert (await world.rows("interviews"))[-1]["day"] == date(2026, 3, 10)
