from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain import alarms
from bot.domain.alarms import Alarm, raised, to_tell
from bot.domain.standing import Counts, Standing, ailments
from tests.cast import LIBRARY, MONDAY

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def _standing(counts: dict[str, Any] | None = None, **facts: Any) -> Standing:
    well: dict[str, Any] = {"heard": timedelta(seconds=3), "free": 50 * 10**9, "room": 100 * 10**9}
    found = Counts(**{"at": MONDAY, **(counts or {})})
    return Standing(found, version="1", since=MONDAY, **well | facts)


def _names(standing: Standing) -> list[str]:
    return [alarm.name for alarm in raised(standing)]


def test_when_all_is_well_nothing_is_raised() -> None:
    assert raised(_standing({"waiting": 3, "messages": 900, "oldest_due": MONDAY - MINUTE})) == ()


@pytest.mark.parametrize(
    ("standing", "name"),
    [
        (_standing({"oldest_due": MONDAY - timedelta(minutes=6), "due": 4}), "late"),
        (_standing({"aside": 1, "aside_at": MONDAY}), "aside"),
        (_standing({"desk": "kicked"}), "desk"),
        (_standing(free=150_000_000), "disk"),
        (_standing(free=4 * 10**9), "disk"),
        (_standing(overdue=("waiting",)), "reviews"),
        (_standing(blocked_at=MONDAY), "blocked"),
        (_standing(failed_at=MONDAY), "database"),
        (_standing(webhook="connection-refused"), "webhook"),
    ],
)
def test_each_trouble_raises_its_own_alarm_and_there_are_words_for_it(standing: Standing, name: str) -> None:
    (alarm,) = raised(standing)

    assert alarm.name == name
    assert "{" not in LIBRARY.text(f"alarm.{name}", "en-GB", alarm.values)


def test_messages_that_wait_because_telegram_is_away_are_no_fault_of_ours() -> None:
    stuck = _standing({"oldest_due": MONDAY - HOUR}, heard=timedelta(minutes=10))

    assert _names(stuck) == []


def test_every_alarm_and_every_end_of_one_has_words() -> None:
    assert {f"alarm.{name}{alarms.OVER}" for name in alarms.LASTING} <= alarms.TEXTS
    assert set(LIBRARY.texts["en-GB"]) >= alarms.TEXTS


# --- when it is told -------------------------------------------------------------------------------


def _told(found: list[Alarm], told: dict[str, datetime], now: datetime) -> list[str]:
    return [alarm.name for alarm in to_tell(found, told, now)]


def test_an_alarm_is_told_at_once_and_then_at_most_once_an_hour() -> None:
    disk = [Alarm("disk")]

    assert _told(disk, {}, MONDAY) == ["disk"]
    assert _told(disk, {"disk": MONDAY}, MONDAY + HOUR - MINUTE) == []
    assert _told(disk, {"disk": MONDAY}, MONDAY + HOUR) == ["disk"]


def test_what_happened_once_is_told_once() -> None:
    aside = Alarm("aside", since=MONDAY)

    assert _told([aside], {"aside": MONDAY}, MONDAY + 9 * HOUR) == []
    assert _told([replace(aside, since=MONDAY + HOUR)], {"aside": MONDAY}, MONDAY + 9 * HOUR) == ["aside"]


def test_the_end_of_a_trouble_is_told_once_and_not_in_its_first_minutes() -> None:
    told = {"desk": MONDAY}

    assert _told([], told, MONDAY + MINUTE) == []
    assert _told([], told, MONDAY + 6 * MINUTE) == ["desk-over"]
    assert _told([], told | {"desk-over": MONDAY + 6 * MINUTE}, MONDAY + 9 * HOUR) == []


def test_a_trouble_that_comes_and_goes_all_the_time_is_told_no_more_than_twice_an_hour() -> None:
    told: dict[str, datetime] = {}
    count = 0
    for minute in range(6 * 60):
        now = MONDAY + minute * MINUTE
        found = [Alarm("disk")] if minute % 14 < 7 else []
        for alarm in to_tell(found, told, now):
            told[alarm.name] = now
            count += 1

    assert 6 <= count <= 12


def test_passed_review_dates_are_told_once_a_month() -> None:
    def names(days: int) -> list[str]:
        now = MONDAY + timedelta(days=days)
        found = raised(_standing({"at": now}, overdue=("waiting",)))
        return _told(list(found), {"reviews": MONDAY}, now)

    assert names(29) == []
    assert names(31) == ["reviews"]


# --- being well ------------------------------------------------------------------------------------


def test_we_are_unwell_after_ninety_seconds_without_a_good_poll() -> None:
    standing = _standing()

    assert ailments(standing, timedelta(seconds=89), MONDAY) == ()
    assert ailments(standing, timedelta(seconds=91), MONDAY) == ("telegram",)


def test_we_are_unwell_while_the_database_cannot_be_asked() -> None:
    assert ailments(_standing(), timedelta(0), MONDAY + timedelta(seconds=61)) == ("database",)
    assert ailments(None, timedelta(0), MONDAY) == ("database",)
