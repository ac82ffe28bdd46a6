"""How fast we may speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deliver.pace import GROUP_LIMIT, Pace, slots

RATES = st.sampled_from([0.5, 1.0, 2.5, 7.0, 25.0, 30.0])
SENDS = st.lists(
    st.tuples(st.integers(-3, 8), st.floats(0, 0.4, allow_nan=False)),
    max_size=200,
)


def play(pace: Pace, sends: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Sends each message as soon as it is allowed; what went where, and when."""
    now, sent = 100.0, []
    for chat, pause in sends:
        now += pause
        while (wait := pace.delay(chat, now)) > 0:
            now += wait
        pace.spend(chat, now)
        sent.append((chat, now))
    return sent


def most_within(times: list[float], seconds: float) -> int:
    return max((sum(1 for t in times if start <= t < start + seconds) for start in times), default=0)


@given(RATES, SENDS)
def test_no_second_ever_holds_more_than_the_set_rate(rate: float, sends: list[tuple[int, float]]) -> None:
    sent = play(Pace(rate), sends)

    assert most_within([at for _, at in sent], 1.0) <= max(1, rate)


@given(SENDS)
def test_a_rate_below_one_a_second_is_kept_over_longer_stretches(sends: list[tuple[int, float]]) -> None:
    sent = play(Pace(0.5), sends)

    assert most_within([at for _, at in sent], 2.0) <= 1


@given(SENDS)
def test_one_person_gets_three_at_once_and_then_one_a_second(sends: list[tuple[int, float]]) -> None:
    sent = play(Pace(30), [(7, pause) for _, pause in sends])

    times = [at for _, at in sent]
    assert most_within(times, 0.999) <= 3
    assert most_within(times, 9.999) <= 3 + 9


@given(SENDS)
def test_a_group_gets_no_more_than_eighteen_in_any_minute(sends: list[tuple[int, float]]) -> None:
    sent = play(Pace(30), [(-5, pause) for _, pause in sends])

    assert most_within([at for _, at in sent], 60.0) <= GROUP_LIMIT


def test_three_quick_answers_need_no_waiting() -> None:
    pace = Pace()
    for _ in range(3):
        assert pace.delay(42, 10.0) == 0
        pace.spend(42, 10.0)

    assert pace.delay(42, 10.0) == pytest.approx(1.0)
    assert pace.delay(42, 11.0) == 0


def test_a_waiting_chat_does_not_hold_up_another() -> None:
    pace = Pace()
    for _ in range(3):
        pace.spend(42, 10.0)

    assert pace.delay(43, 10.0) == 0


def test_the_whole_rate_is_used_when_many_chats_wait() -> None:
    pace = Pace(25)
    sent = play(pace, [(chat, 0.0) for chat in range(1, 251)])

    assert sent[-1][1] - sent[0][1] == pytest.approx(9.8)


def test_chats_that_are_whole_again_are_forgotten() -> None:
    pace = Pace(1000)
    for step in range(50_000):
        pace.spend(step if step % 2 else -step - 1, step / 25)

    assert len(pace) < 4096


def test_a_chat_that_still_waits_is_never_forgotten() -> None:
    pace = Pace(1_000_000)
    for _ in range(5):
        pace.spend(42, 0.0)
    for chat in range(100, 10_000):
        pace.spend(chat, 0.0)

    assert pace.delay(42, 0.0) == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("rate", "latency", "expected"),
    [
        (25, 0.0, 4),
        (25, 0.1, 4),
        (25, 0.2, 5),
        (25, 1.0, 25),
        (25, 30.0, 64),
        (1000, 0.03, 30),
    ],
)
def test_the_slots_are_the_rate_times_the_usual_latency(rate: float, latency: float, expected: int) -> None:
    assert slots(rate, latency) == expected
