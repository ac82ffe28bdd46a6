"""What holds for every day, every time and every text, however it was typed."""

from __future__ import annotations

import statistics
import time as stopwatch
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.understand import line as lines
from bot.understand.dates import Context, Unclear, When, at_time, find, read
from bot.understand.lexicon import MONTHS, NUMBERS, ORDINALS, WEEKDAYS
from tests.understand import sayings

LONDON = "Europe/London"
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)  # a Wednesday
ZONES = [LONDON, "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo"]


def _th(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{endings.get(0 if number in {11, 12, 13} else number % 10, 'th')}"


def _said(number: int) -> str:
    return next(word for word, value in ORDINALS.items() if value == number)


DATES: dict[str, Callable[[date], str]] = {
    "24 November 2026": lambda day: f"{day.day} {day:%B %Y}",
    "Tuesday 24 Nov 2026": lambda day: f"{day:%A} {day.day} {day:%b %Y}",
    "tues 24th of november 2026": lambda day: f"{day:%a} {_th(day.day)} of {day:%B %Y}".lower(),
    "November 24th, 2026": lambda day: f"{day:%B} {_th(day.day)}, {day.year}",
    "24/11/2026": lambda day: f"{day:%d/%m/%Y}",
    "24/11/26": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "24.11.2026": lambda day: f"{day:%d.%m.%Y}",
    "24-11-26": lambda day: f"{day:%d-%m-%y}",
    "24-Nov-2026": lambda day: f"{day:%d-%b-%Y}",
    "24nov2026": lambda day: f"{day.day}{day:%b%Y}".lower(),
    "2026-11-24": lambda day: day.isoformat(),
    "twenty fourth of november 2026": lambda day: f"{_said(day.day)} of {day:%B %Y}",
    "on the 24th november '26": lambda day: f"on the {_th(day.day)} {day:%B} '{day:%y}",
    "２４／１１／２０２６": lambda day: f"{day:%d/%m/%Y}".translate({48 + n: 0xFF10 + n for n in range(10)}),
    "٢٤/١١/٢٠٢٦": lambda day: f"{day:%d/%m/%Y}".translate({48 + n: 0x660 + n for n in range(10)}),
}
"""Ways to write a day, each under an example of it."""


def _twelve(clock: time) -> str:
    return f"{clock.hour % 12 or 12}"


def _half(clock: time) -> str:
    return "pm" if clock.hour > 11 else "am"


TIMES: dict[str, Callable[[time], str]] = {
    "14:35": lambda clock: f"{clock:%H:%M}",
    "2:35pm": lambda clock: f"{_twelve(clock)}:{clock:%M}{_half(clock)}",
    "2.35 p.m.": lambda clock: f"{_twelve(clock)}.{clock:%M} {'.'.join(_half(clock))}.",
    "235PM": lambda clock: f"{_twelve(clock)}{clock:%M}{_half(clock).upper()}",
    "at 14.35": lambda clock: f"at {clock:%H.%M}",
    "1435hrs": lambda clock: f"{clock:%H%M}hrs",
    "@ 14h35": lambda clock: f"@ {clock:%H}h{clock:%M}",
}


def _words(clock: time) -> str:
    """Half past nine in the morning, twenty to three in the afternoon."""
    word = {value: word for word, value in reversed(NUMBERS.items())}
    shown = clock.hour % 12 or 12
    part = (
        "in the morning" if clock.hour < 12 else "in the afternoon" if clock.hour < 18 else "in the evening"
    )
    if clock.minute == 0:
        return f"{word[shown]} o'clock {part}"
    if clock.minute == 30:
        return f"half {word[shown]} {part}"
    if clock.minute < 30:
        amount = {15: "quarter", 20: "twenty", 25: "twenty five"}.get(clock.minute) or word[clock.minute]
        return f"{amount} past {word[shown]} {part}"
    left = 60 - clock.minute
    amount = {15: "quarter", 20: "twenty", 25: "twenty five"}.get(left) or word[left]
    return f"{amount} to {word[shown % 12 + 1]} {part}"


days = st.dates(date(2026, 11, 19), date(2028, 11, 10))
clocks = st.builds(time, st.integers(6, 22), st.integers(0, 59))
five_minutes = st.builds(time, st.integers(8, 20), st.sampled_from(range(0, 60, 5)))


@given(days, clocks, st.sampled_from(sorted(DATES)), st.sampled_from(sorted(TIMES)), st.booleans())
def test_a_day_and_a_time_written_out_come_back(
    day: date, clock: time, dated: str, timed: str, time_first: bool
) -> None:
    parts = [DATES[dated](day), TIMES[timed](clock)]

    reading = read(" ".join(reversed(parts) if time_first else parts), NOW, LONDON, Context.FUTURE)

    assert reading == When(day, clock)


@given(five_minutes)
def test_the_words_of_a_clock_come_back(clock: time) -> None:
    assume((clock.hour, clock.minute > 30) != (11, True))  # «to twelve in the morning» is said by nobody
    assume(not (clock.hour == 17 and clock.minute > 30))  # nor is «to six in the afternoon» by all

    assert read(f"friday at {_words(clock)}", NOW, LONDON, Context.FUTURE) == When(date(2026, 11, 20), clock)


@given(st.integers(0, 400), st.sampled_from(WEEKDAYS), st.integers(2, 5))
def test_a_weekday_is_the_next_to_come_and_weeks_on_it_are_weeks_later(
    ahead: int, weekday: str, weeks: int
) -> None:
    now = NOW + timedelta(days=ahead)
    assume(now.strftime("%A").lower() != weekday)

    found = read(weekday, now, LONDON, Context.FUTURE)
    later = read(f"{weeks} weeks on {weekday}", now, LONDON, Context.FUTURE)
    behind = read(weekday, now, LONDON, Context.PAST)

    assert isinstance(found, When)
    assert found.day.strftime("%A").lower() == weekday
    assert 0 < (found.day - now.date()).days < 7
    assert later == When(found.day + timedelta(weeks=weeks))
    assert behind == When(found.day - timedelta(weeks=1))


@given(days, st.integers(1, 28), st.sampled_from(MONTHS))
def test_a_day_without_its_year_is_the_nearest_on_the_side_that_is_meant(
    today: date, number: int, month: str
) -> None:
    now = datetime.combine(today, time(9), UTC)
    words = f"{_th(number)} {month}"

    ahead = read(words, now, LONDON, Context.FUTURE)
    behind = read(words, now, LONDON, Context.PAST)

    assert isinstance(ahead, When)
    assert isinstance(behind, When)
    assert behind.day <= today <= ahead.day
    assert (ahead.day - behind.day).days in {0, 365, 366}


BEFORE = ("hi, ", "hello ", "it's ", "Thanks! ", "sorry, ", "ok so ", "erm ", "yes ", "yeah its ", "please: ")
AFTER = (" please", " thanks", ", cheers", " :)", " x", "!", ".", " ta", " thank you", ", is that ok?")
PLAIN = [one for one in sayings.read(sayings.FIRST) if one.got not in sayings.ASKING]


@given(st.sampled_from(PLAIN), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_kind_words_around_a_day_change_nothing(saying: sayings.Saying, before: str, after: str) -> None:
    zone = str(saying.now.tzinfo)
    context = Context(saying.context)

    alone = read(saying.text, saying.now, zone, context)

    assert read(before + saying.text + after, saying.now, zone, context) == alone


SCRAPS = (
    *(
        "a",
        "an",
        "the",
        "on",
        "at",
        "in",
        "by",
        "of",
        "or",
        "and",
        "to",
        "-",
        "/",
        ".",
        ":",
        ",",
        "'",
        "£",
        "%",
    ),
    *(
        "week",
        "weeks",
        "fortnight",
        "day",
        "days",
        "month",
        "working",
        "hours",
        "mins",
        "end",
        "next",
        "last",
    ),
    *(
        "this",
        "before",
        "after",
        "ago",
        "from",
        "half",
        "quarter",
        "past",
        "noon",
        "midnight",
        "am",
        "pm",
        "ish",
    ),
    *(
        "mon",
        "weds",
        "sat",
        "sun",
        "may",
        "march",
        "dec",
        "feb",
        "easter monday",
        "hogmanay",
        "tomorrow",
        "now",
    ),
    *(
        "0",
        "1",
        "2",
        "7",
        "12",
        "13",
        "24",
        "29",
        "30",
        "31",
        "32",
        "60",
        "1st",
        "99th",
        "2026",
        "1430",
        "99999",
    ),
    *(
        "first",
        "second",
        "thirty first",
        "two",
        "٣",
        "½",
        "GMT",
        "CET",
        "new york",
        "time",
        "until",
        "within",
    ),
)
texts = st.text(max_size=60) | st.lists(st.sampled_from(SCRAPS), max_size=9).map(" ".join)
odd = texts | st.lists(st.sampled_from(SCRAPS), max_size=7).map("".join)
moments = st.integers(0, 198 * 365 * 24 * 60).map(
    lambda minutes: datetime(1951, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(odd, moments, st.sampled_from(ZONES), st.sampled_from(Context))
def test_nothing_breaks_the_reading_and_no_letter_is_invented(
    text: str, now: datetime, zone: str, context: Context
) -> None:
    reading, rest = find(text, now, zone, context)

    assert isinstance(reading, When | Unclear)
    assert len(rest.replace(" ", "")) <= len(text.replace(" ", ""))
    assert isinstance(at_time(now.date(), text, now, zone, context), When | Unclear)


@given(odd, moments, st.sampled_from(ZONES))
def test_a_time_that_is_answered_exists_on_that_clock(text: str, now: datetime, zone: str) -> None:
    reading = read(text, now, zone, Context.FUTURE)

    if isinstance(reading, When) and reading.clock:
        local = datetime.combine(reading.day, reading.clock, ZoneInfo(zone))
        assert local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local.replace(
            tzinfo=None
        )


def _milliseconds(text: str) -> float:
    """The least of a few tries, on the processor's own clock, with nothing remembered."""
    tries = []
    for _ in range(3):
        lines.line.cache_clear()
        start = stopwatch.process_time()
        read(text, NOW, LONDON, Context.DECISION)
        tries.append(stopwatch.process_time() - start)
    return min(tries) * 1000


def test_a_phrase_is_read_in_less_than_two_milliseconds() -> None:
    texts = [saying.text for saying in sayings.read(sayings.FIRST)[::4]]

    assert statistics.median(map(_milliseconds, texts)) < 2


LONG = (
    *(
        "1",
        "1-",
        "12/",
        "1 ",
        "at ",
        "the ",
        "monday ",
        "monday or ",
        "01:",
        "½",
        "a@",
        "x-",
        "a b ",
        "12 a b ",
    ),
    *(
        "between 2 and ",
        "2 to 3 to ",
        "week on ",
        "in 2 ",
        "£1",
        "+1 ",
        "(",
        "e\u0301",
        "www.",
        "first ",
        " ",
    ),
)


@pytest.mark.parametrize("scrap", LONG)
def test_no_long_text_takes_longer_than_a_blink(scrap: str) -> None:
    assert _milliseconds((scrap * 4096)[:4096]) < 20
