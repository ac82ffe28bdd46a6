"""A calendar file: one entry, right on every clock, whatever its words, as things are when it goes."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import content
from bot.botapi import render
from bot.deliver.deliveries import Deliveries
from bot.deliver.pace import Pace
from bot.domain.facts import Mark
from bot.domain.interview import Interview, Outcome
from bot.domain.nudge import Fate
from bot.papers import Paper, calendar
from bot.settings import CONTENT
from bot.store import interviews, outbox, people
from bot.store.facts import House
from bot.store.outbox import Entry
from bot.store.sealed import Seal
from bot.store.tables import outbox as rows
from tests.cast import ACME, LIBRARY, MONDAY, SAM, facts
from tests.fakes import Clock, Line

HIRED = replace(ACME, outcome=Outcome.OFFER, outcome_at=MONDAY, start_day=date(2026, 12, 7), version=4)


def paper(interview: Interview, **changes: Any) -> Paper | None:
    return calendar.paper(facts(interviews=(interview,), **changes), {}, interview.id)


def file(interview: Interview, **changes: Any) -> bytes:
    made = paper(interview, **changes)
    assert made is not None
    return made.make()


def event(interview: Interview, **changes: Any) -> Any:
    """The one entry of the file, as a calendar reads it."""
    (found,) = Calendar.from_ical(file(interview, **changes)).walk("VEVENT")
    return found


def reminders(interview: Interview, **changes: Any) -> list[timedelta]:
    return [alarm["trigger"].dt for alarm in event(interview, **changes).walk("VALARM")]


# --- what is in it ---------------------------------------------------------------------------------


def test_an_interview_says_what_when_where_and_who() -> None:
    found = event(replace(ACME, place="12 High Street", contact="Jo"))

    assert found["summary"] == "Interview: Data analyst, Acme"
    assert found["dtstart"].dt == datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    assert found["dtend"].dt == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert found["location"] == "12 High Street"
    assert found["description"].startswith("Contact: Jo\nWhere: 12 High Street\n\nBefore your interview:\n")
    assert "url" not in found


def test_what_is_ticked_already_is_not_asked_for_again() -> None:
    ticked = (Mark("tick-interview-notes", ACME.id, MONDAY),)

    assert "My notes from last time" in event(ACME)["description"]
    assert "My notes from last time" not in event(ACME, marks=ticked)["description"]


def test_a_list_that_is_ticked_whole_is_left_out() -> None:
    done = LIBRARY.checklists["interview"]
    ticked = tuple(Mark(done.mark(item), ACME.id, MONDAY) for item in done.items)

    assert event(ACME, marks=ticked)["description"] == "Moved or called off? Tell Bounceback."


def test_nothing_known_but_the_day_still_makes_an_entry() -> None:
    found = event(replace(ACME, role="", employer="", clock=None))

    assert found["summary"] == "Interview"
    assert "location" not in found


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("https://meet.example/j/12?pwd=a&x=1#top", "https://meet.example/j/12?pwd=a&x=1#top"),
        ("Teams (https://meet.example/a).", "https://meet.example/a"),
        ("HTTPS://meet.example/café", "HTTPS://meet.example/caf%C3%A9"),
        ("12 High Street", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_link_can_be_pressed_in_every_calendar(place: str, link: str | None) -> None:
    found = event(replace(ACME, place=place))

    assert found.get("url") == link
    assert found["location"] == place
    assert f"Where: {place}" in found["description"]


def test_a_day_without_a_clock_fills_the_day_and_blocks_nothing() -> None:
    found = event(replace(ACME, clock=None))

    assert (found["dtstart"].dt, found["dtend"].dt) == (date(2026, 11, 24), date(2026, 11, 25))
    assert found["transp"] == "TRANSPARENT"


def test_a_first_day_is_a_whole_day_with_its_own_list_and_file_name() -> None:
    found, made = event(replace(HIRED, place="The old office")), paper(HIRED)

    assert found["summary"] == "First day: Data analyst, Acme"
    assert (found["dtstart"].dt, found["dtend"].dt) == (date(2026, 12, 7), date(2026, 12, 8))
    assert "Before your first day:" in found["description"]
    assert "location" not in found
    assert made is not None
    assert made.name == "first-day.ics"


def test_nobodys_words_are_in_the_name_of_a_file() -> None:
    made = paper(replace(ACME, role="../../x", employer="a\r\nb"))

    assert made is not None
    assert made.name == "interview.ics"


def test_it_is_marked_as_private_because_calendars_are_shared_at_work() -> None:
    assert event(ACME)["class"] == "PRIVATE"


def test_a_calendar_is_told_only_to_keep_it() -> None:
    found = Calendar.from_ical(file(ACME))

    assert (found["method"], found["version"]) == ("PUBLISH", "2.0")
    assert "attendee" not in event(ACME)
    assert "organizer" not in event(ACME)


# --- the same entry for ever -----------------------------------------------------------------------


def test_an_interview_that_moves_stays_the_same_entry_in_a_later_version() -> None:
    moved = replace(ACME, day=date(2026, 12, 2), version=2)

    assert event(ACME)["uid"] == event(moved)["uid"]
    assert (event(ACME)["sequence"], event(moved)["sequence"]) == (1, 2)


def test_other_interviews_and_other_people_have_other_entries() -> None:
    found = [event(one)["uid"] for one in (ACME, replace(ACME, id=8), replace(ACME, person=43), HIRED)]

    assert len(set(found)) == 4
    assert not any(str(SAM.id) in uid.split("-") for uid in found)


def test_a_moved_one_says_what_to_do_if_the_calendar_shows_both() -> None:
    first, second = paper(ACME), paper(replace(ACME, version=2))

    assert first is not None
    assert second is not None
    assert "newer" not in first.values
    assert "delete the older one" in LIBRARY.text(second.say, "en-GB", second.values)


# --- reminders -------------------------------------------------------------------------------------


def test_it_rings_an_hour_before_and_on_the_evening_before() -> None:
    assert reminders(ACME) == [timedelta(hours=-1), timedelta(hours=-20)]


def test_a_reminder_whose_moment_is_over_is_left_out() -> None:
    assert reminders(ACME, now=MONDAY.replace(hour=19)) == [timedelta(hours=-1)]
    assert reminders(ACME, now=datetime(2026, 11, 24, 13, 30, tzinfo=UTC)) == []


def test_a_whole_day_rings_at_six_on_the_evening_before_and_not_in_the_night() -> None:
    assert reminders(HIRED) == [timedelta(hours=-6)]


# --- clocks ----------------------------------------------------------------------------------------

CHANGES = [
    ("Europe/London", "2027-03-28T00:30", "2027-03-28T00:30"),
    ("Europe/London", "2027-03-28T01:30", "2027-03-28T01:30"),  # never on a clock
    ("Europe/London", "2027-03-28T09:00", "2027-03-28T08:00"),
    ("Europe/London", "2026-10-25T00:30", "2026-10-24T23:30"),
    ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30"),  # the first of two
    ("Europe/London", "2026-10-25T09:00", "2026-10-25T09:00"),
    ("Europe/Dublin", "2027-03-29T09:00", "2027-03-29T08:00"),
    ("Europe/Dublin", "2026-10-26T09:00", "2026-10-26T09:00"),
    ("Asia/Kolkata", "2027-03-28T09:00", "2027-03-28T03:30"),
    ("Asia/Kolkata", "2026-10-25T09:00", "2026-10-25T03:30"),
    ("America/New_York", "2027-03-14T09:00", "2027-03-14T13:00"),
    ("America/New_York", "2026-11-01T09:00", "2026-11-01T14:00"),
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
]


@pytest.mark.parametrize(("zone", "wall", "utc"), CHANGES)
def test_it_is_right_around_both_changes_of_the_clocks(zone: str, wall: str, utc: str) -> None:
    day, clock = date.fromisoformat(wall[:10]), time.fromisoformat(wall[11:])
    there = replace(ACME, day=day, clock=clock, zone=zone)
    found = event(there, now=datetime(2026, 9, 1, tzinfo=UTC))

    start = found["dtstart"].dt
    assert start == datetime.fromisoformat(f"{utc}Z")
    assert found["dtend"].dt - start == timedelta(hours=1)
    evening = start + found.walk("VALARM")[1]["trigger"].dt
    there_then = evening.astimezone(ZoneInfo(zone))
    assert (there_then.date(), there_then.time()) == (day - timedelta(days=1), time(18, 0))


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/New_York", "Pacific/Kiritimati"])
def test_a_whole_day_is_the_same_date_in_every_zone(zone: str) -> None:
    found = event(replace(ACME, clock=None, zone=zone), person=replace(SAM, zone="Europe/Dublin"))

    assert found["dtstart"].dt == date(2026, 11, 24)


# --- anybody's words -------------------------------------------------------------------------------

NASTY = [
    "x\r\nATTENDEE:mailto:a@b",
    "x\rORGANIZER:mailto:a@b",
    "x\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT",
    "x\u2028BEGIN:VALARM\u2029END:VALARM\x85BEGIN:VEVENT\x0bEND:VEVENT\x0cX:1",
    "a\x00b\x07c",
    'back\\slash; semi, comma: colon \\n \\N \\; \\, "quoted" ^n ^\'',
    "\u202egnp.exe\u2066inside\u2069\u200fmark",
    "e" + "\u0301" * 500,
    "👨‍👩‍👧‍👦" * 30,
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag",
    "משרד בתל אביב",
    "é" * 200,
    "\ud800 half",
    " \t ",
    "=?utf-8?q?x?=",
    "https://a.example/\r\nATTENDEE:mailto:a@b",
]
words = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=120),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=3).map("".join),
)
KNOWN = {
    "VCALENDAR": ["VERSION", "PRODID", "CALSCALE", "METHOD"],
    "VEVENT": [
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL",
        "CLASS", "STATUS", "TRANSP",
    ],
    "VALARM": ["ACTION", "TRIGGER", "DESCRIPTION"],
}  # fmt: skip
LINE = re.compile(r"([A-Z]+)((?:;[A-Z]+=[A-Z-]+)*):(.*)", re.DOTALL)


def content_lines(raw: bytes) -> list[tuple[str, str]]:
    """Names and values by line, as the standard divides and unfolds them, and nothing that it forbids."""
    assert raw.endswith(b"\r\n")
    physical = raw[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75
        line.decode("utf-8")  # no letter is cut in two
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
    whole = raw[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    read = [LINE.fullmatch(line) for line in whole]
    return [(found[1], found[3]) for found in read if found] if all(read) else pytest.fail(repr(whole))


def plain(value: str) -> str:
    """A value as it was before it was escaped."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def inert(value: str) -> str:
    """A name or a place on one line, as people can see it."""
    unseen = "".join(chr(n) for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
    kept = "".join(" " if char.isspace() else char for char in value if char not in unseen)
    shown = re.sub("[\x00-\x1f\x7f-\x9f]", "", kept)
    return " ".join(re.sub("[\ud800-\udfff]", "\ufffd", shown).split())


@given(role=words, employer=words, place=words, contact=words, timed=st.booleans())
@example(role=NASTY[0], employer=NASTY[1], place=NASTY[2], contact=NASTY[3], timed=True)
@example(role=NASTY[7], employer=NASTY[8], place=NASTY[7], contact=NASTY[8], timed=False)
def test_whatever_the_words_there_is_one_entry_with_exactly_them(
    role: str, employer: str, place: str, contact: str, timed: bool
) -> None:
    told = replace(
        ACME, role=role, employer=employer, place=place, contact=contact, clock=ACME.clock if timed else None
    )
    raw = file(told)
    lines = content_lines(raw)

    inside, properties = list[str](), dict[str, dict[str, str]]()
    for name, value in lines:
        if name == "BEGIN":
            inside.append(value)
            properties.setdefault(value, {})
        elif name == "END":
            assert inside.pop() == value
        else:
            assert name in KNOWN[inside[-1]]
            properties[inside[-1]][name] = value
    assert not inside
    assert [value for name, value in lines if name == "BEGIN"].count("VEVENT") == 1
    _is_exactly(properties["VEVENT"], told)
    (read,) = Calendar.from_ical(raw).walk("VEVENT")
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        mine = properties["VEVENT"].get(name)
        if mine is None or "\\\\" not in mine:  # the library misreads a backslash before an «n»
            assert (mine and plain(mine)) == read.get(name)


def _is_exactly(found: dict[str, str], told: Interview) -> None:
    """Each of the words stands where it belongs, as it was told, and nowhere else."""
    role, employer, place, contact = (
        inert(part) if visible(part) else "" for part in (told.role, told.employer, told.place, told.contact)
    )
    title = "Interview" + (f": {role}" if role else "") + (f", {employer}" if employer else "")
    assert bare(found["SUMMARY"]) == title
    assert bare(found.get("LOCATION", "")) == place
    shown = bare(found["DESCRIPTION"])
    known = [f"Contact: {contact}"] * bool(contact) + [f"Where: {place}"] * bool(place)
    assert shown.startswith("\n".join((*known, *["" for _ in known[:1]], "Before your interview:")))


def bare(value: str) -> str:
    """A value without the fences around what runs from right to left."""
    return re.sub("[\u2066-\u2069]", "", plain(value))


def visible(value: str) -> bool:
    """Whether anything of it can be seen; marks alone are left out altogether."""
    return any(unicodedata.category(char) != "Cf" for char in inert(value))


def test_no_word_of_the_person_can_add_a_property() -> None:
    raw = file(replace(ACME, role=NASTY[0], employer=NASTY[2], place=NASTY[-1], contact=NASTY[1]))

    assert not [name for name, _ in content_lines(raw) if name in ("ATTENDEE", "ORGANIZER")]
    assert raw.count(b"\r\nBEGIN:VEVENT\r\n") == 1


# --- as things are when it goes --------------------------------------------------------------------

HOUSE = House(content.load(CONTENT), None, Seal())


async def _wished(store: AsyncEngine) -> None:
    """Sam has asked for the file about Acme, and it has not gone yet."""
    wish = {"kind": "calendar", "about": ACME.id}
    async with store.begin() as conn:
        await people.meet(conn, [SAM], MONDAY)
        await interviews.add(conn, [ACME])
        await outbox.add(conn, [Entry(SAM.id, render.FILE, wish, MONDAY, person=SAM.id)], MONDAY)


async def _sent(store: AsyncEngine, now: datetime = MONDAY) -> tuple[Line, list[str]]:
    line = Line()
    ticks = itertools.count(step=60.0).__next__
    deliveries = Deliveries(store, HOUSE, line, Clock(now).now, Pace(1000.0), 1000.0, ticks)
    for _ in range(8):
        await deliveries.step()
        await deliveries.finish(5.0)  # the file is made in a thread
    async with store.begin() as conn:
        return line, list(await conn.scalars(select(rows.c.state)))


async def test_it_goes_out_as_a_document(store: AsyncEngine) -> None:
    await _wished(store)

    line, states = await _sent(store)

    ((method, args),) = line.calls
    assert (method, args["chat_id"]) == ("sendDocument", SAM.id)
    assert "Data analyst at Acme" in str(args["caption"])
    assert b"DTSTART:20261124T140000Z" in line.files[0]
    assert states == [Fate.SENT.value]


async def test_one_that_was_moved_meanwhile_goes_out_as_it_is_now(store: AsyncEngine) -> None:
    await _wished(store)
    async with store.begin() as conn:
        await interviews.keep(conn, [replace(ACME, day=date(2026, 12, 2), clock=time(9, 0))])

    line, _ = await _sent(store)

    assert b"DTSTART:20261202T090000Z" in line.files[0]
    assert b"SEQUENCE:2\r\n" in line.files[0]


async def test_nothing_goes_out_about_one_that_was_deleted(store: AsyncEngine) -> None:
    await _wished(store)
    async with store.begin() as conn:
        await interviews.drop(conn, [ACME.id])

    line, states = await _sent(store)

    assert line.calls == []
    assert states == [Fate.CANCELLED.value]


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.WITHDREW, Outcome.REJECTED, Outcome.OFFER])
async def test_nothing_goes_out_about_one_that_is_closed(store: AsyncEngine, outcome: Outcome) -> None:
    await _wished(store)
    async with store.begin() as conn:
        await interviews.keep(conn, [replace(ACME, outcome=outcome, outcome_at=MONDAY)])

    line, states = await _sent(store)

    assert line.calls == []
    assert states == [Fate.CANCELLED.value]


async def test_nothing_goes_out_about_one_that_began_while_telegram_was_away(store: AsyncEngine) -> None:
    await _wished(store)

    line, states = await _sent(store, MONDAY + timedelta(days=2))

    assert line.calls == []
    assert states == [Fate.CANCELLED.value]
