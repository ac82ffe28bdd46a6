from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot import routes
from bot.domain.decision import Decision
from bot.domain.event import Event
from bot.domain.facts import Facts
from bot.watch import pulse
from bot.watch.pulse import Overran, Pulse
from tests.cast import command, facts


class Ended(threading.Event):
    """What would have ended the process."""


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, two hundred times as impatient."""
    for name, seconds in (("EVERY", 0.02), ("NOTICED", 0.1), ("HOPELESS", 0.5), ("LONGEST_GAP", 0.1)):
        monkeypatch.setattr(pulse, name, seconds)


@pytest_asyncio.fixture
async def watched(quick: None) -> AsyncIterator[tuple[Pulse, Ended, list[float], list[str]]]:
    """A loop that beats; what ended it, how late it was, how often it stood still."""
    ended, late, blocked = Ended(), list[float](), list[str]()
    found = Pulse(ended.set, late.append, lambda: blocked.append("blocked"))

    found.start()
    await asyncio.sleep(0.1)
    yield found, ended, late, blocked
    found.stop()


def _spins_until(ended: threading.Event, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not ended.is_set():
        pass


async def test_a_loop_that_beats_is_left_alone(
    watched: tuple[Pulse, Ended, list[float], list[str]],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Where many tests share a core, a tenth of a second may pass without a beat.
    for name, seconds in (("NOTICED", 1.0), ("HOPELESS", 5.0)):
        monkeypatch.setattr(pulse, name, seconds)
    _, ended, late, blocked = watched
    await asyncio.sleep(2.0)

    assert not ended.is_set()
    assert blocked == []
    assert len(late) >= 3
    assert "nothing moves" not in caplog.text


async def test_what_blocks_the_loop_is_named_by_its_place_and_measured(
    watched: tuple[Pulse, Ended, list[float], list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    _, ended, late, blocked = watched
    with caplog.at_level(logging.ERROR):
        _blocks("I feel awful", 0.3)
    await asyncio.sleep(0.1)

    assert blocked == ["blocked"]
    assert not ended.is_set()
    assert max(late) >= 0.2
    (record, *_) = [r for r in caplog.records if r.message == "nothing moves"]
    assert all("awful" not in str(value) for value in vars(record).values())


async def test_only_what_is_our_own_code_is_named(
    watched: tuple[Pulse, Ended, list[float], list[str]],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.routes.safety.hear", lambda *_: time.sleep(0.3))
    with caplog.at_level(logging.ERROR), pytest.raises(Overran):
        routes.decide(facts(), command("/help"))

    places = next(vars(r)["at"] for r in caplog.records if r.message == "nothing moves")
    assert places[-1].startswith("bot/routes.py:")
    assert places[-1].endswith(" decide")


async def test_a_handler_that_never_ends_is_broken_off_where_it_is(
    watched: tuple[Pulse, Ended, list[float], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ended, _, _ = watched

    def endless(_: Facts, __: Event) -> Decision:
        _spins_until(ended, 10)
        return Decision()

    monkeypatch.setattr(routes, "decide", endless)
    with pytest.raises(Overran):
        routes.decide(facts(), command("/help"))

    assert not ended.is_set()


async def test_work_that_is_no_handler_is_never_broken_off(
    watched: tuple[Pulse, Ended, list[float], list[str]],
) -> None:
    _blocks("x", 0.3)


async def test_when_nothing_moves_for_too_long_the_process_is_ended(
    watched: tuple[Pulse, Ended, list[float], list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    _, ended, _, _ = watched
    _spins_until(ended, 10)

    assert ended.is_set()
    assert "nothing has moved for too long" in caplog.text


def _blocks(words: str, seconds: float) -> None:
    _spins_until(threading.Event(), seconds)
    assert words
